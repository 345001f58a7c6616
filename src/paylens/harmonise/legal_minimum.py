"""Kaggle's `$0-999`: kept as data, left out of answers where the law rules such pay out."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

RULES = Path(__file__).parent / "rules"


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads((RULES / "minimum_wage.toml").read_text("utf-8"))


def lowest_legal_bracket(country: str | None) -> float | None:
    """The pay up to which a country's brackets are left out, USD per year; None leaves all in.

    Statutory minimum wages of rules/minimum_wage.toml, which names each country's source.
    """
    rules = _rules()
    return float(rules["lowest_bracket_below_usd"]) if country in rules["countries"] else None
