"""Official wages by occupation and year: they stand beside the market and are never part of it.

OEWS rows are estimates for occupations, not people, so they make no records. One line is kept per
detailed occupation and year for the whole country. `*` (not released) is null; `#` is a wage at
or above the year's top code and null too, with the top code beside it.

The 2020 file is coded by a mix of SOC 2010 and SOC 2018: its 15-1256 (software developers together
with testers) and 15-2098 (data scientists together with other mathematical occupations) are other
groups of people than 15-1252 and 15-2051 from 2021 on, and are not joined to them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from paylens.collect.source import card, read

SOURCE = "bls_oews"
NOT_AN_OCCUPATION = "not a detailed occupation of the whole country"
NOT_RELEASED = "annual wage not released"
NOT_AVAILABLE = ["*", "**", ""]
WAGES = {
    "mean_usd_per_year": "A_MEAN",
    "p10_usd_per_year": "A_PCT10",
    "p25_usd_per_year": "A_PCT25",
    "p50_usd_per_year": "A_MEDIAN",
    "p75_usd_per_year": "A_PCT75",
    "p90_usd_per_year": "A_PCT90",
}


def official_market(source: str, paths: list[Path]) -> tuple[pl.DataFrame, dict[str, Any]]:
    """The official wages in all of the source's files, and the account of their rows.

    Raises
    ------
    FileUnreadable, LayoutChanged
        From reading; nothing is kept where one file cannot be read.
    """
    raw = pl.concat(read(source, path) for path in paths)
    return official_wages(raw), official_account(raw)


def official_wages(raw: pl.DataFrame) -> pl.DataFrame:
    """One line per detailed occupation and year, from the raw rows of one or more years.

    Columns: soc, title, country, year, employment, mean_usd_per_year, p10 … p90_usd_per_year,
    relative_standard_error_percent (of the mean) and top_coded_above_usd_per_year.
    """
    settings = card(SOURCE).settings
    top_codes = {int(year): code for year, code in settings["top_code_usd_per_year"].items()}
    return (
        _judged(raw)
        .filter(pl.col("reason").is_null())
        .select(
            soc="OCC_CODE",
            title="OCC_TITLE",
            country=pl.lit(settings["country"]),
            year="year",
            employment=_number("TOT_EMP"),
            **{name: _number(column) for name, column in WAGES.items()},
            relative_standard_error_percent=_number("MEAN_PRSE"),
            top_coded_above_usd_per_year=pl.col("year").replace_strict(
                top_codes, default=None, return_dtype=pl.Float64
            ),
        )
        .sort("soc", "year")
    )


def official_account(raw: pl.DataFrame) -> dict[str, Any]:
    """Rows read, kept and dropped by reason; read = kept + the sum of dropped."""
    reasons = _judged(raw)["reason"]
    dropped = reasons.drop_nulls().value_counts().sort("reason")
    return {
        "source": SOURCE,
        "read": raw.height,
        "kept": reasons.null_count(),
        "dropped": dict(dropped.iter_rows()),
        "corrected": {},
    }


def _judged(raw: pl.DataFrame) -> pl.DataFrame:
    """The rows with the `reason` for which each is dropped, null for those kept."""
    occupation = (
        (pl.col("AREA") == card(SOURCE).settings["area"])
        & (pl.col("I_GROUP") == "cross-industry")
        & (pl.col("O_GROUP") == "detailed")
    )
    released = [pl.col(column).is_in(NOT_AVAILABLE).not_() for column in WAGES.values()]
    return raw.with_columns(
        reason=pl.when(occupation.fill_null(False).not_())
        .then(pl.lit(NOT_AN_OCCUPATION))
        .when(pl.any_horizontal(released).fill_null(False).not_())
        .then(pl.lit(NOT_RELEASED))
    )


def _number(column: str) -> pl.Expr:
    """The number a cell writes, "1,234" or "1234"; null for "*", "**" and "#"."""
    return pl.col(column).str.replace_all(",", "").cast(pl.Float64, strict=False)
