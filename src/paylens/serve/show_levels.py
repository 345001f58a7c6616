"""Employers' own levels on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paylens.report.levels import EmployerLadders, EmployersWithLadders, Ladder
from paylens.serve.text import table, years

if TYPE_CHECKING:
    from rich.console import Console


def show_levels(found: EmployerLadders | EmployersWithLadders, console: Console) -> None:
    """One employer's ladders, or the employers that have one."""
    from rich.markup import escape

    console.print(f"[bold]{found.sentence}[/bold]\n", highlight=False)
    if isinstance(found, EmployersWithLadders):
        _show_employers(found, console)
        return
    for ladder in found.ladders:
        _show_ladder(ladder, console)
    sources = {level.declared_source for ladder in found.ladders for level in ladder.levels}
    for source in sorted(source for source in sources if source):
        console.print(f"[dim]Declared after {escape(source)}[/dim]", highlight=False)
    evidence = found.evidence
    console.print(
        f"[dim]{evidence.records:,} records of {', '.join(evidence.publishers)}; "
        f"{years(evidence.years)}. {evidence.note} {found.contest}[/dim]",
        highlight=False,
    )


def _show_employers(found: EmployersWithLadders, console: Console) -> None:
    shown = table("company", "levels", "records")
    for line in found.employers:
        shown.add_row(line["employer"], str(line["levels"]), f"{line['records']:,}")
    console.print(shown)
    console.print("\nOne company in full: paylens levels COMPANY", highlight=False)


def _show_ladder(ladder: Ladder, console: Console) -> None:
    from rich.markup import escape

    console.print(f"[bold cyan]{ladder.name}[/bold cyan] ({ladder.track})", highlight=False)
    shown = table("level", "step", "score", "records", "years", "why")
    shown.columns[1].justify = shown.columns[5].justify = "left"
    for level in ladder.levels:
        quartiles = (level.experience_years_p25, level.experience_years_p75)
        span = "–".join(f"{year:g}" for year in quartiles if year is not None)
        shown.add_row(
            escape(level.employer_level),
            level.level,
            f"{level.score:.2f}",
            f"{level.records:,}",
            span,
            escape(level.why),
        )
    console.print(shown, highlight=False)
    console.print()
