"""How often pay is paid: how many of each period make a paid year."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

RULES = Path(__file__).parent / "rules" / "periods.toml"


@cache
def per_year() -> dict[str, float]:
    """How many of each period make a paid year (rules/periods.toml)."""
    rules = tomllib.loads(RULES.read_text("utf-8"))
    return {period: float(count) for period, count in rules["per_year"].items()}
