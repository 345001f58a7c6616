"""How pay differs between the values of every dimension, like for like, in every population.

One regression of log pay per source, population, specification and dimension. Answers compare,
trace and decompose from these; they hold no record, and nothing of fewer records than the floor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from paylens.harmonise.dimension import dimension_names
from paylens.market.effects.comparisons import Comparison, comparisons
from paylens.market.effects.differences import differences
from paylens.market.effects.factors import YEAR, controls, with_categories
from paylens.market.effects.populations import (
    FEWEST_RECORDS,
    Population,
    by_year,
    populations,
    prepared,
    recent,
)
from paylens.market.effects.specification import Specification, specifications
from paylens.market.scope import ANY, SALARY_KINDS

SCHEMA: dict[str, type[pl.DataType] | pl.DataType] = {
    "source": pl.String,
    "basis": pl.String,
    "pay": pl.String,
    "role": pl.String,
    "country": pl.String,
    "year": pl.Int32,
    "specification": pl.String,
    "dimension": pl.String,
    "banding": pl.String,
    "value": pl.String,
    "against": pl.String,
    "records": pl.Int32,
    "log_effect": pl.Float32,
    "covariances": pl.List(pl.Float32),
    "residual_sd": pl.Float32,
    "all_records": pl.Int32,
    "first_year": pl.Int32,
    "last_year": pl.Int32,
    "held_equal": pl.List(pl.String),
    "not_held": pl.List(pl.String),
}
GENDER = "gender"


def effects(source: str, records: pl.DataFrame, fewest_records: int) -> pl.DataFrame:
    """All effects of one source's records, as `SCHEMA`; values of at least `fewest_records`."""
    rows = [
        row
        for pay in SALARY_KINDS
        for population in populations(prepared(records, pay), pay)
        for row in _of_population(source, population, fewest_records)
    ]
    return pl.DataFrame(rows, SCHEMA)


def _of_population(
    source: str, population: Population, fewest_records: int
) -> Iterator[dict[str, object]]:
    """The last five years by every dimension, all years by year, and each year by gender."""
    population = categorised(population)
    latest = recent(population)
    for name in [*dimension_names(), YEAR]:
        if (population.role == ANY) != (name == "role"):
            continue
        whole = population if name == YEAR else latest
        yield from _of_dimension(source, whole, name, fewest_records)
    if population.role != ANY:
        for one in by_year(population):
            yield from _of_dimension(source, one, GENDER, fewest_records)


def categorised(population: Population) -> Population:
    """With a column of categories for every control of any specification."""
    every = {each for s in specifications().values() for c in s.controls for each in c.split("|")}
    return replace(population, records=with_categories(population.records, sorted(every)))


def _of_dimension(
    source: str, population: Population, name: str, fewest_records: int
) -> Iterator[dict[str, object]]:
    for comparison in comparisons(population.records, name):
        told = comparison.records
        if told.height < FEWEST_RECORDS or told["=value"].n_unique() < 2:
            continue
        for specification in specifications().values():
            if specification.compares(name):
                yield from _lines(source, population, comparison, specification, fewest_records)


def _lines(
    source: str,
    population: Population,
    comparison: Comparison,
    specification: Specification,
    fewest_records: int,
) -> Iterator[dict[str, object]]:
    told = comparison.records
    held, missing = controls(specification, told, comparison.dimension)
    held = [name for name in held if not fixed(name, population)]
    shared = {
        "source": source,
        "basis": population.basis,
        "pay": population.pay,
        "role": population.role,
        "country": population.country,
        "year": population.year,
        "specification": specification.name,
        "dimension": comparison.dimension,
        "banding": comparison.banding,
        "all_records": told.height,
        "first_year": told["year"].min(),
        "last_year": told["year"].max(),
        "held_equal": held,
        "not_held": missing,
    }
    clusters = _clusters(comparison, told)
    for found in differences(told, held, comparison.without, clusters, fewest_records):
        yield shared | vars(found)


def _clusters(comparison: Comparison, told: pl.DataFrame) -> str | None:
    """Records of one employer are alike; where employers are compared, they are the values."""
    named = told["employer"].n_unique() > 1
    return "employer" if named and comparison.dimension != "employer" else None


def fixed(name: str, population: Population) -> bool:
    """What a population has in common anyway."""
    return (name == "country" and population.country != ANY) or (
        name == YEAR and population.year is not None
    )
