"""A question that an answer's text names, in words that hold wherever it is read.

It stands between backticks as its name and what it is told: `gap country=US`. That is nearly what
Python, the API and a command take; a terminal writes the command of it, a page a link.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# What is told without its name, by the question; a list takes all of them.
POSITIONS = {
    "ask": "about",
    "compare": "values",
    "employers": "company",
    "levels": "company",
    "skills": "skills",
    "tables": "names",
}
LISTS = ("ask", "compare", "skills", "tables")
_REFERENCE = re.compile(r"`([a-z]+(?: [^`\n]+)?)`")
_NAMED = re.compile(r"([a-z_]+)=(.*)", re.S)


@dataclass(frozen=True)
class Reference:
    """A question by its name, and what it is told by parameter; a list of words for a list."""

    name: str
    told: dict[str, Any]

    @property
    def words(self) -> list[tuple[str | None, str]]:
        """What it is told, in order: the name, None where it has none, and the words."""
        found: list[tuple[str | None, str]] = []
        for name, said in self.told.items():
            unnamed = POSITIONS.get(self.name) == name
            each = said if isinstance(said, list) else [said]
            found += [(None if unnamed else name, one) for one in each]
        return found


def parsed(asked: str) -> Reference:
    """The question that words ask: `compare "ML engineer" "data scientist" country=US`.

    Raises
    ------
    ValueError
        A quotation that does not end.
    """
    name, *words = shlex.split(asked)
    told: dict[str, Any] = {}
    plain: list[str] = []
    for word in words:
        named = _NAMED.fullmatch(word)
        if named:
            told[named[1]] = named[2]
        else:
            plain.append(word)
    if plain and name in POSITIONS:
        told = {POSITIONS[name]: plain if name in LISTS else " ".join(plain)} | told
    return Reference(name, told)


def written(text: str, write: Callable[[Reference, str], str | None]) -> str:
    """A text with each reference as a view writes it; what the view does not know stays.

    `write` is given the reference and its words.
    """

    def one(match: re.Match[str]) -> str:
        try:
            new = write(parsed(match[1]), match[1])
        except ValueError:
            new = None
        return match[0] if new is None else new

    return _REFERENCE.sub(one, text)
