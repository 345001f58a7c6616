"""Estimates for a file of profiles: one column per fact, blanks for unknown, errors per row.

Beside facts a row may have `my_pay`, and a `pay` (kind), `year` and `currency` of its own.
"""

from __future__ import annotations

import csv
import signal
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paylens.errors import FileUnreadable, LayoutChanged, PaylensError, QuestionError
from paylens.market.statistics import SHARES
from paylens.market.store import Store
from paylens.report.amounts import TypedPay, typed_pay
from paylens.report.anchor import anchored_parts
from paylens.report.estimate import (
    own_pay_in_usd,
    read_as,
    reliability_of,
    units_per_usd,
)
from paylens.report.parts import Options, Part, mixed
from paylens.report.profile import QUESTIONS, Profile
from paylens.report.records_like import support

if TYPE_CHECKING:
    import polars

    from paylens.report.answers import Market

CHUNK = 2000
# From so many on, a second process is worth its start.
FEWEST_CHUNKS_SHARED_OUT = 4
MY_PAY, MY_PERCENTILE = "my_pay", "my_percentile"
# What a row may be asked for instead of the options of all.
OWN_OPTIONS = ("pay", "year", "currency")
EVIDENCE = ("pay", "currency", "prices", "anchored", "year", "records", "sources", "reliability")
ANSWERS = (*SHARES, "mean", MY_PERCENTILE, *EVIDENCE, "notes", "error")
OTHER_SEPARATORS = {";": "';'", "\t": "a tab"}
Row = dict[str, Any]
Asked = tuple[str | None, ...]


@dataclass(frozen=True)
class _Table:
    """A CSV's cells, None where blank; `ragged` has the reason per row of another length."""

    columns: list[str]
    rows: list[list[str | None]]
    ragged: dict[int, str]


@dataclass(frozen=True)
class Batch:
    """The file's rows with ANSWERS beside them, and what became of its columns.

    `used` columns are facts, options or someone's pay; `replaced` ones are named like one of
    ANSWERS and hold the answer now; `unread` ones are passed on as they are.
    """

    table: polars.DataFrame
    used: tuple[str, ...]
    replaced: tuple[str, ...]
    unread: tuple[str, ...]

    @property
    def reasons(self) -> dict[str, int]:
        """Why rows were refused, and how many, the commonest first."""
        errors = self.table["error"].drop_nulls().to_list()
        return dict(Counter(errors).most_common())


@dataclass(frozen=True)
class _Question:
    """One row's profile, options and pay per year (None where it says none)."""

    profile: Profile
    options: Options
    my_pay: TypedPay | None


def batch_estimates(
    market: Market,
    path: Path,
    options: Options,
    progress: Callable[[int, int], None],
    processes: int = 1,
) -> Batch:
    """Estimate every row of a file; amounts are per year in the row's or the options' currency.

    A row that cannot be understood or answered has its reason in `error` and stops no other. A
    row's own `pay`, `year` and `currency` go before the options. `notes` say what lies outside the
    data and where a fact is not answered as it was asked. `my_percentile` is there where `my_pay`
    is, `prices` where a view is asked for, `anchored` where an anchor is.

    With more `processes` a long file is shared out among them, to the same answers; only for
    programs whose main module may be imported again.

    Raises
    ------
    FileUnreadable
        A folder, missing, empty, without rows or not a CSV with commas.
    LayoutChanged
        No column is a fact, or two columns have one name.
    """
    import polars as pl

    table = _read(path)
    read = (*QUESTIONS, MY_PAY, *OWN_OPTIONS)
    places = [n for n, name in enumerate(table.columns) if name in read]
    asked: list[Asked] = [tuple(row[place] for place in places) for row in table.rows]
    distinct = list(dict.fromkeys(k for n, k in enumerate(asked) if n not in table.ragged))
    names = [table.columns[place] for place in places]
    answers: dict[Asked, Row] = {}
    words = [dict(zip(names, each, strict=True)) for each in distinct]
    for found in _answers(market, words, options, processes):
        answers |= zip(distinct[len(answers) : len(answers) + len(found)], found, strict=True)
        progress(len(answers), len(distinct))
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
    estimates = pl.DataFrame(lines, schema)
    others = [name for name in table.columns if name not in names]
    return Batch(
        pl.concat([given.drop(ANSWERS, strict=False), estimates], how="horizontal"),
        used=tuple(names),
        replaced=tuple(name for name in others if name in ANSWERS),
        unread=tuple(name for name in others if name not in ANSWERS),
    )


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


