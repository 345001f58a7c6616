"""What to ask for: figures between the median and p75 of what the evidence bears, and a letter."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from paylens.collect.source import card
from paylens.report.offer.schema import Offer
from paylens.report.offer.valuing import with_more_base, with_more_granted
from paylens.report.offer.verdicts import (
    BASE,
    EQUITY,
    TOTAL,
    Verdict,
    comparable,
    full_time_factor,
)
from paylens.report.wording import amount, percent

# Of less the evidence bears no figure to name.
BEARS = ("strong", "good", "fair")
ROUND_TO = 1000.0
# An offer that lies further below the median may be of another level than was told.
FAR_BELOW = 0.15


@dataclass(frozen=True)
class AskFigure:
    """A figure to name for one part: from `low` to `high` per year, None where the evidence bears
    none; `why` in words."""

    component: str
    offered: float
    low: float | None
    high: float | None
    why: str


@dataclass(frozen=True)
class Citation:
    """A publisher to cite for a part, what of it, and the address."""

    component: str
    publisher: str
    what: str
    url: str


@dataclass(frozen=True)
class Way:
    """One way to the median total, with all else as told: `more` of a part (shares, options, or
    an amount), in words."""

    component: str
    more: float
    words: str


@dataclass(frozen=True)
class Ask:
    """What to ask of one offer: figures, by which parts the gap to the median total could be
    closed, what to cite, and a letter to edit."""

    offer: str
    figures: tuple[AskFigure, ...]
    closing: tuple[Way, ...]
    citations: tuple[Citation, ...]
    letter: str


def ask_of(offer: Offer, verdicts: Sequence[Verdict], role: str) -> Ask:
    """What to ask; `role` is the role's name for the letter."""
    judged = {verdict.component: verdict for verdict in verdicts if verdict.component in ASKED}
    figures = tuple(_figure(judged[name], offer.currency) for name in ASKED if name in judged)
    named = [judged[each.component] for each in figures if each.low is not None]
    citations = _citations(named)
    return Ask(
        offer=offer.name,
        figures=figures,
        closing=_closing(offer, judged.get(TOTAL)),
        citations=citations,
        letter=_letter(offer, figures, judged, citations, role),
    )


ASKED = (BASE, TOTAL)
SIGN_ON = "sign-on"
# A total nearer to the median than this is at it, in the offer's currency.
SMALLEST_GAP = 1.0


def _figure(verdict: Verdict, currency: str) -> AskFigure:
    """From the median, or from the offer where that is more, to p75."""
    p50, p75 = verdict.p50.value, verdict.p75.value
    grade = verdict.evidence.reliability if verdict.evidence else "weak"
    if p50 is None or p75 is None or grade not in BEARS:
        why = "the evidence is weak: name no figure from it, get a second source first"
        return AskFigure(verdict.component, verdict.amount, None, None, why)
    low, high = _rounded(max(p50, verdict.amount)), _rounded(p75)
    if high <= low:
        why = (
            f"the offer is above p75 ({amount(p75, currency)}): this evidence bears no more; what "
            "does is another offer, or what you alone bring"
        )
        return AskFigure(verdict.component, verdict.amount, None, None, why)
    far = ""
    if verdict.amount < (1 - FAR_BELOW) * p50:
        far = ". That is far below: ask first at which level the offer is, as it decides the band"
    where = "the median" if p50 >= verdict.amount else "what is offered"
    place = percent(verdict.percentile.value or 0.0)
    why = (
        f"from {where} to p75 of {verdict.compared_with} ({grade} evidence, "
        f"as of {verdict.year}); the offer is above {place} of it{far}"
    )
    return AskFigure(verdict.component, verdict.amount, low, high, why)


def _rounded(value: float) -> float:
    return round(value / ROUND_TO) * ROUND_TO


