"""Places: publishers' words to ISO codes, regions, metro areas and one spelling per city.

A metro area is one of the US Census Bureau's; elsewhere the city is enough. Words that name no
city ("Remote", "N/A", a state alone, "Bay Area") give none, and the metro area where they name one.
"""

from __future__ import annotations

import re

import polars as pl

from paylens.harmonise.dimension import dimension, without_accents
from paylens.harmonise.regions import region_code, region_moved, regions
from paylens.harmonise.us_places import COUNTRY as US
from paylens.harmonise.us_places import TERRITORIES, Place, county_metro, told_apart, us_place

# Longer or stranger words than any city's name are remarks.
LONGEST_NAME = 40
MOST_WORDS = 5
LOWER_WORDS = frozenset({"of", "the", "de", "la", "le", "du", "upon", "am", "on", "and", "y", "di"})


def country_codes(words: pl.Series) -> pl.Series:
    """ISO 3166-1 alpha-2 codes; null for words that name no country."""
    codes = {word: _code(word) for word in words.drop_nulls().unique().to_list()}
    return words.replace_strict(codes, default=None, return_dtype=pl.String)


def place_columns(
    city: pl.Series, region: pl.Series, country: pl.Series, county: pl.Series | None = None
) -> list[pl.Series]:
    """Columns country, region, metro and city; `country` holds ISO codes, the rest any words.

    Regions of the countries in places/regions.toml become codes. A US county, where the source has
    one, decides the metro area.
    """
    columns = {"city": city, "region": region, "country": country}
    columns["county"] = pl.Series([None] * len(city)) if county is None else county
    asked = pl.DataFrame([column.alias(name).cast(pl.String) for name, column in columns.items()])
    distinct = asked.unique()
    schema = dict.fromkeys(Place._fields, pl.String)
    places = pl.DataFrame([place_of(*each) for each in distinct.iter_rows()], schema, orient="row")
    known = distinct.hstack(places.rename(lambda name: f"its_{name}"))
    found = asked.join(known, on=asked.columns, how="left", nulls_equal=True, maintain_order="left")
    return [found["country"], *(found[f"its_{name}"].alias(name) for name in Place._fields)]


def place_of(
    city: str | None, region: str | None, country: str | None, county: str | None = None
) -> Place:
    """The region, metro area and city that a publisher's words mean in a country."""
    code = region_code(region, country) if region else None
    state = country if country in TERRITORIES else code
    found = _city(city, state, country) if city else Place()
    kept = found.region or code
    if country in TERRITORIES:
        kept = None
    metro = county_metro(county, found.region or state) or found.metro
    return Place(region_moved(country, found.city) or kept, metro, found.city)


def _city(words: str, state: str | None, country: str | None) -> Place:
    key = dimension("city").key(words)
    found = us_place(words, state) if country == US or country in TERRITORIES else None
    if found is not None:
        return found
    if not key or any(re.fullmatch(each, key) for each in dimension("city").extra["nowhere"]):
        return Place(state)
    if country != US:
        return _abroad(words, state, country)
    name = spelled(words)
    return Place(state, None, told_apart(name, state) if name and state else name)


def _abroad(words: str, state: str | None, country: str | None) -> Place:
    """A city outside the US, without the region and country that may be written after it."""
    parts = [part for part in re.split(r"\s*,\s*", words.strip()) if part]
    known = regions(country)
    key = dimension("city").key
    head, _, tail = parts[-1].rpartition(" ")
    if head and tail.isupper() and (key(tail) in known or _code(tail) == country):
        parts[-1:] = [head, tail]
    while len(parts) > 1 and (key(parts[-1]) in known or _code(parts[-1]) == country):
        state = state or known.get(key(parts.pop()))
    if state is None and key(parts[0]) in known:
        return Place(known[key(parts[0])])
    return Place(state, None, spelled(", ".join(parts)))


def spelled(words: str) -> str | None:
    """A city's one spelling: the declared one, else without accents and not in capitals only.

    None for words too long to be a name, or with figures in them.
    """
    name = re.sub(r"\s+", " ", without_accents(words).replace("’", "'")).strip(" .,;")
    alias = dimension("city").aliases.get(dimension("city").key(name))
    if alias is not None:
        return alias
    remark = len(name) > LONGEST_NAME or len(name.split()) > MOST_WORDS
    if remark or not name or re.search(r"[\d@?!:]", name):
        return None
    return name if name != name.lower() and name != name.upper() else _titled(name)


def _titled(name: str) -> str:
    words = re.split(r"([ -])", name.lower())
    return "".join(
        word if word in LOWER_WORDS and place else word[:1].upper() + word[1:]
        for place, word in enumerate(words)
    )


def _code(word: str) -> str | None:
    return dimension("country").aliases.get(dimension("country").key(word))
