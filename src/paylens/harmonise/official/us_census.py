"""Median earnings by sex and occupation: three lines per occupation and year, all, men and women.

The titles are the Census Bureau's and have no SOC code; those that are one of our roles are named
in the card. "NA" where too few people of one sex work in an occupation for a median: dropped.
"""

from __future__ import annotations

import polars as pl

from paylens.collect.source import Card
from paylens.harmonise.interpretation import mapped
from paylens.harmonise.official.table import NO_YEAR, number, reason, year_of

NO_MEDIAN = "median earnings not released for one sex"
NO_OCCUPATION = "no occupation"
# Our gender → its columns of workers and of median earnings.
COLUMNS = {
    None: ("total_workers", "total_earnings"),
    "male": ("workers_male", "total_earnings_male"),
    "female": ("workers_female", "total_earnings_female"),
}


def interpret(raw: pl.DataFrame, card: Card) -> pl.DataFrame:
    """One file's rows in the table's form, each once for all, once for men, once for women."""
    return pl.concat(
        raw.select(
            "row",
            reason=reason(
                {
                    NO_OCCUPATION: pl.col("occupation").is_not_null(),
                    NO_YEAR: year_of("year").is_not_null(),
                    NO_MEDIAN: number(earnings).is_not_null(),
                }
            ),
            title="occupation",
            role=mapped(card, "role", "occupation"),
            country=pl.lit(card.settings["country"]),
            area_kind=pl.lit("country"),
            gender=pl.lit(gender, pl.String),
            year=year_of("year"),
            edition=year_of("year"),
            employment=number(workers),
            p50_usd_per_year=number(earnings),
        )
        for gender, (workers, earnings) in COLUMNS.items()
    )
