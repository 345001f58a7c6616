"""Kaggle's survey of 2017: named columns in Latin-1, exact pay as text, rates in a second file.

A multi-select answer is one cell, its options separated by commas. The publisher's exchange rates,
USD per unit on 14 September 2017, lie beside the answers in a file of their own.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from paylens.collect.source import card, read_csv
from paylens.errors import FileUnreadable, LayoutChanged

if TYPE_CHECKING:
    import polars

FIRST_COLUMN = "GenderSelect"
YEAR = 2017


def read(path: Path) -> polars.DataFrame:
    """Raw answers in the layout of the later surveys, beside `usd_per_unit` of their currency.

    An option of a multi-select question is one that anybody chose. `usd_per_unit` is null where
    the publisher has no rate or its file of rates is not there.
    """
    import polars as pl

    layout = card("kaggle_survey").settings["layout_2017"]
    facts: dict[str, str] = layout["facts"]
    lists: dict[str, str] = layout["lists"]
    raw = read_csv(path, (*facts.values(), *lists.values()), encoding="latin-1")
    answers = raw.select(
        "row",
        pl.lit(YEAR, pl.Int32).alias("survey_year"),
        *(pl.col(column).alias(name) for name, column in facts.items()),
        *(option for name, column in lists.items() for option in _options(name, raw[column])),
    )
    return answers.join(_rates(path, layout), on="currency", how="left", maintain_order="left")


def _options(question: str, cells: polars.Series) -> list[polars.Series]:
    """One column per option found in the cells."""
    import polars as pl

    chosen = cells.str.split(",")
    words = sorted(chosen.explode().drop_nulls().unique().to_list())
    return [
        pl.select(pl.when(chosen.list.contains(word)).then(pl.lit(word)))
        .to_series()
        .alias(f"{question}: {word.strip()}")
        for word in words
    ]


def _rates(path: Path, layout: dict[str, Any]) -> polars.DataFrame:
    """Columns currency and usd_per_unit, as text; empty where the file is not there."""
    import polars as pl

    beside = [path.with_name(name) for name in layout["rates_files"]]
    for rates in (file for file in beside if file.is_file()):
        try:
            found = read_csv(rates, ("originCountry", "exchangeRate"))
        except LayoutChanged as error:
            raise FileUnreadable(f"{rates}: no exchange rates of 2017: {error}") from error
        named = found.select(currency="originCountry", usd_per_unit="exchangeRate")
        return named.unique("currency", keep="first", maintain_order=True)
    return pl.DataFrame(schema={"currency": pl.String, "usd_per_unit": pl.String})
