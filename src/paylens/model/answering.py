"""Questions → the distribution of pay in one series, with what the series never asks filled in.

A fact the series asks is read directly. Of level and years, one is turned into the other by their
link, as a mixture. Any other fact is carried over. Places say in which larger places they lie.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from paylens.market.grid import LOG_EDGES
from paylens.model.carrying import Carrier, Centres, Move, Reader, Reading
from paylens.model.facts import UNKNOWN, Array, Codes, Facts, Words, middle
from paylens.model.fields import EXPERIENCE, IMPLIED, LADDER, LEVEL, Fields
from paylens.model.level_link import YEARS, LevelLink
from paylens.model.location import Location
from paylens.model.scale import Scale
from paylens.model.shape import SHARES, Shape
from paylens.model.treatment import Asked

CHUNK_ROWS = 4000
MOST_ROWS = 50_000


@dataclass(frozen=True)
class Mixture:
    """m parts of n answers: part i belongs to answer `answer[i]` with `weight[i]`, and has log-pay
    `quantiles[i]` at SHARES. An answer's parts sum to 1."""

    length: int
    answer: Codes
    weight: Array
    quantiles: Array

    def cumulative(self) -> Array:
        """Share of pay below each edge of the market's grid; shape (n, BINS + 1)."""
        result = np.zeros((self.length, len(LOG_EDGES)))
        for row, weight, quantiles in zip(self.answer, self.weight, self.quantiles, strict=True):
            result[row] += weight * np.interp(LOG_EDGES, quantiles, SHARES, left=0.0, right=1.0)
        return result

    def at(self, shares: Array) -> Array:
        """Log-pay quantiles; shape (n, len(shares))."""
        alone = np.bincount(self.answer, minlength=self.length) == 1
        result = np.empty((self.length, len(shares)))
        single = alone[self.answer]
        place = np.interp(shares, SHARES, np.arange(len(SHARES)))
        below = np.minimum(place.astype(np.int64), len(SHARES) - 2)
        part = place - below
        chosen = self.quantiles[single]
        result[self.answer[single]] = (1 - part) * chosen[:, below] + part * chosen[:, below + 1]
        if not alone.all():
            mixed = self.cumulative()
            for row in np.flatnonzero(~alone):
                result[row] = _inverse(mixed[row], shares)
        return result


def _inverse(cumulative: Array, shares: Array) -> Array:
    """Where a cumulative share reaches each of `shares`, on the grid of log pay."""
    place = np.clip(np.searchsorted(cumulative, shares, side="left"), 1, len(cumulative) - 1)
    below, above = cumulative[place - 1], cumulative[place]
    part = (shares - below) / np.where(above > below, above - below, 1.0)
    step = LOG_EDGES[place] - LOG_EDGES[place - 1]
    result: Array = LOG_EDGES[place - 1] + step * np.clip(part, 0.0, 1.0)
    return result


@dataclass(frozen=True)
class _Part:
    """Questions read as a part of their answers, of each with this weight (rows,)."""

    reading: Reading
    weight: Array


