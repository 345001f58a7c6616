"""Who stands in a table: its populations, the sources that answer for each, and their records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from paylens.collect.source import card
from paylens.harmonise.dimension import dimension
from paylens.harmonise.legal_minimum import lowest_legal_bracket
from paylens.market.evidence import Evidence, Figure
from paylens.market.statistics import STATISTICS, TOO_FEW, PayStatistics, pay_statistics
from paylens.market.store import Cell, Store
from paylens.report.prices import View

LATEST_YEARS = 3
OTHER_BANDS = "this source's own bands do not line up with this one"
# Kept on every record itself, so that their values need no crossed cells.
ALONE = ("role", "country")
Value = tuple[str, str]


@dataclass(frozen=True)
class Population:
    """Roles and a country; None is every role or every country."""

    label: str
    roles: tuple[str, ...] | None
    country: str | None


@dataclass(frozen=True)
class Column:
    """One source in one population: its kind of pay, its basis, and the years that count.

    `dimension` is the one that it answers by; `who` says whose answers or postings it holds.
    """

    source: str
    publisher: str
    pay: str
    basis: str
    years: tuple[int, ...]
    dimension: str
    who: str
    other_bases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cohort:
    """A column with its cells, the lowest legal bracket taken out of them where it applies.

    `cells` are those of every value of the column's dimension; `everyone` those of no dimension.
    """

    population: Population
    column: Column
    cells: tuple[Cell, ...]
    everyone: tuple[Cell, ...]
    lowest_bracket: bool
    view: View | None = None

    def statistics(self, store: Store, value: str, country: str | None = None) -> PayStatistics:
        """Pay of the records with one value, in one country where the value needs that."""
        if not lines_up(self.column, value):
            return nothing(self.column, OTHER_BANDS)
        found = [
            cell
            for cell in self.cells
            if value_of(cell, self.column.dimension) == value and country in (None, cell.country)
        ]
        legal = [self._legal(cell) for cell in found]
        if self.view is None:
            return pay_statistics(legal, store.floor) or nothing(self.column, TOO_FEW)
        moved = pay_statistics([self.view.moved(cell) for cell in legal], store.floor)
        return self.view.labelled(moved or nothing(self.column, TOO_FEW))

    def moved(self, log_shift: Callable[[Cell], float]) -> Cohort:
        """The same with each cell's pay moved, the lowest legal bracket taken out before."""
        cells = tuple(
            replace(cell, distribution=self._legal(cell).distribution.moved(log_shift(cell)))
            for cell in self.cells
        )
        return replace(self, cells=cells, lowest_bracket=True)

    def records_by_value(self) -> dict[str, int]:
        """Records per value of the column's dimension."""
        counts: dict[str, int] = defaultdict(int)
        for cell in self.cells:
            counts[value_of(cell, self.column.dimension)] += cell.distribution.records
        return counts

    def below_legal_minimum(self, countries: Iterable[str] | None) -> int:
        """Answers in the lowest bracket that are left out, in these countries (None: in all)."""
        chosen = None if countries is None else set(countries)
        return sum(
            cell.distribution.records - self._legal(cell).distribution.records
            for cell in self.everyone
            if chosen is None or cell.country in chosen
        )

    def _legal(self, cell: Cell) -> Cell:
        limit = None if self.lowest_bracket else lowest_legal_bracket(cell.country)
        if limit is None or not cell.distribution.brackets:
            return cell
        return replace(cell, distribution=cell.distribution.without_brackets_below(limit))


def cohorts(
    found: list[Cell],
    populations: Iterable[Population],
    dimensions: list[str],
    pay: str | None,
    lowest_bracket: bool,
    view: View | None = None,
) -> list[Cohort]:
    """The sources that answer, per population: each by the first of `dimensions` that it holds.

    `found` holds at least the populations' cells, of those dimensions and of none. A source that
    answers for one of the populations has a column in all of them.
    """
    listed = list(populations)
    within = {one.label: [cell for cell in found if _belongs(cell, one)] for one in listed}
    held = {label: _by_source(cells, dimensions, pay) for label, cells in within.items()}
    sources = sorted({source for answers in held.values() for source in answers})
    chosen = []
    for one in listed:
        for source in sources:
            name, cells = held[one.label].get(source) or _elsewhere(held, source)
            column, counted = _column(cells, name)
            everyone = tuple(cell for cell in within[one.label] if _alone_in(cell, column))
            own = tuple(counted) if source in held[one.label] else ()
            chosen.append(Cohort(one, column, own, everyone, lowest_bracket, view))
    return chosen


