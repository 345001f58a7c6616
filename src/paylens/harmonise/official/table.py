"""Official statistics of pay: they stand beside the market and are never part of it.

Their rows are estimates for occupations, not people, so they make no records. Every source has a
module of its own here, found by its card's `official = true`, and all give one form of table.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl

from paylens.collect.source import card, read
from paylens.harmonise.corrections import corrected
from paylens.harmonise.money import YEARS

NO_YEAR = "no year"

PERCENTILES = ("p10", "p25", "p50", "p75", "p90")


def official_schema() -> dict[str, pl.DataType]:
    """The table's columns and their kinds.

    `soc` is the occupation's code, null where the source gives titles only; `role` the role that
    the occupation is, null for most. `area_kind` says what the figures are of: the country, a
    state, a state_region as the state draws it, a metro area (perhaps of several states), or
    nonmetro, a state's land outside those. `region` is the state, of a metropolitan area the first
    it is named for; `area_code` and `area` are null for a country and a state. `gender` is null for
    all together. `year` is the year whose wages the figures are; `edition` the year that the
    publisher gives them, null where it gives none. A figure is null where it is not released or at
    least `top_coded_above_usd_per_year`; the relative standard error is the mean's.
    """
    texts = ("source", "soc", "title", "role", "country", "region", "area_kind", "area_code")
    figures = ("employment", "mean_usd_per_year", *(f"{name}_usd_per_year" for name in PERCENTILES))
    means = ("lower_third_mean_usd_per_year", "upper_two_thirds_mean_usd_per_year")
    marks = ("relative_standard_error_percent", "top_coded_above_usd_per_year")
    return {
        **dict.fromkeys((*texts, "area", "gender"), pl.String()),
        **dict.fromkeys(("year", "edition"), pl.Int32()),
        **dict.fromkeys((*figures, *means, *marks), pl.Float64()),
    }


def official_market(source: str, paths: list[Path]) -> tuple[pl.DataFrame, dict[str, Any]]:
    """The figures in all of the source's files, and the account of their rows.

    The table follows `official_schema`. In the account, of rows, read = kept + the sum of dropped;
    a row that gives several lines, one per gender, is kept where any of them is.

    Raises
    ------
    FileUnreadable, LayoutChanged
        From reading; nothing is kept where one file cannot be read.
    """
    parts: list[pl.DataFrame] = []
    met: dict[str, int] = {}
    for path in paths:
        raw, corrections = corrected(read(source, path), card(source))
        parts.append(judged(source, raw))
        met |= {what: met.get(what, 0) + rows for what, rows in corrections.items()}
    rows = pl.concat(_rows(part) for part in parts)
    dropped = rows["reason"].drop_nulls().value_counts().sort("reason")
    account = {
        "source": source,
        "read": rows.height,
        "kept": rows["reason"].null_count(),
        "dropped": dict(dropped.iter_rows()),
        "corrected": met,
    }
    kept = pl.concat(parts).filter(pl.col("reason").is_null()).drop("row", "reason")
    return kept.sort("soc", "title", "area_kind", "area_code", "gender", "year"), account


def _rows(lines: pl.DataFrame) -> pl.DataFrame:
    """Each row of a file with why it is dropped; null where any of its lines is kept."""
    kept = pl.col("reason").is_null().any()
    return lines.group_by("row").agg(reason=pl.when(~kept).then(pl.col("reason").first()))


def judged(source: str, raw: pl.DataFrame) -> pl.DataFrame:
    """One file's lines in the table's form, with `row` and the `reason` for which each is dropped.

    `reason` is null for the lines that are kept.
    """
    interpret = import_module(f"paylens.harmonise.official.{source}").interpret
    found: pl.DataFrame = interpret(raw, card(source)).with_columns(source=pl.lit(source))
    schema = official_schema()
    blank = [pl.lit(None, kind).alias(name) for name, kind in schema.items()
             if name not in found.columns]  # fmt: skip
    return found.with_columns(blank).select(
        "row", "reason", *(pl.col(name).cast(kind) for name, kind in schema.items())
    )


def dimensions_of(figures: pl.DataFrame) -> list[str]:
    """What the figures are told apart by, beside occupation and year."""
    metro = (figures["area_kind"] == "metro").any()
    told = {"region": figures["region"].is_not_null().any(), "metro": metro}
    told["gender"] = figures["gender"].is_not_null().any()
    return [name for name, by in told.items() if by]


def number(column: str) -> pl.Expr:
    """The number a cell writes, "1,234" or "1234"; null for marks, blanks and what is no count."""
    text = pl.col(column).str.strip_chars().str.replace_all(",", "")
    found = text.cast(pl.Float64, strict=False)
    return pl.when(found.is_finite() & (found >= 0)).then(found)


def year_of(column: str) -> pl.Expr:
    """The year a cell writes; null for anything else."""
    found = number(column)
    inside = found.is_between(YEARS.start, YEARS.stop, closed="left")
    return pl.when(inside).then(found).cast(pl.Int32)


def reason(kept: dict[str, pl.Expr]) -> pl.Expr:
    """The first reason whose condition for keeping a row does not hold, else null."""
    return pl.coalesce(
        pl.when(holds.fill_null(False).not_()).then(pl.lit(why)) for why, holds in kept.items()
    )
