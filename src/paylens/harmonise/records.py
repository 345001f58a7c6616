"""Raw rows to pay records: one pipeline for every source, in which every row is accounted for."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import polars as pl

from paylens.collect.source import card, read
from paylens.harmonise.corrections import corrected
from paylens.harmonise.money import RULES, YEARS, rate_refusals, with_usd
from paylens.harmonise.periods import per_year
from paylens.harmonise.readings import place_readings, together
from paylens.harmonise.record import PAY_KINDS, record_schema, table_rules

NO_DATE = "no date"
BAD_DATE = "date before 1990 or in the future"


@dataclass(frozen=True)
class Harmonised:
    """A source's records and what became of every row.

    `records` follows `record_schema()`. `rows` has file, row, record_id, reason and the row's own
    amount of the main kind of pay, `listed_low_usd_per_year` and `listed_high_usd_per_year`.
    `corrections` counts the rows that each of the card's corrections met; `places` says how the
    publisher's words for places were read; `ladders` are the employers' own ladders, where the
    source names their levels.
    """

    source: str
    records: pl.DataFrame
    rows: pl.DataFrame
    corrections: dict[str, int]
    places: pl.DataFrame
    ladders: pl.DataFrame | None = None

    def account(self) -> dict[str, object]:
        """Rows read, kept and dropped by reason; read = kept + the sum of dropped."""
        reasons = self.rows["reason"].drop_nulls().value_counts().sort("reason")
        return {
            "source": self.source,
            "read": self.rows.height,
            "kept": self.records.height,
            "dropped": dict(reasons.iter_rows()),
            "corrected": self.corrections,
        }


def harmonise(source: str, paths: list[Path], reference_folder: Path | None = None) -> Harmonised:
    """Read and harmonise all of one source's files.

    Raises
    ------
    FileUnreadable, LayoutChanged
        From reading; nothing is kept of a source of which one file cannot be read.
    """
    parts = [_one_file(source, path, reference_folder) for path in paths]
    return Harmonised(
        source,
        pl.concat([part.records for part in parts]),
        pl.concat([part.rows for part in parts]),
        _summed(part.corrections for part in parts),
        together([part.places for part in parts]),
        _first_of_each_rung([part.ladders for part in parts if part.ladders is not None]),
    )


def _one_file(source: str, path: Path, reference_folder: Path | None) -> Harmonised:
    interpret = import_module(f"paylens.harmonise.sources.{source}").interpret
    raw, corrections = corrected(read(source, path), card(source))
    found = interpret(raw, card(source))
    priced = with_usd(found.records, reference_folder, card(source).dated)
    judged = priced.with_columns(refused=_refusal(priced))
    key = pl.format(f"{path.name}:{{}}", "record_id")
    records = judged.filter(pl.col("refused").is_null()).with_columns(
        source=pl.lit(source), record_id=key, role_score=_role_score(judged.columns)
    )
    rows = _rows(found.rows, judged, path, key)
    places = place_readings(records)
    return Harmonised(source, _complete(records), rows, corrections, places, found.ladders)


def _role_score(columns: list[str]) -> pl.Expr:
    """A role in the publisher's own closed list of words is certain."""
    if "role_score" in columns:
        return pl.col("role_score")
    return pl.when(pl.col("role").is_not_null()).then(1.0)


def _first_of_each_rung(ladders: list[pl.DataFrame]) -> pl.DataFrame | None:
    rungs = ["employer", "ladder", "number"]
    return pl.concat(ladders).unique(rungs, keep="first", maintain_order=True) if ladders else None


def _summed(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for part in counts:
        for what, rows in part.items():
            total[what] = total.get(what, 0) + rows
    return total


def _rows(rows: pl.DataFrame, judged: pl.DataFrame, path: Path, key: pl.Expr) -> pl.DataFrame:
    """The file's rows with the records' refusals passed on and amounts in USD per year."""
    factor = pl.col("usd_per_unit") * pl.col("per_year")
    outcome = rows.join(
        judged.select("record_id", "refused", "usd_per_unit", per_year=_per_year()),
        on="record_id",
        how="left",
        maintain_order="left",
    )
    return outcome.select(
        pl.lit(path.name).alias("file"),
        "row",
        pl.when(pl.col("refused").is_null()).then(key).alias("record_id"),
        pl.coalesce("refused", "reason").alias("reason"),
        (pl.col("listed_low") * factor).alias("listed_low_usd_per_year"),
        (pl.col("listed_high") * factor).alias("listed_high_usd_per_year"),
    )


def _per_year() -> pl.Expr:
    return pl.col("period").replace_strict(per_year(), return_dtype=pl.Float64)


def _complete(records: pl.DataFrame) -> pl.DataFrame:
    schema = record_schema()
    missing = {name: kind for name, kind in schema.items() if name not in records.columns}
    blank = [pl.lit(None, kind).alias(name) for name, kind in missing.items()]
    return records.with_columns(blank).select(
        pl.col(name).cast(kind) for name, kind in schema.items()
    )


def _refusal(priced: pl.DataFrame) -> pl.Expr:
    """Why a record cannot be one: the first reason that holds, else null."""
    year = pl.col("observed_on").dt.year()
    reasons = {
        NO_DATE: year.is_null(),
        BAD_DATE: (year < YEARS.start) | _in_future(pl.col("observed_on")),
    }
    reasons |= rate_refusals()
    reasons |= {
        reason: broken
        for reason, broken in table_rules().items()
        if set(broken.meta.root_names()) <= set(priced.columns)
    }
    reasons |= _implausible(priced)
    return pl.coalesce(
        [pl.when(broken.fill_null(False)).then(pl.lit(why)) for why, broken in reasons.items()]
    )


def _in_future(day: pl.Expr) -> pl.Expr:
    """After tomorrow, which is today somewhere; the middle of this year stands for all of it."""
    today = datetime.date.today()
    tomorrow, this_year = today + datetime.timedelta(days=1), datetime.date(today.year, 7, 1)
    return (day > tomorrow) & (day != this_year)


def _implausible(priced: pl.DataFrame) -> dict[str, pl.Expr]:
    """The declared limits of rules/plausible_pay.toml; brackets are never judged."""
    limits = tomllib.loads((RULES / "plausible_pay.toml").read_text("utf-8"))["limits"]
    reasons: dict[str, pl.Expr] = {}
    for limit in limits:
        where = pl.lit(True)
        for fact in ("country", "employment_type"):
            if fact in limit:
                known = pl.col(fact) if fact in priced.columns else pl.lit(limit[fact])
                where = where & (known.fill_null(limit[fact]) == limit[fact])
        kinds = [kind for kind in limit["kinds"] if f"{kind}_form" in priced.columns]
        outside = [where & _outside(kind, limit) for kind in kinds]
        reasons[limit["reason"]] = pl.any_horizontal(outside) if outside else pl.lit(False)
    if {"base_low", "total_low"} <= set(priced.columns):
        reasons["base pay above total pay"] = pl.col("base_low") > pl.col("total_low")
    return reasons


def _outside(kind: str, limit: dict[str, float]) -> pl.Expr:
    low, high = pl.col(f"{kind}_low_usd_per_year"), pl.col(f"{kind}_high_usd_per_year")
    outside = (low < limit.get("minimum_usd_per_year", 0)) | (
        high > limit.get("maximum_usd_per_year", float("inf"))
    )
    return outside & (pl.col(f"{kind}_form") != "bracket")


def pay_kinds(records: pl.DataFrame) -> list[str]:
    """The kinds of pay that any of the records hold."""
    return [kind for kind in PAY_KINDS if records[f"{kind}_form"].is_not_null().any()]
