"""What a profile is paid: the market's answer, or what one source's records would say."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from paylens.collect.source import card
from paylens.harmonise.dimension import dimension
from paylens.market.distribution import Distribution
from paylens.market.evidence import (
    GRADES,
    RELIABILITY_RULE,
    Evidence,
    Figure,
    capped,
    lower_grade,
    reliability,
)
from paylens.market.floor import PUBLIC
from paylens.market.statistics import SHARES, PayStatistics, pay_statistics
from paylens.market.store import Store
from paylens.report.amounts import TypedPay, typed_pay
from paylens.report.anchor import anchored_parts
from paylens.report.answer import Answer
from paylens.report.disagreement import APART
from paylens.report.notes import never_asked, notes_of
from paylens.report.official import OfficialWages, official_beside
from paylens.report.parts import MODEL_RECORDS, Options, Part, mixed
from paylens.report.prices import INTERNATIONAL, View
from paylens.report.profile import Profile
from paylens.report.records_like import Support, support

if TYPE_CHECKING:
    from paylens.model.pay_model import PayModel

INTERVAL_RULE = (
    "binomial error of the percentile's share for as many records as the scarcest of the facts "
    "given rests on, those it is carried over from included; the spread between sources is shown "
    "apart"
)
BLEND_RULE = (
    f"where a source has records of exactly the facts given, n of them weigh n to {MODEL_RECORDS} "
    "against the model"
)


@dataclass(frozen=True)
class SourceAnswer:
    """One source under the market's answer.

    `observed` are its own records of the role and country; `estimated_p50` is what it would
    report for the whole profile, moved to the answer's year. USD per year.
    """

    source: str
    publisher: str
    basis: str
    weight: float
    records: int
    years: tuple[int, ...]
    observed: PayStatistics | None
    estimated_p25: float
    estimated_p50: float
    estimated_p75: float
    moved: str | None


@dataclass(frozen=True)
class Estimate(Answer):
    """Pay per year for a profile: percentiles and mean, each with its interval, and evidence."""

    sentence: str
    understood: dict[str, str]
    year: int
    figures: dict[str, Figure]
    evidence: Evidence
    sources: tuple[SourceAnswer, ...]
    source_spread: float | None
    official: OfficialWages | None
    coverage: dict[str, Any] | None
    my_pay: dict[str, float] | None
    notes: tuple[str, ...]
    units_per_usd: float = 1.0
    distribution: Distribution = field(repr=False, compare=False, kw_only=True)

    @property
    def disagrees(self) -> bool:
        """Whether its sources' medians lie so far apart that it has to be said at once."""
        return (self.source_spread or 0.0) > APART

    def _lines(self) -> list[dict[str, Any]]:
        shared = {
            "year": self.year,
            "pay": self.evidence.pay,
            "currency": self.evidence.currency,
            "prices": self.evidence.prices,
            "anchored": self.evidence.anchored,
            "records": self.evidence.records,
            "sources": ", ".join(self.evidence.sources),
            "status": self.evidence.status,
            "reliability": self.evidence.reliability,
        }
        return [
            {"statistic": name, "value": f.value, "low": f.low, "high": f.high, **shared}
            for name, f in self.figures.items()
        ]


def estimate(
    store: Store,
    model: PayModel,
    profile: Profile,
    options: Options,
    my_pay: float | str | None = None,
) -> Estimate:
    """Estimate the distribution of pay for one profile.

    `my_pay` is per year and in the currency of the options, unless its words say otherwise.

    Raises
    ------
    NotEnoughData
        No source holds that kind of pay.
    InvalidValue
        A pay that is not a positive amount.
    UnknownCurrency
        A currency without a published rate.
    """
    return answered(store, model, profile, options, my_pay)[0]


def answered(
    store: Store,
    model: PayModel,
    profile: Profile,
    options: Options,
    my_pay: float | str | None = None,
) -> tuple[Estimate, list[Part]]:
    """The estimate and the sources' parts that it is made of; as `estimate`."""
    own = None if my_pay is None else typed_pay("your pay", my_pay, options.currency)
    units, rate_date = units_per_usd(options.currency, options.view)
    used = profile.used
    year, parts = anchored_parts(store, model, [used], options)[0]
    found = support(store, used, parts)
    records = found.scarcest
    together = mixed(parts, records)
    label = reliability_of(records, parts)
    notes = (
        *read_as(own, options, profile.country),
        *notes_of(store, model, profile, parts, options, year, found),
    )
    figures = {name: _times(figure, units) for name, figure in _figures(together, records).items()}
    evidence = _evidence(parts, found, label, options, rate_date)
    answer = Estimate(
        sentence="",
        understood=profile.understood,
        year=year,
        figures=figures,
        evidence=evidence,
        sources=tuple(_source_answer(store, part, units, options.view, evidence) for part in parts),
        source_spread=spread(parts),
        official=official_beside(
            store, used.role, used.country, options.view, year if options.anchor else None
        ),
        coverage=_coverage(model, parts[0], used),
        my_pay=_my_pay(together, parts, own_pay_in_usd(own, options, profile, year), units),
        notes=notes,
        units_per_usd=units,
        distribution=together,
    )
    return replace(answer, sentence=sentence(answer, profile, options.year)), parts


