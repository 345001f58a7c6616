"""Facts as columns: the same shape for a million records and for one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from paylens.model.fields import SEPARATOR, Fields

if TYPE_CHECKING:
    import polars

Array = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

OPEN_YEARS = 10.0
UNKNOWN = -1


@dataclass(frozen=True)
class Words:
    """A column of words: its distinct `values`, and each row's place among them, -1 unknown."""

    values: list[str]
    place: Codes

    def take(self, rows: Codes) -> Words:
        """The same for some of the rows."""
        return Words(self.values, self.place[rows])

    def joined(self, other: Words) -> Words:
        """Each row's word and another as one; unknown where either is."""
        both = (self.place != UNKNOWN) & (other.place != UNKNOWN)
        pair = self.place * (len(other.values) + 1) + other.place
        distinct, place = np.unique(pair[both], return_inverse=True)
        left, right = np.divmod(distinct, len(other.values) + 1)
        values = [
            f"{self.values[a]}{SEPARATOR}{other.values[b]}"
            for a, b in zip(left.tolist(), right.tolist(), strict=True)
        ]
        places = np.full(len(self.place), UNKNOWN)
        places[both] = place
        return Words(values, places)

    def mapped(self, known: Mapping[str, int], default: int) -> Codes:
        """Each row's number by `known`; `default` for other words, -1 where unknown."""
        numbers = [known.get(value, default) for value in self.values]
        return np.array([*numbers, UNKNOWN], dtype=np.int64)[self.place]


@dataclass(frozen=True)
class Facts:
    """What is known of `length` profiles or records; NaN and -1 mark the unknown.

    `numbers` has ordered facts as their position and plain numbers, shape (n,); `spans` the two
    ends of intervals; `sets` one column of 1, 0 or NaN per declared value, shape (n, values).
    A fact that is not there at all is unknown everywhere. `codes` are those of the words, by
    feature, once they were looked up.
    """

    length: int
    words: dict[str, Words]
    numbers: dict[str, Array]
    spans: dict[str, tuple[Array, Array]]
    sets: dict[str, Array]
    codes: dict[str, Codes] = field(default_factory=dict)

    def take(self, rows: Codes) -> Facts:
        """The same for some of the rows."""
        return Facts(
            len(rows),
            {fact: column.take(rows) for fact, column in self.words.items()},
            {fact: column[rows] for fact, column in self.numbers.items()},
            {fact: (low[rows], high[rows]) for fact, (low, high) in self.spans.items()},
            {fact: column[rows] for fact, column in self.sets.items()},
            {feature: codes[rows] for feature, codes in self.codes.items()},
        )

    def without(self, facts: frozenset[str]) -> Facts:
        """The same with some facts unknown."""
        return Facts(
            self.length,
            {fact: column for fact, column in self.words.items() if fact not in facts},
            {fact: column for fact, column in self.numbers.items() if fact not in facts},
            {fact: column for fact, column in self.spans.items() if fact not in facts},
            {fact: column for fact, column in self.sets.items() if fact not in facts},
        )

    def with_number(self, fact: str, value: Array | float) -> Facts:
        """The same with a number or position known for all, or one per row."""
        numbers = self.numbers | {fact: np.full(self.length, value)}
        return replace(self, numbers=numbers)

    def known(self, fact: str) -> npt.NDArray[np.bool_]:
        """In which rows a fact is known, shape (n,)."""
        if fact in self.words:
            return np.asarray(self.words[fact].place != UNKNOWN)
        if fact in self.numbers:
            return ~np.isnan(self.numbers[fact])
        if fact in self.spans:
            return ~np.isnan(self.spans[fact][0])
        if fact in self.sets:
            return np.asarray(~np.isnan(self.sets[fact]).all(axis=1))
        return np.zeros(self.length, dtype=bool)

    def joined(self, facts: tuple[str, ...]) -> Words:
        """Words of several facts as one, joined in their order; unknown where any of them is."""
        if any(fact not in self.words for fact in facts):
            return Words([], np.full(self.length, UNKNOWN))
        first, *rest = (self.words[fact] for fact in facts)
        for other in rest:
            first = first.joined(other)
        return first


