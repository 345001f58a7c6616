"""Estimates for a file of profiles: one column per fact, blanks for unknown, errors per row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paylens.errors import FileUnreadable, LayoutChanged, PaylensError, QuestionError
from paylens.market.statistics import SHARES
from paylens.report.estimate import units_per_usd
from paylens.report.parts import Options, Part, mixed, parts_of
from paylens.report.profile import QUESTIONS, Profile

if TYPE_CHECKING:
    import polars

    from paylens.report.answers import Market

CHUNK = 2000
ANSWERS = (*SHARES, "mean", "year", "records", "sources", "error")
Row = dict[str, Any]


def batch_estimates(
    market: Market, path: Path, options: Options, progress: Callable[[int, int], None]
) -> polars.DataFrame:
    """The file's rows with ANSWERS beside them, amounts per year in the options' currency.

    A row that cannot be understood has its reason in `error` and stops no other.

    Raises
    ------
    FileUnreadable
        Missing, empty or not a CSV.
    LayoutChanged
        No column is a fact; or a column of that name would be overwritten.
    """
    import polars as pl

    rows = _read(path)
    asked = [name for name in rows.columns if name in QUESTIONS]
    distinct = rows.select(asked).unique(maintain_order=True)
    answers: list[Row] = []
    for start in range(0, distinct.height, CHUNK):
        answers += _chunk(market, distinct[start : start + CHUNK].to_dicts(), options)
        progress(min(start + CHUNK, distinct.height), distinct.height)
    schema: dict[str, Any] = {name: pl.Float64 for name in (*SHARES, "mean")}
    schema |= {"year": pl.Int64, "records": pl.Int64, "sources": pl.String, "error": pl.String}
    units, _ = units_per_usd(options.currency)
    amounts = pl.selectors.float() * units
    found = pl.DataFrame(answers, schema=schema).with_columns(amounts.round(0))
    return rows.join(
        pl.concat([distinct, found], how="horizontal"), on=asked, how="left", nulls_equal=True
    )


def _read(path: Path) -> polars.DataFrame:
    import polars as pl

    try:
        rows = pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        reason = str(error).splitlines()[0]
        raise FileUnreadable(f"{path}: cannot be read as a CSV of profiles: {reason}.") from error
    rows = rows.rename({name: name.strip().lower().replace(" ", "_") for name in rows.columns})
    if not set(rows.columns) & set(QUESTIONS):
        advice = f"One column per fact: {', '.join(QUESTIONS)}."
        raise LayoutChanged(path, ["any fact"], rows.columns, advice)
    return rows.drop([name for name in ANSWERS if name in rows.columns])


def _chunk(market: Market, asked: list[Row], options: Options) -> list[Row]:
    profiles: dict[int, Profile] = {}
    answers: list[Row] = [{} for _ in asked]
    for place, words in enumerate(asked):
        try:
            profile = market.profile(words)
            if not profile.facts:
                raise QuestionError("no fact given in this row.")
            profiles[place] = profile
        except PaylensError as error:
            answers[place] = {"error": str(error)}
    found = parts_of(market.store, market.model, list(profiles.values()), options)
    for place, (year, parts) in zip(profiles, found, strict=True):
        answers[place] = _answer(year, parts)
    return answers


def _answer(year: int, parts: list[Part]) -> Row:
    records = sum(part.voice.records for part in parts)
    together = mixed(parts, records)
    figures = {name: together.percentile(share) for name, share in SHARES.items()}
    sources = ", ".join(dict.fromkeys(part.voice.source for part in parts))
    return figures | {"mean": together.mean(), "year": year, "records": records, "sources": sources}
