"""Estimates for a file of profiles: one column per fact, blanks for unknown, errors per row."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paylens.errors import FileUnreadable, LayoutChanged, PaylensError, QuestionError
from paylens.market.statistics import SHARES
from paylens.report.anchor import anchored_parts
from paylens.report.estimate import own_pay_in_usd, reliability_of, units_per_usd
from paylens.report.parts import Options, Part, mixed
from paylens.report.profile import QUESTIONS, Profile, amount_of

if TYPE_CHECKING:
    import polars

    from paylens.report.answers import Market

CHUNK = 2000
MY_PAY, MY_PERCENTILE = "my_pay", "my_percentile"
EVIDENCE = ("pay", "currency", "prices", "anchored", "year", "records", "sources", "reliability")
ANSWERS = (*SHARES, "mean", MY_PERCENTILE, *EVIDENCE, "error")
OTHER_SEPARATORS = {";": "';'", "\t": "a tab"}
Row = dict[str, Any]
Asked = tuple[str | None, ...]


@dataclass(frozen=True)
class _Table:
    """A CSV's cells, None where blank; `ragged` has the reason per row of another length."""

    columns: list[str]
    rows: list[list[str | None]]
    ragged: dict[int, str]


def batch_estimates(
    market: Market, path: Path, options: Options, progress: Callable[[int, int], None]
) -> polars.DataFrame:
    """The file's rows with ANSWERS beside them, amounts per year in the options' currency.

    A row that cannot be understood or answered has its reason in `error` and stops no other. A
    column of the file named like one of ANSWERS is replaced; `my_percentile` is there where
    `my_pay` is, `prices` where a view is asked for, `anchored` where an anchor is.

    Raises
    ------
    FileUnreadable
        A folder, missing, empty, without rows or not a CSV with commas.
    LayoutChanged
        No column is a fact, or two columns have one name.
    """
    import polars as pl

    table = _read(path)
    places = [n for n, name in enumerate(table.columns) if name in QUESTIONS or name == MY_PAY]
    asked: list[Asked] = [tuple(row[place] for place in places) for row in table.rows]
    distinct = list(dict.fromkeys(k for n, k in enumerate(asked) if n not in table.ragged))
    names = [table.columns[place] for place in places]
    answers: dict[Asked, Row] = {}
    for start in range(0, len(distinct), CHUNK):
        chunk = distinct[start : start + CHUNK]
        words = [dict(zip(names, each, strict=True)) for each in chunk]
        answers |= zip(chunk, _chunk(market, words, options), strict=True)
        progress(start + len(chunk), len(distinct))
    lines = [
        {"error": table.ragged[place]} if place in table.ragged else answers[each]
        for place, each in enumerate(asked)
    ]
    given = pl.DataFrame(table.rows, dict.fromkeys(table.columns, pl.String), orient="row")
    schema: dict[str, Any] = {name: pl.String for name in ANSWERS}
    schema |= {name: pl.Float64 for name in (*SHARES, "mean", MY_PERCENTILE)}
    schema |= {"year": pl.Int64, "records": pl.Int64}
    if MY_PAY not in names:
        del schema[MY_PERCENTILE]
    if options.view is None:
        del schema["prices"]
    if options.anchor is None:
        del schema["anchored"]
    found = pl.DataFrame(lines, schema)
    return pl.concat([given.drop(ANSWERS, strict=False), found], how="horizontal")