def _closing(offer: Offer, total: Verdict | None) -> tuple[Way, ...]:
    """By how much each part alone would lift the total to the market's median."""
    gap = 0.0 if total is None or total.p50.value is None else total.p50.value - total.amount
    if gap < SMALLEST_GAP:
        return ()
    base = gap / _lifted_by_one(offer, lambda more: with_more_base(offer, more))
    follows = offer.bonus is not None and offer.bonus.share_of_base is not None
    words = f"{amount(base, offer.currency)} more base pay a year"
    ways = [Way(BASE, base, words + (", as the bonus grows with it" if follows else ""))]
    if offer.equity:
        ways += _more_granted(offer, gap)
    signed = gap / full_time_factor(offer)
    words = (
        f"a sign-on of {amount(signed, offer.currency)} more in each year that it is to make up "
        "for (reported totals hold no sign-on)"
    )
    return (*ways, Way(SIGN_ON, signed, words))


def _more_granted(offer: Offer, gap: float) -> list[Way]:
    """More of the first grant; none where more of it counts nothing at today's price."""
    assert offer.equity is not None
    equity, years = offer.equity, offer.equity.initial.years
    each = _lifted_by_one(offer, lambda units: with_more_granted(offer, units))
    if each <= 0:
        return []
    units = gap / each
    if equity.initial.by_value:
        words = f"a grant worth {amount(units, offer.currency)} more over {years:g} years"
        return [Way(EQUITY, units, words)]
    units = math.ceil(units)
    counted = amount(gap * years / full_time_factor(offer), offer.currency)
    words = f"{units:,} more {equity.kind}, which count {counted} over {years:g} years"
    return [Way(EQUITY, units, words)]


def _lifted_by_one(offer: Offer, lifted: Callable[[float], Offer]) -> float:
    """By how much one more of a part lifts the total, which is a straight line over it."""
    return comparable(lifted(1.0))[TOTAL] - comparable(offer)[TOTAL]


def _citations(verdicts: Sequence[Verdict]) -> tuple[Citation, ...]:
    found = []
    for verdict in verdicts:
        for known in map(card, verdict.sources):
            if known.citable:
                what = f"{verdict.component} pay, {verdict.compared_with}, {verdict.year}"
                found.append(Citation(verdict.component, known.publisher, what, known.url))
    return tuple(found)


def _letter(
    offer: Offer,
    figures: Sequence[AskFigure],
    judged: dict[str, Verdict],
    citations: Sequence[Citation],
    role: str,
) -> str:
    base = next(each for each in figures if each.component == BASE)
    cited = [each for each in citations if each.component == BASE]
    grounds = _grounds(offer, base, judged[BASE], cited) if base.high else NO_GROUNDS
    sources = ["", "Sources:", *[f"- {each.publisher}: {each.url}" for each in cited]]
    return "\n".join(
        [
            "Dear [name],",
            "",
            f"Thank you for the offer for the role of {role}. I would like to accept it, and would "
            "first like to talk about the pay.",
            "",
            *grounds,
            "",
            "[One sentence on what you bring that few others do.]",
            "",
            "If the base pay cannot move, a larger grant or a sign-on would help as well.",
            "",
            "Kind regards,",
            "[your name]",
            *(sources if cited and base.high else []),
        ]
    )


NO_GROUNDS = [
    "[The records at hand bear no figure to ask for. Put that of another offer, or of a second "
    "source, here, and say whose it is.]"
]


def _grounds(
    offer: Offer, base: AskFigure, verdict: Verdict, cited: Sequence[Citation]
) -> list[str]:
    p25, p75, offered, low, high = (
        amount(value or 0.0, offer.currency)
        for value in (verdict.p25.value, verdict.p75.value, base.offered, base.low, base.high)
    )
    publishers = " and ".join(dict.fromkeys(each.publisher for each in cited))
    by = f" of {publishers}" if publishers else ""
    return [
        f"You offer a base pay of {offered}. By an estimate from published records{by}, half of "
        f"such people have between {p25} and {p75} (as of {verdict.year}).",
        "",
        f"On this evidence I ask for {high}. [Or a figure from {low} on: the further above the "
        "offer, the more it needs a reason of your own.]",
    ]
