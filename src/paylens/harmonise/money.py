"""Money: any amount as USD per year at the rate of its own date."""

from __future__ import annotations

import datetime
from pathlib import Path

import polars as pl

from paylens.harmonise.exchange import PERIODS, current_currencies, known_currencies, rates
from paylens.harmonise.periods import per_year
from paylens.harmonise.record import PAY_KINDS

RULES = Path(__file__).parent / "rules"
# Years that a record can be of.
YEARS = range(1990, datetime.date.today().year + 2)
NO_CURRENCY = "its currency is not known"
NOT_A_CURRENCY = "its currency is no current ISO 4217 code"
NOT_QUOTED_THEN = "no exchange rate for its currency at its date"
NO_RATE = "no exchange rate for its currency"


def with_usd(
    records: pl.DataFrame, reference_folder: Path | None = None, dated: str = "year"
) -> pl.DataFrame:
    """Add `usd_per_unit`, `rate_publisher`, `rate_date` and every amount in USD per year.

    `records` needs currency, period, observed_on and `publisher_usd_per_unit` (null where the
    publisher gives none); `dated` says how much of `observed_on` is known: its day, month or year.
    `usd_per_unit` stays null where no rate was found.
    """
    on = pl.col("observed_on")
    timed = records.with_columns(
        day=pl.when(on.dt.year().is_between(YEARS.start, YEARS.stop, closed="left"))
        .then(on.dt.truncate(PERIODS[dated]))
    )  # fmt: skip
    wanted = timed.select("currency", "day").drop_nulls().unique()
    found = rates(wanted.with_columns(pl.col("currency").cast(pl.String)), dated, reference_folder)
    joined = timed.drop("usd_per_unit", "rate_publisher", "rate_date", strict=False).join(
        found, on=["currency", "day"], how="left", maintain_order="left"
    )
    own = pl.col("publisher_usd_per_unit")
    last_resort = pl.col("usd_per_unit").is_null() & own.is_not_null()
    priced = joined.with_columns(
        usd_per_unit=pl.coalesce("usd_per_unit", own),
        rate_publisher=pl.when(last_resort)
        .then(pl.lit("the source's publisher"))
        .otherwise("rate_publisher"),
    )
    factor = pl.col("usd_per_unit") * pl.col("period").replace_strict(per_year())
    amounts = [f"{kind}_{end}" for kind in PAY_KINDS for end in ("low", "high")]
    return priced.with_columns(
        (pl.col(name) * factor).alias(f"{name}_usd_per_year")
        for name in amounts
        if name in records.columns
    ).drop("day", "publisher_usd_per_unit")


def rate_refusals() -> dict[str, pl.Expr]:
    """Why an amount has no rate: reason → expression, the first that holds counts."""
    without, code = pl.col("usd_per_unit").is_null(), pl.col("currency")
    known, current = known_currencies(), current_currencies()
    return {
        NO_CURRENCY: without & code.is_null(),
        NOT_A_CURRENCY: without & ~code.is_in([*known, *current]),
        NOT_QUOTED_THEN: without & code.is_in(known),
        NO_RATE: without,
    }