@dataclass(frozen=True)
class Answerer:
    """A calibrated model's parts, as far as answers need them."""

    reader: Reader
    scale: Scale
    shapes: dict[str, dict[str, Shape]]
    link: LevelLink | None
    records: dict[str, int]
    centres: Centres
    implied: dict[str, dict[str, list[str | None]]]

    @property
    def series_names(self) -> tuple[str, ...]:
        """All series, whether or not they could be calibrated."""
        return self.reader.series_names

    @property
    def location(self) -> Location:
        """Where log pay lies."""
        return self.reader.location

    @property
    def asked(self) -> Asked:
        """Which facts each series asks."""
        return self.reader.asked

    @property
    def carrier(self) -> Carrier:
        """How facts that a series never asks are carried over."""
        return Carrier(self.reader, self.records, self.link is not None, self.centres)

    @property
    def fields(self) -> Fields:
        """The facts that the model reads."""
        return self.reader.fields

    def mixture(
        self, facts: Facts, series: str | Sequence[str], year: Array, aspect: str
    ) -> Mixture:
        """The distribution of each question's pay, as one aspect of a series shows it; of one
        series, or of one per question."""
        asked = np.array([series] * facts.length if isinstance(series, str) else series)
        facts = self.location.looked_up(self._with_implied(facts))
        parts: list[_Part] = []
        moves: list[Move] = []
        for name in dict.fromkeys(asked.tolist()):
            rows = np.flatnonzero(asked == name)
            parts += self._parts(facts, name, rows)
            moves += self.carrier.moves(facts, name, rows)
        own = [part.reading for part in parts]
        readings = [*own, *(reading for move in moves for reading in move.readings)]
        located, log_scale = self._located(facts, readings, year, len(own))
        answer = np.concatenate([reading.rows for reading in own])
        moved = located[: len(answer)] + _moved(facts.length, moves, located[len(answer) :])[answer]
        quantiles = np.empty((len(answer), len(SHARES)))
        start = 0
        for reading in own:
            end = start + len(reading.rows)
            shape = self.shapes[reading.series][aspect]
            for first in range(start, end, CHUNK_ROWS):
                some = slice(first, min(first + CHUNK_ROWS, end))
                quantiles[some] = shape.quantiles(moved[some], log_scale[some])
            start = end
        weight = np.concatenate([part.weight for part in parts])
        return Mixture(facts.length, answer, weight, quantiles)

    def _located(
        self, facts: Facts, readings: list[Reading], year: Array, own: int
    ) -> tuple[Array, Array]:
        """The readings' locations, and the log scales of the first `own` of them."""
        located, log_scale = [], []
        for some in _in_groups(readings):
            matrix = self.reader.matrices(facts, some, year)
            located.append(self.location.predict(matrix))
            count = sum(len(reading.rows) for reading in some[:own])
            if count:
                log_scale.append(self.scale.log_scale(self.location.frame, matrix[:count]))
            own -= min(own, len(some))
        return np.concatenate(located), np.concatenate(log_scale)

    def _parts(self, facts: Facts, series: str, rows: Codes) -> list[_Part]:
        """What some questions to a series are made of: as given, or one part for each level, or
        number of years, that the link makes of the other."""
        asked = self.asked.facts[series]
        linked = np.zeros(len(rows), dtype=bool)
        wanted = next(iter(asked & LADDER), LEVEL)
        if self.link is not None and len(asked & LADDER) == 1:
            given = EXPERIENCE if wanted == LEVEL else LEVEL
            linked = (facts.known(given) & ~facts.known(wanted))[rows]
        parts = []
        if not linked.all():
            whole = rows[~linked]
            parts.append(_Part(Reading(whole, series, asked), np.ones(len(whole))))
        if linked.any():
            shares = self._link_shares(facts.take(rows[linked]), wanted)
            row, place = np.nonzero(shares)
            at = (place.astype(float), None) if wanted == LEVEL else (None, YEARS[place])
            reading = Reading(rows[linked][row], series, asked, *at)
            parts.append(_Part(reading, shares[row, place]))
        return parts

    def _link_shares(self, facts: Facts, wanted: str) -> Array:
        assert self.link is not None
        role = facts.joined(("role",))
        roles = [None if place == UNKNOWN else role.values[place] for place in role.place]
        if wanted == LEVEL:
            return self.link.level_shares(roles, middle(*facts.spans[EXPERIENCE]))
        return self.link.year_shares(roles, facts.numbers[LEVEL])

    def _with_implied(self, facts: Facts) -> Facts:
        """The larger places that a known place lies in, where the question leaves them out."""
        words = dict(facts.words)
        for place, known in self.implied.items():
            if place in words:
                self._imply(words, place, known)
        return replace(facts, words=words)

    def _imply(
        self, words: dict[str, Words], place: str, known: dict[str, list[str | None]]
    ) -> None:
        column = words[place]
        lies_in = [known.get(value) for value in column.values]
        if not any(lies_in):
            return
        found = [lies_in[p] if p >= 0 else None for p in column.place.tolist()]
        agrees = [True] * len(found)
        for position, larger in enumerate(IMPLIED[place]):
            now = _listed(words.get(larger), len(found))
            for row, names in enumerate(found):
                if names is None or not agrees[row] or names[position] is None:
                    continue
                if now[row] is None:
                    now[row] = names[position]
                agrees[row] = now[row] == names[position]
            words[larger] = _column(now)


def _in_groups(readings: list[Reading]) -> list[list[Reading]]:
    """The readings in their order, not too many rows at once."""
    groups: list[list[Reading]] = [[]]
    rows = 0
    for reading in readings:
        if groups[-1] and rows + len(reading.rows) > MOST_ROWS:
            groups.append([])
            rows = 0
        groups[-1].append(reading)
        rows += len(reading.rows)
    return groups


def _moved(length: int, moves: list[Move], located: Array) -> Array:
    """How far carried facts move each question's location, from the moves' readings."""
    result = np.zeros(length)
    start = 0
    for move in moves:
        end = start + sum(len(reading.rows) for reading in move.readings)
        result[move.rows] += move.effect(located[start:end])
        start = end
    return result


def _listed(words: Words | None, length: int) -> list[str | None]:
    if words is None:
        return [None] * length
    return [None if place == UNKNOWN else words.values[place] for place in words.place.tolist()]


def _column(values: list[str | None]) -> Words:
    places: dict[str, int] = {}
    coded = [UNKNOWN if v is None else places.setdefault(v, len(places)) for v in values]
    return Words(list(places), np.array(coded, dtype=np.int64))
