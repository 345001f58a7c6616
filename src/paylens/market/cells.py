"""Records → cells: histograms of pay for every source × basis × kind × year × role × country,
alone and crossed with each one other dimension."""

from __future__ import annotations

import numpy as np
import polars as pl

from paylens.harmonise.dimension import Dimension, dimension, dimension_names
from paylens.harmonise.record import PAY_KINDS
from paylens.market.grid import spread

KEYS = ["source", "basis", "pay", "year", "role", "country"]
CELL = [*KEYS, "dimension", "value"]
ALONE = ""


def cells(records: pl.DataFrame, fewest_records: int) -> pl.DataFrame:
    """All cells of at least `fewest_records` records, sorted by their keys.

    Columns: CELL, records, employers, top_employer_share, bins and weights (exact and ranged pay
    on the grid), bracket_low, bracket_high (inf where open) and bracket_weight.
    """
    keyed = records.with_row_index("report").with_columns(
        year=pl.col("observed_on").dt.year(),
        role=pl.col("role").fill_null(""),
        country=pl.col("country").fill_null(""),
    )
    pay = _pay(keyed)
    members = _members(keyed)
    found = pay.join(members, on="report")
    sizes = found.group_by(CELL).agg(
        records=pl.len().cast(pl.Int32),
        employers=pl.col("employer").drop_nulls().n_unique().cast(pl.Int32),
        top_employer_share=pl.col("employer")
        .drop_nulls()
        .value_counts()
        .struct.field("count")
        .max()
        / pl.len(),
    )
    sizes = sizes.filter(pl.col("records") >= fewest_records)
    kept = found.join(sizes.select(CELL), on=CELL)
    return (
        sizes.join(_histograms(kept), on=CELL, how="left")
        .join(_brackets(kept), on=CELL, how="left")
        .sort(CELL)
    )


def _pay(keyed: pl.DataFrame) -> pl.DataFrame:
    """One line per record and kind of pay."""
    kinds = [
        keyed.filter(pl.col(f"{kind}_form").is_not_null()).select(
            "report",
            *[name for name in KEYS if name != "pay"],
            "employer",
            pay=pl.lit(kind),
            form=f"{kind}_form",
            low=f"{kind}_low_usd_per_year",
            high=f"{kind}_high_usd_per_year",
        )
        for kind in PAY_KINDS
    ]
    return pl.concat(kinds)


def _members(keyed: pl.DataFrame) -> pl.DataFrame:
    """Which value of which dimension each record belongs to; every record is in `ALONE`."""
    alone = keyed.select("report", dimension=pl.lit(ALONE), value=pl.lit(ALONE))
    crossed = [
        _values(keyed, dimension(name)).select("report", pl.lit(name).alias("dimension"), "value")
        for name in dimension_names()
        if name not in KEYS
    ]
    return pl.concat([alone, *crossed])


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


def _histograms(found: pl.DataFrame) -> pl.DataFrame:
    on_grid = found.filter(pl.col("form") != "bracket")
    pairs = on_grid.select("low", "high").unique().sort("low", "high")
    weights = spread(pairs["low"].to_numpy(), pairs["high"].to_numpy())
    place, bins = np.nonzero(weights)
    placed = pairs.with_row_index("pair").join(
        pl.DataFrame(
            {
                "pair": place.astype(np.uint32),
                "bin": bins.astype(np.uint16),
                "weight": weights[place, bins],
            }
        ),
        on="pair",
    )
    counted = on_grid.group_by([*CELL, "low", "high"]).agg(count=pl.len())
    mass = counted.join(placed, on=["low", "high"]).group_by([*CELL, "bin"])
    return (
        mass.agg(weight=(pl.col("weight") * pl.col("count")).sum().round(6).cast(pl.Float32))
        .sort([*CELL, "bin"])
        .group_by(CELL, maintain_order=True)
        .agg(bins="bin", weights="weight")
    )


def _brackets(found: pl.DataFrame) -> pl.DataFrame:
    bracketed = found.filter(pl.col("form") == "bracket").with_columns(
        pl.col("high").fill_null(float("inf"))
    )
    counted = bracketed.group_by([*CELL, "low", "high"]).agg(weight=pl.len().cast(pl.Float32))
    return (
        counted.sort([*CELL, "low", "high"])
        .group_by(CELL, maintain_order=True)
        .agg(bracket_low="low", bracket_high="high", bracket_weight="weight")
    )