def _read(path: Path) -> _Table:
    lines = _lines(path)
    if not lines:
        raise FileUnreadable(f"{path}: is empty.")
    header, rows = lines[0], lines[1:]
    for separator, shown in OTHER_SEPARATORS.items():
        if len(header) == 1 and separator in header[0]:
            raise FileUnreadable(f"{path}: the separator is {shown}, expected ','.")
    columns = [name.strip().lower().replace(" ", "_") for name in header]
    twice = [name or "(blank)" for name, count in Counter(columns).items() if count > 1]
    if twice:
        advice = f"More than one column is called {', '.join(twice)}."
        raise LayoutChanged(path, ["a name of its own for each column"], columns, advice)
    if not set(columns) & set(QUESTIONS):
        advice = f"One column per fact: {', '.join(QUESTIONS)}."
        raise LayoutChanged(path, ["any fact"], columns, advice)
    if not rows:
        raise FileUnreadable(f"{path}: holds no rows under its header.")
    width = len(columns)
    ragged = {
        place: f"has {len(row)} fields; the header has {width}."
        for place, row in enumerate(rows)
        if len(row) != width
    }
    cells = [[cell if cell.strip() else None for cell in row[:width]] for row in rows]
    return _Table(columns, [row + [None] * (width - len(row)) for row in cells], ragged)


def _lines(path: Path) -> list[list[str]]:
    """The fields of every line that is not blank, the header first."""
    if path.is_dir():
        raise FileUnreadable(f"{path}: is a folder; expected a CSV of profiles.")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            try:
                return [line for line in reader if line]
            except csv.Error as error:
                raise FileUnreadable(f"{path}: line {reader.line_num}: {error}.") from error
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise FileUnreadable(f"{path}: cannot be read as a CSV of profiles: {reason}.") from error


def _chunk(market: Market, asked: list[dict[str, str | None]], options: Options) -> list[Row]:
    profiles: dict[int, Profile] = {}
    amounts: dict[int, float] = {}
    answers: list[Row] = [{} for _ in asked]
    for place, words in enumerate(asked):
        pay = words.pop(MY_PAY, None)
        try:
            profile = market.profile(words)
            if not profile.facts:
                raise QuestionError("no fact given in this row.")
            if pay is not None:
                amounts[place] = amount_of(MY_PAY, pay)
            profiles[place] = profile.used
        except PaylensError as error:
            answers[place] = {"error": str(error)}
    units, _ = units_per_usd(options.currency, options.view)
    for place, found in _answered(market, profiles, options).items():
        if isinstance(found, QuestionError):
            answers[place] = {"error": str(found)}
            continue
        (year, parts), profile = found, profiles[place]
        label = reliability_of(market.store, profile, parts)
        in_usd = own_pay_in_usd(amounts.get(place), options, profile, year)
        answers[place] = {"year": year, "reliability": label} | _answer(
            parts, options, units, in_usd
        )
    return answers


def _answered(
    market: Market, profiles: dict[int, Profile], options: Options
) -> dict[int, tuple[int, list[Part]] | QuestionError]:
    """Each profile's year and parts, or why it has none: what a role and country cannot answer."""
    asked = list(profiles.values())
    try:
        return dict(
            zip(profiles, anchored_parts(market.store, market.model, asked, options), strict=True)
        )
    except QuestionError as error:
        groups: dict[tuple[str | None, str | None], dict[int, Profile]] = defaultdict(dict)
        for place, profile in profiles.items():
            groups[profile.role, profile.country][place] = profile
        if len(groups) == 1:
            return dict.fromkeys(profiles, error)
    found: dict[int, tuple[int, list[Part]] | QuestionError] = {}
    for group in groups.values():
        found |= _answered(market, group, options)
    return found


def _answer(parts: list[Part], options: Options, units: float, in_usd: float | None) -> Row:
    records = sum(part.voice.records for part in parts)
    together = mixed(parts, records)
    figures = {name: together.percentile(share) for name, share in SHARES.items()}
    figures["mean"] = together.mean()
    below = None if in_usd is None else round(100 * together.share_below(in_usd), 1)
    return {name: float(round(figure * units)) for name, figure in figures.items()} | {
        MY_PERCENTILE: below,
        "pay": options.pay,
        "currency": options.shown_in,
        "prices": options.view and options.view.words,
        "anchored": parts[0].anchor and parts[0].anchor.words,
        "records": records,
        "sources": ", ".join(dict.fromkeys(part.voice.source for part in parts)),
    }
