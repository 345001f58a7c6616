"""How a source's titles and places were read: words and what became of them, never a person."""

from __future__ import annotations

import polars as pl

TITLE = ["title", "role", "role_score"]
PLACE = ["place_words", "country", "region", "metro", "city"]


def title_readings(records: pl.DataFrame) -> pl.DataFrame:
    """Columns TITLE and `records`, the commonest title first."""
    return _counted(records.select(*TITLE, records=pl.lit(1, pl.UInt32)), TITLE)


def place_readings(records: pl.DataFrame) -> pl.DataFrame:
    """Columns PLACE and `records`, the commonest place first; blank for what is not there."""
    blank = [pl.lit(None, pl.String).alias(n) for n in PLACE if n not in records.columns]
    words = records.with_columns(blank).select(*PLACE, records=pl.lit(1, pl.UInt32))
    return _counted(words, PLACE)


def together(readings: list[pl.DataFrame]) -> pl.DataFrame:
    """The place readings of several files as one."""
    return _counted(pl.concat(readings), PLACE)


def examples(readings: pl.DataFrame, fewest_records: int, count: int = 10) -> pl.DataFrame:
    """`count` readings, from the commonest to the rarest that `fewest_records` records share."""
    shown = readings.filter(pl.col("records") >= fewest_records)
    if shown.height <= count:
        return shown
    steps = [round(place * (shown.height - 1) / (count - 1)) for place in range(count)]
    return shown[steps]


def _counted(words: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    counted = words.drop_nulls(names[0]).group_by(names).agg(pl.col("records").sum())
    return counted.sort("records", *names, descending=[True, *[False] * len(names)])
