"""Tables of observed pay by one dimension, each source in its own columns, and the article's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from paylens.errors import InvalidValue, NotEnoughData
from paylens.harmonise.dimension import Dimension, dimension
from paylens.harmonise.record import PAY_KINDS
from paylens.market.evidence import Figure
from paylens.market.scope import ML_AND_DATA, SALARY_KINDS
from paylens.market.statistics import PayStatistics
from paylens.market.store import Cell, Store
from paylens.report.article import ArticleRow, ArticleTable, article
from paylens.report.cohorts import ALONE, Cohort, Population, cohorts, crossed_by
from paylens.report.prices import View, covered, left_out
from paylens.report.table_notes import (
    article_sentence,
    article_title,
    notes_of,
    plain_sentence,
)
from paylens.report.table_rows import USD, ArticleFigure, Block, Row, Table, TableCell, span
from paylens.report.verdict import Held, judge

__all__ = ["SALARY_KINDS", "Table", "article_tables", "table"]

DEFAULT_ROLE, DEFAULT_COUNTRY = "ml_engineer", "US"
WITHOUT_COUNTRY = ("city", "country")
FIGURE_OF = {"median": "p50", "mean": "mean"}
GROWTH = "growth of the mean"
MOST_ROWS = 25
# The article prints salaries: a bonus or equity alone can neither bear them out nor refute them.


def article_tables(
    store: Store,
    names: Iterable[str] = (),
    *,
    pay: str | None = None,
    lowest_bracket: bool = False,
) -> list[Table]:
    """The article's tables, of these dimensions or keys (all unless given), each row judged.

    Raises
    ------
    InvalidValue
        A kind of pay that is no salary.
    """
    _check_pay(pay, SALARY_KINDS)
    chosen = set(names)
    asked = [
        printed
        for printed in article().tables
        if not chosen or chosen & {printed.key, printed.dimension}
    ]
    found = []
    for anywhere in (False, True):
        together = [
            printed for printed in asked if (printed.dimension in WITHOUT_COUNTRY) is anywhere
        ]
        cells = _cells_for(store, together, pay)
        found += [
            _article_table(store, printed, cells, pay, lowest_bracket) for printed in together
        ]
    order = [printed.key for printed in asked]
    return sorted(found, key=lambda table: order.index(table.key))


def table(
    store: Store,
    name: str,
    *,
    role: str | None = None,
    country: str | None = None,
    pay: str | None = None,
    lowest_bracket: bool = False,
    banding: str | None = None,
    view: View | None = None,
) -> Table:
    """Pay by the values of one dimension; `banding` picks one of an interval dimension's.

    A `view` shows each cell in other prices, by the factor of its own country and year.

    Raises
    ------
    UnknownValue, InvalidValue
        A dimension, role, country or kind of pay that is not known.
    NotEnoughData
        No source holds the dimension for that population, or a view has no prices for it.
    """
    _check_pay(pay)
    declared = dimension(name)
    populations = _populations(name, role, country)
    if view is not None and populations[0].country is not None:
        view.last_year(populations[0].country)
    cells = _fetched(store, populations, [name], pay)
    shown_in = covered(view, cells)
    found = cohorts(shown_in, populations, [name], pay, lowest_bracket, view)
    if not found:
        raise NotEnoughData(
            f"no source holds {declared.label.lower()} for that role, country and kind of pay. "
            "The list of sources says what each of them holds."
        )
    rows = [
        Row(
            declared.value_label(value), value, None, None, None, "",
            tuple(_cell(store, cohort, value) for cohort in found),
        )
        for value in _values(declared, found, banding)
    ]  # fmt: skip
    shown = tuple(row for row in rows if any(not cell.statistics.suppressed for cell in row.cells))
    title = f"Pay by {declared.label.lower()}"
    notes = notes_of(found, shown, left_out=len(rows) - len(shown))
    unit = USD
    if view is not None:
        title, unit = f"{title}, {view.words}", view.unit
        notes = (*view.notes(), *left_out(view, cells), *notes)
    return Table(
        sentence=plain_sentence(title, shown, found),
        key=name,
        title=title,
        dimension=name,
        statistic=None,
        blocks=_blocks(populations, found),
        rows=shown,
        notes=notes,
        unit=unit,
    )


def _cells_for(store: Store, printed: list[ArticleTable], pay: str | None) -> list[Cell]:
    """The cells of several of the article's tables, read in one query."""
    dimensions = [name for each in printed for row in each.rows for name in row.values]
    populations = [one for each in printed for one in _article_populations(each)]
    return _fetched(store, populations, dimensions, pay)


def _fetched(
    store: Store, populations: list[Population], dimensions: Iterable[str], pay: str | None
) -> list[Cell]:
    if not populations:
        return []
    roles = [population.roles for population in populations]
    named = {role for group in roles if group for role in group}
    countries = {population.country for population in populations}
    return store.cells(
        pay=[pay] if pay else list(SALARY_KINDS),
        roles=None if None in roles else sorted(named),
        countries=None
        if None in countries
        else sorted(country for country in countries if country),
        dimension=sorted({"", *(crossed_by(name) for name in dimensions)}),
    )


def _article_populations(printed: ArticleTable) -> list[Population]:
    return _populations(printed.dimension, None, None, only_group=True)


