"""Where somebody's own pay lies in the market for their profile, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from paylens.errors import NotEnoughData, QuestionError
from paylens.market.evidence import Evidence, Figure
from paylens.market.store import Store
from paylens.report.amounts import typed_pay
from paylens.report.certainty import LIKELY, RULE, Certainty, certainty_of
from paylens.report.estimate import Estimate, answered, currency_taken, own_pay_in_usd
from paylens.report.notes import OTHER_KIND, other_people
from paylens.report.parts import Options, Part, mixed
from paylens.report.profile import QUESTIONS, Profile
from paylens.report.second_source import SecondSource, second_sources
from paylens.report.sections import Section, SectionedAnswer
from paylens.report.what_if import WhatIf, changes, tellings
from paylens.report.wording import amount, percent, signed

if TYPE_CHECKING:
    from paylens.model.pay_model import PayModel

BELOW, ABOVE, OPEN = "likely below", "likely above", "not told apart"
# A fact that moves the median by less is not asked for.
SMALLEST_MOVE = 0.02
WEAK = ("weak", "fair")
# A share with a wider interval says nothing of where a pay lies.
WIDEST_PLACE = 0.9


@dataclass(frozen=True)
class SourceView:
    """What one source says of the pay: `below` is the share of its reports that lie below it,
    `median` its median for the profile in the answer's currency."""

    source: str
    publisher: str
    basis: str
    records: int
    years: tuple[int, ...]
    weight: float
    median: float
    below: float


@dataclass(frozen=True)
class Change:
    """The answer if one thing were otherwise: the market's median then, and the pay's place."""

    fact: str
    words: str
    median: float
    gap: float
    below: float


@dataclass(frozen=True)
class Untold:
    """A fact that was not told: the lowest and highest median over its values, and by how much
    the highest is above the lowest."""

    fact: str
    lowest: str
    lowest_median: float
    highest: str
    highest_median: float
    apart: float


@dataclass(frozen=True)
class WorthOfPay(SectionedAnswer):
    """One's own pay beside the market's median for the profile.

    `gap` is how far the pay lies above the median (minus: below), as a share of the median, with
    the interval of all errors; `probability_below` is the probability that the market's median
    lies above the pay. Amounts are per year in the evidence's currency.
    """

    sentence: str
    verdict: str
    understood: dict[str, str]
    year: int
    pay: float
    percentile: Figure
    p25: Figure
    median: Figure
    p75: Figure
    gap: Figure
    probability_below: float
    certainty: Certainty
    source_spread: float | None
    sources: tuple[SourceView, ...]
    changes: tuple[Change, ...]
    untold: tuple[Untold, ...]
    second_sources: tuple[SecondSource, ...]
    rule: str
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The place, each source's view, what would change and what would narrow the answer."""
        from paylens.report.worth_sections import sections

        return sections(self)


