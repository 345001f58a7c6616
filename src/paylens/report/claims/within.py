"""Where a text contradicts itself: two figures of one population, growth that its levels refute."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice

from paylens.harmonise.dimension import dimension
from paylens.report.claims import limits
from paylens.report.claims.asked import band_of
from paylens.report.claims.claim import AMOUNT, GROWTH, RANGE
from paylens.report.claims.verdicts import JudgedClaim

APART = 0.10
# A mean lies above a median, of pay by some 5 to 20 %; a wider gap is no skewness of one group.
MEAN_APART = 0.25


@dataclass(frozen=True)
class Contradiction:
    """Claims of one text, by their numbers, that do not fit together, and why."""

    claims: tuple[int, ...]
    what: str


def contradictions(judged: list[JudgedClaim]) -> tuple[Contradiction, ...]:
    """The contradictions between the figures of a text, up to so many."""
    most = limits.MOST_CONTRADICTIONS
    return (*islice(_two_figures(judged), most), *_growth(judged)[:most])


def _two_figures(judged: list[JudgedClaim]) -> Iterator[Contradiction]:
    by_population: dict[tuple[object, ...], list[JudgedClaim]] = defaultdict(list)
    for one in judged:
        if (
            one.kind in (AMOUNT, RANGE)
            and one.usd_per_year
            and _statistic(one) in ("mean", "median")
        ):
            by_population[_population(one)].append(one)
    for same in by_population.values():
        for first, other in combinations(same, 2):
            apart = _apart(first, other)
            if apart is not None:
                yield Contradiction((first.number, other.number), apart)


def _population(one: JudgedClaim) -> tuple[object, ...]:
    """Whom a claim is about, with what is assumed; its own year where it states one."""
    about = one.about
    facts = dict(about.facts)
    facts.setdefault("role", about.assumed.get("role", ""))
    if not {"city", "metro", "country"} & set(facts):
        facts["country"] = about.assumed.get("country", "")
    if "experience" in facts:
        facts["experience"] = band_of(facts["experience"]) or facts["experience"]
    return (tuple(sorted(facts.items())), about.year)


def _statistic(one: JudgedClaim) -> str | None:
    return one.about.statistic or one.about.assumed.get("statistic")


def _apart(first: JudgedClaim, other: JudgedClaim) -> str | None:
    low = max(first.usd_per_year[0], other.usd_per_year[0])
    high = min(first.usd_per_year[-1], other.usd_per_year[-1])
    if low <= high:
        return None
    difference = low / high - 1
    same = _statistic(first) == _statistic(other)
    if difference <= (APART if same else MEAN_APART) or _pay_differs(first, other):
        return None
    who = _who(first)
    if same:
        return (
            f"two {_plural(first)} of one population ({who}): {_money(first)} and {_money(other)}, "
            f"{difference:.0%} apart"
        )
    return (
        f"the {_named(first)} of {who} is {_money(first)} and the {_named(other)} {_money(other)}, "
        f"{difference:.0%} apart: more than a few high earners explain"
    )


def _pay_differs(first: JudgedClaim, other: JudgedClaim) -> bool:
    """Whether both state a kind of pay, and not the same."""
    kinds = (first.about.pay, other.about.pay)
    return None not in kinds and kinds[0] != kinds[1]


def _growth(judged: list[JudgedClaim]) -> list[Contradiction]:
    """Growth after n years, added to the first years' pay, against the pay printed for n years."""
    grown = [one for one in judged if one.kind == GROWTH and one.usd_per_year]
    levels: list[tuple[tuple[float, float], JudgedClaim]] = []
    for one in judged:
        words = one.about.facts.get("experience")
        if one.kind == AMOUNT and words and one.usd_per_year and _statistic(one) == "mean":
            band = band_of(words)
            if band:
                levels.append((dimension("experience").intervals[band], one))
    start = next((one for ends, one in levels if ends[0] == 0), None)
    if start is None:
        return []
    found = []
    for one in grown:
        years = re.search(r"\d+", one.about.facts.get("experience", ""))
        for (low, high), level in levels:
            # An average of "10+ years" is of all later years: one year's pay may well lie above it.
            if math.isinf(high) or level is start:
                continue
            if years and low <= float(years[0]) < high:
                found += _refuted(one, years[0], start, level)
    return found


def _refuted(
    grown: JudgedClaim, years: str, start: JudgedClaim, level: JudgedClaim
) -> list[Contradiction]:
    told = start.usd_per_year[0] + grown.usd_per_year[0]
    apart = told / level.usd_per_year[0] - 1
    if abs(apart) <= APART:
        return []
    what = (
        f"{_money(start)} at the start and growth of {_money(grown)} after {years} years make "
        f"${told:,.0f}; the text's own figure for {level.about.facts['experience']} is "
        f"{_money(level)}, {abs(apart):.0%} {'less' if apart > 0 else 'more'}"
    )
    return [Contradiction((grown.number, start.number, level.number), what)]


def _who(one: JudgedClaim) -> str:
    facts = dict(_population(one)[0])  # type: ignore[call-overload]
    return ", ".join(dimension_label(name, value) for name, value in facts.items() if value)


def dimension_label(name: str, value: str) -> str:
    """A value in people's words; a word that no dimension knows as it is."""
    known = {"certifications": "skills", "unknown_role": "role"}
    return dimension(known.get(name, name)).value_label(value)


def _money(one: JudgedClaim) -> str:
    return " to ".join(f"${amount:,.0f}" for amount in one.usd_per_year)


def _named(one: JudgedClaim) -> str:
    return {"mean": "average", "median": "median"}[_statistic(one) or "median"]


def _plural(one: JudgedClaim) -> str:
    return f"{_named(one)}s"
