"""Facts of records as categories: what a control holds equal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from paylens.harmonise.dimension import dimension

if TYPE_CHECKING:
    from paylens.market.effects.specification import Specification

# Completed years at which a category of exact experience begins.
EXPERIENCE_YEARS = (0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30)
# Fewer records of an employer or a city tell nothing apart: they are one category.
FEWEST_OF_ITS_OWN = 10
NOT_TOLD, RARE = "not told", "all others"
YEAR, COUNTRY = "year", "country"
# What lies in one country says which; that country can then not be held equal as well.
WITHIN_COUNTRIES = ("city", "metro", "region")


def category(name: str) -> pl.Expr:
    """A record's category of a dimension; null where it was not told."""
    if name == YEAR:
        return pl.col("observed_on").dt.year().cast(pl.String)
    declared = dimension(name)
    if not declared.intervals:
        return pl.col(declared.field).cast(pl.String)
    low, high = pl.col(f"{declared.field}_low"), pl.col(f"{declared.field}_high")
    if declared.unit == "years":
        low, high = _year_begun(low), _year_begun(high)
    return low.cast(pl.String) + "-" + high.cast(pl.String).fill_null("")


def _year_begun(years: pl.Expr) -> pl.Expr:
    """How many of the declared years have begun; null stays null."""
    begun = pl.sum_horizontal((years >= start).cast(pl.Int8) for start in EXPERIENCE_YEARS)
    return pl.when(years.is_not_null()).then(begun).cast(pl.String)


def with_categories(records: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """The records with a column `=name` of categories for each dimension; what was not told is a
    category of its own, and so are all rare ones together."""
    told = records.with_columns(
        category(name).fill_null(NOT_TOLD).alias(f"={name}") for name in names
    )
    return told.with_columns(with_rare_together(f"={name}") for name in names)


def with_rare_together(column: str) -> pl.Expr:
    """The column with all categories of few records as one."""
    rare = pl.len().over(column) < FEWEST_OF_ITS_OWN
    return pl.when(rare).then(pl.lit(RARE)).otherwise(pl.col(column)).alias(column)


def controls(
    specification: Specification, records: pl.DataFrame, compared: str
) -> tuple[list[str], list[str]]:
    """The specification's controls that these records can hold equal, and those they cannot.

    What is compared is no control of its own, and nothing stands in for it.
    """
    held, missing = [], []
    for control in specification.controls:
        names = control.split("|")
        if names[0] == compared or (control == COUNTRY and compared in WITHIN_COUNTRIES):
            continue
        able = [name for name in names if name != compared and _asked(records, name)]
        if not able:
            missing.append(names[0])
        elif able[0] not in held:
            held.append(able[0])
    return held, missing


def _asked(records: pl.DataFrame, name: str) -> bool:
    return records[f"={name}"].n_unique() > 1 or records[f"={name}"][0] != NOT_TOLD