def worth_of_pay(
    store: Store,
    model: PayModel,
    profile: Profile,
    options: Options,
    current: float | str | None,
) -> WorthOfPay:
    """Whether, by how much and how surely a pay lies below the market's median for the profile.

    Raises
    ------
    QuestionError
        No pay, role or country was told; otherwise as `estimate`.
    """
    if current is None:
        raise QuestionError(
            "worth compares a pay with the market: tell it as `current`, such as 150000 (in the "
            "answer's currency, per year)."
        )
    if profile.role is None or profile.country is None:
        raise QuestionError(
            "worth needs the role (such as ML engineer) and the country (such as US): these two "
            "decide most of the pay, and without them the answer would be of everybody. Tell both; "
            "a city or metro area says its country."
        )
    own = typed_pay("your pay", current, options.currency)
    answer, parts = answered(store, model, profile, options, current)
    units = answer.units_per_usd
    in_usd = own_pay_in_usd(own, options, profile, answer.year)
    assert in_usd is not None and answer.my_pay is not None
    pay = answer.my_pay["pay"]
    grade = answer.evidence.reliability
    sure = certainty_of(parts, answer.distribution, options.pay, profile.country, grade)
    median = float(answer.figures["p50"].value or 0.0)
    probability = sure.above(median, pay)
    taken = currency_taken(own, options, profile.country)
    views = tuple(_view(answer, part, in_usd, units) for part in parts)
    found = WorthOfPay(
        sentence="",
        verdict=_verdict(probability),
        understood=answer.understood | ({"pay": taken} if taken else {}),
        year=answer.year,
        pay=pay,
        percentile=_percentile(answer, in_usd, sure),
        p25=_with_all_errors(answer.figures["p25"], sure),
        median=Figure(median, *sure.interval(median)),
        p75=_with_all_errors(answer.figures["p75"], sure),
        gap=_gap(pay, median, sure),
        probability_below=probability,
        certainty=sure,
        source_spread=answer.source_spread,
        sources=views,
        changes=(
            *_changes(store, model, profile, options, (in_usd, units)),
            *_as_other_kind(store, model, profile, options, (answer, in_usd)),
        ),
        untold=_untold(store, model, profile, options, units),
        second_sources=second_sources(store, [view.source for view in views], profile.country),
        rule=RULE,
        evidence=(answer.evidence,),
        notes=(*_own_notes(answer, views, profile, sure), *answer.notes),
    )
    return replace(found, sentence=_sentence(found))


def _verdict(probability: float) -> str:
    if probability >= LIKELY:
        return BELOW
    return ABOVE if probability <= 1 - LIKELY else OPEN


def _percentile(answer: Estimate, in_usd: float, sure: Certainty) -> Figure:
    """The share of pay below one's own, with all errors and no narrower than the sources differ."""
    assert answer.my_pay is not None
    ends = [answer.distribution.share_below(pay) for pay in sure.interval(in_usd)]
    known = [answer.my_pay[name] / 100 for name in ("percentile_low", "percentile_high")]
    share = answer.my_pay["percentile"] / 100
    return Figure(share, min(ends[0], known[0]), max(ends[1], known[1]))


def _with_all_errors(figure: Figure, sure: Certainty) -> Figure:
    """A percentile with the median's errors, and its own of sampling where that is wider."""
    if figure.value is None:
        return figure
    low, high = sure.interval(figure.value)
    return Figure(
        figure.value,
        low if figure.low is None else min(low, figure.low),
        high if figure.high is None else max(high, figure.high),
    )


def _gap(pay: float, median: float, sure: Certainty) -> Figure:
    """The pay over the median less one; where the median is higher the gap is lower."""
    low, high = sure.interval(median)
    return Figure(pay / median - 1, pay / high - 1, pay / low - 1)


def _view(answer: Estimate, part: Part, in_usd: float, units: float) -> SourceView:
    from paylens.collect.source import card

    return SourceView(
        source=part.voice.source,
        publisher=card(part.voice.source).publisher,
        basis=part.voice.basis,
        records=part.voice.records,
        years=tuple(sorted({cell.year for cell in part.voice.cells})),
        weight=part.voice.weight,
        median=part.distribution.percentile(0.5) * units,
        below=part.distribution.share_below(in_usd),
    )


def _changes(
    store: Store,
    model: PayModel,
    profile: Profile,
    options: Options,
    pay: tuple[float, float],
) -> tuple[Change, ...]:
    """Each change's answer; `pay` is in USD, with the units of the answer's currency per USD."""
    in_usd, units = pay
    return tuple(
        _change(each, in_usd, units) for each in changes(store, model, profile.used, options)
    )


def _as_other_kind(
    store: Store,
    model: PayModel,
    profile: Profile,
    options: Options,
    own: tuple[Estimate, float],
) -> tuple[Change, ...]:
    """The answer if the pay (in USD, beside its own answer) is of the other kind; it says so where
    total pay would be less than base pay, which only other sources and people can make it."""
    answer, in_usd = own
    other = OTHER_KIND[options.pay]
    if options.anchor is not None:
        return ()
    try:
        _, parts = answered(store, model, profile, replace(options, pay=other))
    except NotEnoughData:
        return ()
    whole = mixed(parts, 1)
    medians = {
        options.pay: answer.distribution.percentile(0.5),
        other: whole.percentile(0.5),
    }
    words = f"if it is {other} pay"
    if medians["total"] < medians["base"]:
        words += f": {other_people(dict.fromkeys(part.voice.source for part in parts))}"
    asked = WhatIf("pay", words, profile, whole)
    return (_change(asked, in_usd, answer.units_per_usd),)


