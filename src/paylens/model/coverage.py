"""How often held-out pay lay within the model's intervals: per series, and per segment of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from paylens.model.facts import UNKNOWN, Array, Codes, Facts, Words
from paylens.model.fields import EXPERIENCE, FEWEST_RECORDS, LEVEL, fact_names
from paylens.model.observations import SPREAD, Observations
from paylens.model.scoring import INTERVALS, within
from paylens.model.shape import LEVELS

if TYPE_CHECKING:
    from paylens.model.answering import Answerer

SEGMENT_ROWS = 200
DRAWS = 20
ALL = "all facts given"
YEAR = "year"
# What a series' rows are told apart by, a line for each value of enough rows.
SEGMENTS = (("role", "country"), (LEVEL,), ("employer_size",), (YEAR,))
_USUAL = frozenset({"role", "country", EXPERIENCE, LEVEL})
# What is told of each held-out row; None is everything that its source asks.
TOLD: dict[str, frozenset[str] | None] = {
    ALL: None,
    "role and country given": frozenset({"role", "country"}),
    "role, country and experience given": _USUAL,
    "role, country, experience and place or industry given": _USUAL
    | {"region", "metro", "city", "industry"},
}


def measure(answerer: Answerer, held_out: Observations) -> list[dict[str, Any]]:
    """The coverage table: a line per segment and per what is told.

    Each line has series, told, the segment's facts with their values, rows and coverage_50/80/90
    (shares). The line of a whole series names no fact.
    """
    lines: list[dict[str, Any]] = []
    for index, name in enumerate(held_out.series_names):
        rows = np.flatnonzero(held_out.series == index)
        if len(rows) < FEWEST_RECORDS or name not in answerer.shapes:
            continue
        own = held_out.take(rows)
        facts = own.facts.take(own.record)
        truth = own.log_pay_at(np.tile((np.arange(DRAWS) + 0.5) / DRAWS, (len(rows), 1)), SPREAD)
        for told, kept in TOLD.items():
            known = facts if kept is None else facts.without(frozenset(_all(facts)) - kept)
            log_pay = answerer.mixture(known, name, own.year, SPREAD).at(LEVELS)
            hits = within(log_pay, truth)
            lines += [
                {"series": name, "told": told, **segment, **_shares(hits[chosen])}
                for segment, chosen in _segments(answerer, known, own.year)
            ]
    return lines


def most_specific(
    table: list[dict[str, Any]], series: str, given: Mapping[str, Any]
) -> dict[str, Any] | None:
    """The line of a series for a question's `given` record fields, told about as much.

    Of the role and country if it is there, else of the level, else of the employer's size, else
    of the whole series; None where nothing was held out.
    """
    facts_given = fact_names(frozenset(given))
    fits = [told for told, kept in TOLD.items() if kept is not None and facts_given <= kept]
    told = fits[0] if fits else ALL
    of_series = [line for line in table if line["series"] == series and line["told"] == told]
    for facts in (*SEGMENTS, ()):
        for line in of_series:
            if segment_of(line) == {fact: _value(given, fact) for fact in facts}:
                shown = [str(value).replace("_", " ") for value in segment_of(line).values()]
                shares = {key: value for key, value in line.items() if key.startswith("coverage_")}
                name = "; ".join([", ".join([series, *shown]), told])
                return {"segment": name, "rows": line["rows"]} | shares
    return None


def segment_of(line: dict[str, Any]) -> dict[str, Any]:
    """The facts, with their values, that a line of the table is about."""
    return {fact: line[fact] for facts in SEGMENTS for fact in facts if fact in line}


def _value(given: Mapping[str, Any], fact: str) -> str | None:
    """What a question says of a fact, in the table's words."""
    size = given.get(f"{fact}_low")
    return given.get(fact) if size is None else str(round(size))


def _all(facts: Facts) -> list[str]:
    return [*facts.words, *facts.numbers, *facts.spans, *facts.sets]


def _segments(
    answerer: Answerer, facts: Facts, year: Array
) -> Iterator[tuple[dict[str, Any], Codes]]:
    """A series' segments of enough rows, by what is told: their facts' values, and their rows."""
    yield {}, np.arange(facts.length)
    for names in SEGMENTS:
        words = _told_apart(answerer, facts, year, names)
        for place, value in enumerate(words.values):
            rows = np.flatnonzero(words.place == place)
            if len(rows) >= SEGMENT_ROWS:
                yield dict(zip(names, value.split("\t"), strict=True)), rows


def _told_apart(answerer: Answerer, facts: Facts, year: Array, names: tuple[str, ...]) -> Words:
    """The words by which rows are told apart, largest group first where that is not an order."""
    name = names[0]
    if name == YEAR:
        return _words(year)
    if name == LEVEL:
        levels = answerer.fields.ordered.get(LEVEL, ())
        numbers = _words(facts.numbers.get(LEVEL, np.full(facts.length, np.nan)))
        return Words([levels[int(value)] for value in numbers.values], numbers.place)
    if name in facts.spans:
        return _words(facts.spans[name][0])
    words = facts.joined(names)
    counts = np.bincount(words.place[words.place != UNKNOWN], minlength=len(words.values))
    order = np.argsort(-counts, kind="stable")
    rank = np.empty(len(order) + 1, dtype=np.int64)
    rank[order], rank[-1] = np.arange(len(order)), UNKNOWN
    return Words([words.values[place] for place in order], rank[words.place])


def _words(numbers: Array) -> Words:
    """Whole numbers as words; the unknown stay unknown."""
    known = ~np.isnan(numbers)
    values, place = np.unique(np.round(numbers[known]).astype(np.int64), return_inverse=True)
    places = np.full(len(numbers), UNKNOWN)
    places[known] = place
    return Words([str(value) for value in values], places)


def _shares(hits: Array) -> dict[str, Any]:
    """Rows and coverage; `hits` (n, intervals) is the share of each row's pay in each interval."""
    return {"rows": len(hits)} | {
        f"coverage_{percent}": round(float(share), 4)
        for percent, share in zip(INTERVALS, hits.mean(axis=0), strict=True)
    }