def middle(low: Array, high: Array, share: Array | float = 0.5) -> Array:
    """A place within intervals of years; an open one is taken to be ten years long."""
    return low + share * (np.where(np.isfinite(high), high, low + OPEN_YEARS) - low)


def facts_of_records(records: polars.DataFrame, fields: Fields) -> Facts:
    """The facts of a table of records."""
    words = {fact: _words(records[fact]) for fact in fields.words}
    numbers = {
        fact: records[fact].replace_strict(_positions(values), default=None).cast(float)
        for fact, values in fields.ordered.items()
    } | {fact: records[fact] for fact in fields.numbers}
    spans = {fact: (records[f"{fact}_low"], records[f"{fact}_high"]) for fact in fields.spans}
    return Facts(
        records.height,
        words,
        {fact: _floats(column) for fact, column in numbers.items()},
        {fact: (_floats(low), _open(low, high)) for fact, (low, high) in spans.items()},
        {fact: _membership(records[fact], values) for fact, values in fields.sets.items()},
    )


def facts_of_columns(columns: Mapping[str, Any], length: int, fields: Fields) -> Facts:
    """The facts of questions: record field → `length` values, None where unknown.

    A value of a set that is named is held; of the others nothing is known.
    """
    given = {name: list(column) for name, column in columns.items()}
    numbers = {
        fact: _array([_position(values, value) for value in given[fact]])
        for fact, values in fields.ordered.items()
        if fact in given
    } | {fact: _array(given[fact]) for fact in fields.numbers if fact in given}
    spans = {fact: f"{fact}_low" for fact in fields.spans if f"{fact}_low" in given}
    return Facts(
        length,
        {fact: _coded(_single(given[fact])) for fact in fields.words if fact in given},
        numbers,
        {
            fact: (_array(given[low]), _array(given.get(f"{fact}_high", given[low])))
            for fact, low in spans.items()
        },
        {
            fact: _named(given[fact], values)
            for fact, values in fields.sets.items()
            if fact in given
        },
    )


def _words(column: polars.Series) -> Words:
    import polars as pl

    if column.dtype == pl.List(pl.String):
        column = _only_value(column)
    values = column.drop_nulls().unique().sort().to_list()
    known = {value: place for place, value in enumerate(values)}
    places = column.replace_strict(known, default=None) if values else column
    return Words(values, places.cast(int).fill_null(UNKNOWN).to_numpy().astype(np.int64))


def _only_value(sets: polars.Series) -> polars.Series:
    """The value of each set that has exactly one."""
    import polars as pl

    one = sets.list.len().fill_null(0) == 1
    return sets.to_frame().select(pl.when(one).then(sets.list.first()))[:, 0]


def _floats(column: polars.Series) -> Array:
    return column.cast(float).fill_null(float("nan")).to_numpy().astype(np.float64)


def _open(low: polars.Series, high: polars.Series) -> Array:
    """Upper ends, inf where open."""
    return np.where(np.isnan(_floats(high)) & ~np.isnan(_floats(low)), np.inf, _floats(high))


def _membership(column: polars.Series, values: tuple[str, ...]) -> Array:
    asked = column.is_not_null().to_numpy()
    held = np.stack(
        [column.list.contains(value).fill_null(False).to_numpy() for value in values], axis=1
    )
    return np.where(asked[:, None], held.astype(np.float64), np.nan)


def _array(values: list[Any]) -> Array:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _positions(values: tuple[str, ...]) -> dict[str, int]:
    return {value: position for position, value in enumerate(values)}


def _position(values: tuple[str, ...], value: str | None) -> int | None:
    return values.index(value) if value in values else None


def _single(values: list[Any]) -> list[str | None]:
    """Words as they are; of a set, its value where it has exactly one."""
    return [
        (value[0] if len(value) == 1 else None) if isinstance(value, (tuple, list)) else value
        for value in values
    ]


def _coded(values: list[str | None]) -> Words:
    places: dict[str, int] = {}
    coded = [UNKNOWN if v is None else places.setdefault(v, len(places)) for v in values]
    return Words(list(places), np.array(coded, dtype=np.int64))


def _named(values: list[tuple[str, ...] | None], known: tuple[str, ...]) -> Array:
    held = [[1.0 if value in (named or ()) else np.nan for value in known] for named in values]
    return np.array(held).reshape(len(values), len(known))