def _figures(together: Distribution, records: int) -> dict[str, Figure]:
    """Percentiles and mean; no interval where too few records stand behind them."""
    if records < PUBLIC.middle_records:
        shares = {name: Figure(together.percentile(share)) for name, share in SHARES.items()}
        return shares | {"mean": Figure(together.mean())}
    figures = {
        name: Figure(together.percentile(share), *together.percentile_interval(share))
        for name, share in SHARES.items()
    }
    return figures | {"mean": Figure(together.mean(), *together.mean_interval())}


def _coverage(model: PayModel, part: Part, profile: Profile) -> dict[str, Any] | None:
    """The measured coverage of the weightiest source, where it has records like these and asks
    all that was told; none of an answer at another level, or wider, than what was measured."""
    if not part.voice.cells or part.anchor or part.outside.notes or never_asked(part):
        return None
    return model.coverage_of(part.voice.series, profile.facts)


def reliability_of(records: int, parts: list[Part]) -> str:
    """The answer's label by RELIABILITY_RULE, for the fewest records that it rests on; the lowest
    outside the data."""
    if records < PUBLIC.middle_records or parts[0].outside.notes:
        return GRADES[0]
    together = mixed(parts, records)
    low, high = together.percentile_interval(0.5)
    label = capped(reliability(records, (high - low) / together.percentile(0.5)), spread(parts))
    return lower_grade(label) if any(never_asked(part) for part in parts) else label


def _times(figure: Figure, units: float) -> Figure:
    """The figure in another currency."""
    if units == 1:
        return figure
    amounts = {name: getattr(figure, name) for name in ("value", "low", "high")}
    return replace(
        figure, **{name: None if x is None else x * units for name, x in amounts.items()}
    )


def units_per_usd(currency: str, view: View | None = None) -> tuple[float, str | None]:
    """Units of a currency per USD at the newest rate, and that rate's date.

    In prices of a year, at the mean rate of that year.
    """
    if currency == "USD":
        return 1.0, None
    from paylens.harmonise.exchange import latest_usd_per_unit, mean_usd_per_unit

    if view is not None and view.real is not None:
        return 1 / mean_usd_per_unit(currency, view.real), str(view.real)

    rate, day = latest_usd_per_unit(currency)
    return 1 / rate, day.isoformat()


def _evidence(
    parts: list[Part], found: Support, label: str, options: Options, rate_date: str | None
) -> Evidence:
    sources = tuple(dict.fromkeys(part.voice.source for part in parts))
    return Evidence(
        records=found.like,
        answering=found.answering,
        carried=tuple(found.carried.values()),
        publishers=tuple(card(source).publisher for source in sources),
        sources=sources,
        years=tuple(sorted({cell.year for part in parts for cell in part.voice.cells})),
        basis=tuple(sorted({part.voice.basis for part in parts if part.voice.basis})),
        pay=options.pay,
        status="modelled",
        reliability=label,
        currency=options.shown_in,
        rate_date=rate_date,
        prices=options.view.words if options.view else None,
        anchored=parts[0].anchor.words if parts[0].anchor else None,
        rule=f"{RELIABILITY_RULE}; intervals: {INTERVAL_RULE}; {BLEND_RULE}",
    )


def _source_answer(
    store: Store, part: Part, units: float, view: View | None, shown: Evidence
) -> SourceAnswer:
    """One source's part, in the currency and prices that the answer is shown in."""
    p25, p50, p75 = (part.distribution.percentile(share) * units for share in (0.25, 0.5, 0.75))
    if view is None:
        observed = part.voice.observed(store.floor)
    else:
        observed = pay_statistics([view.moved(cell) for cell in part.voice.cells], store.floor)
    if observed is not None:
        figures = {name: _times(figure, units) for name, figure in observed.figures.items()}
        evidence = replace(
            observed.evidence,
            currency=shown.currency,
            rate_date=shown.rate_date,
            prices=shown.prices,
        )
        observed = replace(observed, figures=figures, evidence=evidence)
    return SourceAnswer(
        source=part.voice.source,
        publisher=card(part.voice.source).publisher,
        basis=part.voice.basis,
        weight=part.voice.weight,
        records=part.voice.records,
        years=tuple(sorted({cell.year for cell in part.voice.cells})),
        observed=observed,
        estimated_p25=p25,
        estimated_p50=p50,
        estimated_p75=p75,
        moved=part.moved.note,
    )


