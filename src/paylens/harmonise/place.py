"""Places: publishers' country and city words to ISO codes and one spelling per city."""

from __future__ import annotations

import polars as pl

from paylens.errors import UnknownValue
from paylens.harmonise.dimension import dimension, normalise


def country_codes(words: pl.Series) -> pl.Series:
    """ISO 3166-1 alpha-2 codes; null for words that name no country."""
    codes = {word: _code(word) for word in words.drop_nulls().unique().to_list()}
    return words.replace_strict(codes, default=None, return_dtype=pl.String)


def cities(words: pl.Series) -> pl.Series:
    """One spelling per city: declared aliases joined, all others as they are."""
    aliases = dimension("city").aliases
    known = {word: aliases.get(normalise(word), word) for word in words.drop_nulls().unique()}
    return words.replace_strict(known, default=None, return_dtype=pl.String)


def place_columns(city: pl.Series, region: pl.Series, country: pl.Series) -> list[pl.Series]:
    """Columns country, region, metro and city; `country` holds ISO codes, the rest any words."""
    return [
        country.alias("country"),
        region.alias("region"),
        pl.Series("metro", [None] * len(city), pl.String),
        cities(city).alias("city"),
    ]


def _code(word: str) -> str | None:
    try:
        return dimension("country").understand(word)
    except UnknownValue:
        return None
