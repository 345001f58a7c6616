"""Places in the United States: people's words for a city, county or area, and its metro area.

A city's spelling names its state where cities of several states have its name, but for the one that
us_namesakes.csv lets keep it. The tables are in `places/`; their heads say where each comes from.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from paylens.harmonise.dimension import dimension
from paylens.harmonise.regions import region_code, regions

TABLES = Path(__file__).parent / "places"
COUNTRY = "US"
# Territories with a country code of their own, whose metropolitan areas the Census Bureau lists.
TERRITORIES = ("PR",)
# The one state that is a city.
CITY_STATE = "DC"


class Place(NamedTuple):
    """Where something is, as far as it is known."""

    region: str | None = None
    metro: str | None = None
    city: str | None = None


@dataclass(frozen=True)
class Gazetteer:
    """By state and key: cities with their spelling and metro area (None outside any), counties.

    `city_states` are the states of each city's key, the one that keeps the plain name first.
    """

    cities: dict[tuple[str | None, str], Place]
    city_states: dict[str, list[str]]
    counties: dict[tuple[str, str], str]
    metro_states: dict[str, tuple[str, ...]]

    def city(self, state: str | None, key: str) -> Place | None:
        """The city of that key or alias in the state; None where the table has none."""
        if state is None:
            return None
        cities = dimension("city")
        alias = cities.aliases.get(key)
        also = [cities.key(alias)] if alias else []
        return next(
            (self.cities[state, k] for k in [key, *also] if (state, k) in self.cities), None
        )

    def metro(self, state: str | None, key: str) -> str | None:
        """The metro area that a county's name or an area's words mean in that state."""
        county = self.counties.get((state or "", key))
        area = dimension("metro").key(key)
        named = dimension("metro").aliases.get(area)
        if named and state not in (None, *self.metro_states[named]):
            named = None
        a_city = key in self.city_states or key in dimension("city").aliases
        if state is None and area == key and a_city:
            named = None
        surrounded = self.city(state, area) if area != key else None
        return county or named or (surrounded.metro if surrounded else None)


@cache
def gazetteer() -> Gazetteer:
    """The tables of metro areas, cities and counties."""
    metros = {row["cbsa"]: row["metro"] for row in _rows("us_metros")}
    key, states = dimension("city").key, _city_states()
    cities: dict[tuple[str | None, str], Place] = {
        (row["state"], key(row["city"])): Place(
            row["state"], metros.get(row["cbsa"]), _told_apart(row["city"], row["state"], states)
        )
        for row in _rows("us_cities")
    }
    return Gazetteer(
        cities,
        states,
        {(row["state"], key(row["county"])): metros[row["cbsa"]] for row in _rows("us_counties")},
        {name: tuple(name.rsplit(", ", 1)[1].split("-")) for name in metros.values()},
    )


def us_place(words: str, state: str | None) -> Place | None:
    """The place that words of any spelling mean in a state; None where the tables have none.

    Words that name only a state, or only an area, have no city. A city of another state than the
    one given ("Washington, DC" of someone in Virginia) tells the metro area only.
    """
    known, key = gazetteer(), dimension("city").key(words)
    if (state, key) in known.cities:
        return known.cities[state, key]
    if region_code(key, COUNTRY) == CITY_STATE:
        return _if_in(known.cities[CITY_STATE, "washington"], state)
    elsewhere = _with_its_own_state(key, state)
    if elsewhere is not None:
        return elsewhere
    for each in _readings(key):
        city = known.city(state, each)
        if city is not None:
            return city
    part = re.sub(dimension("city").extra["part_of_state"], "", key)
    metro = known.metro(state, key) if part != key or not region_code(key, COUNTRY) else None
    named = state or region_code(part, COUNTRY)
    return Place(named, metro) if metro or region_code(part, COUNTRY) else None


def told_apart(city: str, state: str) -> str:
    """The spelling of a city of that state: with the state where another's has the plain name."""
    return _told_apart(city, state, gazetteer().city_states)


def without_state(city: str) -> str:
    """The plain name of a city whose spelling names its state."""
    return re.sub(r", [A-Z]{2}$", "", city)


def state_of(words: str, states: Iterable[str]) -> str | None:
    """The one of several states in which the city lies; of namesakes the one with the plain name.

    None where no one state has it.
    """
    found = [place for place in (us_place(words, state) for state in states) if place]
    cities = [place for place in found if place.city]
    plain = [place for place in cities if without_state(str(place.city)) == place.city]
    (only, *others) = (cities if len(cities) == 1 else plain) or [Place()]
    return None if others else only.region


def metro_of(city: str) -> str | None:
    """The metro area of a US city in its one spelling; None outside any, or abroad."""
    states = gazetteer().city_states.get(dimension("city").key(city), [])
    found = us_place(city, states[0] if states else None)
    return found.metro if found else None


def county_metro(county: str | None, state: str | None) -> str | None:
    """The metro area in which a county of a state lies, in the words of any publisher."""
    if county is None or state is None:
        return None
    key = dimension("city").key(county)
    known = gazetteer().counties
    plain = re.sub(r"^city(?: and county)? of | county$", "", key)
    tried = (key, plain, f"{plain} county", f"{plain} city", f"{plain} parish")
    return next((known[state, each] for each in tried if (state, each) in known), None)


def _readings(key: str) -> Iterator[str]:
    """The key, and what is left of it without the parts of a legal name."""
    yield key
    for pattern in dimension("city").extra["legal"]:
        found = re.match(pattern, key)
        if found:
            yield found[1]


def _with_its_own_state(key: str, state: str | None) -> Place | None:
    """ "boston ma" and "portland oregon": the last one or two words name a state."""
    tokens = key.split()
    for length in (1, 2, 3):
        own = regions(COUNTRY).get(" ".join(tokens[-length:]))
        if own and len(tokens) > length:
            found = us_place(" ".join(tokens[:-length]), own)
            if found is not None:
                return _if_in(found, state)
    return None


def _if_in(found: Place, state: str | None) -> Place:
    """The place where the state agrees, else only its metro area."""
    return found if state in (None, found.region) else Place(state, found.metro)


def _told_apart(city: str, state: str, states: dict[str, list[str]]) -> str:
    if state in TERRITORIES:
        return city
    namesakes = states.get(dimension("city").key(city), [state])
    alone = namesakes == [state] or namesakes[0] == state
    return city if alone else f"{city}, {state}"


def _city_states() -> dict[str, list[str]]:
    """States by city's key; first the one that keeps the plain name, "" where none does."""
    key, states = dimension("city").key, defaultdict[str, list[str]](list)
    for row in _rows("us_cities"):
        if row["state"] not in TERRITORIES:
            states[key(row["city"])].append(row["state"])
    principal = {key(row["city"]): row["state"] for row in _rows("us_namesakes")}
    return {
        city: each if len(each) == 1 else [principal.get(city, ""), *each]
        for city, each in states.items()
    }


def _rows(table: str) -> list[dict[str, str]]:
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))
