"""A section's values as people read them, for every form in which sections are shown."""

from __future__ import annotations

from typing import Protocol

from paylens.market.evidence import Figure
from paylens.report.sections import COUNT, DIFFERENCE, MONEY, SHARE, SectionColumn, Value
from paylens.serve.text import money

NONE = "–"
# Written between the ends of an interval of signed numbers, where a dash could be read as a minus.
TO = " to "


class Writer(Protocol):
    """Writes numbers: plainly, or as a reader's language does."""

    def money(self, amount: float | None, currency: str = "USD") -> str:
        """A yearly amount without cents."""

    def number(self, count: float | None) -> str:
        """A whole number."""

    def percent(self, share: float | None, digits: int = 0) -> str:
        """A share of one as per cent."""


class Plain:
    """Numbers in plain English, for terminal and Markdown."""

    def money(self, amount: float | None, currency: str = "USD") -> str:
        """A yearly amount without cents."""
        return money(amount, currency)

    def number(self, count: float | None) -> str:
        """A whole number with commas."""
        return NONE if count is None else f"{count:,.0f}"

    def percent(self, share: float | None, digits: int = 0) -> str:
        """A share of one as per cent."""
        return NONE if share is None else f"{share:.{digits}%}"


def is_text(column: SectionColumn) -> bool:
    """Whether a column's values are words, which stand to the left."""
    return column.unit not in (COUNT, MONEY, SHARE, DIFFERENCE)


def value_text(value: Value, column: SectionColumn, currency: str, writer: Writer) -> str:
    """A value without its interval; a dash where there is none."""
    amount = value.value if isinstance(value, Figure) else value
    if amount is None:
        return NONE
    if isinstance(amount, tuple):
        return ", ".join(str(each) for each in amount) or NONE
    if isinstance(amount, str):
        return amount or NONE
    return number_text(amount, column.unit, currency, writer)


def number_text(amount: float, unit: str, currency: str, writer: Writer) -> str:
    """A number of a unit; a difference with its sign, in per cent."""
    if unit == MONEY:
        return writer.money(amount, currency)
    if unit == SHARE:
        return writer.percent(amount, _digits(amount))
    if unit == DIFFERENCE:
        sign = "−" if amount < 0 else "+"
        return f"{sign}{writer.percent(abs(amount), _digits(amount))}"
    if unit == COUNT:
        return writer.number(amount)
    return f"{amount:g}"


def interval_text(value: Value, column: SectionColumn, currency: str, writer: Writer) -> str:
    """A figure's interval; nothing where it has none."""
    if not isinstance(value, Figure) or value.low is None or value.high is None:
        return ""
    ends = [number_text(end, column.unit, currency, writer) for end in (value.low, value.high)]
    signed = column.unit == DIFFERENCE or value.low < 0
    return (TO if signed else "–").join(ends)


def why_missing(value: Value) -> str:
    """Why a figure is not shown; nothing where it is."""
    return value.suppressed or "" if isinstance(value, Figure) and value.value is None else ""


def _digits(share: float) -> int:
    """Decimals of a per cent: one below ten per cent."""
    return 1 if abs(share) < 0.0995 else 0
