"""Amounts and shares inside an answer's own sentences: plain English, no cents."""

from __future__ import annotations

from collections.abc import Sequence

SIGNS = {"USD": "$", "Int$": "Int$"}


def amount(value: float, currency: str = "USD") -> str:
    """An amount: "$150,000", "EUR 80,000", with its minus before the sign."""
    minus = "−" if round(value) < 0 else ""
    sign = SIGNS.get(currency, f"{currency} ")
    return f"{minus}{sign}{abs(value):,.0f}"


def percent(share: float) -> str:
    """A share of one: "25 %"."""
    return f"{share:.0%}".replace("%", " %")


def more_or_less(share: float) -> str:
    """A difference in pay: "6.2 % more", "12 % less"; a decimal below ten per cent."""
    digits = 1 if abs(share) < 0.0995 else 0
    return f"{abs(share):.{digits}%}".replace("%", " %") + (" less" if share < 0 else " more")


def signed(share: float) -> str:
    """A difference with its sign: "+6.2 %", "−12 %"."""
    digits = 1 if abs(share) < 0.0995 else 0
    sign = "−" if share < 0 else "+"
    return f"{sign}{abs(share):.{digits}%}".replace("%", " %")


def joined(words: Sequence[str], last: str = "and") -> str:
    """A list in words: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
