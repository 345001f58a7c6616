"""Outside the data: facts of a profile that no record holds together, and how much wider that is.

An estimate for two facts that were never seen together is a guess from each of them alone. How far
such guesses are off was measured by holding out whole countries, roles and pairs of facts
(`benchmarks/unseen.py`); log pay gets an independent normal error of that size.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from typing import TypeAlias

from paylens.harmonise.dimension import dimension
from paylens.market.seen import FEW, Pair, Values
from paylens.market.store import Store
from paylens.report.profile import QUESTIONS, Profile

NOT_ASKED = "no source asks both"
NO_RECORD = "no record holds both"
TOO_FEW = "fewer records hold both than may be counted"
# Standard deviation of the error in log pay, by what was never seen.
ROLE_LOG_SD = 0.0
PLACE_LOG_SD = 0.0
PAIR_LOG_SD = 0.0
Facts: TypeAlias = tuple[str, str]
PLACE: Facts = ("country", "role")


@dataclass(frozen=True)
class Apart:
    """Two facts of a profile (names of dimensions) that are not known to be held together."""

    facts: Facts
    words: str
    reason: str

    @property
    def unseen(self) -> bool:
        """Whether sources could have held both and did not."""
        return self.reason == NO_RECORD


@dataclass(frozen=True)
class Outside:
    """What of a profile no record has, and the error in log pay that is added for it."""

    log_sd: float = 0.0
    notes: tuple[str, ...] = ()


INSIDE = Outside()


def outside(store: Store, profile: Profile, has_records: bool) -> Outside:
    """How far a profile lies outside the data; `has_records` says that its role and country have.

    Of a market without counts of facts together only the latter is known.
    """
    unseen = [pair for pair in apart(store, profile) if pair.unseen]
    sizes = [PLACE_LOG_SD if pair.facts == PLACE else PAIR_LOG_SD for pair in unseen]
    if not has_records:
        sizes.append(PLACE_LOG_SD if profile.country else ROLE_LOG_SD)
    if not sizes:
        return INSIDE
    wider = f"the range is wider for it, by an error of {100 * max(sizes):.0f} % of pay"
    notes = [f"never seen together: {pair.words}; {wider}" for pair in unseen]
    return Outside(max(sizes), tuple(notes or [f"no record is of this role here; {wider}"]))


def apart(store: Store, profile: Profile) -> tuple[Apart, ...]:
    """The pairs of a profile's facts that no record is known to hold both of.

    A value of no closed list counts in the sources that have 10 records of it.
    """
    if not store.seen.known:
        return ()
    told = _told(profile)
    pairs: list[Pair] = [(a, told[a], b, told[b]) for a, b in combinations(sorted(told), 2)]
    found = []
    for (a, values_a, b, values_b), count in zip(pairs, store.seen.counts(pairs), strict=True):
        if count is not None and count > FEW:
            continue
        asked = (a, b) in store.seen.both_asked
        reason = TOO_FEW if count == FEW else NO_RECORD if asked else NOT_ASKED
        words = f"{_label(a, values_a)} and {_label(b, values_b)}"
        found.append(Apart((a, b), words, reason))
    return tuple(found)


def _told(profile: Profile) -> dict[str, Values]:
    """Name of a dimension → the values that hold the fact; a fact of no value is left out."""
    told: dict[str, Values] = {}
    for name, start, end in _fields():
        value = profile.facts.get(start)
        if value is None:
            continue
        values = _intervals(name, value, profile.facts[end]) if end else (str(value),)
        if values:
            told[name] = values
    return told


@cache
def _fields() -> list[tuple[str, str, str | None]]:
    """Dimensions that people are asked for, with their record fields: one, or two ends."""
    declared = [dimension(name) for name in QUESTIONS.values()]
    return [
        (each.name, f"{each.field}_low", f"{each.field}_high")
        if each.intervals
        else (each.name, each.field, None)
        for each in declared
        if not each.many
    ]


@lru_cache(maxsize=4096)
def _intervals(name: str, low: float, high: float) -> Values:
    return tuple(dimension(name).containing(low, high))


def _label(name: str, values: Values) -> str:
    return dimension(name).value_label(values[0])
