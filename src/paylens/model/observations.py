"""Records → observations: one line per record and kind of pay, and draws from what it says.

A series is a source and a kind of pay, such as `levels_fyi/total`. Bonus and equity are not
modelled: they are parts of a total, and percentiles of parts do not add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from paylens.errors import ModelError
from paylens.market.grid import bracket_ends
from paylens.market.scope import SALARY_KINDS
from paylens.model.facts import Array, Codes, Facts, facts_of_records
from paylens.model.fields import Fields

if TYPE_CHECKING:
    import polars

FEWEST_PER_SERIES = 100
# How a posted range is seen: either of its listed ends, or even in log pay between them.
LISTED, SPREAD = "listed", "spread"
ASPECTS = (LISTED, SPREAD)
EXACT, RANGE, BRACKET = 0, 1, 2
FORMS = {"exact": EXACT, "range": RANGE, "bracket": BRACKET}

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Observations:
    """n amounts of pay. `facts` has one row per record; `record` (n,) points into it.

    `series` indexes `series_names`; `year` is a calendar year, with its part of a year in sources
    that know the day (0 is mid-year); `low` and `high` are in USD per year; `keys` name the
    records. A bracket's ends are those that the market's statistics assume.
    """

    series_names: tuple[str, ...]
    facts: Facts
    keys: npt.NDArray[np.object_]
    record: Codes
    series: Codes
    year: Array
    low: Array
    high: Array
    form: Codes

    def __len__(self) -> int:
        return len(self.record)

    def take(self, rows: Codes) -> Observations:
        """The same for some of the observations; the records stay."""
        return Observations(
            self.series_names,
            self.facts,
            self.keys,
            *(getattr(self, name)[rows] for name in ("record", "series", "year")),
            *(getattr(self, name)[rows] for name in ("low", "high", "form")),
        )

    def per_record(self) -> int:
        """Most observations that one record has."""
        return int(np.bincount(self.record).max())

    def expected_log_pay(self) -> Array:
        """Mean log pay of each: of a range's ends, of an even draw in money from a bracket."""
        low, high = np.log(self.low), np.log(self.high)
        width = np.where(self.high > self.low, self.high - self.low, 1.0)
        bracket = (self.high * high - self.low * low) / width - 1
        in_bracket = (self.form == BRACKET) & (self.high > self.low)
        return np.where(in_bracket, bracket, (low + high) / 2)

    def log_pay_at(self, share: Array, aspect: str) -> Array:
        """Log pay at a share (0 to 1) of what each says; shapes broadcast to `share`'s."""
        shape = (-1,) + (1,) * (share.ndim - 1)
        low, high, form = (x.reshape(shape) for x in (self.low, self.high, self.form))
        in_money = np.log(low + share * (high - low))
        end = np.where(share < 0.5, np.log(low), np.log(high))
        between = np.log(low) + share * (np.log(high) - np.log(low))
        return np.where(form == BRACKET, in_money, end if aspect == LISTED else between)


def observe(records: polars.DataFrame, fields: Fields) -> Observations:
    """The observations of base and total pay in series of at least FEWEST_PER_SERIES records.

    Raises
    ------
    ModelError
        No series has that many.
    """
    parts = [_of_kind(records, kind) for kind in SALARY_KINDS]
    import polars as pl

    lines = pl.concat(parts)
    counts = lines["series"].value_counts()
    large = counts.filter(pl.col("count") >= FEWEST_PER_SERIES)["series"].to_list()
    if not large:
        found = ", ".join(f"{name} {n}" for name, n in counts.sort("series").iter_rows())
        raise ModelError(
            f"a model needs a source with {FEWEST_PER_SERIES} records of base or total pay; "
            f"found: {found or 'none'}."
        )
    names = tuple(sorted(large, key=lambda name: (name.split("/")[1], name)))
    return _observations(records, fields, lines.filter(pl.col("series").is_in(names)), names)


def observe_series(
    records: polars.DataFrame, fields: Fields, names: tuple[str, ...]
) -> Observations:
    """The observations of given series only, however few."""
    import polars as pl

    lines = pl.concat([_of_kind(records, kind) for kind in SALARY_KINDS])
    return _observations(records, fields, lines.filter(pl.col("series").is_in(names)), names)


def _of_kind(records: polars.DataFrame, kind: str) -> polars.DataFrame:
    import polars as pl

    return (
        records.select(
            "source",
            "observed_on",
            series=pl.format("{}/{}", "source", pl.lit(kind)),
            form=f"{kind}_form",
            low=f"{kind}_low_usd_per_year",
            high=f"{kind}_high_usd_per_year",
        )
        .with_row_index("record")
        .filter(pl.col("form").is_not_null(), pl.col("low").is_not_null())
    )


def _observations(
    records: polars.DataFrame, fields: Fields, lines: polars.DataFrame, names: tuple[str, ...]
) -> Observations:
    form = lines["form"].replace_strict(FORMS, default=EXACT).to_numpy().astype(np.int64)
    low = lines["low"].cast(float).to_numpy()
    high = lines["high"].fill_null(float("inf")).to_numpy()
    bracket_low, bracket_high = bracket_ends(low, high)
    low = np.where(form == BRACKET, bracket_low, np.maximum(low, 1.0))
    high = np.where(form == BRACKET, bracket_high, np.where(np.isfinite(high), high, low))
    place = {name: index for index, name in enumerate(names)}
    return Observations(
        series_names=names,
        facts=facts_of_records(records, fields),
        keys=(records["source"] + "\t" + records["record_id"]).to_numpy().astype(object),
        record=lines["record"].to_numpy().astype(np.int64),
        series=lines["series"].replace_strict(place, default=None).to_numpy().astype(np.int64),
        year=years_of(records)[lines["record"].to_numpy()],
        low=low,
        high=np.maximum(high, low),
        form=form,
    )


def years_of(records: polars.DataFrame) -> Array:
    """Calendar year of each record, plus -0.49 to 0.49 in sources that know the day of it."""
    import polars as pl

    year = pl.col("observed_on").dt.year()
    part = (pl.col("observed_on").dt.ordinal_day() / 366 - 0.5).round(2).clip(-0.49, 0.49)
    dated = pl.col("observed_on").n_unique().over("source", year) > 1
    exact = pl.when(dated).then(year + part).otherwise(year.cast(pl.Float64))
    return records.select(exact)[:, 0].to_numpy().astype(np.float64)
