"""What the article asks and what it calls misconceptions, declared in `items.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from paylens.errors import InvalidValue

FILE = Path(__file__).with_name("items.toml")
QUESTION, MISCONCEPTION = "question", "misconception"
KINDS = (QUESTION, MISCONCEPTION)


@dataclass(frozen=True)
class Item:
    """One question or misconception: its number in the article, and its subject in our words.

    `figures` are what the article prints for it, USD per year; `more` are questions that tell more.
    """

    kind: str
    number: int
    subject: str
    more: tuple[str, ...]
    figures: tuple[float, ...] = ()

    @property
    def asked(self) -> str:
        """The question that answers it in full."""
        words = "" if self.kind == QUESTION else f"{MISCONCEPTION} "
        return f"ask {words}{self.number}"


@cache
def items() -> tuple[Item, ...]:
    """All of them: the questions, then the misconceptions."""
    declared = tomllib.loads(FILE.read_text("utf-8"))
    return tuple(
        Item(
            kind,
            each["number"],
            each["subject"],
            tuple(each["more"]),
            tuple(map(float, each.get("figures", ()))),
        )
        for kind in KINDS
        for each in declared[kind]
    )


def chosen(words: Sequence[str]) -> tuple[Item, ...]:
    """The items that words mean: "7", "question 7", "misconception 3", "misconceptions"; or all.

    Raises
    ------
    InvalidValue
        Words that mean none of them.
    """
    text = " ".join(" ".join(words).lower().split())
    if not text:
        return items()
    found = re.fullmatch(r"(question|misconception)?s?\s*#?(\d+)?", text)
    kind = (found.group(1) if found else None) or QUESTION
    number = found.group(2) if found else None
    own = tuple(
        item for item in items() if item.kind == kind and number in (None, str(item.number))
    )
    if found is None or not own:
        counts = {kind: sum(item.kind == kind for item in items()) for kind in KINDS}
        raise InvalidValue(
            "ask",
            " ".join(words),
            f"1 to {counts[QUESTION]}, 'misconception 1' to 'misconception "
            f"{counts[MISCONCEPTION]}', 'questions', 'misconceptions', or nothing for the list",
        )
    return own
