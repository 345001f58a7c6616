"""What each group is paid, as the records have it, and how often one of the first earns more."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from paylens.market.distribution import Distribution
from paylens.market.evidence import Evidence, Figure
from paylens.market.scope import SALARY_KINDS
from paylens.market.statistics import pay_statistics
from paylens.market.store import Cell, Store
from paylens.market.superiority import superiority
from paylens.report.cell_years import within
from paylens.report.cohorts import ALONE, LATEST_YEARS, bands_line_up, crossed_by, value_of
from paylens.report.compare.values import ComparedValues
from paylens.report.like_for_like import Among
from paylens.report.mixture import legal_cells

NO_YEAR = "no year in which both have records enough"
Series = tuple[str, str, str]


@dataclass(frozen=True)
class Group:
    """One value's pay in one source, USD per year, and each year's by itself."""

    value: str
    label: str
    source: str
    basis: str
    pay: str
    figures: dict[str, Figure]
    evidence: Evidence
    by_year: dict[int, Distribution] = field(repr=False, compare=False)

    @property
    def series(self) -> Series:
        """Groups of one series may be compared: the same source, way of asking and kind of pay."""
        return self.source, self.basis, self.pay


def groups(
    store: Store,
    compared: ComparedValues,
    roles: list[str] | None,
    among: Among,
    pay: str | None,
    years: tuple[int, int] | None = None,
) -> list[Group]:
    """Every value's pay in every source that may show it, in years in which most values have any.

    `roles` are the roles counted, None where roles are compared or all count; `years` the first
    and the last year that count, where others than the latest are asked for.
    """
    name = compared.dimension
    cells = store.cells(
        pay=list(SALARY_KINDS) if pay is None else [pay],
        roles=list(compared.values) if name == "role" else roles,
        countries=_countries(compared, among),
        dimension=crossed_by(name),
        values=None if name in ALONE else list(compared.values),
    )
    by_series: dict[Series, list[Cell]] = defaultdict(list)
    for cell in legal_cells(cells):
        if cell.distribution.records and bands_line_up(cell.source, name, value_of(cell, name)):
            by_series[cell.source, cell.basis, cell.pay].append(cell)
    found = []
    for _, own in sorted(by_series.items()):
        recent = _in_common(name, own) if years is None else within(own, years)
        for value in compared.values:
            found += _group(store, compared, value, recent)
    return _side_by_side(found)


def _side_by_side(found: list[Group]) -> list[Group]:
    """Without the sources that know one value alone, where others know it beside another."""
    together = [
        series for series, count in Counter(group.series for group in found).items() if count > 1
    ]
    elsewhere = {group.value for group in found if group.series in together}
    return [g for g in found if g.series in together or g.value not in elsewhere]


def _in_common(name: str, cells: list[Cell]) -> list[Cell]:
    """The cells of the latest years in which most of the values have records."""
    by_year: dict[int, set[str]] = defaultdict(set)
    for cell in cells:
        by_year[cell.year].add(value_of(cell, name))
    most = max(map(len, by_year.values()))
    years = sorted((year for year, values in by_year.items() if len(values) == most), reverse=True)
    return [cell for cell in cells if cell.year in years[:LATEST_YEARS]]


def _countries(compared: ComparedValues, among: Among) -> list[str] | None:
    if compared.dimension == "country":
        return list(compared.values)
    return [among.country] if among.country else None


def _group(
    store: Store, compared: ComparedValues, value: str, cells: Iterable[Cell]
) -> list[Group]:
    name = compared.dimension
    own = [cell for cell in cells if value_of(cell, name) == value]
    statistics = pay_statistics(own, store.floor)
    if statistics is None or statistics.distribution is None:
        return []
    first = own[0]
    return [
        Group(
            value=value,
            label=compared.label(value),
            source=first.source,
            basis=first.basis,
            pay=first.pay,
            figures={key: statistics.figures[key] for key in ("p25", "p50", "p75", "mean")},
            evidence=statistics.evidence,
            by_year=_by_year(own),
        )
    ]


def _by_year(cells: Iterable[Cell]) -> dict[int, Distribution]:
    grouped: dict[int, list[Distribution]] = defaultdict(list)
    for cell in cells:
        grouped[cell.year].append(cell.distribution)
    return {year: Distribution.union(own) for year, own in grouped.items()}


def probability_higher(first: Group, second: Group) -> Figure:
    """How likely a random one of the first earns more than a random one of the second in the same
    year; ties count half. Groups of one series."""
    both = set(first.by_year) & set(second.by_year)
    pairs = [(first.by_year[year], second.by_year[year]) for year in sorted(both)]
    told = [pair for pair in pairs if min(side.records for side in pair) > 1]
    if not told:
        return Figure(None, suppressed=NO_YEAR)
    found = superiority(told)
    return Figure(found.probability, found.low, found.high)
