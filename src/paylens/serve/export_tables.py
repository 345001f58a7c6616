"""Tables as CSV and Markdown, with the same figures as on the screen."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from paylens.market.evidence import Figure
from paylens.market.statistics import STATISTICS
from paylens.report.table_rows import Block, Row, Table, TableCell

WITH_INTERVAL = ("p50", "mean")


def as_csv(tables: Iterable[Table]) -> str:
    """One line per value and population; each source and kind of pay in its own columns."""
    listed = list(tables)
    series = sorted({(c.source, c.pay) for t in listed for r in t.rows for c in r.cells})
    lines = [
        {**_row_fields(table, row, block), **_cells_fields(table, row, block)}
        for table in listed
        for row in table.rows
        for block in table.blocks
    ]
    names = list(lines[0])[: len(ROW_FIELDS)] if lines else list(ROW_FIELDS)
    names += [f"{source}_{pay}_{field}" for source, pay in series for field in CELL_FIELDS]
    written = io.StringIO()
    writer = csv.DictWriter(written, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return written.getvalue()


ROW_FIELDS = (
    "table",
    "dimension",
    "value",
    "population",
    "unit",
    "article",
    "article_statistic",
    "verdict",
    "decided_by",
    "nearest",
)
_FIGURE_FIELDS = [
    field
    for name in STATISTICS
    for field in ([name, f"{name}_low", f"{name}_high"] if name in WITH_INTERVAL else [name])
]
CELL_FIELDS = (
    "answers_by",
    "basis",
    "years",
    "records",
    *_FIGURE_FIELDS,
    "growth",
    "growth_low",
    "growth_high",
    "reliability",
    "suppressed",
)


def _row_fields(table: Table, row: Row, block: Block) -> dict[str, object]:
    values = (
        table.title,
        table.dimension,
        row.label,
        block.population,
        table.unit,
        row.article.amount if row.article else "",
        row.article.statistic if row.article else "",
        row.verdict or "",
        (row.judgement.decided_by or "") if row.judgement else "",
        row.nearest,
    )
    return dict(zip(ROW_FIELDS, values, strict=True))


def _cells_fields(table: Table, row: Row, block: Block) -> dict[str, object]:
    found: dict[str, object] = {}
    for cell in row.cells:
        if cell.block == block.label:
            start = f"{cell.source}_{cell.pay}_"
            found |= {start + name: value for name, value in _cell_fields(cell).items()}
    return found


def _cell_fields(cell: TableCell) -> dict[str, object]:
    figures, evidence = cell.statistics.figures, cell.statistics.evidence
    fields: dict[str, object] = {
        "answers_by": f"{cell.dimension}: {cell.value}",
        "basis": cell.basis,
        "years": " ".join(str(year) for year in evidence.years),
        "records": "" if evidence.records is None else evidence.records,
        "reliability": "" if evidence.records is None else evidence.reliability,
        "suppressed": "; ".join(
            dict.fromkeys(f.suppressed for f in figures.values() if f.suppressed)
        ),
    }
    for name, figure in figures.items():
        fields |= _figure_fields(name, figure)
    return fields | (_figure_fields("growth", cell.growth) if cell.growth else {})


def _figure_fields(name: str, figure: Figure) -> dict[str, object]:
    ends = {"": figure.value, "_low": figure.low, "_high": figure.high}
    wanted = ends if name in (*WITH_INTERVAL, "growth") else {"": figure.value}
    return {name + end: "" if amount is None else round(amount) for end, amount in wanted.items()}


def as_markdown(tables: Iterable[Table]) -> str:
    """A section per table: sentence, one table per population, notes."""
    return "\n".join(_section(table) for table in tables)


def _section(table: Table) -> str:
    lines = [f"## {table.title}", "", table.sentence, ""]
    for block in table.blocks:
        lines += [block.population, "", *_pipes(_heads(table)), *_body(table, block), ""]
    lines += [f"- {row.label}: {row.verdict}; {row.judgement.reason}" for row in table.rows
              if row.judgement]  # fmt: skip
    return "\n".join([*lines, *[f"- {note}" for note in table.notes], ""])


def _heads(table: Table) -> list[str]:
    heads = ["value", "source", "records", "p10", "p25", "median (95 %)", "p75", "p90"]
    heads.append("mean (95 %)")
    if _is_growth(table):
        heads.append("growth (95 %)")
    return [*heads, "article", "verdict"] if table.statistic else heads


def _is_growth(table: Table) -> bool:
    return any(cell.growth for row in table.rows for cell in row.cells)


def _body(table: Table, block: Block) -> list[str]:
    lines = []
    for row in table.rows:
        for cell in row.cells:
            if cell.block == block.label:
                lines.append(_line(_texts(table, row, cell)))
    return lines


def _texts(table: Table, row: Row, cell: TableCell) -> list[str]:
    statistics = cell.statistics
    value = f"{row.label} (shown: {row.nearest})" if row.nearest else row.label
    records = statistics.evidence.records
    texts = [value, f"{cell.source}, {cell.pay} pay"]
    texts.append(str(statistics.figures["p50"].suppressed) if records is None else f"{records:,}")
    for name in ("p10", "p25", "p50", "p75", "p90", "mean"):
        texts.append(_figure_text(statistics.figures[name], name in WITH_INTERVAL))
    if _is_growth(table):
        texts.append(_figure_text(cell.growth or Figure(None), True))
    if table.statistic:
        texts += [f"${row.article.amount:,.0f}" if row.article else "", row.verdict or ""]
    return texts


def _figure_text(figure: Figure, with_interval: bool) -> str:
    if figure.value is None:
        return "–"
    if not with_interval or figure.low is None or figure.high is None:
        return f"${figure.value:,.0f}"
    return f"${figure.value:,.0f} ({figure.low:,.0f}–{figure.high:,.0f})"


def _pipes(heads: list[str]) -> list[str]:
    numbers = len(heads) - 2
    return [_line(heads), _line(["---", "---", *["---:"] * numbers])]


def _line(texts: list[str]) -> str:
    return f"| {' | '.join(text.replace('|', '/') for text in texts)} |"
