"""Groups of people whose pay is compared: each value's records in each source, by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from paylens.harmonise.dimension import dimension
from paylens.market.distribution import Distribution
from paylens.market.evidence import Evidence, Figure
from paylens.market.statistics import pay_statistics
from paylens.market.store import Cell, Store
from paylens.market.superiority import superiority
from paylens.report.cell_years import within
from paylens.report.cohorts import bands_line_up, main_kind
from paylens.report.compare.groups import NO_YEAR
from paylens.report.mixture import legal_cells
from paylens.report.verdict import FEWEST_RECORDS

EVERYONE = "everyone else"
ALONE = ("role", "country")
Series = tuple[str, str, str]


@dataclass(frozen=True)
class Group:
    """The pay of one value's people in one source; USD per year."""

    value: str
    median: Figure
    by_year: dict[int, Distribution]
    evidence: Evidence


@dataclass
class Groups:
    """The groups of one market; what was found once is kept."""

    store: Store
    _grouped: dict[Any, dict[Series, dict[str, Group]]] = field(default_factory=dict)

    def of(
        self, name: str, roles: list[str] | None, country: str | None, year: int | None
    ) -> dict[Series, dict[str, Group]]:
        """Per source, basis and kind of pay: the groups with records enough, by value."""
        key = (name, tuple(roles or ()), country, year)
        if key not in self._grouped:
            self._grouped[key] = self._group_all(name, roles, country, year)
        return self._grouped[key]

    def _group_all(
        self, name: str, roles: list[str] | None, country: str | None, year: int | None
    ) -> dict[Series, dict[str, Group]]:
        cells = self.cells(name, roles, country)
        found: dict[Series, dict[str, Group]] = {}
        for series, own in by_series(legal_cells(cells)).items():
            dated = [cell for cell in own if cell.year == year] if year else []
            by_value: dict[str, list[Cell]] = defaultdict(list)
            for cell in dated or within(own, None):
                value = getattr(cell, name) if name in ALONE else cell.value
                if cell.distribution.records and bands_line_up(cell.source, name, value):
                    by_value[value].append(cell)
            groups = {value: self._group(value, each) for value, each in by_value.items() if value}
            found[series] = {value: one for value, one in groups.items() if one}
        return found

    def _group(self, value: str, cells: list[Cell]) -> Group | None:
        statistics = pay_statistics(cells, self.store.floor)
        if statistics is None or statistics.distribution is None:
            return None
        if (statistics.evidence.records or 0) < FEWEST_RECORDS or value == "other":
            return None
        return Group(value, statistics.figures["p50"], _by_year(cells), statistics.evidence)

    def cells(self, name: str, roles: list[str] | None, country: str | None) -> list[Cell]:
        """The cells of a dimension's values, or of no dimension where it is a record's own."""
        return self.store.cells(
            pay=["base", "total"],
            roles=roles,
            countries=[country] if country else None,
            dimension="" if name in ALONE else name,
        )


def by_series(cells: Iterable[Cell]) -> dict[Series, list[Cell]]:
    """Cells by source, its kind of pay, and the basis of most of its newest records."""
    found: dict[Series, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.pay == main_kind(cell.source):
            found[cell.source, cell.basis, cell.pay].append(cell)
    most: dict[str, Series] = {}
    for series, own in found.items():
        held = most.get(series[0])
        if held is None or _records(own) > _records(found[held]):
            most[series[0]] = series
    return {series: found[series] for series in most.values()}


def _records(cells: Iterable[Cell]) -> int:
    return sum(cell.distribution.records for cell in within(cells, None))


def pair_of(
    by_value: dict[str, Group], first: str, second: str | None
) -> tuple[Group, Group] | None:
    """Two groups; against all other values together where the second is None."""
    if first not in by_value:
        return None
    if second is not None:
        return (by_value[first], by_value[second]) if second in by_value else None
    others = [group for value, group in by_value.items() if value != first]
    if not others:
        return None
    years = {year for group in others for year in group.by_year}
    by_year = {
        year: Distribution.union(g.by_year[year] for g in others if year in g.by_year)
        for year in years
    }
    union = Distribution.union(by_year.values())
    median = Figure(union.percentile(0.5), *union.percentile_interval(0.5))
    return by_value[first], Group(EVERYONE, median, by_year, others[0].evidence)


def _by_year(cells: Iterable[Cell]) -> dict[int, Distribution]:
    grouped: dict[int, list[Distribution]] = defaultdict(list)
    for cell in cells:
        grouped[cell.year].append(cell.distribution)
    return {year: Distribution.union(own) for year, own in grouped.items()}


def share_higher(first: Group, second: Group) -> Figure:
    """How often one of the first earns more than one of the second in the same year."""
    years = sorted(set(first.by_year) & set(second.by_year))
    pairs = [(first.by_year[year], second.by_year[year]) for year in years]
    told = [pair for pair in pairs if min(side.records for side in pair) > 1]
    if not told:
        return Figure(None, suppressed=NO_YEAR)
    found = superiority(told)
    return Figure(found.probability, found.low, found.high)


def in_order(name: str, by_value: dict[str, Group]) -> list[str]:
    """The values of an ordered dimension in its order, in the first banding that a source has."""
    declared = dimension(name)
    if declared.bandings:
        held = [
            [value for value in values if value in by_value]
            for values in declared.bandings.values()
        ]
        return max(held, key=len)
    if declared.ordered:
        return [value for value in declared.values if value in by_value]
    return sorted(by_value)


def beyond(high: Figure, low: Figure) -> bool:
    """Whether two intervals do not overlap."""
    return high.low is not None and low.high is not None and high.low > low.high