def _answers(
    market: Market, asked: list[dict[str, str | None]], options: Options, processes: int
) -> Iterator[list[Row]]:
    """The answers to all that is asked, chunk after chunk."""
    chunks = [asked[start : start + CHUNK] for start in range(0, len(asked), CHUNK)]
    done = 0
    if processes > 1 and len(chunks) >= FEWEST_CHUNKS_SHARED_OUT:
        for answered in _shared_out(market, chunks, options, processes):
            done += 1
            yield answered
    yield from (_chunk(market, chunk, options) for chunk in chunks[done:])


def _shared_out(
    market: Market, chunks: list[list[dict[str, str | None]]], options: Options, processes: int
) -> Iterator[list[Row]]:
    """The answers to the first chunks: to all, unless a process is ended from outside."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    elsewhere = partial(_chunk_elsewhere, market.store.folder, options=options)
    with (
        ProcessPoolExecutor(processes, get_context("spawn"), _let_the_first_stop) as pool,
        suppress(BrokenProcessPool),
    ):
        yield from pool.map(elsewhere, chunks)


def _let_the_first_stop() -> None:
    """An interruption is for the process that asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _chunk_elsewhere(
    folder: Path, asked: list[dict[str, str | None]], options: Options
) -> list[Row]:
    return _chunk(_opened(folder), asked, options)


@cache
def _opened(folder: Path) -> Market:
    """The market of one version's folder."""
    from paylens.report.answers import Market

    return Market(Store.of_version(folder))


def _chunk(market: Market, asked: list[dict[str, str | None]], options: Options) -> list[Row]:
    answers: list[Row] = [{} for _ in asked]
    groups: dict[Options, dict[int, _Question]] = defaultdict(dict)
    for place, words in enumerate(asked):
        try:
            question = _question(market, words, options)
            groups[question.options][place] = question
        except PaylensError as error:
            answers[place] = {"error": str(error)}
    for own, questions in groups.items():
        units, _ = units_per_usd(own.currency, own.view)
        for place, found in _answered(market, questions, own).items():
            if isinstance(found, QuestionError):
                answers[place] = {"error": str(found)}
            else:
                answers[place] = _answer(market, questions[place], *found, units)
    return answers


def _question(market: Market, words: dict[str, str | None], options: Options) -> _Question:
    """What a row asks; the words are taken apart into facts, options and someone's pay."""
    own = options.told(**{name: words.pop(name, None) for name in OWN_OPTIONS})
    units_per_usd(own.currency, own.view)
    pay = words.pop(MY_PAY, None)
    profile = market.profile(words)
    if not profile.facts:
        raise QuestionError("no fact given in this row.")
    my_pay = None if pay is None else typed_pay(MY_PAY, pay, own.currency)
    return _Question(profile.used, own, my_pay)


def _answered(
    market: Market, questions: dict[int, _Question], options: Options
) -> dict[int, tuple[int, list[Part]] | QuestionError]:
    """Each profile's year and parts, or why it has none: what a role and country cannot answer."""
    asked = [question.profile for question in questions.values()]
    try:
        found = anchored_parts(market.store, market.model, asked, options)
        return dict(zip(questions, found, strict=True))
    except QuestionError as error:
        groups: dict[tuple[str | None, str | None], dict[int, _Question]] = defaultdict(dict)
        for place, question in questions.items():
            groups[question.profile.role, question.profile.country][place] = question
        if len(groups) == 1:
            return dict.fromkeys(questions, error)
    each: dict[int, tuple[int, list[Part]] | QuestionError] = {}
    for group in groups.values():
        each |= _answered(market, group, options)
    return each


def _answer(market: Market, question: _Question, year: int, parts: list[Part], units: float) -> Row:
    profile, options = question.profile, question.options
    found = support(market.store, profile, parts)
    together = mixed(parts, found.scarcest)
    in_usd = own_pay_in_usd(question.my_pay, options, profile, year)
    figures = {name: together.percentile(share) for name, share in SHARES.items()}
    figures["mean"] = together.mean()
    below = None if in_usd is None else round(100 * together.share_below(in_usd), 1)
    return {name: float(round(figure * units)) for name, figure in figures.items()} | {
        MY_PERCENTILE: below,
        "pay": options.pay,
        "currency": options.shown_in,
        "prices": options.view and options.view.words,
        "anchored": parts[0].anchor and parts[0].anchor.words,
        "year": year,
        "records": found.like,
        "sources": ", ".join(dict.fromkeys(part.voice.source for part in parts)),
        "reliability": reliability_of(found.scarcest, parts),
        "notes": "; ".join(
            (
                *read_as(question.my_pay, options, profile.country),
                *parts[0].outside.notes,
                *profile.notes,
            )
        )
        or None,
    }
