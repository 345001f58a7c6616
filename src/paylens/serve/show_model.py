"""The model on the screen: in short, or its whole card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paylens.serve.export_card import as_markdown
from paylens.serve.text import table, years

if TYPE_CHECKING:
    from rich.console import Console

    from paylens.report.model_card import ModelCard

__all__ = ["as_markdown", "show_card", "show_model"]


def show_card(card: ModelCard, console: Console) -> None:
    """The whole card."""
    from rich.markdown import Markdown

    console.print(Markdown(as_markdown(card)))


def show_model(card: ModelCard, console: Console) -> None:
    """What the model answers for, and how often its 80 % ranges were right."""
    console.print(f"[bold]{card.sentence}[/bold]\n", highlight=False)
    shown = table("series", "records", "years", "80 % range held", "of held-out")
    full = {line.series: line for line in reversed(card.metrics.lines)}
    for each in card.series:
        line = full.get(each.series)
        measured = (f"{line.coverage_80:.1%}", f"{line.rows:,}") if line else ("not measured", "–")
        asked = years(range(each.first_year, each.last_year + 1))
        shown.add_row(each.series, f"{each.records:,}", asked, *measured)
    console.print(shown)
    console.print(
        f"Facts read: {', '.join(card.facts)}.\nNever read: {', '.join(card.protected)}; free "
        f"text.\nMarket {card.market}; newest record {card.newest_year}. All of it: paylens model "
        "--card",
        highlight=False,
    )