def _change(each: WhatIf, in_usd: float, units: float) -> Change:
    median = each.distribution.percentile(0.5)
    return Change(
        fact=each.fact,
        words=each.words,
        median=median * units,
        gap=in_usd / median - 1 if median else math.inf,
        below=each.distribution.share_below(in_usd),
    )


def _untold(
    store: Store, model: PayModel, profile: Profile, options: Options, units: float
) -> tuple[Untold, ...]:
    """The facts that were not told and would move the median, the most telling first."""
    found = []
    for question, each in tellings(store, model, profile.used, options).items():
        medians = sorted((one.distribution.percentile(0.5), one.words) for one in each)
        (low, lowest), (high, highest) = medians[0], medians[-1]
        if low > 0 and high / low - 1 >= SMALLEST_MOVE:
            found.append(
                Untold(question, lowest, low * units, highest, high * units, high / low - 1)
            )
    return tuple(sorted(found, key=lambda each: -each.apart))


def _own_notes(
    answer: Estimate, views: tuple[SourceView, ...], profile: Profile, sure: Certainty
) -> list[str]:
    notes = []
    if {view.basis for view in views} == {"posting"}:
        notes.append(
            "all of this is what adverts offer, not what people in such jobs are paid; those who "
            "have been there for years may be paid more or less"
        )
    if answer.evidence.reliability in WEAK:
        notes.append(
            f"the evidence is {answer.evidence.reliability}: nothing surer than "
            f"{percent(sure.most)} is said. Get a second source before acting on it; the last "
            "table names some"
        )
    notes.append("a fact about the market, no finding that anyone is paid wrongly or unlawfully")
    return notes


def _sentence(found: WorthOfPay) -> str:
    currency = found.evidence[0].currency
    kind = {"base": "base pay", "total": "total pay"}[found.evidence[0].pay]
    gap = found.gap.value or 0.0
    low, high = found.gap.low or 0.0, found.gap.high or 0.0
    side = "below" if gap < 0 else "above"
    far = f"{percent(abs(gap))} {side}" if abs(gap) >= 0.005 else "at"
    grade = found.evidence[0].reliability
    weak = f", and it is {grade}" if grade in WEAK else ""
    spans = f"from {signed(low)} to {signed(high)} if the evidence holds{weak}"
    opening = {
        BELOW: "You are likely paid less than the market's median",
        ABOVE: "You are likely not underpaid",
        OPEN: "The records cannot tell whether you are underpaid",
    }[found.verdict]
    place = found.percentile
    beside = f", and above {percent(place.value or 0.0)} of such pay"
    if place_unknown(place):
        beside = "; where it lies among such pay cannot be told"
    sure = found.probability_below
    chance = f"{percent(sure)} sure that the median is higher"
    if found.verdict == ABOVE:
        chance = f"{percent(1 - sure)} sure that the median is lower"
    return (
        f"{opening}: {amount(found.pay, currency)} is {far} the median {kind} of "
        f"{amount(found.median.value or 0.0, currency)} for this profile "
        f"({spans}; {chance}){beside} (as of {found.year})."
    )


def place_unknown(share: Figure) -> bool:
    """Whether the interval of a share below a pay holds almost all that it could be."""
    return (share.high or 0.0) - (share.low or 0.0) > WIDEST_PLACE


def question_label(question: str) -> str:
    """A fact's name as people read it."""
    from paylens.harmonise.dimension import dimension

    return "Kind of pay" if question == "pay" else dimension(QUESTIONS[question]).label
