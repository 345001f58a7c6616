"""Money: any amount as USD per year at the rate of its own date."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path

import polars as pl

from paylens.harmonise.exchange import usd_per_unit
from paylens.harmonise.record import PAY_KINDS

RULES = Path(__file__).parent / "rules"
# Years that a record can be of.
YEARS = range(1990, datetime.date.today().year + 2)


def per_year() -> dict[str, float]:
    """How many of each period make a paid year (rules/periods.toml)."""
    rules = tomllib.loads((RULES / "periods.toml").read_text("utf-8"))
    return {period: float(count) for period, count in rules["per_year"].items()}


def with_usd(records: pl.DataFrame, reference_folder: Path | None = None) -> pl.DataFrame:
    """Add `usd_per_unit`, `rate_publisher` and every amount in USD per year.

    `records` needs currency, period, observed_on and `publisher_usd_per_unit` (null where the
    publisher gives none). `usd_per_unit` stays null where no rate was found.
    """
    wanted = records.select("currency", year=pl.col("observed_on").dt.year()).drop_nulls().unique()
    possible = [(c, y) for c, y in sorted(wanted.rows()) if y in YEARS]
    found = [(c, y, *usd_per_unit(c, y, reference_folder)) for c, y in possible]
    schema = {"currency": pl.String, "year": pl.Int32, "rate": pl.Float64, "by": pl.String}
    rates = pl.DataFrame(found, schema=schema, orient="row")
    own = pl.col("publisher_usd_per_unit")
    joined = records.with_columns(year=pl.col("observed_on").dt.year()).join(
        rates, on=["currency", "year"], how="left", maintain_order="left"
    )
    priced = joined.with_columns(
        usd_per_unit=pl.coalesce("rate", own),
        rate_publisher=pl.when(pl.col("rate").is_null() & own.is_not_null())
        .then(pl.lit("the source's publisher"))
        .otherwise("by"),
    )
    factor = pl.col("usd_per_unit") * pl.col("period").replace_strict(per_year())
    amounts = [f"{kind}_{end}" for kind in PAY_KINDS for end in ("low", "high")]
    return priced.with_columns(
        (pl.col(name) * factor).alias(f"{name}_usd_per_year")
        for name in amounts
        if name in records.columns
    ).drop("rate", "by", "year", "publisher_usd_per_unit")
