"""Which facts a market's records hold together, and how many records resemble a profile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any, TypeAlias

from paylens.market.store import quoted

Values: TypeAlias = tuple[str, ...]
# Names of two dimensions, in the order of their names, and values of each that mean one fact.
Pair: TypeAlias = tuple[str, Values, str, Values]
Key: TypeAlias = tuple[str, ...]
BySource: TypeAlias = dict[str, int]
FEW = 0
SINGLE_LOOKS = 100
# A record resembles a profile within so many steps and years.
LEVEL_STEPS, YEARS = 1, 3
MOST_YEARS = 40
OPEN_YEARS = 10.0
ALIKE_RULE = (
    f"same role and country, level within {LEVEL_STEPS} step, experience within {YEARS} years; "
    "in each source those of them that it asks"
)
PLACE = ["role", "country"]
ALIKE = [*PLACE, "level", "years"]


@dataclass(frozen=True)
class Seen:
    """The counts that `market.together` wrote; a market of before has none.

    `read` gives rows of the market's files, by SQL.
    """

    folder: Path
    read: Callable[..., list[dict[str, Any]]]
    _counts: dict[Pair, list[BySource]] = field(default_factory=dict)
    _alike: dict[tuple[Any, ...], dict[tuple[Any, ...], dict[str, int]]] = field(
        default_factory=dict
    )

    @cached_property
    def known(self) -> bool:
        """Whether the market holds such counts at all."""
        return (self.folder / "together").is_dir() and (self.folder / "alike").is_dir()

    @cached_property
    def both_asked(self) -> frozenset[tuple[str, str]]:
        """The pairs of facts that at least one source asks both of."""
        rows = self.read("together/*.parquet", "true", "distinct fact_a, fact_b")
        return frozenset((row["fact_a"], row["fact_b"]) for row in rows)

    def counts(self, pairs: Iterable[Pair]) -> list[int | None]:
        """Of each pair the records that hold both, over all sources.

        FEW where there are some but too few to be counted; None where no record holds both. The
        first SINGLE_LOOKS pairs are looked up as they come; who asks for more gets all at once.
        """
        return [
            max((sum(by_source.values()) for by_source in found), default=None)
            for found in self._found(pairs)
        ]

    def in_source(self, source: str, pairs: Iterable[Pair]) -> list[int]:
        """Of each pair the records of one source that hold both; FEW where too few, or none do."""
        return [
            max((by_source.get(source, FEW) for by_source in found), default=FEW)
            for found in self._found(pairs)
        ]

    def _found(self, pairs: Iterable[Pair]) -> list[list[BySource]]:
        """Of each pair the records of every source, for each of the values that mean it."""
        asked = list(pairs)
        unknown = [pair for pair in asked if pair not in self._counts]
        if unknown:
            few = len(self._counts) < SINGLE_LOOKS
            found = self._read(" or ".join(map(_holds, unknown))) if few else self._all
            self._counts.update((pair, _of_pair(found, pair)) for pair in unknown)
        return [self._counts[pair] for pair in asked]

    @cached_property
    def _all(self) -> dict[Key, BySource]:
        return self._read("true")

    def _read(self, where: str) -> dict[Key, BySource]:
        keys = "fact_a, value_a, fact_b, value_b"
        what = f"{keys}, source, coalesce(records, {FEW})::int as records"
        found: dict[Key, BySource] = defaultdict(dict)
        for row in self.read("together/*.parquet", where, what):
            *key, source, records = row.values()
            found[tuple(key)][source] = records
        return found

    @cached_property
    def compared(self) -> dict[str, frozenset[str]]:
        """Source → those of ALIKE that it asks."""
        asks = ", ".join(f"bool_or({name} is not null) as {name}" for name in ALIKE)
        rows = self.read("alike/*.parquet", "true group by all", f"source, {asks}")
        return {row["source"]: frozenset(name for name in ALIKE if row[name]) for row in rows}

    def alike(self, facts: dict[str, str | int]) -> dict[str, int]:
        """Source → records that resemble a profile in those of ALIKE that the source asks.

        Sources with fewer than the floor's records are left out.
        """
        place = tuple(facts.get(name) for name in PLACE)
        if place not in self._alike:
            self._alike[place] = self._resembling(place)
        found = {}
        for source, asks in self.compared.items():
            key = tuple(facts.get(name) if name in asks else None for name in ALIKE)
            records = self._alike[place].get(key, {}).get(source)
            if records is not None:
                found[source] = records
        return found

    def _resembling(self, place: tuple[Any, ...]) -> dict[tuple[Any, ...], dict[str, int]]:
        """Values of ALIKE → source → records, for one role and country or what is told of them."""
        where = " and ".join(
            f"({name} is null{_or_equal(name, value)})"
            for name, value in zip(PLACE, place, strict=True)
        )
        found: dict[tuple[Any, ...], dict[str, int]] = {}
        for row in self.read("alike/*.parquet", where, f"source, {', '.join(ALIKE)}, records"):
            key = tuple(row[name] for name in ALIKE)
            found.setdefault(key, {})[row["source"]] = int(row["records"])
        return found


def _holds(pair: Pair) -> str:
    """A pair as a condition in SQL."""
    a, values_a, b, values_b = pair
    some_a, some_b = (", ".join(map(quoted, values)) for values in (values_a, values_b))
    facts = f"fact_a = {quoted(a)} and fact_b = {quoted(b)}"
    return f"({facts} and value_a in ({some_a}) and value_b in ({some_b}))"


def _of_pair(found: dict[Key, BySource], pair: Pair) -> list[BySource]:
    a, values_a, b, values_b = pair
    keys = product((a,), values_a, (b,), values_b)
    return [found[key] for key in keys if key in found]


def _or_equal(name: str, value: str | int | None) -> str:
    if value is None:
        return ""
    return f" or {name} = {value if isinstance(value, int) else quoted(value)}"
