"""Known errors of publishers, corrected as their cards say, before anything is judged."""

from __future__ import annotations

import polars as pl

from paylens.collect.source import Card, Correction


def corrected(raw: pl.DataFrame, card: Card) -> tuple[pl.DataFrame, dict[str, int]]:
    """The raw rows with every correction of the card made, and how many rows each one met."""
    met: dict[str, int] = {}
    for correction in card.corrections:
        if not set(correction.where) <= set(raw.columns):
            continue
        affected = raw.select(_affected(correction)).to_series()
        met[correction.what] = int(affected.sum())
        if affected.any():
            raw = raw.with_columns(
                pl.when(affected)
                .then(pl.lit(value or None))
                .otherwise(pl.col(column))
                .alias(column)
                for column, value in correction.set.items()
            )
    return raw, met


def _affected(correction: Correction) -> pl.Expr:
    matches = [
        pl.col(column).str.contains(pattern).fill_null(False)
        for column, pattern in correction.where.items()
    ]
    return pl.all_horizontal(matches)
