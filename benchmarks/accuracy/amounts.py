"""What publishers' reports say: one line per amount of a series, with the facts of its record."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from paylens.collect.source import card, find_files, source_names
from paylens.harmonise.records import harmonise
from paylens.market.scope import SALARY_KINDS
from paylens.model.backtest import HIGH, LOW, truth_of
from paylens.model.facts import Array
from paylens.model.fields import declared_fields
from paylens.model.observations import FEWEST_PER_SERIES

# What a line holds besides the facts and the record's own columns.
FORM, FROM_ZERO = "form", "from_zero"


@dataclass(frozen=True)
class Reports:
    """All records, and the raw rows of kept records with their own amounts."""

    records: pl.DataFrame
    rows: pl.DataFrame


def read(folder: Path) -> Reports:
    """The reports of every source of single reports in a folder of publishers' files."""
    found = []
    for source in source_names():
        paths = [] if card(source).official else find_files(source, folder)
        if paths:
            found.append(harmonise(source, paths, folder))
    if not found:
        sys.exit(f"{folder}: no publisher's file found")
    rows = [part.rows.with_columns(source=pl.lit(part.source)) for part in found]
    kept = pl.concat(rows).filter(pl.col("record_id").is_not_null())
    return Reports(pl.concat([part.records for part in found]), kept)


def series_names(records: pl.DataFrame) -> list[str]:
    """Series of enough records for a model, base pay first."""
    names = []
    for kind in SALARY_KINDS:
        own = records.filter(pl.col(f"{kind}_form").is_not_null())["source"].value_counts()
        large = own.filter(pl.col("count") >= FEWEST_PER_SERIES)["source"].sort()
        names += [f"{source}/{kind}" for source in large.to_list()]
    return names


def lines_of(reports: Reports, series: str) -> pl.DataFrame:
    """One line per amount of a series: its record's columns, form, low, high and from_zero.

    For ai_jobs the distinct raw rows, each with the first report that lists it.
    """
    source, kind = series.split("/")
    own = reports.records.filter(
        pl.col("source") == source, pl.col(f"{kind}_form").is_not_null()
    ).with_columns(
        pl.col(f"{kind}_form").alias(FORM),
        pl.col(f"{kind}_low_usd_per_year").alias(LOW),
        pl.col(f"{kind}_high_usd_per_year").alias(HIGH),
    )
    if source == "ai_jobs":
        own = _distinct_rows(own, reports.rows.filter(pl.col("source") == source))
    from_zero = (pl.col(FORM) == "bracket") & (pl.col(LOW) <= 0)
    return own.with_columns(from_zero.alias(FROM_ZERO))


def _distinct_rows(records: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    amount = rows.select("record_id", "listed_low_usd_per_year")
    listed = amount.join(records, on="record_id", how="inner", maintain_order="left")
    alike = ["observed_on", *_fact_columns(), "listed_low_usd_per_year"]
    return (
        listed.unique(alike, keep="first", maintain_order=True)
        .with_columns(
            pl.lit("exact").alias(FORM),
            pl.col("listed_low_usd_per_year").alias(LOW),
            pl.col("listed_low_usd_per_year").alias(HIGH),
        )
        .select(*records.columns)
    )


def _fact_columns() -> list[str]:
    fields = declared_fields()
    ends = [f"{fact}_{end}" for fact in fields.spans for end in ("low", "high")]
    plain = [*fields.words, *fields.ordered, *fields.numbers]
    return [*dict.fromkeys([*plain, *ends, "currency", "base_form"])]


def draws_of(lines: pl.DataFrame) -> Array:
    """Log pay that each line says, as draws; shape (n, draws). A range is either of its ends."""
    return truth_of(lines.select(FORM, LOW, HIGH))


def learnt_from(lines: pl.DataFrame, seed: int) -> tuple[Array, Array]:
    """What predictions are fitted to: (rows into `lines`, log pay), both of shape (m,).

    Where every amount is exact, each once. Else each line twice: a range as both its ends, a
    bracket as a draw from either half, so that every line counts the same.
    """
    draws = draws_of(lines)
    rows = np.arange(len(draws))
    if draws.shape[1] == 1:
        return rows, draws[:, 0]
    half = draws.shape[1] // 2
    place = np.random.default_rng(seed).integers(0, half, (2, len(rows)))
    return np.tile(rows, 2), np.concatenate([draws[rows, place[0]], draws[rows, half + place[1]]])
