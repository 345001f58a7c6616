"""A table's rows as dots with intervals: a lane per source, the article's figure marked."""

from __future__ import annotations

from paylens.market.evidence import Figure
from paylens.report.table_rows import Block, Row, Table, TableCell
from paylens.serve.web.charts.colours import colour_of
from paylens.serve.web.charts.dots import Dot, DotsChart, Group, dots_chart

STATISTICS = {"p50": "median", "mean": "mean", "growth": "growth of the mean"}


def charted(table: Table) -> str:
    """The statistic that the article states, else the median."""
    if any(cell.growth for row in table.rows for cell in row.cells):
        return "growth"
    return "mean" if table.statistic == "mean" else "p50"


def figure_of(cell: TableCell, statistic: str) -> Figure:
    """A cell's figure; an empty one where it has no growth."""
    if statistic == "growth":
        return cell.growth or Figure(None)
    return cell.statistics.figures[statistic]


def shown_cells(row: Row, block: Block) -> list[TableCell]:
    """A row's cells in one population, those that may be shown."""
    return [
        cell for cell in row.cells if cell.block == block.label and not cell.statistics.suppressed
    ]


def shown_rows(table: Table, block: Block) -> list[Row]:
    """The rows of one population: all that the article prints, of others those with figures."""
    return [row for row in table.rows if row.article or shown_cells(row, block)]


def drawn(table: Table, block: Block) -> str:
    """The statistic that a population's chart shows: the article's, else the median where none of
    that may be shown."""
    wanted = charted(table)
    cells = [cell for row in table.rows for cell in shown_cells(row, block)]
    known = any(figure_of(cell, wanted).value is not None for cell in cells)
    return wanted if known else "p50"


def table_dots(table: Table, block: Block, width: int) -> DotsChart | None:
    """The chart of one population; None where nothing of it may be shown.

    The article's figures are marked where they are of the statistic that is drawn.
    """
    statistic = drawn(table, block)
    marked = statistic == charted(table)
    currency = table.unit.split(" ", 1)[0]
    groups = [_group(row, block, statistic, marked) for row in shown_rows(table, block)]
    return dots_chart(groups, width, currency)


def _group(row: Row, block: Block, statistic: str, marked: bool) -> Group:
    cells = shown_cells(row, block)
    dots = tuple(_dot(cell, figure_of(cell, statistic)) for cell in cells)
    dots = tuple(dot for dot in dots if dot.value is not None)
    mark = row.article.amount if marked and row.article and not row.nearest else None
    return Group(row.label, dots, mark, _told(row, cells, dots, statistic))


def _dot(cell: TableCell, figure: Figure) -> Dot:
    return Dot(
        label=cell.source,
        note=cell.pay,
        colour=colour_of(cell.source),
        value=figure.value,
        low=figure.low,
        high=figure.high,
    )


def _told(row: Row, cells: list[TableCell], dots: tuple[Dot, ...], statistic: str) -> str:
    """What stands beside a row's name: what is shown in its place, or why there is no dot."""
    if row.nearest:
        return (
            f"nearest at hand: {row.nearest}" if dots else f"not enough data, nor of {row.nearest}"
        )
    if dots:
        return ""
    return f"no {STATISTICS[statistic]} that may be shown" if cells else "not enough data"
