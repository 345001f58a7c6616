"""Score a model on a publisher's raw file: each row's pay estimated from its other facts only."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from paylens.errors import InvalidValue, ModelError
from paylens.market.scope import SALARY_KINDS
from paylens.model.facts import Array
from paylens.model.fields import Fields
from paylens.model.pay_model import PayModel
from paylens.model.scoring import draws_in_bracket, scores
from paylens.model.shape import LEVELS

if TYPE_CHECKING:
    import polars

    from paylens.harmonise.records import Harmonised

PERCENTILES = [f"p{round(100 * level):02d}" for level in LEVELS.tolist()]
SEGMENTS = ("role", "country", "year")
FEWEST_ROWS = 30
LOW, HIGH = "pay_low_usd_per_year", "pay_high_usd_per_year"


@dataclass(frozen=True)
class BacktestReport:
    """Scores of a model on one file.

    `rows` has one line per raw row that belongs to a kept record: row (data rows counted from 1),
    pay_usd_per_year (null for a bracket or a range), its low and high, and p05 to p95 in USD per
    year. `scores` has lines of segment, value, lowest_bracket (whether brackets from zero count),
    rows, pinball, coverage_50/80/90 and median_ape. `left_out` counts rows with a pay but no
    record, by reason; `no_pay_given` the rows that say no pay. `seen` is whether the market was
    built from this very file.
    """

    series: str
    rows: polars.DataFrame = field(repr=False)
    scores: list[dict[str, Any]]
    left_out: dict[str, int]
    no_pay_given: int
    seen: bool = False

    @property
    def left_out_share(self) -> float:
        """Rows left out, as a share of those that say a pay."""
        count = sum(self.left_out.values())
        return count / max(count + self.rows.height, 1)


def backtest(model: PayModel, source: str, path: Path, pay: str | None = None) -> BacktestReport:
    """Score a model on a file of a source, which may hold rows that the model never saw.

    `pay` is base or total; the source's main kind unless given. Estimates are of an amount as the
    source lists it: for a range, of either end.

    Raises
    ------
    InvalidValue
        A source of official wages, which has no reports to score, or a kind of pay that is not
        modelled.
    FileUnreadable, LayoutChanged
        From reading the file.
    ModelError
        The model has no such series, or the file holds no row to score.
    """
    import polars as pl

    from paylens.collect.source import card, source_names
    from paylens.harmonise.records import harmonise

    if card(source).official:
        reporting = [name for name in source_names() if not card(name).official]
        allowed = f"a source of single reports: {', '.join(reporting)}"
        raise InvalidValue("source", source, allowed)
    kind = card(source).main_pay_kind if pay is None else pay
    if kind not in SALARY_KINDS:
        raise InvalidValue("pay", kind, ", ".join(SALARY_KINDS))
    series = f"{source}/{kind}"
    found = harmonise(source, [path])
    lines = _lines(found, kind, kind == card(source).main_pay_kind)
    if lines.is_empty():
        raise ModelError(f"{path}: no row of {source} with {kind} pay to score.")
    used = found.records.filter(pl.col("record_id").is_in(lines["record_id"].implode()))
    estimates = estimate_records(model, used, series)
    scored = lines.join(estimates, on="record_id", how="left", maintain_order="left")
    left_out, no_pay = _left_out(found.rows)
    table = scored.select("row", "pay_usd_per_year", LOW, HIGH, *PERCENTILES)
    return BacktestReport(series, table, _scores(scored), left_out, no_pay)


def estimate_records(model: PayModel, records: polars.DataFrame, series: str) -> polars.DataFrame:
    """Each record's listed pay, estimated from its facts: record_id, role, country, year, p05 …"""
    import polars as pl

    from paylens.model.observations import years_of

    quantiles = model.listed_quantiles(
        columns_of(records, model.fields), series, years_of(records), records.height
    )
    return records.select(
        "record_id", "role", "country", year=pl.col("observed_on").dt.year()
    ).with_columns(
        pl.Series(name, np.round(quantiles[:, place], 2)) for place, name in enumerate(PERCENTILES)
    )


