"""Which facts records hold together, and how many records resemble a profile.

A market ships no records. Of each source it keeps two tables of counts, without any pay:
`together`, two facts' values that a record holds both of, and `alike`, for a role, country, level
and years the records within LEVEL_STEPS and YEARS of it. A number below the floor is never written.
"""

from __future__ import annotations

from itertools import combinations, product

import polars as pl

from paylens.harmonise.dimension import dimension, dimension_names
from paylens.market.cells import members
from paylens.market.seen import ALIKE, LEVEL_STEPS, MOST_YEARS, OPEN_YEARS, YEARS

PAIR = ["fact_a", "value_a", "fact_b", "value_b"]


def together(records: pl.DataFrame, fewest: int) -> pl.DataFrame:
    """Pairs of values that a source's records hold together: columns PAIR and records.

    The facts of a pair are names of dimensions in their order, protected ones and sets left out.
    Values of no closed list that fewer than `fewest` records hold are left out; records is null
    below `fewest`.
    """
    keyed = records.with_row_index("report")
    declared = [dimension(name) for name in dimension_names()]
    names = [each.name for each in declared if not (each.protected or each.many)]
    held = {name: _held(keyed, name, fewest) for name in names}
    pairs = [
        held[a]
        .join(held[b], on="report", suffix="_b")
        .group_by(value_a="value", value_b="value_b")
        .agg(records=pl.len())
        .with_columns(fact_a=pl.lit(a), fact_b=pl.lit(b))
        for a, b in combinations(names, 2)
    ]
    shown = pl.when(pl.col("records") >= fewest).then("records")
    return pl.concat(pairs).select(*PAIR, records=shown).sort(PAIR)


def _held(keyed: pl.DataFrame, name: str, fewest: int) -> pl.DataFrame:
    """The value of a dimension that each record holds, of a closed list or held by enough."""
    found = members(keyed, name)
    closed = dimension(name).values or dimension(name).intervals
    return found if closed else found.filter(pl.len().over("value") >= fewest)


def alike(records: pl.DataFrame, fewest: int) -> pl.DataFrame:
    """Records that resemble each role, country, level and years: columns ALIKE and records.

    `years` is a whole number up to MOST_YEARS; null in any of ALIKE means that it is not compared.
    Lines of fewer than `fewest` records are left out.
    """
    levels = list(dimension("level").values)
    low, high = pl.col("experience_years_low"), pl.col("experience_years_high")
    top = pl.when(high.is_finite()).then(high).otherwise(low + OPEN_YEARS)
    counted = (
        records.select(
            "role",
            "country",
            level=pl.col("level").replace_strict(
                levels, range(len(levels)), default=None, return_dtype=pl.Int64
            ),
            years=((low + top) / 2).floor().clip(0, MOST_YEARS).cast(pl.Int64),
        )
        .group_by(ALIKE)
        .agg(records=pl.len())
    )
    parts = [_compared(counted, kept, len(levels), fewest) for kept in product((0, 1), repeat=4)]
    steps = pl.col("level").replace_strict(
        range(len(levels)), levels, default=None, return_dtype=pl.String
    )
    return pl.concat(parts).with_columns(level=steps).select(*ALIKE, "records").sort(ALIKE)


def _compared(
    counted: pl.DataFrame, kept: tuple[int, ...], levels: int, fewest: int
) -> pl.DataFrame:
    """The lines that compare only some of ALIKE, the rest null."""
    names = [name for name, wanted in zip(ALIKE, kept, strict=True) if wanted]
    known = counted.drop_nulls(names)
    for name, reach, end in (("level", LEVEL_STEPS, levels - 1), ("years", YEARS, MOST_YEARS)):
        if name in names:
            steps = pl.DataFrame({"step": range(-reach, reach + 1)})
            known = known.join(steps, how="cross").with_columns(pl.col(name) + pl.col("step"))
            known = known.drop("step").filter(pl.col(name).is_between(0, end))
    blank = [pl.lit(None, counted.schema[name]).alias(name) for name in ALIKE if name not in names]
    total = pl.col("records").sum()
    found = known.group_by(names).agg(total) if names else known.select(total)
    return found.with_columns(blank).filter(pl.col("records") >= fewest).select(*ALIKE, "records")
