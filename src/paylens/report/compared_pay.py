"""What each source's records say of the pay of several values, side by side and against each other.

Only records of the same source, kind of pay, years and place are set against each other. Where a
role's records are too few in a source, those of all ML and data roles stand in, and it says so.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from paylens.harmonise.dimension import dimension
from paylens.market.distribution import Distribution
from paylens.market.effects.populations import ANY, ML_AND_DATA
from paylens.market.evidence import Evidence, Figure
from paylens.market.statistics import PayStatistics, pay_statistics
from paylens.market.store import Cell, Store
from paylens.market.superiority import superiority
from paylens.report.cohorts import LATEST_YEARS, bands_line_up, crossed_by, value_of
from paylens.report.compared_values import Values
from paylens.report.like_for_like import Among
from paylens.report.mixture import legal_cells

COMPARED_PAY = ("base", "total")
# A source, its basis and a kind of pay.
Series = tuple[str, str, str]


@dataclass(frozen=True)
class PayOfValue:
    """One value's pay in one source, USD per year; `among` says of whose pay."""

    value: str
    source: str
    basis: str
    pay: str
    among: str
    p25: Figure
    p50: Figure
    p75: Figure
    evidence: Evidence


@dataclass(frozen=True)
class RawDifference:
    """Two values' records of one source as they are, nothing held equal but year and place.

    `difference` is of the medians, as a share of the second's; `chance` is how often a random
    record of the first is paid more than one of the second, None where they have no year in common.
    """

    first: str
    second: str
    source: str
    basis: str
    pay: str
    difference: Figure
    chance: Figure | None


@dataclass(frozen=True)
class _Held:
    """What one source holds of the values: cells by value, all of the chosen years."""

    series: Series
    among: Among
    cells: dict[str, list[Cell]]
    statistics: dict[str, PayStatistics]


def pay_of_values(
    store: Store, values: Values, among: Sequence[Among], pay: str | None
) -> tuple[list[PayOfValue], list[RawDifference]]:
    """Each source's pay of the values, and every two of them against each other.

    `among` are populations in order of preference: of each source the first counts that shows the
    most of the values.
    """
    held = _held(store, values, among, pay)
    return (
        [_pay_of(value, one) for one in held for value in values.values if value in one.statistics],
        [
            _against(first, second, one)
            for one in held
            for first, second in _pairs(values.values)
            if first in one.statistics and second in one.statistics
        ],
    )


def _pairs(values: Sequence[str]) -> list[tuple[str, str]]:
    return [(a, b) for place, a in enumerate(values) for b in values[place + 1 :]]


def _held(store: Store, values: Values, among: Sequence[Among], pay: str | None) -> list[_Held]:
    chosen: dict[Series, _Held] = {}
    for population in among:
        for series, cells in _by_series(store, values, population, pay).items():
            found = _in_common(store, series, population, values, cells)
            before = chosen.get(series)
            if before is None or len(found.statistics) > len(before.statistics):
                chosen[series] = found
    shown = [one for one in chosen.values() if one.statistics]
    return sorted(shown, key=lambda one: (one.series[2], -_records(one), one.series))


def _records(held: _Held) -> int:
    return sum(one.evidence.records or 0 for one in held.statistics.values())


def _by_series(
    store: Store, values: Values, among: Among, pay: str | None
) -> dict[Series, list[Cell]]:
    name = values.dimension
    roles = {ANY: None, ML_AND_DATA: list(dimension("role").groups[ML_AND_DATA])}
    countries = [among.country] if among.country else None
    asked = list(values.values)
    found = store.cells(
        pay=[pay] if pay else [*COMPARED_PAY],
        roles=asked if name == "role" else roles.get(among.role, [among.role]),
        countries=asked if name == "country" else countries,
        dimension=crossed_by(name),
        values=None if name in ("role", "country") else asked,
    )
    grouped: dict[Series, list[Cell]] = defaultdict(list)
    for cell in legal_cells(found):
        told = bands_line_up(cell.source, name, value_of(cell, name))
        if told and cell.distribution.records > 0:
            grouped[cell.source, cell.basis, cell.pay].append(cell)
    return grouped


def _in_common(
    store: Store, series: Series, among: Among, values: Values, cells: list[Cell]
) -> _Held:
    """The cells of the latest years in which most of the values have records."""
    by_year: dict[int, set[str]] = defaultdict(set)
    for cell in cells:
        by_year[cell.year].add(value_of(cell, values.dimension))
    most = max(len(known) for known in by_year.values())
    years = sorted((year for year, known in by_year.items() if len(known) == most), reverse=True)
    kept = set(years[:LATEST_YEARS])
    by_value: dict[str, list[Cell]] = {value: [] for value in values.values}
    for cell in cells:
        if cell.year in kept:
            by_value[value_of(cell, values.dimension)].append(cell)
    found = {value: pay_statistics(own, store.floor) for value, own in by_value.items()}
    shown = {value: one for value, one in found.items() if one and not one.suppressed}
    return _Held(series, among, by_value, shown)


def _pay_of(value: str, held: _Held) -> PayOfValue:
    source, basis, pay = held.series
    statistics = held.statistics[value]
    figures = {name: statistics.figures[name] for name in ("p25", "p50", "p75")}
    return PayOfValue(
        value, source, basis, pay, held.among.label, evidence=statistics.evidence, **figures
    )


def _against(first: str, second: str, held: _Held) -> RawDifference:
    medians = held.statistics[first].figures["p50"], held.statistics[second].figures["p50"]
    return RawDifference(first, second, *held.series, ratio(*medians), _chance(first, second, held))


def ratio(first: Figure, second: Figure) -> Figure:
    """How far one figure lies above another as a share of it, from their own intervals.

    The interval is recovered from those of the two (MOVER: Zou and Donner 2008, Statistics in
    Medicine 27), of the difference of their logarithms.
    """
    ends = [first.value, first.low, first.high, second.value, second.low, second.high]
    known = [end for end in ends if end is not None and end > 0]
    if len(known) < len(ends):
        return Figure(None, suppressed=first.suppressed or second.suppressed or "no interval")
    a, a_low, a_high, b, b_low, b_high = map(math.log, known)
    low = a - b - math.hypot(a - a_low, b_high - b)
    high = a - b + math.hypot(a_high - a, b - b_low)
    return Figure(math.expm1(a - b), math.expm1(low), math.expm1(high))


def _chance(first: str, second: str, held: _Held) -> Figure | None:
    """Year by year, so that a value more common in a better paid year is not better paid for it."""
    sides = [_by_year(held.cells[value]) for value in (first, second)]
    both = set(sides[0]) & set(sides[1])
    years = sorted(y for y in both if min(side[y].records for side in sides) > 1)
    if not years:
        return None
    found = superiority([(sides[0][year], sides[1][year]) for year in years])
    return Figure(found.probability, found.low, found.high)


def _by_year(cells: Iterable[Cell]) -> dict[int, Distribution]:
    grouped: dict[int, list[Distribution]] = defaultdict(list)
    for cell in cells:
        grouped[cell.year].append(cell.distribution)
    return {year: Distribution.union(own) for year, own in grouped.items()}