def columns_of(records: polars.DataFrame, fields: Fields) -> dict[str, list[Any]]:
    """The records' facts as columns of values, the form in which questions are asked."""
    names = [*fields.words, *fields.ordered, *fields.numbers, *fields.sets]
    names += [f"{fact}_{end}" for fact in fields.spans for end in ("low", "high")]
    columns = {name: records[name].to_list() for name in names}
    for fact in fields.spans:
        low, high = columns[f"{fact}_low"], columns[f"{fact}_high"]
        open_top = float("inf")
        columns[f"{fact}_high"] = [
            open_top if b is None and a is not None else b for a, b in zip(low, high, strict=True)
        ]
    return columns


def truth_of(lines: polars.DataFrame) -> Array:
    """Log pay that each line says, as draws; shape (n, draws).

    An exact amount is itself, a range is either of its ends, a bracket is any amount in it.
    """
    from paylens.market.grid import bracket_ends

    low, high = lines[LOW].to_numpy(), lines[HIGH].fill_null(float("inf")).to_numpy()
    bracket_low, bracket_high = bracket_ends(low, high)
    bracket = (lines["form"] == "bracket").to_numpy()
    truth = draws_in_bracket(
        np.where(bracket, bracket_low, low), np.where(bracket, bracket_high, high)
    )
    ends = (lines["form"] == "range").to_numpy() & (low < high)
    half = truth.shape[1] // 2
    truth[ends, :half], truth[ends, half:] = np.log(low[ends, None]), np.log(high[ends, None])
    return truth


def _lines(found: Harmonised, kind: str, is_main: bool) -> polars.DataFrame:
    """One line per raw row of a kept record that has this kind of pay.

    The amount is the row's own for the source's main kind of pay, else the record's.
    """
    import polars as pl

    record = found.records.select(
        "record_id",
        form=f"{kind}_form",
        record_low=f"{kind}_low_usd_per_year",
        record_high=f"{kind}_high_usd_per_year",
    ).filter(pl.col("form").is_not_null())
    joined = found.rows.join(record, on="record_id", how="inner", maintain_order="left")
    own = ("listed_low_usd_per_year", "listed_high_usd_per_year")
    low, high = own if is_main else ("record_low", "record_high")
    one = (pl.col("form") != "bracket") & (pl.col(low) == pl.col(high))
    return joined.select(
        "row",
        "record_id",
        "form",
        pl.when(one).then(low).alias("pay_usd_per_year"),
        pl.col(low).alias(LOW),
        pl.col(high).alias(HIGH),
    )


def _left_out(rows: polars.DataFrame) -> tuple[dict[str, int], int]:
    import polars as pl

    without = rows.filter(pl.col("record_id").is_null())
    said = without.filter(pl.col("listed_low_usd_per_year").is_not_null())
    refused = without.filter(pl.col("listed_low_usd_per_year").is_null())
    from paylens.harmonise.interpretation import NO_PAY
    from paylens.harmonise.sources.kaggle_survey import NOT_DISCLOSED

    unread = refused.filter(~pl.col("reason").is_in([NO_PAY, NOT_DISCLOSED]))
    counts = pl.concat([said, unread])["reason"].value_counts().sort("reason")
    return dict(counts.iter_rows()), refused.height - unread.height


def _scores(scored: polars.DataFrame) -> list[dict[str, Any]]:
    import polars as pl

    from_zero = (pl.col("form") == "bracket") & (pl.col(LOW) <= 0)
    above = scored.filter(~from_zero)
    sets = [(True, scored)] + ([(False, above)] if above.height < scored.height else [])
    lines = []
    for lowest, table in sets:
        if table.is_empty():
            continue
        quantiles = np.log(np.maximum(table.select(PERCENTILES).to_numpy(), 1e-9))
        truth = truth_of(table)
        lines.append(_line("all", "all", lowest, scores(quantiles, truth)))
        for name in SEGMENTS:
            values = table[name].cast(pl.String).fill_null("")
            for value, count in sorted(values.value_counts().iter_rows(), key=_largest_first):
                if count >= FEWEST_ROWS:
                    rows = (values == value).to_numpy()
                    found = scores(quantiles[rows], truth[rows])
                    lines.append(_line(name, value, lowest, found))
    return lines


def _largest_first(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _line(segment: str, value: str, lowest: bool, found: dict[str, Any]) -> dict[str, Any]:
    return {"segment": segment, "value": value, "lowest_bracket": lowest} | found
