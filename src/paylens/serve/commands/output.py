"""How a command prints."""

from __future__ import annotations

from typing import Any


def console() -> Any:
    """Where answers are shown; plain text where the output is no terminal."""
    from rich.console import Console

    return Console()


def print_json(answer: Any) -> None:
    """The answer as JSON, with the same fields as the screen."""
    from paylens.market.evidence import print_json

    print_json(answer)
