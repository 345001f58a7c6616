"""Facts that a series never asks: carried over from the series that do.

The location moves by as much as it does there when the fact is told, less the mean move over all
who tell it: those who answer a question are not everybody, and that must not be carried along.
So that no percentile falls along level or years, those two are left out when another fact's move
is measured. Where years are carried while the level is asked, they move the location as they do on
that level, and never below where they would leave a lower one; where the level is carried while
years are asked, years are held at several values in turn. An employer's pay holds what its size and
industry do: beside an employer they are not carried, or they would count twice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from paylens.model.facts import Array, Codes, Facts
from paylens.model.fields import EXPERIENCE, LADDER, LEVEL, Fields
from paylens.model.location import Location
from paylens.model.observations import Observations
from paylens.model.treatment import SAID_BY_EMPLOYER, Asked

HELD_YEARS = (2.0, 6.0, 12.0)
# Facts that move together with a more specific one.
TOGETHER = {"city": ("metro", "region"), "metro": ("region",), "employer_level": ("employer",)}
FEWEST_HOLDERS = 100
SAMPLE = 1000
DECIMALS = 4

# series → fact → mean move of the location over the records that hold the fact.
Centres = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Reader:
    """A location that is told only what a series asks."""

    series_names: tuple[str, ...]
    location: Location
    asked: Asked
    years: dict[str, list[int]]

    @property
    def fields(self) -> Fields:
        """The facts that the model reads."""
        return self.location.frame.fields

    def matrix(self, facts: Facts, series: str, year: Array) -> Array:
        """The matrix of questions in one series, without what it never asks, in its own years."""
        return self.matrices(facts, [(series, frozenset())], year)

    def matrices(
        self, facts: Facts, readings: list[tuple[str, frozenset[str]]], year: Array
    ) -> Array:
        """The same questions in several series, one after the other, each without some facts.

        Past its last year the trees know only what other series say of that time.
        """
        count = facts.length
        index = np.repeat([self.series_names.index(name) for name, _ in readings], count)
        own_year = np.concatenate(
            [np.clip(year, self.years[n][0] - 0.5, self.years[n][1] + 0.5) for n, _ in readings]
        )
        repeated = facts if len(readings) == 1 else facts.repeated(len(readings))
        result = self.location.matrix(repeated, index, own_year)
        for place, (name, left_out) in enumerate(readings):
            told = self.asked.facts[name] - left_out
            untold = self.location.frame.layout.untold(told)
            result[place * count : (place + 1) * count, untold] = np.nan
        return result


@dataclass(frozen=True)
class _Move:
    """One fact's move for some rows: in each series, with and without it, in each context.

    `level` is the level of each row where the contexts are the levels, lowest first; then the
    rows in their own series on each of them are read last. Of contexts × rows, `needed` are read:
    no level above a row's own.
    """

    rows: Codes
    names: list[str]
    contexts: int
    needed: Codes
    weights: Array
    centre: Array
    matrix: Array
    level: Codes | None = None

    def effect(self, predicted: Array) -> Array:
        """The effect over contexts and, by records, over series; shape (rows,)."""
        each = predicted.reshape(-1, len(self.needed))
        read = np.zeros((len(each), self.contexts * len(self.rows)))
        read[:, self.needed] = each
        found = read.reshape(-1, self.contexts, len(self.rows))
        pairs = 2 * len(self.names)
        effects = found[0:pairs:2] - found[1:pairs:2] - self.centre[:, None, None]
        in_context = np.tensordot(self.weights / self.weights.sum(), effects, axes=1)
        if self.level is None:
            mean: Array = in_context.mean(axis=0)
            return mean
        alone = found[-1]
        moved = np.maximum.accumulate(alone + in_context, axis=0)
        result: Array = (moved - alone)[self.level, np.arange(len(self.rows))]
        return result


@dataclass(frozen=True)
class Carrier:
    """How facts are carried; `records` counts each series', `has_link` says that of level and
    years one alone needs no carrying."""

    reader: Reader
    records: dict[str, int]
    has_link: bool
    centres: Centres

    def moves(self, facts: Facts, series: str, year: Array) -> Array:
        """How far the facts that a series never asks move its location; shape (n,)."""
        result = np.zeros(facts.length)
        planned = [
            self._plan(facts, series, fact, rows, year)
            for fact, rows in self._carried(facts, series)
        ]
        if planned:
            predicted = self.reader.location.predict(np.concatenate([m.matrix for m in planned]))
            ends = np.cumsum([len(move.matrix) for move in planned])
            for move, part in zip(planned, np.split(predicted, ends[:-1]), strict=True):
                result[move.rows] += move.effect(part)
        return result

    def _carried(self, facts: Facts, series: str) -> list[tuple[str, Codes]]:
        """The facts to carry, each with the rows that know it."""
        asked = self.reader.asked
        found = []
        for fact in self.reader.fields.facts:
            known = facts.known(fact)
            if fact in asked.facts[series] or not asked.by(fact) or not known.any():
                continue
            if fact in LADDER and self.has_link:
                other = _other(fact)
                if other in asked.facts[series]:
                    known &= facts.known(other)
            if fact in SAID_BY_EMPLOYER:
                known &= ~facts.known("employer")
            for narrower, wider in TOGETHER.items():
                if fact in wider and narrower not in asked.facts[series]:
                    known &= ~facts.known(narrower)
            rows = np.flatnonzero(known)
            if len(rows):
                found.append((fact, rows))
        return found

    def _plan(self, facts: Facts, series: str, fact: str, rows: Codes, year: Array) -> _Move:
        names = self.reader.asked.by(fact)
        if fact in LADDER:
            both = [name for name in names if _other(fact) in self.reader.asked.facts[name]]
            names = both or names
        contexts = _contexts(facts.take(rows), fact, self.reader.fields)
        count = contexts.length // len(rows)
        needed = np.arange(contexts.length)
        left_out = frozenset({fact, *TOGETHER.get(fact, ())})
        readings = [(name, untold) for name in names for untold in (frozenset(), left_out)]
        level = None
        if fact == EXPERIENCE and LEVEL in self.reader.asked.facts[series]:
            level = facts.numbers[LEVEL][rows].astype(np.int64)
            needed = np.flatnonzero(np.arange(count)[:, None] <= level)
            readings.append((series, frozenset()))
        return _Move(
            rows,
            names,
            count,
            needed,
            np.array([self.records[name] for name in names], dtype=float),
            np.array([self.centres.get(name, {}).get(fact, 0.0) for name in names]),
            self.reader.matrices(contexts.take(needed), readings, year[rows[needed % len(rows)]]),
            level,
        )


def centres_of(reader: Reader, seen: Observations) -> Centres:
    """The mean move of each fact in each series that asks it, over records that hold it."""
    found: Centres = {}
    for index, name in enumerate(reader.series_names):
        own = np.flatnonzero(seen.series == index)
        found[name] = {}
        for fact in sorted(reader.asked.facts[name] - {"role", "country"}):
            held = own[seen.facts.known(fact)[seen.record[own]]]
            if len(held) >= FEWEST_HOLDERS:
                held = held[:: max(len(held) // SAMPLE, 1)]
                found[name][fact] = _mean_move(reader, seen.take(held), name, fact)
    return found


def _mean_move(reader: Reader, held: Observations, name: str, fact: str) -> float:
    kept = {"role", "country", fact, *TOGETHER.get(fact, ())}
    facts = held.facts.take(held.record)
    told = facts.without(frozenset(reader.fields.facts) - kept)
    sets = {f: np.where(column == 1, 1.0, np.nan) for f, column in told.sets.items()}
    told = Facts(told.length, told.words, told.numbers, told.spans, sets)
    contexts = [told, told.without(frozenset({fact, *TOGETHER.get(fact, ())}))]
    with_fact, without = (
        reader.location.predict(reader.matrix(context, name, held.year)) for context in contexts
    )
    return round(float((with_fact - without).mean()), DECIMALS)


def _contexts(facts: Facts, fact: str, fields: Fields) -> Facts:
    """The questions in which a fact's move is measured, one context after the other."""
    if fact not in LADDER:
        return facts.without(LADDER)
    if _other(fact) == LEVEL:
        count = len(fields.ordered[LEVEL])
        each = np.repeat(np.arange(count, dtype=float), facts.length)
        return facts.repeated(count).with_number(LEVEL, each)
    each = np.repeat(HELD_YEARS, facts.length)
    return facts.repeated(len(HELD_YEARS)).with_span(EXPERIENCE, each)


def _other(fact: str) -> str:
    """Level for years, years for level."""
    return EXPERIENCE if fact == LEVEL else LEVEL
