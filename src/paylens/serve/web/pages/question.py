"""What a reader asks: facts, options and their own pay, from an address or a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from paylens.errors import InvalidValue
from paylens.report.estimator import OPTIONS
from paylens.report.profile import QUESTIONS
from paylens.serve.web.settings import LONGEST_TEXT

OWN_PAY, IN_ADDRESS = "my_pay", "pay_in_address"
YEARS = ("year", "real")
SWITCHES = ("project", "lowest_bracket", "ppp")
SWITCHED_ON = ("1", "true", "on", "yes")
DEFAULTS = {"pay": "base"}
# What an answer goes without where an option is left out: the end of "Ask without …".
WITHOUT = {
    "year": "the year",
    "project": "going past the last official year",
    "pay": "total pay",
    "currency": "the currency",
    "as_reported_in": "the one source",
    "lowest_bracket": "the answers below the legal minimum",
    "anchor": "moving pay to the official level",
    "real": "the prices of one year",
    "ppp": "international dollars",
}
# The question of the home page, where none was asked.
FIRST = {"role": "ML engineer", "country": "US"}


@dataclass(frozen=True)
class Question:
    """Facts and options as they were written, blanks left out; `my_pay` apart from them."""

    facts: dict[str, str] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)
    my_pay: str | None = None
    in_address: bool = False

    @property
    def asked(self) -> dict[str, Any]:
        """Facts and options as `Market.estimate` takes them, without anyone's own pay."""
        return {**self.facts, **{name: _option(name, text) for name, text in self.options.items()}}

    @property
    def address(self) -> str:
        """The query that leads here again; with the reader's own pay only where they asked."""
        told = {name: self.options[name] for name in self.told_options}
        own = {OWN_PAY: self.my_pay} if self.in_address and self.my_pay else {}
        return urlencode({**self.facts, **told, **own})

    @property
    def told_options(self) -> tuple[str, ...]:
        """The options that differ from what is answered where none is told."""
        return tuple(name for name, text in self.options.items() if DEFAULTS.get(name) != text)

    def without(self, name: str) -> Question:
        """The same question with one fact or option left out."""
        facts = {n: text for n, text in self.facts.items() if n != name}
        options = {n: text for n, text in self.options.items() if n != name}
        return Question(facts, options, self.my_pay, self.in_address)


def question_of(fields: Mapping[str, str], *, in_address: bool) -> Question:
    """The question in a form's fields, or in an address; names that are none of ours are ignored.

    Raises
    ------
    InvalidValue
        A text longer than any answer needs.
    """
    told = {name: text.strip() for name, text in fields.items() if text.strip()}
    for name, text in told.items():
        if len(text) > LONGEST_TEXT:
            raise InvalidValue(name, f"{text[:20]}…", f"up to {LONGEST_TEXT} characters")
    return Question(
        facts={name: told[name] for name in QUESTIONS if name in told},
        options={name: told[name] for name in OPTIONS if name in told},
        my_pay=told.get(OWN_PAY),
        in_address=in_address or IN_ADDRESS in told,
    )


def _option(name: str, text: str) -> Any:
    if name in SWITCHES:
        return text.lower() in SWITCHED_ON
    if name in YEARS:
        if not (text.isascii() and text.isdigit() and len(text) == len("2025")):
            raise InvalidValue(name, text, "a year, such as 2024")
        return int(text)
    return text.upper() if name == "currency" else text
