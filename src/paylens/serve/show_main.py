"""`paylens show`: the main answer, the article's tables in short, and what to try next."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from paylens.market.evidence import print_json
from paylens.report.answers import Market
from paylens.serve.show_estimate import show_estimate
from paylens.serve.show_tables import brief_article

NEXT = (
    "paylens estimate --role 'data scientist' --country Germany --experience 4 --pay total",
    "paylens estimate --role 'ML engineer' --country US --level senior --my-pay 180000",
    "paylens tables education company_size",
    "paylens sources",
)


def main_answer(market: Path | None, *, as_json: bool) -> None:
    """What an ML engineer in the US earns."""
    answers = Market.at(market)
    estimate = answers.estimate(role="ML engineer", country="US")
    tables = answers.tables([])
    if as_json:
        print_json({"estimate": estimate, "tables": tables})
        return
    console = Console()
    show_estimate(estimate, console)
    console.print("\n[bold]Tables that are published, against these records[/bold]")
    for line in brief_article(tables):
        console.print(f"  {line}", highlight=False)
    console.print("\n[bold]Try next[/bold]")
    for command in NEXT:
        console.print(f"  {command}", highlight=False)
