"""What is compared by a dimension: groups of records that do not overlap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from paylens.harmonise.dimension import Dimension, dimension
from paylens.market.cells import members
from paylens.market.effects.factors import (
    FEWEST_OF_ITS_OWN,
    YEAR,
    category,
    with_rare_together,
)

VALUE = "=value"
OTHERS = "those without it"


@dataclass(frozen=True)
class Comparison:
    """Records with a column `=value`: which of the groups each belongs to.

    `banding` names which of a dimension's bandings they are of. `without` is the group of those
    without the one value that is looked at, None where all values are compared with one another.
    """

    dimension: str
    banding: str
    records: pl.DataFrame
    without: str | None = None


def comparisons(records: pl.DataFrame, name: str) -> Iterator[Comparison]:
    """The comparisons of a dimension: one, one per banding, or one per value of many."""
    if name == YEAR:
        yield Comparison(name, "", records.with_columns(category(name).alias(VALUE)))
        return
    declared = dimension(name)
    if declared.many:
        yield from _with_and_without(records, declared)
    elif declared.intervals:
        yield from _bandings(records, declared)
    else:
        told = records.with_columns(category(name).alias(VALUE)).drop_nulls(VALUE)
        yield Comparison(name, "", told.with_columns(with_rare_together(VALUE)))


def _bandings(records: pl.DataFrame, declared: Dimension) -> Iterator[Comparison]:
    numbered = records.with_row_index("report")
    belonging = members(numbered, declared.name)
    for banding, values in declared.bandings.items():
        own = belonging.filter(pl.col("value").is_in(values)).unique("report")
        told = numbered.join(own.rename({"value": VALUE}), on="report").drop("report")
        yield Comparison(declared.name, banding, told)


def _with_and_without(records: pl.DataFrame, declared: Dimension) -> Iterator[Comparison]:
    """One comparison per value, among those who were asked for it."""
    asked_in = f"{declared.field}_asked"
    asked = records.drop_nulls(declared.field)
    listed = asked[declared.field].explode().drop_nulls().value_counts()
    column = listed.columns[0]
    for value in listed.filter(pl.col("count") >= FEWEST_OF_ITS_OWN)[column].sort():
        able = asked
        if asked_in in records.columns:
            able = asked.filter(pl.col(asked_in).list.contains(value).fill_null(True))
        has = pl.col(declared.field).list.contains(value)
        group = pl.when(has).then(pl.lit(value)).otherwise(pl.lit(OTHERS))
        yield Comparison(declared.name, "", able.with_columns(group.alias(VALUE)), OTHERS)
