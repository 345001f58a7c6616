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

from dataclasses import dataclass, replace

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
class Reading:
    """Some of the questions (`rows`) as one series reads them, told only some facts.

    `level` and `years` (rows,) hold them at these, whatever they say themselves.
    """

    rows: Codes
    series: str
    told: frozenset[str]
    level: Array | None = None
    years: Array | None = None


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
        everyone = np.arange(facts.length)
        return self.matrices(facts, [Reading(everyone, series, self.asked.facts[series])], year)

    def matrices(self, facts: Facts, readings: list[Reading], year: Array) -> Array:
        """The readings' matrices, one below the other; `year` has one per question.

        Past its last year the trees know only what other series say of that time.
        """
        rows = np.concatenate([reading.rows for reading in readings])
        counts = [len(reading.rows) for reading in readings]
        names = [reading.series for reading in readings]
        series = np.repeat([self.series_names.index(name) for name in names], counts)
        first, last = (
            np.repeat([self.years[name][end] for name in names], counts) for end in (0, 1)
        )
        own_year = np.clip(year[rows], first - 0.5, last + 0.5)
        result = self.location.matrix(_held(facts.take(rows), readings, counts), series, own_year)
        ends = np.cumsum(counts)
        for reading, start, end in zip(readings, ends - counts, ends, strict=True):
            result[start:end, self.location.frame.layout.untold(reading.told)] = np.nan
        return result


def _held(facts: Facts, readings: list[Reading], counts: list[int]) -> Facts:
    """The readings' facts with level and years at what they are held at."""
    levels, years = [r.level for r in readings], [r.years for r in readings]
    unknown = np.full(facts.length, np.nan)
    if any(each is not None for each in levels):
        own = facts.numbers.get(LEVEL, unknown)
        facts = facts.with_number(LEVEL, _replaced(own, levels, counts))
    if any(each is not None for each in years):
        low, high = facts.spans.get(EXPERIENCE, (unknown, unknown))
        ends = _replaced(low, years, counts), _replaced(high, years, counts)
        facts = replace(facts, spans=facts.spans | {EXPERIENCE: ends})
    return facts


def _replaced(own: Array, given: list[Array | None], counts: list[int]) -> Array:
    parts = np.split(own, np.cumsum(counts)[:-1])
    pairs = zip(parts, given, strict=True)
    return np.concatenate([part if other is None else other for part, other in pairs])


@dataclass(frozen=True)
class Move:
    """One fact's move for some questions: in each series, with and without it, in each context.

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
    readings: list[Reading]
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

    def moves(self, facts: Facts, series: str, rows: Codes) -> list[Move]:
        """How the facts that a series never asks move its location, for some of the questions."""
        return [
            self._move(facts, series, fact, known)
            for fact, known in self._carried(facts, series, rows)
        ]

    def _carried(self, facts: Facts, series: str, rows: Codes) -> list[tuple[str, Codes]]:
        """The facts to carry, each with those of the rows that know it."""
        asked = self.reader.asked
        found = []
        for fact in self.reader.fields.facts:
            if fact in asked.facts[series]:
                continue
            known = facts.known(fact)[rows]
            if not known.any() or not asked.by(fact):
                continue
            if fact in LADDER and self.has_link:
                other = _other(fact)
                if other in asked.facts[series]:
                    known &= facts.known(other)[rows]
            if fact in SAID_BY_EMPLOYER:
                known &= ~facts.known("employer")[rows]
            for narrower, wider in TOGETHER.items():
                if fact in wider and narrower not in asked.facts[series]:
                    known &= ~facts.known(narrower)[rows]
            if known.any():
                found.append((fact, rows[known]))
        return found

    def _move(self, facts: Facts, series: str, fact: str, rows: Codes) -> Move:
        asked = self.reader.asked
        names = asked.by(fact)
        if fact in LADDER:
            both = [name for name in names if _other(fact) in asked.facts[name]]
            names = both or names
        contexts = _contexts(fact, self.reader.fields)
        needed = np.arange(len(contexts) * len(rows))
        level = None
        if fact == EXPERIENCE and LEVEL in asked.facts[series]:
            level = facts.numbers[LEVEL][rows].astype(np.int64)
            needed = np.flatnonzero(np.arange(len(contexts))[:, None] <= level)
        hidden = frozenset() if fact in LADDER else LADDER
        left_out = hidden | {fact, *TOGETHER.get(fact, ())}
        told = [
            (name, asked.facts[name] - untold) for name in names for untold in (hidden, left_out)
        ]
        if level is not None:
            told.append((series, asked.facts[series]))
        read, held = rows[needed % len(rows)], contexts[needed // len(rows)]
        other = _other(fact) if fact in LADDER else None
        at = (held if other == LEVEL else None, held if other == EXPERIENCE else None)
        return Move(
            rows,
            names,
            len(contexts),
            needed,
            np.array([self.records[name] for name in names], dtype=float),
            np.array([self.centres.get(name, {}).get(fact, 0.0) for name in names]),
            [Reading(read, name, known, *at) for name, known in told],
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


def _contexts(fact: str, fields: Fields) -> Array:
    """The levels, or years, at which a fact's move is measured in turn; one place where neither."""
    if fact not in LADDER:
        return np.array([np.nan])
    if _other(fact) == LEVEL:
        return np.arange(len(fields.ordered[LEVEL]), dtype=float)
    return np.array(HELD_YEARS)


def _other(fact: str) -> str:
    """Level for years, years for level."""
    return EXPERIENCE if fact == LEVEL else LEVEL
