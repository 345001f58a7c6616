"""What a table is made of: blocks of sources, rows of values, a cell for each source in each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from paylens.market.evidence import Figure
from paylens.market.statistics import PayStatistics
from paylens.report.answer import Answer
from paylens.report.cohorts import Column
from paylens.report.verdict import Judgement

USD = "USD per year"


@dataclass(frozen=True)
class ArticleFigure:
    """A published figure, USD per year: what it is, and where it was printed."""

    amount: float
    statistic: str
    table: str
    label: str


@dataclass(frozen=True)
class TableCell:
    """One source's pay in one block of a row, by the value of the dimension that it answers by.

    `growth` is the mean less the mean at the table's start, where the table is one of growth.
    """

    block: str
    source: str
    pay: str
    basis: str
    dimension: str
    value: str
    statistics: PayStatistics
    growth: Figure | None = None


@dataclass(frozen=True)
class Row:
    """One value of a table; `nearest` says what is shown where no source has the value itself."""

    label: str
    value: str
    article: ArticleFigure | None
    verdict: str | None
    judgement: Judgement | None
    nearest: str
    cells: tuple[TableCell, ...]


@dataclass(frozen=True)
class Block:
    """One population of a table, in one sentence, and the sources that answer for it."""

    label: str
    population: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Table(Answer):
    """Observed pay by one dimension, in `unit`, in one or two populations.

    `statistic` is the one that the article prints; None where the table is not the article's.
    """

    sentence: str
    key: str
    title: str
    dimension: str
    statistic: str | None
    blocks: tuple[Block, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    unit: str = USD

    def _lines(self) -> list[dict[str, Any]]:
        return [
            {
                "value": row.label,
                "population": cell.block,
                "source": cell.source,
                "pay": cell.pay,
                "basis": cell.basis,
                "unit": self.unit,
                "records": cell.statistics.evidence.records,
                **{name: figure.value for name, figure in cell.statistics.figures.items()},
                "reliability": cell.statistics.evidence.reliability,
                "article": row.article.amount if row.article else None,
                "verdict": row.verdict,
            }
            for row in self.rows
            for cell in row.cells
        ]


def tally(table: Table) -> dict[str, int]:
    """How many of a table's rows have each verdict."""
    return Counter(row.verdict for row in table.rows if row.verdict)


def span(years: tuple[int, ...]) -> str:
    """Years from first to last: (2021, 2022) → "2021–2022"."""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last}"
