"""Tables on the screen: a line per source under each value, so that sources read side by side."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from typing import TYPE_CHECKING

from paylens.market.evidence import Figure
from paylens.report.cohorts import OTHER_BANDS
from paylens.report.table_notes import about_article
from paylens.report.table_rows import Block, Row, Table, TableCell, span, tally
from paylens.report.verdict import AGREES, DISAGREE, VERDICTS
from paylens.serve.export_tables import as_csv, as_markdown
from paylens.serve.pay_chart import Scale, dot_with_interval

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as Grid

__all__ = ["as_csv", "as_markdown", "brief_article", "counted", "show_tables"]

NARROWEST, INTERVALS_FROM, ENDS_FROM = 80, 96, 118
NARROWEST_CHART, WIDEST_CHART = 14, 40
GAP = 2
COLOURS = {
    "agrees": "green",
    "too low": "red",
    "too high": "red",
    "sources disagree": "yellow",
    "not enough data": "dim",
}


def show_tables(tables: Iterable[Table], console: Console) -> None:
    """Each table with its populations, evidence and notes; what they share stands at the end.

    The article, where it is shown, is named first; several tables of it are summed up on both ends.
    """
    listed = list(tables)
    judged = [table for table in listed if tally(table)]
    if judged:
        told = about_article()
        console.print(f"[dim]{told[0].upper()}{told[1:]}.[/dim]", highlight=False)
    _show_brief(judged, console)
    repeated = _repeated_notes(listed)
    for table in listed:
        _show_table(table, console, repeated)
    _show_sources(listed, console)
    for note in repeated:
        if note != about_article():
            console.print(f"[dim]· {note}[/dim]", highlight=False)
    _show_brief(judged, console)


def _show_brief(judged: list[Table], console: Console) -> None:
    if len(judged) > 1:
        console.print("\n[bold]The article's figures in short[/bold]")
        for line in brief_article(judged):
            console.print(f"  {line}", highlight=False)


def brief_article(tables: Iterable[Table]) -> list[str]:
    """One line per table of the article: how many of its figures agree with the records."""
    lines = []
    for table in tables:
        counts = tally(table)
        told = [counted(counts[each], each) for each in VERDICTS if counts.get(each)]
        if told:
            lines.append(f"{table.title:<46} {', '.join(told)}")
    return lines


def counted(count: int, verdict: str) -> str:
    """So many figures with a verdict: 2 agree, sources disagree on 1."""
    if verdict == DISAGREE:
        return f"{verdict} on {count}"
    return f"{count} agree" if verdict == AGREES and count > 1 else f"{count} {verdict}"


def money(amount: float | None) -> str:
    """An amount to three digits or so: $128k, $9.5k, $1.25m, −$4.2k."""
    if amount is None:
        return "–"
    sign, size = "−" if amount < 0 else "", abs(amount)
    if size >= 999_500:
        return f"{sign}${size / 1e6:.2f}m"
    return f"{sign}${size / 1e3:.0f}k" if size >= 9_950 else f"{sign}${size / 1e3:.1f}k"


def with_interval(figure: Figure) -> str:
    """A figure and its 95 % interval: $128k 124–132."""
    if figure.value is None or figure.low is None or figure.high is None:
        return "–"
    to = " to " if figure.low < 0 else "–"
    return f"{money(figure.value)} [dim]{figure.low / 1e3:.0f}{to}{figure.high / 1e3:.0f}[/dim]"


def _show_table(table: Table, console: Console, repeated: list[str]) -> None:
    width = max(console.width, NARROWEST)
    console.print(f"\n[bold]{table.sentence}[/bold]", highlight=False)
    for block in table.blocks:
        console.print(f"\n[cyan]{block.population}[/cyan]", highlight=False)
        console.print(_grid(table, block, width))
    if any(
        cell.statistics.suppressed for row in table.rows if not row.article for cell in row.cells
    ):
        console.print("[dim]· too few records: not shown; --json says where[/dim]", highlight=False)
    for row in table.rows:
        if row.judgement and row.judgement.reason and not row.nearest:
            told = f"{row.label}: {row.verdict}; {row.judgement.reason}"
            console.print(f"[dim]· {told}[/dim]", highlight=False)
    for note in table.notes:
        if note not in (*repeated, about_article()):
            console.print(f"[dim]· {note}[/dim]", highlight=False)


def _grid(table: Table, block: Block, width: int) -> Grid:
    from rich import box
    from rich.table import Table as Grid

    names = _statistics(table, width)
    lines = [
        ([first, *_cell_texts(table, cell, names, width)], row, cell)
        for row in table.rows
        for first, cell in _lines(table, row, block)
    ]
    heads = ["value", "source", "records", *names]
    scale = _scale(table, block, _room([heads, *[texts for texts, _, _ in lines]], width))
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    for place, head in enumerate(heads):
        grid.add_column(head, justify="left" if place < 2 else "right", no_wrap=place > 0)
    if scale:
        grid.add_column(f"{_charted(table)}, 95 %", no_wrap=True)
    for texts, row, cell in lines:
        grid.add_row(*texts, *([_drawn(table, row, cell, scale)] if scale else []))
    return grid


def _room(lines: list[list[str]], width: int) -> int:
    """Characters left of a line beside the columns of figures."""
    from rich.text import Text

    widths = [
        max(Text.from_markup(text).cell_len for text in each) for each in zip(*lines, strict=True)
    ]
    return min(width - sum(widths) - GAP * len(widths), WIDEST_CHART)


def _statistics(table: Table, width: int) -> list[str]:
    """The statistics that there is room for, and the growth where the table is one of growth."""
    ends = width >= ENDS_FROM
    if _is_growth(table):
        return ["p50", "mean", "growth"]
    return ["p10"] * ends + ["p25", "p50", "p75"] + ["p90"] * ends + ["mean"]


def _is_growth(table: Table) -> bool:
    return any(cell.growth for row in table.rows for cell in row.cells)


def _charted(table: Table) -> str:
    """The statistic that the article states, else the median."""
    if _is_growth(table):
        return "growth"
    return "mean" if table.statistic == "mean" else "p50"


def _figure(cell: TableCell, name: str) -> Figure:
    return (cell.growth or Figure(None)) if name == "growth" else cell.statistics.figures[name]


def _scale(table: Table, block: Block, room: int) -> Scale | None:
    if room < NARROWEST_CHART:
        return None
    cells = [cell for row in table.rows for cell in row.cells if cell.block == block.label]
    marks = [row.article.amount for row in table.rows if row.article and not row.nearest]
    return Scale.over([_figure(cell, _charted(table)) for cell in cells], marks, room)


def _drawn(table: Table, row: Row, cell: TableCell | None, scale: Scale) -> str:
    if cell is None:
        return ""
    mark = row.article.amount if row.article and not row.nearest else None
    return dot_with_interval(_figure(cell, _charted(table)), scale, mark)


def _lines(table: Table, row: Row, block: Block) -> list[tuple[str, TableCell | None]]:
    """A row's lines: what its first column says, beside one source's cell each.

    Without an article's figure to set them against, sources with too few records are left out.
    """
    told = [f"[bold]{row.label}[/bold]"]
    if row.article:
        told.append(f"article {money(row.article.amount)}")
        decided = row.judgement.decided_by if row.judgement else None
        if decided == block.label or (decided is None and block == table.blocks[-1]):
            told.append(f"[{COLOURS[row.verdict or '']}]{row.verdict}[/]")
    if row.nearest:
        told.append("[dim]nearest shown[/dim]")
    cells: list[TableCell | None] = [
        cell
        for cell in row.cells
        if cell.block == block.label and (row.article or not cell.statistics.suppressed)
    ]
    if not cells:
        return []
    return [(text or "", cell) for text, cell in zip_longest(told, cells)]


def _cell_texts(table: Table, cell: TableCell | None, names: list[str], width: int) -> list[str]:
    """Source, records and figures; narrow screens have the interval of the charted figure only."""
    if cell is None:
        return [""] * (len(names) + 2)
    statistics = cell.statistics
    if statistics.suppressed:
        other = statistics.figures["p50"].suppressed == OTHER_BANDS
        return [cell.source, f"[dim]{'other bands' if other else 'too few'}[/dim]"] + [""] * len(
            names
        )
    wide = {"p50", "mean", "growth"} if width >= INTERVALS_FROM else {_charted(table)}
    figures = [
        with_interval(_figure(cell, name)) if name in wide else money(_figure(cell, name).value)
        for name in names
    ]
    return [cell.source, f"{statistics.evidence.records:,}", *figures]


def _repeated_notes(tables: list[Table]) -> list[str]:
    """Notes that stand under more than one table."""
    notes = [note for table in tables for note in table.notes]
    return [note for note in dict.fromkeys(notes) if notes.count(note) > 1]


def _show_sources(tables: list[Table], console: Console) -> None:
    """Per source, kind of pay and basis: publisher, years, who is in it."""
    columns = [column for table in tables for block in table.blocks for column in block.columns]
    if not columns:
        return
    console.print(f"\n[bold]Evidence[/bold]: observed, statistics of records; {tables[0].unit}")
    for key in sorted({(column.source, column.pay, column.basis) for column in columns}):
        same = [column for column in columns if (column.source, column.pay, column.basis) == key]
        years = {year for column in same for year in column.years}
        console.print(
            f"  [bold]{key[0]}[/bold]: {same[0].publisher}; {key[1]} pay, {key[2]}, "
            f"{span(tuple(years))}; {same[0].who}",
            highlight=False,
        )
