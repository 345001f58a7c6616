"""Employers: the spellings of one name joined."""

from __future__ import annotations

import polars as pl

from paylens.harmonise.dimension import dimension, normalise


def employers(names: pl.Series) -> pl.Series:
    """One spelling per employer: declared aliases, then the commonest spelling of the same word."""
    aliases = dimension("employer").aliases
    by_key: dict[str, str] = {}
    for name in names.drop_nulls().value_counts(sort=True)[names.name].to_list():
        by_key.setdefault(normalise(name), name.strip())
    known = {
        name: aliases.get(normalise(name), by_key[normalise(name)])
        for name in names.drop_nulls().unique().to_list()
    }
    return names.replace_strict(known, default=None, return_dtype=pl.String)
