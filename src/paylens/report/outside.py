"""Outside the data: facts of a profile that no record holds together, and how much wider that is.

An estimate for two facts that were never seen together is a guess from each of them alone. How far
such guesses are off was measured by holding out whole countries, roles and pairs of facts
(`benchmarks/unseen.py`); log pay gets an independent normal error of that size.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TypeAlias

from paylens.harmonise.dimension import dimension
from paylens.market.seen import FEW, Pair, Values
from paylens.market.store import Store
from paylens.report.mixture import Voice
from paylens.report.profile import QUESTIONS, Profile

NOT_ASKED = "no source asks both"
NO_RECORD = "no record holds both"
TOO_FEW = "fewer records hold both than may be counted"
# Standard deviation of the error in log pay, by what was never seen: docs/answer.md.
COUNTRY_LOG_SD, PLACE_LOG_SD, ROLE_LOG_SD = 0.60, 0.22, 0.15
PAIR_LOG_SD = {("employer", "level"): 0.07, ("country", "industry"): 0.15}
OTHER_PAIR_LOG_SD = 0.03
YEAR_LOG_SD, MOST_YEARS_LOG_SD = 0.08, 0.60
ASKED_AS = {name: question for question, name in QUESTIONS.items()}
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


def outside(
    store: Store, profile: Profile, speaking: Sequence[Voice], year: int | None = None
) -> Outside:
    """How far a profile, and the year that was asked for, lie outside the data of those who answer.

    Of several reasons the widest counts. Of a market without counts of facts together only the
    country, the role and the year are known.
    """
    found = [*_places(store, profile, speaking), *_pairs(store, profile)]
    found += _years(store, speaking, year)
    if not found:
        return INSIDE
    log_sd = max(size for size, _ in found)
    wider = (
        "outside the data: the range is wider, by an error that is two times in three no more "
        f"than {100 * math.expm1(log_sd):.0f} %"
    )
    return Outside(log_sd, (*dict.fromkeys(words for _, words in found), wider))


Reason: TypeAlias = tuple[float, str]


def _places(store: Store, profile: Profile, speaking: Sequence[Voice]) -> list[Reason]:
    """Roles and countries without enough records; those who answer have cells of them or not."""
    if any(voice.cells for voice in speaking):
        return []
    fewest = store.floor.middle_records
    if profile.country and not store.has_country(profile.country):
        place = dimension("country").value_label(profile.country)
        return [(COUNTRY_LOG_SD, f"{place}: no role has {fewest} records of a year there")]
    if profile.country:
        return [(PLACE_LOG_SD, "this role was not seen in this country by enough records")]
    return [(ROLE_LOG_SD, f"no country has {fewest} records of a year of this role")]


def _pairs(store: Store, profile: Profile) -> list[Reason]:
    return [
        (
            PLACE_LOG_SD if pair.facts == PLACE else PAIR_LOG_SD.get(pair.facts, OTHER_PAIR_LOG_SD),
            f"never seen together: {pair.words}",
        )
        for pair in apart(store, profile)
        if pair.unseen
    ]


def _years(store: Store, speaking: Sequence[Voice], year: int | None) -> list[Reason]:
    """A year without records: the error grows with the years to the nearest one that has some."""
    if year is None:
        return []
    series = {(voice.source, voice.pay) for voice in speaking}
    seen = [row["year"] for row in store.year_counts if (row["source"], row["pay"]) in series]
    gap = min(abs(year - each) for each in seen)
    if not gap:
        return []
    span = f"{min(seen)} to {max(seen)}"
    log_sd = min(YEAR_LOG_SD * gap, MOST_YEARS_LOG_SD)
    return [(log_sd, f"no record is of {year}: they are of {span}")]


def apart(store: Store, profile: Profile) -> tuple[Apart, ...]:
    """The pairs of a profile's facts that no record is known to hold both of.

    A value of no closed list counts in the sources that have 10 records of it.
    """
    if not store.seen.known:
        return ()
    told = told_values(profile)
    pairs: list[Pair] = [(a, told[a], b, told[b]) for a, b in combinations(sorted(told), 2)]
    found = []
    for (a, values_a, b, values_b), count in zip(pairs, store.seen.counts(pairs), strict=True):
        if count is not None and count > FEW:
            continue
        asked = (a, b) in store.seen.both_asked
        reason = TOO_FEW if count == FEW else NO_RECORD if asked else NOT_ASKED
        words = f"{_label(profile, a, values_a)} and {_label(profile, b, values_b)}"
        found.append(Apart((a, b), words, reason))
    return tuple(found)


def told_values(profile: Profile) -> dict[str, Values]:
    """Name of a dimension → its values that hold the fact; a fact of no value is left out."""
    told: dict[str, Values] = {}
    for name, start, end in _told_fields(frozenset(profile.facts)):
        value = profile.facts[start]
        if value is None:
            continue
        values = _intervals(name, value, profile.facts[end]) if end else (str(value),)
        if values:
            told[name] = values
    return told


@lru_cache(maxsize=4096)
def _told_fields(told: frozenset[str]) -> list[tuple[str, str, str | None]]:
    """Dimensions of which record fields tell, with those: one, or two ends. Sets are left out.

    A field's name begins with its dimension's, so no others need to be read.
    """
    begun = [name for name in QUESTIONS.values() if any(field.startswith(name) for field in told)]
    declared = [each for each in map(dimension, begun) if not each.many]
    fields: list[tuple[str, str, str | None]] = [
        (each.name, f"{each.field}_low", f"{each.field}_high")
        if each.intervals
        else (each.name, each.field, None)
        for each in declared
    ]
    return [each for each in fields if each[1] in told]


@lru_cache(maxsize=4096)
def _intervals(name: str, low: float, high: float) -> Values:
    return tuple(dimension(name).containing(low, high))


def _label(profile: Profile, name: str, values: Values) -> str:
    """The fact in words: an interval as it was told, as several declared ones may hold it."""
    declared = dimension(name)
    return (
        profile.understood[ASKED_AS[name]]
        if declared.intervals
        else declared.value_label(values[0])
    )
