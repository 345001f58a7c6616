"""States and regions: publishers' words to the codes of places/regions.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from paylens.harmonise.dimension import dimension

TABLE = Path(__file__).parent / "places" / "regions.toml"


def region_code(words: str, country: str | None) -> str | None:
    """The code that the words mean in the country; the words where it has no table of regions.

    None for words that are no region of a country with a table, or that name the country itself.
    """
    known = regions(country)
    plain = dimension("city").key(words)
    if known:
        return known.get(plain)
    return words.strip() if plain and not _is_country(plain, country) else None


@cache
def regions(country: str | None) -> dict[str, str]:
    """The country's regions: key of the code or of a word for it → code."""
    declared: dict[str, list[str]] = _table().get(country or "", {})
    key = dimension("city").key
    return {key(word): code for code, words in declared.items() for word in (code, *words)}


def region_moved(country: str | None, city: str | None) -> str | None:
    """The region in which a city lies whose publishers name the one that it has left."""
    moved: dict[str, dict[str, str]] = _table()["moved"]
    return moved.get(country or "", {}).get(city or "")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text("utf-8"))


def _is_country(key: str, country: str | None) -> bool:
    return country is not None and dimension("country").aliases.get(key) == country