def spread(parts: list[Part]) -> float | None:
    """How far the sources' medians lie apart: the highest over the lowest, less one."""
    medians = [part.distribution.percentile(0.5) for part in parts]
    return max(medians) / min(medians) - 1 if len(medians) > 1 else None


def apart_in_words(spread: float) -> str:
    """How far sources lie apart, as a sentence's end."""
    if spread < 0.005:
        return "are the same to within 1 %"
    return f"lie {100 * spread:.0f} % apart"


def own_pay_in_usd(
    pay: TypedPay | None, options: Options, profile: Profile, year: int
) -> float | None:
    """Someone's pay of today, in its own currency or else the options', as USD in the answer's
    prices."""
    if pay is None:
        return None
    today, _ = units_per_usd(pay.currency or options.currency)
    return pay.per_year / today * math.exp(options.price_shift(profile.country, year))


def read_as(pay: TypedPay | None, options: Options, country: str | None) -> tuple[str, ...]:
    """How a pay was read, where it was typed as more than a plain number, and at which rate it
    was turned into the answer's currency; of one without a currency how to tell the country's."""
    if pay is None:
        return ()
    taken = currency_taken(pay, options, country)
    taken_notes = (f"your pay: {taken}",) if taken else ()
    words = pay.read_as(options.currency)
    if not words:
        return taken_notes
    own = pay.currency or options.currency
    if own == options.currency:
        return (f"your pay: {words}", *taken_notes)
    (units, day), (per_usd, own_day) = units_per_usd(options.currency), units_per_usd(own)
    rate = f"{units / per_usd:.4f} {options.currency} each ({day or own_day})"
    return (f"your pay: {words}, turned into {options.currency} at the rate of today, {rate}",)


def currency_taken(pay: TypedPay, options: Options, country: str | None) -> str:
    """What currency a pay that names none is taken to be in, where the country has another."""
    from paylens.harmonise.prices import currency_of

    local = currency_of(country) if country and pay.currency is None else None
    if local in (None, options.currency):
        return ""
    return (
        f"taken as {options.currency} {pay.per_year:,.0f} a year, as it names no currency; in "
        f"{local}, write {pay.per_year:.0f} {local}"
    )


def _my_pay(
    mixed: Distribution, parts: list[Part], in_usd: float | None, units: float
) -> dict[str, float] | None:
    if in_usd is None:
        return None
    each = [part.distribution.share_below(in_usd) for part in parts]
    share = mixed.share_below(in_usd)
    error = 1.96 * (share * (1 - share) / mixed.records) ** 0.5
    return {
        "pay": in_usd * units,
        "percentile": 100 * share,
        "percentile_low": 100 * max(min(share - error, *each), 0.0),
        "percentile_high": 100 * min(max(share + error, *each), 1.0),
    }


def sentence(answer: Estimate, profile: Profile, asked_year: int | None = None) -> str:
    """The answer in one plain sentence; it says the year asked for where it reaches another."""
    role = dimension("role").value_label(profile.role) if profile.role else "Any role"
    country = (
        dimension("country").value_label(profile.country) if profile.country else "any country"
    )
    unsaid = ("role", "country", *profile.unused)
    extra = [text for name, text in profile.understood.items() if name not in unsaid]
    of_whom = f" ({'; '.join(extra)})" if extra else ""
    p50, p25, p75 = (answer.figures[name].value for name in ("p50", "p25", "p75"))
    kind = {"base": "base pay", "total": "total compensation"}.get(
        answer.evidence.pay, answer.evidence.pay
    )
    guess = "" if any(source.years for source in answer.sources) else "A guess, without records: "
    currency, prices = answer.evidence.currency, answer.evidence.prices
    unit = {"USD": "$", INTERNATIONAL: INTERNATIONAL}.get(currency, f"{currency} ")
    as_of = f"as of {answer.year}" + (f", {prices}" if prices else "")
    if asked_year not in (None, answer.year):
        as_of += f"; asked for {asked_year}"
    return (
        f"{guess}{role}, {country}{of_whom}: half have a {kind} between {unit}{p25:,.0f} and "
        f"{unit}{p75:,.0f} a year; the median is {unit}{p50:,.0f} ({as_of})."
    )
