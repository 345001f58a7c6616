"""Where two sources are far apart, and what about them likely makes them so.

A reason is never written for a figure: it follows from what the sources' cards declare (whom they
lean to, what they count), from their records' years and basis, and from how many there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paylens.collect.source import card

if TYPE_CHECKING:
    from paylens.report.comparison import SourceMedian

APART = 0.25
BASES = {
    "survey": "people's own answers",
    "posting": "employers' adverts",
    "visa_filing": "employers' visa filings",
    "employer": "an employer's own records",
    "contribution": "people's contributions",
}


@dataclass(frozen=True)
class Reason:
    """A likely reason: `about` is basis, who, what, years or chance."""

    about: str
    text: str


@dataclass(frozen=True)
class Disagreement:
    """Two sources of one kind of pay: `excess` is how far the higher median is above the lower.

    `excess_moved` is the same with both in the pay of one year, negative where that turns the two
    round; None where neither is moved or the two are not of one year.
    """

    pay: str
    lower: str
    higher: str
    excess: float
    excess_moved: float | None
    likely: tuple[Reason, ...]


def disagreements(medians: Sequence[SourceMedian]) -> Iterator[Disagreement]:
    """The pairs of sources of the same kind of pay that are more than 25 % apart."""
    for place, first in enumerate(medians):
        for second in medians[place + 1 :]:
            lower, higher = sorted((first, second), key=_usd)
            excess = _usd(higher) / _usd(lower) - 1
            if first.pay == second.pay and excess > APART:
                yield Disagreement(
                    pay=first.pay,
                    lower=lower.source,
                    higher=higher.source,
                    excess=excess,
                    excess_moved=_excess_moved(lower, higher),
                    likely=tuple(_reasons(lower, higher)),
                )


def _usd(median: SourceMedian) -> float:
    assert median.median.value is not None
    return median.median.value


def _excess_moved(lower: SourceMedian, higher: SourceMedian) -> float | None:
    pair = (lower, higher)
    if lower.moved_to is None and higher.moved_to is None:
        return None
    years = {each.moved_to or _only_year(each) for each in pair}
    if None in years or len(years) > 1:
        return None
    ends = [each.moved_usd_per_year or _usd(each) for each in pair]
    return ends[1] / ends[0] - 1


def _only_year(median: SourceMedian) -> int | None:
    """The year of a median's records, None where they are of several."""
    years = median.evidence.years
    return years[0] if len(years) == 1 else None


def _reasons(lower: SourceMedian, higher: SourceMedian) -> Iterator[Reason]:
    pair = (lower, higher)
    if lower.evidence.basis != higher.evidence.basis:
        held = [f"{each.source} holds {_bases(each)}" for each in pair]
        yield Reason("basis", ", ".join(held))
    cards = [card(each.source) for each in pair]
    if all(each.leans for each in cards) and cards[0].leans != cards[1].leans:
        yield Reason("who", "; ".join(f"{each.name} leans to {each.leans}" for each in cards))
    counts = [each.counts.get(lower.pay) for each in cards]
    if all(counts) and counts[0] != counts[1]:
        told = [f"{each.name} counts {text}" for each, text in zip(cards, counts, strict=True)]
        yield Reason("what", "; ".join(told))
    if abs(_middle_year(lower) - _middle_year(higher)) > 1:
        yield Reason("years", f"{_years(lower)} against {_years(higher)}")
    if _overlap(lower, higher):
        yield Reason("chance", "the 95 % intervals of the two medians overlap")


def _bases(median: SourceMedian) -> str:
    return " and ".join(BASES.get(basis, basis) for basis in median.evidence.basis)


def _middle_year(median: SourceMedian) -> float:
    return (min(median.evidence.years) + max(median.evidence.years)) / 2


def _years(median: SourceMedian) -> str:
    first, last = min(median.evidence.years), max(median.evidence.years)
    return f"{first}" if first == last else f"{first}–{last}"


def _overlap(lower: SourceMedian, higher: SourceMedian) -> bool:
    top, bottom = lower.median.high, higher.median.low
    return top is not None and bottom is not None and top >= bottom
