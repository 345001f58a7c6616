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


def table_dots(table: Table, block: Block, width: int) -> DotsChart | None:
    """The chart of one population; None where nothing of it may be shown."""
    statistic = charted(table)
    currency = table.unit.split(" ", 1)[0]
    groups = [_group(row, block, statistic) for row in table.rows]
    return dots_chart(groups, width, currency)


def _group(row: Row, block: Block, statistic: str) -> Group:
    drawn = [(cell, figure_of(cell, statistic)) for cell in shown_cells(row, block)]
    dots = tuple(
        Dot(
            label=cell.source,
            note=cell.pay,
            colour=colour_of(cell.source),
            value=figure.value,
            low=figure.low,
            high=figure.high,
        )
        for cell, figure in drawn
        if figure.value is not None
    )
    told = f"nearest at hand: {row.nearest}" if row.nearest else ""
    mark = row.article.amount if row.article and not row.nearest else None
    return Group(row.label, dots, mark, told or ("" if dots else "not enough data"))
