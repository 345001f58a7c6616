"""Amounts and shares inside an answer's own sentences: plain English, no cents."""

from __future__ import annotations

SIGNS = {"USD": "$", "Int$": "Int$"}


def amount(value: float, currency: str = "USD") -> str:
    """An amount: "$150,000", "EUR 80,000", with its minus before the sign."""
    minus = "−" if round(value) < 0 else ""
    sign = SIGNS.get(currency, f"{currency} ")
    return f"{minus}{sign}{abs(value):,.0f}"


def percent(share: float) -> str:
    """A share of one: "25 %"."""
    return f"{share:.0%}".replace("%", " %")