def _article_table(
    store: Store, printed: ArticleTable, cells: list[Cell], pay: str | None, lowest_bracket: bool
) -> Table:
    dimensions = list(dict.fromkeys(name for row in printed.rows for name in row.values))
    populations = _article_populations(printed)
    found = cohorts(cells, populations, dimensions, pay, lowest_bracket)
    starts = [
        cohort.statistics(store, printed.start) if printed.start else None for cohort in found
    ]
    rows = tuple(_article_row(store, printed, row, found, starts) for row in printed.rows)
    return Table(
        sentence=article_sentence(printed, rows),
        key=printed.key,
        title=article_title(printed),
        dimension=printed.dimension,
        statistic=GROWTH if printed.start else printed.statistic,
        blocks=_blocks(populations, found),
        rows=rows,
        notes=notes_of(found, rows, printed=printed),
    )


def _article_row(
    store: Store,
    printed: ArticleTable,
    row: ArticleRow,
    found: list[Cohort],
    starts: list[PayStatistics | None],
) -> Row:
    answers = [
        (_cell(store, cohort, row.values[cohort.column.dimension], row.country, start), start)
        for cohort, start in zip(found, starts, strict=True)
        if cohort.column.dimension in row.values
    ]
    claimed = FIGURE_OF[printed.statistic]
    held = [
        Held(
            cell.block,
            cell.source,
            cell.pay,
            cell.basis,
            cell.growth or cell.statistics.figures[claimed],
            _fewest_records(cell.statistics, start),
        )
        for cell, start in answers
    ]
    judgement = judge(row.amount, held, row.nearest)
    statistic = GROWTH if printed.start else printed.statistic
    figure = ArticleFigure(row.amount, statistic, printed.title, row.label)
    value = next(iter(row.values.values()))
    cells = tuple(cell for cell, _ in answers)
    return Row(row.label, value, figure, judgement.verdict, judgement, row.nearest, cells)


def _cell(
    store: Store,
    cohort: Cohort,
    value: str,
    country: str | None = None,
    start: PayStatistics | None = None,
) -> TableCell:
    statistics = cohort.statistics(store, value, country)
    column = cohort.column
    return TableCell(
        block=cohort.population.label,
        source=column.source,
        pay=column.pay,
        basis=column.basis,
        dimension=column.dimension,
        value=value,
        statistics=statistics,
        growth=growth_between(statistics, start) if start else None,
    )


def growth_between(later: PayStatistics, start: PayStatistics) -> Figure:
    """The difference of two means, their errors taken as independent."""
    means = later.figures["mean"], start.figures["mean"]
    reasons = [mean.suppressed for mean in means if mean.suppressed]
    if reasons:
        return Figure(None, suppressed=reasons[0])
    (end, a), (begin, b) = (_with_half_width(mean) for mean in means)
    error = (a**2 + b**2) ** 0.5
    return Figure(end - begin, end - begin - error, end - begin + error)


def _fewest_records(statistics: PayStatistics, start: PayStatistics | None) -> int | None:
    """The records behind a figure; of a growth, those of the smaller of its two means."""
    counts = [one.evidence.records for one in (statistics, start) if one]
    known = [count for count in counts if count is not None]
    return min(known) if len(known) == len(counts) else None


def _with_half_width(mean: Figure) -> tuple[float, float]:
    assert mean.value is not None and mean.low is not None and mean.high is not None
    return mean.value, (mean.high - mean.low) / 2


def _populations(
    name: str, role: str | None, country: str | None, *, only_group: bool = False
) -> list[Population]:
    """Strict and wide, or the one role asked for; a table of roles has one row for each."""
    declared, group = dimension("role"), tuple(dimension("role").groups[ML_AND_DATA])
    where = None if name in WITHOUT_COUNTRY else DEFAULT_COUNTRY
    if country is not None:
        where = dimension("country").understand(country)
    if role is not None:
        known = declared.understand(role)
        return [Population(declared.value_label(known), (known,), where)]
    wide = Population("ML and data roles", group, where)
    if name == "role":
        return [wide if only_group else Population("All roles", None, where)]
    return [Population(declared.value_label(DEFAULT_ROLE), (DEFAULT_ROLE,), where), wide]


def _values(declared: Dimension, found: list[Cohort], banding: str | None) -> list[str]:
    """The values to show, in declared order; those of open dimensions by number of records."""
    if declared.intervals:
        bandings = declared.bandings
        if banding is not None and banding not in bandings:
            raise InvalidValue("banding", banding, ", ".join(bandings))
        return bandings[banding] if banding else next(iter(bandings.values()))
    counts: Counter[str] = Counter()
    for cohort in found:
        counts.update(cohort.records_by_value())
    if declared.values and declared.name not in ALONE:
        return [value for value in declared.values if value in counts]
    return [value for value, _ in counts.most_common(MOST_ROWS) if value]


def _blocks(populations: list[Population], found: list[Cohort]) -> tuple[Block, ...]:
    blocks = []
    for population in populations:
        columns = tuple(cohort.column for cohort in found if cohort.population == population)
        country = population.country
        where = dimension("country").value_label(country) if country else "all countries"
        sources = [f"{c.source} {span(c.years)} ({c.basis}, {c.pay} pay)" for c in columns]
        told = f"the latest three years of each source: {'; '.join(sources)}"
        sentence = f"{population.label}, {where}; {told if sources else 'no source holds it'}."
        blocks.append(Block(population.label, sentence, columns))
    return tuple(blocks)


def _check_pay(pay: str | None, kinds: Iterable[str] = PAY_KINDS) -> None:
    if pay is not None and pay not in kinds:
        raise InvalidValue("pay", pay, ", ".join(kinds))
