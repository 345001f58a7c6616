"""Each part of an offer against the market's percentiles of that same part.

Base and total pay are estimates for the whole profile; bonus and equity are what the records of the
role and country hold, by one more fact where it was told. Percentiles of parts are never added: the
total is compared with total pay that people reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from paylens.errors import NotEnoughData
from paylens.harmonise.dimension import dimension
from paylens.market.distribution import Distribution
from paylens.market.evidence import GRADES, Evidence, Figure, lower_grade
from paylens.market.scope import LAST_YEARS
from paylens.market.statistics import PayStatistics, pay_statistics
from paylens.market.store import Cell, Store
from paylens.report.certainty import (
    Certainty,
    certainty_of,
    measured_log_sd,
    sampling_log_sd,
)
from paylens.report.estimate import answered, units_per_usd
from paylens.report.mixture import newest_year
from paylens.report.notes import other_people
from paylens.report.offer.schema import Offer
from paylens.report.offer.valuing import equity_today_per_year
from paylens.report.parts import Options
from paylens.report.profile import Profile
from paylens.report.wording import percent

if TYPE_CHECKING:
    from paylens.model.pay_model import PayModel

BASE, BONUS, EQUITY, TOTAL = "base", "bonus", "equity", "total"
LOWBALL, FAIR, HIGH, OPEN = "lowball", "fair", "high", "not told apart"
NOT_ENOUGH = "not enough data"
# What is less likely than this is no verdict.
LEAST_CERTAIN = 0.55
# Parts are looked up by the first of these facts of which there are records, and by the employer.
NARROWED_BY = ("level", "metro", "education", "specialisation")
# Records that end so many years before the market's newest lower the grade.
OLD_YEARS = 3
PART_TIME_HOURS, FULL_TIME_HOURS = 35.0, 40.0
RULE = (
    "lowball: below p25 of what is compared; high: above p75; fair: between; the likeliest of the "
    "three, by all errors of the percentiles, and none where none is "
    f"{percent(LEAST_CERTAIN)} likely"
)


@dataclass(frozen=True)
class Verdict:
    """One part of an offer (`component`) beside the market's percentiles of that part.

    `amount` is the offer's, per year and full time; `compared_with` says whose pay it is beside;
    `percentile` the share of such pay below the amount. All in the offer's currency.
    """

    component: str
    amount: float
    verdict: str
    probability: float | None
    percentile: Figure
    p25: Figure
    p50: Figure
    p75: Figure
    compared_with: str
    year: str
    sources: tuple[str, ...]
    evidence: Evidence | None
    notes: tuple[str, ...] = ()

    @property
    def decided(self) -> bool:
        """Whether there is a verdict."""
        return self.verdict in (LOWBALL, FAIR, HIGH)


def comparable(offer: Offer) -> dict[str, float]:
    """The parts as people report them: per year, full time, the first grant at today's price over
    its years, the bonus as expected; without sign-on, later grants and benefits."""
    full_time = full_time_factor(offer)
    found = {BASE: offer.base_per_year * full_time}
    if offer.bonus:
        found[BONUS] = offer.bonus.expected_per_year * full_time
    if offer.equity:
        found[EQUITY] = equity_today_per_year(offer.equity) * full_time
    return found | {TOTAL: sum(found.values())}


def full_time_factor(offer: Offer) -> float:
    """By how much pay of part-time hours is raised to stand beside that of full-time work."""
    return FULL_TIME_HOURS / offer.hours_per_week if part_time(offer) else 1.0


def part_time(offer: Offer) -> bool:
    """Whether the hours are fewer than full-time work has."""
    return offer.hours_per_week < PART_TIME_HOURS


def verdicts_of(
    store: Store, model: PayModel, profile: Profile, offer: Offer
) -> tuple[Verdict, ...]:
    """A verdict on each part that the offer has, and on the total.

    Raises as `estimate` where no source has base pay.
    """
    amounts = comparable(offer)
    options = Options().told(BASE, None, offer.currency)
    by_hour = offer.hourly
    base, year = _estimated(store, model, profile, options, amounts[BASE], by_hour)
    found = [base]
    for component in (BONUS, EQUITY):
        if component in amounts:
            found += _observed(store, profile, offer, component, amounts[component])
    # Records of total pay are older than those of base pay: both are taken to the same year.
    then = replace(options, pay=TOTAL, year=year)
    total, _ = _estimated(store, model, profile, then, amounts[TOTAL], by_hour, base.p50.value)
    return (*found, total)


def total_below_base(verdicts: Sequence[Verdict]) -> str:
    """What to say beside a base and a total of which the market's total is the lower; else
    nothing."""
    judged_parts = {verdict.component: verdict for verdict in verdicts}
    base, total = (judged_parts[name] for name in (BASE, TOTAL))
    if base.p50.value is None or total.p50.value is None or total.p50.value >= base.p50.value:
        return ""
    return (
        "the market's median total lies below its median base pay, as it is "
        f"{other_people(total.sources)} than the base ({', '.join(base.sources)}): judge neither "
        "by the other"
    )


def _estimated(
    store: Store,
    model: PayModel,
    profile: Profile,
    options: Options,
    amount: float,
    by_hour: bool,
    median_base: float | None = None,
) -> tuple[Verdict, int | None]:
    """Base or total pay against the estimate for the whole profile, and the year it reaches.

    Beside a contractor's pay `by_hour` the market's figures, of employees, are weak evidence, and
    so is a total whose median lies below the market's `median_base`.
    """
    pay = options.pay
    try:
        answer, parts = answered(store, model, profile, options)
    except NotEnoughData as error:
        return _without(pay, amount, str(error), "the profile"), None
    below_base = (answer.figures["p50"].value or 0.0) < (median_base or 0.0)
    grade = GRADES[0] if by_hour or below_base else answer.evidence.reliability
    sure = certainty_of(parts, answer.distribution, pay, profile.country, grade)
    p25, p75 = (answer.figures[name].value or 0.0 for name in ("p25", "p75"))
    verdict, probability = judged(sure, p25, p75, amount)
    found = Verdict(
        component=pay,
        amount=amount,
        verdict=verdict,
        probability=probability,
        percentile=_place(answer.distribution, sure, amount / answer.units_per_usd),
        p25=answer.figures["p25"],
        p50=answer.figures["p50"],
        p75=answer.figures["p75"],
        compared_with="the profile, estimated",
        year=str(answer.year),
        sources=tuple(source.source for source in answer.sources),
        evidence=replace(answer.evidence, reliability=grade),
        notes=tuple(f"{pay}: {note}" for note in answer.notes),
    )
    return found, answer.year


def judged(sure: Certainty, p25: float, p75: float, amount: float) -> tuple[str, float]:
    """The likeliest of lowball, fair and high, and how likely; as `RULE` says."""
    low = sure.above_if_it_holds(p25, amount)
    high = 1 - sure.above_if_it_holds(p75, amount)
    shares = {LOWBALL: low, HIGH: high, FAIR: max(1 - low - high, 0.0)}
    likeliest = max(shares, key=lambda verdict: shares[verdict])
    probability = sure.borne(shares[likeliest])
    return (likeliest if probability >= LEAST_CERTAIN else OPEN), probability


def _place(together: Distribution, sure: Certainty, in_usd: float) -> Figure:
    """The share of pay below an amount, with all errors."""
    if in_usd <= 0:
        return Figure(0.0, 0.0, 0.0)
    low, high = (together.share_below(pay) for pay in sure.interval(in_usd))
    return Figure(together.share_below(in_usd), low, high)


def _observed(
    store: Store, profile: Profile, offer: Offer, pay: str, amount: float
) -> list[Verdict]:
    """Bonus or equity against records of that part: by level or the like, and at the employer."""
    role, country = profile.role, profile.country
    if role is None or country is None:
        return [_without(pay, amount, "tell role and country", "the role")]
    found = []
    for name in ("", *NARROWED_BY):
        if name and not profile.facts.get(name):
            continue
        each = _population(store, profile, pay, name)
        if each is not None:
            found.append((name, each))
    own = _population(store, profile, pay, "employer") if profile.facts.get("employer") else None
    if not found:
        label = dimension("role").value_label(role)
        place = dimension("country").value_label(country)
        reason = f"no source may show the {pay} of {label}, {place}: fewer than 10 records"
        return [_without(pay, amount, reason, f"{label}, {place}")]
    narrowest = next((pair for pair in found if pair[0]), found[0])
    pairs = [narrowest, *([("employer", own)] if own else [])]
    newest = max(row["year"] for row in store.year_counts)
    return [_beside(profile, offer, (pay, amount), name, held, newest) for name, held in pairs]


def _population(store: Store, profile: Profile, pay: str, name: str) -> PayStatistics | None:
    """What the source with most records holds of a part, in its own last five years."""
    value = str(profile.facts[name]) if name else None
    cells = store.cells(
        pay=[pay],
        roles=[str(profile.role)],
        countries=[str(profile.country)],
        dimension=name,
        values=None if value is None else [value],
    )
    by_source: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        last = newest_year(store, cell.source, pay)
        if last - LAST_YEARS < cell.year <= last:
            by_source[cell.source].append(cell)
    if not by_source:
        return None
    most = max(by_source.values(), key=_records)
    found = pay_statistics(most, store.floor)
    return None if found is None or found.suppressed else found


def _records(cells: Iterable[Cell]) -> int:
    return sum(cell.distribution.records for cell in cells)


def _beside(
    profile: Profile,
    offer: Offer,
    part: tuple[str, float],
    name: str,
    held: PayStatistics,
    newest: int,
) -> Verdict:
    pay, amount = part
    units, rate_date = units_per_usd(offer.currency)
    assert held.distribution is not None
    old = newest - max(held.evidence.years) > OLD_YEARS
    grade = held.evidence.reliability
    grade = lower_grade(grade) if old else grade
    sure = Certainty(
        _sampling(held.distribution), measured_log_sd(pay, profile.country), 0.0, grade
    )
    figures = {key: held.figures[key] for key in ("p25", "p50", "p75")}
    p25, p75 = ((figures[key].value or 0.0) * units for key in ("p25", "p75"))
    verdict, probability = judged(sure, p25, p75, amount)
    return Verdict(
        component=pay,
        amount=amount,
        verdict=verdict,
        probability=probability,
        percentile=_place(held.distribution, sure, amount / units),
        **{key: _times(figure, units) for key, figure in figures.items()},
        compared_with=_whose(profile, name),
        year=_span(held.evidence.years),
        sources=held.evidence.sources,
        evidence=_evidence(held.evidence, offer.currency, rate_date, grade),
        notes=(_age_note(pay, held.evidence, old),),
    )


def _sampling(distribution: Distribution) -> float:
    """Of the median; where half have none of it, of p75."""
    share = 0.5 if distribution.percentile(0.5) > 0 else 0.75
    return sampling_log_sd(distribution, share)


def _whose(profile: Profile, name: str) -> str:
    role = dimension("role").value_label(str(profile.role))
    country = dimension("country").value_label(str(profile.country))
    fact = f", {dimension(name).value_label(str(profile.facts[name]))}" if name else ""
    return f"{role}, {country}{fact}: records"


def _age_note(pay: str, evidence: Evidence, old: bool) -> str:
    from paylens.collect.source import card

    leans = "; ".join(f"{name} leans to {card(name).leans}" for name in evidence.sources)
    late = "; that long ago lowers the grade" if old else ""
    return (
        f"{pay}: as reported in {_span(evidence.years)} and not moved to today, as no official "
        f"figure follows it{late}; {leans}"
    )


def _evidence(evidence: Evidence, currency: str, rate_date: str | None, grade: str) -> Evidence:
    return replace(evidence, currency=currency, rate_date=rate_date, reliability=grade)


def _times(figure: Figure, units: float) -> Figure:
    low, high = figure.low, figure.high
    return Figure(
        None if figure.value is None else figure.value * units,
        None if low is None else low * units,
        None if high is None else high * units,
        figure.suppressed,
    )


def _span(years: tuple[int, ...]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"


def _without(component: str, amount: float, reason: str, whose: str) -> Verdict:
    none = Figure(None, suppressed=NOT_ENOUGH)
    return Verdict(
        component=component,
        amount=amount,
        verdict=NOT_ENOUGH,
        probability=None,
        percentile=none,
        p25=none,
        p50=none,
        p75=none,
        compared_with=whose,
        year="",
        sources=(),
        evidence=None,
        notes=(f"{component}: {reason}",),
    )
