"""h1b_lca: one row is one filing, and one report where the department certified it.

The case number is not in the extract. Rows alike in everything are filings for several people who
start in the same job on the same terms, and none are merged.
"""

from __future__ import annotations

import polars as pl

from paylens.collect.source import Card
from paylens.harmonise.employer import employers
from paylens.harmonise.interpretation import (
    NO_PAY,
    NOT_A_NUMBER,
    Interpretation,
    exact,
    mapped,
    number,
)
from paylens.harmonise.place import place_columns

UNKNOWN_OUTCOME = "visa filing of unknown outcome"


def interpret(raw: pl.DataFrame, card: Card) -> Interpretation:
    """One record per certified filing."""
    filings = raw.with_columns(amount=number("base salary")).with_columns(reason=_reason(card))
    kept = pl.col("reason").is_null()
    filings = filings.with_columns(record_id=pl.when(kept).then(pl.col("row").cast(pl.String)))
    rows = filings.select("row", "record_id", "reason", listed_low="amount", listed_high="amount")
    return Interpretation(rows, _facts(filings.filter(kept), card))


def _reason(card: Card) -> pl.Expr:
    outcomes = dict.fromkeys(card.settings["certified"]) | card.settings["refusals"]
    outcome = pl.col("case status").str.to_lowercase()
    reasons = {
        NO_PAY: pl.col("base salary").is_null() | (pl.col("amount") <= 0).fill_null(False),
        NOT_A_NUMBER: pl.col("amount").is_null(),
    }
    return pl.coalesce(
        *(pl.when(holds).then(pl.lit(why)) for why, holds in reasons.items()),
        outcome.replace_strict(outcomes, default=pl.lit(UNKNOWN_OUTCOME), return_dtype=pl.String),
    )


def _facts(filings: pl.DataFrame, card: Card) -> pl.DataFrame:
    country = pl.repeat("US", filings.height, dtype=pl.String, eager=True)
    return filings.select(
        "record_id",
        *place_columns(filings["city"], filings["state"], country, filings["county"]),
        *exact("base", pl.col("amount")),
        place_words=pl.concat_str("city", "county", "state", separator=", ", ignore_nulls=True),
        title="job title",
        role=mapped(card, "role", "job title"),
        basis=pl.lit("visa_filing"),
        observed_on=pl.col("submit date").str.to_date("%m/%d/%Y", strict=False),
        employer=employers(filings["employer"]),
        currency=pl.lit("USD"),
        period=pl.lit("year"),
        publisher_usd_per_unit=pl.lit(None, pl.Float64),
    )
