"""Figures and their evidence: the same object behind screen, JSON and export."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

# Where sources lie further apart, no number of records makes an answer about the market certain.
MOST_APART = 0.40
RELIABILITY_RULE = (
    "strong: at least 300 records and a 95 % interval of the median within 10 % of it; "
    "good: 100 and 20 %; fair: 30 and 40 %; weak: anything less; "
    "an estimate is at most good where its sources' medians lie more than "
    f"{100 * MOST_APART:.0f} % apart, and one grade less where a source that answers does not ask "
    "a fact that was told"
)
# How the effect of a fact that a source never asks reaches its answer.
CARRIED, LINKED = "carried over", "linked"
GRADES = ("weak", "fair", "good", "strong")
_STEPS = (("strong", 300, 0.10), ("good", 100, 0.20), ("fair", 30, 0.40))


@dataclass(frozen=True)
class Figure:
    """One number that leaves paylens: its interval, or why it is suppressed."""

    value: float | None
    low: float | None = None
    high: float | None = None
    suppressed: str | None = None


@dataclass(frozen=True)
class CarriedFact:
    """A fact that no answering record states, and the records of other sources that its effect
    comes from: None where they are too few to be shown, `sources` being those that ask it.

    `how` is CARRIED, counted in the role and country, or LINKED, counted in the role.
    """

    fact: str
    how: str
    records: int | None
    sources: tuple[str, ...]
    years: tuple[int, ...]


@dataclass(frozen=True)
class Evidence:
    """What a figure rests on.

    `records` is None where the count itself is suppressed. An estimate's are those of `answering`
    (the records of the role and country of the sources that answer) that are like the profile:
    about so many hold all that was told at most, and 0 says that none states all of it; `carried`
    are the facts that none states. `status` is `observed` (a statistic of records) or `modelled`
    (an estimate). Amounts are in `currency` per year, at the prices of their own years unless
    `prices` says otherwise, and at the records' own level unless `anchored` does.
    """

    records: int | None
    publishers: tuple[str, ...]
    sources: tuple[str, ...]
    years: tuple[int, ...]
    basis: tuple[str, ...]
    pay: str
    status: str
    reliability: str
    currency: str = "USD"
    rate_date: str | None = None
    prices: str | None = None
    anchored: str | None = None
    answering: int | None = None
    carried: tuple[CarriedFact, ...] = ()
    employers: int | None = None
    interval_level: float = 0.95
    rule: str = RELIABILITY_RULE
    notes: tuple[str, ...] = field(default_factory=tuple)


def reliability(records: int, width: float) -> str:
    """The label for so many records and the median's interval width as a share of it."""
    for grade, fewest, widest in _STEPS:
        if records >= fewest and width <= widest:
            return grade
    return "weak"


def capped(grade: str, apart: float | None) -> str:
    """The label where the sources' medians lie so far apart (a share; None for one source)."""
    return "good" if grade == "strong" and (apart or 0.0) > MOST_APART else grade


def lower_grade(grade: str) -> str:
    """One grade less certain."""
    return GRADES[max(GRADES.index(grade) - 1, 0)]


def as_json(answer: Any) -> Any:
    """An answer's fields as plain JSON values; fields that are not shown are left out."""
    if is_dataclass(answer):
        shown = [f.name for f in fields(answer) if f.repr]
        return {name: as_json(getattr(answer, name)) for name in shown}
    return _plain(answer)


def print_json(answer: Any) -> None:
    """Print an answer's fields as JSON."""
    print(json.dumps(as_json(answer), ensure_ascii=False, indent=1))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): as_json(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(each) for each in value]
    if isinstance(value, float):
        return None if value != value or abs(value) == float("inf") else round(value, 6)
    return value
