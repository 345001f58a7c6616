"""`paylens` alone, in a terminal: three or four questions, then the answer."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.prompt import Prompt

from paylens.errors import QuestionError
from paylens.report.amounts import typed_pay
from paylens.report.answers import Market
from paylens.serve.show_estimate import show_estimate

QUESTIONS = {
    "role": ("What is the role?", "ML engineer"),
    "country": ("In which country is the work?", "US"),
    "experience": ("Years of experience? (empty: any)", ""),
    "my_pay": ("Base pay per year, such as 150k or 65.000 €? (empty: none; not stored)", ""),
}


def ask() -> None:
    """Ask, answer, and say how to ask for more."""
    console, market = Console(), Market.reference()
    given: dict[str, Any] = {}
    for name, (question, default) in QUESTIONS.items():
        answer = _ask_one(console, market, name, question, default)
        if answer is not None:
            given[name] = answer
    console.print()
    show_estimate(market.estimate(**given), console)
    console.print("\nMore facts: [bold]paylens estimate --help[/bold]")


def _ask_one(console: Console, market: Market, name: str, question: str, default: str) -> Any:
    """One answer that is understood, asking again until it is; None where left empty."""
    while True:
        words = Prompt.ask(question, console=console, default=default, show_default=bool(default))
        if not words.strip():
            return None
        try:
            if name == "my_pay":
                typed_pay("your pay", words)
            else:
                market.profile({name: words})
        except QuestionError as error:
            console.print(f"[red]{error}[/red]", highlight=False)
        else:
            return words
