"""Sources side by side on the screen: a line per source under each role and country."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from paylens.report.comparison import Comparison, RoleComparison, SourceMedian
from paylens.report.disagreement import APART
from paylens.serve.export_comparison import as_markdown, cases, kinds, reasons, shared
from paylens.serve.show_tables import money, with_interval
from paylens.serve.text import table

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["as_markdown", "show_comparison"]


def show_comparison(found: Comparison, console: Console) -> None:
    """A table per kind of pay, then which sources are apart and the likely reasons."""
    console.print(f"[bold]{found.sentence}[/bold]\n[dim]{found.rule}.[/dim]", highlight=False)
    moved_to = max((m.moved_to or 0 for row in found.rows for m in row.medians), default=0)
    for pay in kinds(found):
        heads = ["role", "source", "median (95 %)", "records", "years"]
        grid = table(*heads, *([f"in {moved_to}"] if moved_to else []))
        for row in found.rows:
            for texts in _lines(row, pay, moved_to):
                grid.add_row(*texts[: len(grid.columns)])
        console.print(f"\n[cyan]{pay} pay, USD per year[/cyan]")
        console.print(grid)
    console.print(
        "[dim]· official: the median wage of the occupation, ≈ of the nearest one\n"
        "· the last column moves all records to that year by the growth of official wages; it is "
        "empty where some are of a later year or all are of that one[/dim]",
        highlight=False,
    )
    _show_apart(found, console)


def _lines(row: RoleComparison, pay: str, moved_to: int) -> Iterator[list[str]]:
    told = f"{row.role_label}, {row.country}"
    for median in row.medians:
        if median.pay == pay:
            moved = money(median.moved_usd_per_year) if median.moved_to == moved_to else ""
            figures = [with_interval(median.median), f"{median.evidence.records:,}"]
            yield [told, median.source, *figures, _years(median), moved]
            told = ""
    if row.official and pay == "base" and not told:
        nearest = "" if row.official.same_occupation else "≈"
        soc = f"[dim]official {nearest}{row.official.soc}[/dim]"
        yield ["", soc, money(row.official.p50), "", str(row.official.year), ""]


def _years(median: SourceMedian) -> str:
    first, last = min(median.evidence.years), max(median.evidence.years)
    return str(first) if first == last else f"{first}–{last % 100:02}"


def _show_apart(found: Comparison, console: Console) -> None:
    for (pay, lower, higher), own in cases(found).items():
        excesses = sorted(each.excess for _, each in own)
        console.print(
            f"\n[bold]{pay} pay: {higher} above {lower} by more than {APART:.0%}[/bold] in "
            f"{len(own)} of {shared(found, pay, lower, higher)} roles and countries "
            f"({excesses[0]:+.0%} to {excesses[-1]:+.0%}). Likely:",
            highlight=False,
        )
        for text in reasons(own[0][1]):
            console.print(f"[dim]· {text}[/dim]", highlight=False)
