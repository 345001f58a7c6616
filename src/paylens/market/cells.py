"""Records → cells: histograms of pay for every source × basis × kind × year × role × country,
alone and crossed with each one other dimension."""

from __future__ import annotations

import numpy as np
import polars as pl

from paylens.harmonise.dimension import Dimension, dimension, dimension_names
from paylens.harmonise.record import PAY_KINDS
from paylens.market.grid import bins_of, spread_ranges

KEYS = ["source", "basis", "pay", "year", "role", "country"]
CELL = [*KEYS, "dimension", "value"]
COUNTED = ["records", "employers", "top_employer_share", "bins", "weights"]
COUNTED += ["bracket_low", "bracket_high", "bracket_weight"]
ALONE = ""
# A cell while it is counted: the number of its KEYS, and that of its dimension and value.
NUMBERED = ["key", "member"]


def cells(records: pl.DataFrame, fewest_records: int) -> pl.DataFrame:
    """All cells of at least `fewest_records` records, sorted by their keys.

    Columns: CELL, records, employers, top_employer_share, bins and weights (exact and ranged pay
    on the grid), bracket_low, bracket_high (inf where open) and bracket_weight.
    """
    keyed = records.with_row_index("report").with_columns(
        year=pl.col("observed_on").dt.year(),
        role=pl.col("role").fill_null(""),
        country=pl.col("country").fill_null(""),
        employer_number=pl.col("employer").rank("dense"),
    )
    pay = _pay(keyed)
    keys = pay.select(KEYS).unique().with_row_index("key")
    amounts = pay.select("form", "low", "high").unique().with_row_index("amount")
    numbered = (
        pay.join(keys, on=KEYS)
        .join(amounts, on=["form", "low", "high"], nulls_equal=True)
        .select("report", "key", "amount", "employer_number")
    )
    crossed = [name for name in dimension_names() if name not in KEYS]
    parts = [_of_dimension(keyed, name, numbered, amounts, fewest_records) for name in crossed]
    parts.append(_of_dimension(keyed, ALONE, numbered, amounts, fewest_records))
    return pl.concat(parts).join(keys, on="key").select(*CELL, *COUNTED).sort(CELL)


def _of_dimension(
    keyed: pl.DataFrame,
    name: str,
    numbered: pl.DataFrame,
    amounts: pl.DataFrame,
    fewest_records: int,
) -> pl.DataFrame:
    """The cells of one dimension, or of none; everything is counted by number."""
    belonging = members(keyed, name)
    values = belonging.select("value").unique().with_row_index("member")
    found = numbered.join(
        belonging.join(values, on="value").select("report", "member"), on="report"
    ).drop("report")
    counted = found.group_by(*NUMBERED, "amount").agg(count=pl.len())
    sizes = counted.group_by(NUMBERED).agg(records=pl.col("count").sum().cast(pl.Int32))
    sizes = sizes.filter(pl.col("records") >= fewest_records)
    counted = counted.join(sizes, on=NUMBERED, how="semi").join(amounts, on="amount")
    return (
        sizes.join(_employers(found.join(sizes, on=NUMBERED)), on=NUMBERED, how="left")
        .join(_histograms(counted), on=NUMBERED, how="left")
        .join(_brackets(counted), on=NUMBERED, how="left")
        .join(values, on="member")
        .with_columns(pl.col("employers").fill_null(0), dimension=pl.lit(name))
    )


def _pay(keyed: pl.DataFrame) -> pl.DataFrame:
    """One line per record and kind of pay."""
    kinds = [
        keyed.filter(pl.col(f"{kind}_form").is_not_null()).select(
            "report",
            *[name for name in KEYS if name != "pay"],
            "employer_number",
            pay=pl.lit(kind),
            form=f"{kind}_form",
            low=f"{kind}_low_usd_per_year",
            high=f"{kind}_high_usd_per_year",
        )
        for kind in PAY_KINDS
    ]
    return pl.concat(kinds)


def members(keyed: pl.DataFrame, name: str) -> pl.DataFrame:
    """Which value of a dimension each record belongs to: columns report and value.

    Every record is in `ALONE`.
    """
    if name == ALONE:
        return keyed.select("report", value=pl.lit(ALONE))
    return _values(keyed, dimension(name)).select("report", "value")


def _values(keyed: pl.DataFrame, declared: Dimension) -> pl.DataFrame:
    if declared.intervals:
        ends = [f"{declared.field}_low", f"{declared.field}_high"]
        pairs = keyed.select(ends).drop_nulls(ends[0]).unique()
        containing = [
            declared.containing(low, float("inf") if high is None else high)
            for low, high in pairs.iter_rows()
        ]
        known = pairs.with_columns(value=pl.Series(containing, dtype=pl.List(pl.String)))
        joined = keyed.select("report", *ends).join(known, on=ends, nulls_equal=True)
        return joined.explode("value").drop_nulls("value")
    values = keyed.select("report", value=declared.field).drop_nulls("value")
    return values.explode("value").drop_nulls("value") if declared.many else values


def _employers(found: pl.DataFrame) -> pl.DataFrame:
    """How many employers a cell has, and the share of its records that the largest gives."""
    named = found.drop_nulls("employer_number")
    named = named.group_by(*NUMBERED, "records", "employer_number").agg(n=pl.len())
    return named.group_by(NUMBERED).agg(
        employers=pl.len().cast(pl.Int32),
        top_employer_share=pl.col("n").max() / pl.col("records").first(),
    )


def _histograms(counted: pl.DataFrame) -> pl.DataFrame:
    on_grid = counted.filter(pl.col("form") != "bracket")
    mass = on_grid.join(_placed(on_grid), on="amount").group_by(*NUMBERED, "bin")
    return (
        mass.agg(weight=(pl.col("weight") * pl.col("count")).sum().round(6).cast(pl.Float32))
        .sort(*NUMBERED, "bin")
        .group_by(NUMBERED, maintain_order=True)
        .agg(bins="bin", weights="weight")
    )


def _placed(on_grid: pl.DataFrame) -> pl.DataFrame:
    """Where each distinct amount lies on the grid: columns amount, bin and weight."""
    amounts = on_grid.select("amount", "low", "high").unique("amount")
    exact = amounts.filter(pl.col("low") == pl.col("high"))
    ranges = amounts.filter(pl.col("low") != pl.col("high"))
    place, bins, weights = spread_ranges(ranges["low"].to_numpy(), ranges["high"].to_numpy())
    schema = {"amount": pl.UInt32, "bin": pl.UInt16, "weight": pl.Float64}
    return pl.concat(
        pl.DataFrame(dict(zip(schema, columns, strict=True)), schema)
        for columns in (
            (exact["amount"], bins_of(exact["low"].to_numpy()), np.ones(exact.height)),
            (ranges["amount"].to_numpy()[place], bins, weights),
        )
    )


def _brackets(counted: pl.DataFrame) -> pl.DataFrame:
    bracketed = counted.filter(pl.col("form") == "bracket").with_columns(
        pl.col("high").fill_null(float("inf")), weight=pl.col("count").cast(pl.Float32)
    )
    return (
        bracketed.sort(*NUMBERED, "low", "high")
        .group_by(NUMBERED, maintain_order=True)
        .agg(bracket_low="low", bracket_high="high", bracket_weight="weight")
    )
