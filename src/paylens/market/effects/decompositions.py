"""The gender gap of every population, taken apart, with who told no gender counted."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from paylens.market.effects.decomposition import Decomposition, Part, decompose
from paylens.market.effects.differences import numbered
from paylens.market.effects.effects import GENDER, categorised, fixed
from paylens.market.effects.factors import controls
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

GROUP, REFERENCE, OTHER = "female", "male", "other_gender"
GAP_SPECIFICATIONS = ("unadjusted", "gap_a", "gap_b")
SCHEMA: dict[str, type[pl.DataType] | pl.DataType] = {
    "source": pl.String,
    "basis": pl.String,
    "pay": pl.String,
    "role": pl.String,
    "country": pl.String,
    "year": pl.Int32,
    "specification": pl.String,
    "reference": pl.String,
    "women": pl.Int32,
    "men": pl.Int32,
    "other_gender": pl.Int32,
    "not_told": pl.Int32,
    "women_compared": pl.Int32,
    "men_compared": pl.Int32,
    "log_gap": pl.Float32,
    "log_gap_error": pl.Float32,
    "explained": pl.Float32,
    "explained_error": pl.Float32,
    "unexplained": pl.Float32,
    "unexplained_error": pl.Float32,
    "held_equal": pl.List(pl.String),
    "not_held": pl.List(pl.String),
    "explained_by": pl.List(pl.Float32),
    "explained_by_error": pl.List(pl.Float32),
    "in_brackets": pl.Boolean,
    "first_year": pl.Int32,
    "last_year": pl.Int32,
}


def decompositions(source: str, records: pl.DataFrame, fewest_records: int) -> pl.DataFrame:
    """All decompositions of one source's records, as `SCHEMA`; none where nobody told a gender.

    Counts below `fewest_records` are null, and so are the gaps of fewer women or men than that.
    """
    asked = records[GENDER].null_count() < records.height
    rows = [
        row
        for pay in (SALARY_KINDS if asked else ())
        for population in populations(prepared(records, pay), pay)
        if population.role != ANY
        for whole in (recent(categorised(population)), *by_year(categorised(population)))
        for row in _of_population(source, whole, fewest_records)
    ]
    return pl.DataFrame(rows, SCHEMA)


def _of_population(
    source: str, population: Population, fewest_records: int
) -> Iterator[dict[str, object]]:
    told = population.records.with_columns(pl.col(GENDER).alias("=value"))
    counts = {
        "women": told.filter(pl.col(GENDER) == GROUP).height,
        "men": told.filter(pl.col(GENDER) == REFERENCE).height,
        "other_gender": told.filter(pl.col(GENDER) == OTHER).height,
        "not_told": told[GENDER].null_count(),
    }
    shown = {name: count if count >= fewest_records else None for name, count in counts.items()}
    enough = told.height >= FEWEST_RECORDS and min(counts["women"], counts["men"]) >= fewest_records
    shared = {
        "source": source,
        "basis": population.basis,
        "pay": population.pay,
        "role": population.role,
        "country": population.country,
        "year": population.year,
        "reference": REFERENCE,
        "in_brackets": bool((told["log_low"] != told["log_high"]).any()),
        "first_year": told["year"].min(),
        "last_year": told["year"].max(),
    }
    for name in GAP_SPECIFICATIONS:
        yield (
            shared | shown | _gap(told, population, specifications()[name], enough, fewest_records)
        )


def _gap(
    told: pl.DataFrame,
    population: Population,
    specification: Specification,
    enough: bool,
    fewest_records: int,
) -> dict[str, object]:
    held, missing = controls(specification, told, GENDER)
    held = [name for name in held if not fixed(name, population)]
    clusters = numbered(told["employer"]) if told["employer"].n_unique() > 1 else None
    found = decompose(told, held, GROUP, REFERENCE, clusters) if enough else None
    if found is not None and min(found.records, found.reference_records) < fewest_records:
        found = None
    asked = {"specification": specification.name, "held_equal": held, "not_held": missing}
    return asked | (_columns(found) if found else {})


def _columns(found: Decomposition) -> dict[str, object]:
    by_control = list(found.by_control.values())
    return {
        "women_compared": found.records,
        "men_compared": found.reference_records,
        **_part("log_gap", found.gap),
        **_part("explained", found.explained),
        **_part("unexplained", found.unexplained),
        "explained_by": [part.log_gap if part else None for part in by_control],
        "explained_by_error": [part.standard_error if part else None for part in by_control],
    }


def _part(name: str, part: Part) -> dict[str, float]:
    return {name: part.log_gap, f"{name}_error": part.standard_error}
