"""Facts → the matrix that the trees read."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from paylens.model.encoding import Vocabulary
from paylens.model.facts import Array, Codes, Facts, middle
from paylens.model.fields import (
    EXPERIENCE,
    FEWEST_RECORDS,
    LADDER,
    LEVEL,
    RISING_YEARS,
    Fields,
)
from paylens.model.worth import WORDED

BEYOND = f"{EXPERIENCE}_beyond"
SERIES, YEAR = "series", "year"
WORD, CODE = "word", "code"
# A value of a set is a column of its own from this many records that hold it.
FEWEST_HOLDERS = 150
MOST_CODES = 300

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Column:
    """One column of the matrix; it is known only where all of its `facts` are."""

    name: str
    facts: tuple[str, ...]
    kind: str
    place: int = 0


@dataclass(frozen=True)
class Layout:
    """The columns, and what is needed to fill them.

    `starts` has, per series and per interval of employees, the lower ends that the series knows.
    """

    fields: Fields
    columns: tuple[Column, ...]
    starts: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    _untold: dict[frozenset[str], Mask] = field(default_factory=dict, compare=False, repr=False)

    @property
    def names(self) -> list[str]:
        """Names of all columns; the first two are the series and the year."""
        return [SERIES, YEAR, *(column.name for column in self.columns)]

    def place(self, name: str) -> int:
        """The place of a column in the matrix."""
        return self.names.index(name)

    @property
    def rising(self) -> list[int]:
        """1 for columns along which pay may not fall, else 0."""
        return [int(name in (EXPERIENCE, LEVEL)) for name in self.names]

    def untold(self, told: frozenset[str]) -> Mask:
        """The columns that need a fact that is not among those told."""
        if told not in self._untold:
            needed = (not told.issuperset(column.facts) for column in self.columns)
            self._untold[told] = np.array([False, False, *needed])
        return self._untold[told]

    @property
    def categories(self) -> list[int]:
        """The places of columns that hold codes."""
        return [place for place, column in enumerate(self.columns, start=2) if column.kind == CODE]

    def without_ladder_values(self, matrix: Array) -> Array:
        """The matrix saying only whether experience and level are known, not what they are."""
        hidden = matrix.copy()
        for name, place in self._ladder_places.items():
            known = np.where(np.isnan(matrix[:, place]), np.nan, 1.0)
            hidden[:, place] = np.nan if name == BEYOND else known
        return hidden

    @cached_property
    def _ladder_places(self) -> dict[str, int]:
        return {
            name: place for place, name in enumerate(self.names) if name in LADDER or name == BEYOND
        }

    def matrix(
        self,
        facts: Facts,
        series: Codes,
        year: Array,
        encoded: Array,
        rng: np.random.Generator | None = None,
    ) -> Array:
        """The matrix, shape (n, 2 + columns). `encoded` (n, word features) comes from encoding.

        With `rng`, years within an interval are drawn evenly; without, its middle is taken.
        """
        result = np.full((facts.length, 2 + len(self.columns)), np.nan)
        result[:, 0], result[:, 1] = series, year
        drawn = {fact: _years(facts, fact, rng) for fact in facts.spans}
        for place, column in enumerate(self.columns, start=2):
            result[:, place] = self._column(column, facts, series, encoded, drawn)
        return result

    def _column(
        self, column: Column, facts: Facts, series: Codes, encoded: Array, drawn: dict[str, Array]
    ) -> Array | float:
        fact = column.facts[0]
        if column.kind in (WORD, CODE):
            return encoded[:, column.place]
        if column.kind == "number":
            return facts.numbers.get(fact, np.nan)
        if column.kind == "set":
            return facts.sets[fact][:, column.place] if fact in facts.sets else np.nan
        if fact not in drawn:
            return np.nan
        if column.kind == "size":
            return self._sizes(fact, facts, series)
        years = drawn[fact]
        over = np.maximum(years - RISING_YEARS, 0.0)
        return over if column.name == BEYOND else np.minimum(years, RISING_YEARS)

    def _sizes(self, fact: str, facts: Facts, series: Codes) -> Array:
        """Log of the lower end of the size class that each series would put the size in.

        Of an interval that covers several of the series' classes, the middle one.
        """
        low, high = facts.spans[fact]
        result = np.full(facts.length, np.nan)
        for index in np.unique(series):
            starts = np.array(self.starts.get(str(index), {}).get(fact, [0.0]))
            rows = np.flatnonzero((series == index) & ~np.isnan(low))
            first = np.maximum(np.searchsorted(starts, low[rows], side="right") - 1, 0)
            last = np.searchsorted(starts, high[rows], side="left") - 1
            chosen = (first + np.maximum(first, last) + 1) // 2
            result[rows] = np.log1p(starts[chosen])
        return result


def _years(facts: Facts, fact: str, rng: np.random.Generator | None) -> Array:
    low, high = facts.spans[fact]
    return middle(low, high, 0.5 if rng is None else rng.random(facts.length))


def layout(
    facts: Facts,
    fields: Fields,
    vocabulary: dict[str, Vocabulary],
    series: Codes,
    record: Codes,
) -> Layout:
    """The columns for everything that any record holds."""
    columns = [*_number_columns(facts, fields)]
    columns += [
        Column(f"{name} word", words.feature.facts, WORD, place)
        for place, (name, words) in enumerate(vocabulary.items())
    ]
    columns += [
        Column(f"{name} code", words.feature.facts, CODE, len(vocabulary) + place)
        for place, (name, words) in enumerate(vocabulary.items())
        if len(words.feature.facts) == 1 and words.size <= MOST_CODES
    ]
    columns += [
        Column(f"words of {fact}", (fact,), WORD, 2 * len(vocabulary) + place)
        for place, fact in enumerate(WORDED)
    ]
    for fact, values in fields.sets.items():
        held = np.nansum(facts.sets[fact], axis=0) >= FEWEST_HOLDERS
        columns += [
            Column(f"{fact} {value}", (fact,), "set", place)
            for place, value in enumerate(values)
            if held[place]
        ]
    return Layout(fields, tuple(columns), _starts(facts, fields, series, record))


def _number_columns(facts: Facts, fields: Fields) -> list[Column]:
    columns = []
    for fact, unit in fields.spans.items():
        if facts.known(fact).any():
            columns.append(Column(fact, (fact,), "years" if unit == "years" else "size"))
            if fact == EXPERIENCE:
                columns.append(Column(BEYOND, (fact,), "years"))
    numbers = (*fields.ordered, *fields.numbers)
    return columns + [Column(f, (f,), "number") for f in numbers if facts.known(f).any()]


def _starts(
    facts: Facts, fields: Fields, series: Codes, record: Codes
) -> dict[str, dict[str, list[float]]]:
    """Per series: the lower ends of the size classes that at least one in a hundred names.

    And at least FEWEST_RECORDS records.
    """
    found: dict[str, dict[str, list[float]]] = {}
    for fact, unit in fields.spans.items():
        if unit == "years":
            continue
        for index in np.unique(series):
            low = facts.spans[fact][0][record[series == index]]
            values, counts = np.unique(low[~np.isnan(low)], return_counts=True)
            kept = values[counts >= max(counts.sum() / 100, FEWEST_RECORDS)].tolist()
            if kept:
                found.setdefault(str(int(index)), {})[fact] = kept
    return found