def main_kind(source: str) -> str:
    """The kind of pay a source is shown by: base where it has base, else total."""
    return "base" if "base" in card(source).pay_kinds else "total"


def crossed_by(name: str) -> str:
    """The dimension under which the store keeps the cells for a dimension's values."""
    return "" if name in ALONE else name


def value_of(cell: Cell, name: str) -> str:
    """The cell's value of a dimension."""
    return str(getattr(cell, name)) if name in ALONE else cell.value


def lines_up(column: Column, value: str) -> bool:
    """Whether a column's source can fill one of our bands; as `bands_line_up`."""
    return bands_line_up(column.source, column.dimension, value)


def bands_line_up(source: str, name: str, value: str) -> bool:
    """Whether a source that asks in bands can fill one of ours: its own must tile it.

    Otherwise only a part of the band's people would be seen in it.
    """
    declared = dimension(name)
    bands = card(source).words.get(declared.field) if declared.intervals else None
    if not bands:
        return True
    start, end = declared.intervals[value]
    spans = [(float(low), float(high)) for low, high in bands.values()]
    reached = {start}
    for low, high in sorted(spans):
        if low in reached and low < high <= end:
            reached.add(high)
    return end in reached


def nothing(column: Column, reason: str) -> PayStatistics:
    """Statistics that are not shown, and why."""
    evidence = Evidence(
        records=None,
        publishers=(column.publisher,),
        sources=(column.source,),
        years=column.years,
        basis=(column.basis,),
        pay=column.pay,
        status="observed",
        reliability="weak",
    )
    return PayStatistics({name: Figure(None, suppressed=reason) for name in STATISTICS}, evidence)


def _by_source(
    cells: list[Cell], dimensions: list[str], pay: str | None
) -> dict[str, tuple[str, list[Cell]]]:
    """Per source, the first of `dimensions` that it holds, and its cells."""
    found: dict[str, tuple[str, list[Cell]]] = {}
    for name in dimensions:
        grouped: dict[str, list[Cell]] = defaultdict(list)
        for cell in cells:
            asked = cell.dimension == crossed_by(name)
            if asked and cell.pay == (pay or main_kind(cell.source)):
                grouped[cell.source].append(cell)
        found = {source: (name, own) for source, own in grouped.items()} | found
    return found


def _belongs(cell: Cell, population: Population) -> bool:
    return (population.roles is None or cell.role in population.roles) and (
        population.country in (None, cell.country)
    )


def _elsewhere(
    held: dict[str, dict[str, tuple[str, list[Cell]]]], source: str
) -> tuple[str, list[Cell]]:
    return next(found[source] for found in held.values() if source in found)


def _column(cells: list[Cell], name: str) -> tuple[Column, list[Cell]]:
    """The latest years of a source's cells, on the basis that holds most of their records."""
    newest = max(cell.year for cell in cells)
    recent = [cell for cell in cells if cell.year > newest - LATEST_YEARS]
    counts: dict[str, int] = defaultdict(int)
    for cell in recent:
        counts[cell.basis] += cell.distribution.records
    basis, *others = sorted(counts, key=lambda key: -counts[key])
    kept = [cell for cell in recent if cell.basis == basis]
    column = Column(
        source=cells[0].source,
        publisher=card(cells[0].source).publisher,
        pay=cells[0].pay,
        basis=basis,
        years=tuple(sorted({cell.year for cell in kept})),
        dimension=name,
        who=card(cells[0].source).population,
        other_bases=tuple(others),
    )
    return column, kept


def _alone_in(cell: Cell, column: Column) -> bool:
    return (
        cell.dimension == ""
        and cell.source == column.source
        and cell.pay == column.pay
        and cell.basis == column.basis
        and cell.year in column.years
    )
