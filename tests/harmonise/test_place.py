"""Places: every spelling of a city is one city, and every US place has its metro area."""

from pathlib import Path

import polars as pl
import pytest

from paylens.collect.source import find_files
from paylens.harmonise.dimension import dimension
from paylens.harmonise.place import country_codes, place_columns, place_of, spelled
from paylens.harmonise.records import harmonise
from paylens.harmonise.regions import region_code
from paylens.harmonise.us_places import _rows, gazetteer, metro_of, state_of, without_state

NEW_YORK = "New York-Newark-Jersey City, NY-NJ"
WASHINGTON = "Washington-Arlington-Alexandria, DC-VA-MD-WV"
BAY = "San Francisco-Oakland-Fremont, CA"
SAN_JOSE = "San Jose-Sunnyvale-Santa Clara, CA"
BOSTON = "Boston-Cambridge-Newton, MA-NH"
LOS_ANGELES = "Los Angeles-Long Beach-Anaheim, CA"
DALLAS = "Dallas-Fort Worth-Arlington, TX"
CHICAGO = "Chicago-Naperville-Elgin, IL-IN"
DETROIT = "Detroit-Warren-Dearborn, MI"

# City and region in the publisher's words, in the US → region, metro area, city.
AMERICAN = [
    ("New York", "NY", ("NY", NEW_YORK, "New York")),
    ("nyc", "New York", ("NY", NEW_YORK, "New York")),
    ("NEW YORK CITY", "NY", ("NY", NEW_YORK, "New York")),
    ("New York City (Manhattan)", "NY", ("NY", NEW_YORK, "New York")),
    ("Brooklyn", "NY", ("NY", NEW_YORK, "New York")),
    ("Long Island City", "NY", ("NY", NEW_YORK, "New York")),
    ("Long Island", "NY", ("NY", NEW_YORK, None)),
    ("Jersey City", "NJ", ("NJ", NEW_YORK, "Jersey City")),
    ("Brooklyn", "OH", ("OH", "Cleveland, OH", "Brooklyn, OH")),
    ("Manhattan", "KS", ("KS", "Manhattan, KS", "Manhattan")),
    ("SF", "CA", ("CA", BAY, "San Francisco")),
    ("oakland ", "California", ("CA", BAY, "Oakland")),
    ("Redwood Shores", "CA", ("CA", BAY, "Redwood Shores")),
    ("San Francisco Bay Area", "CA", ("CA", BAY, None)),
    ("Bay Area", "California", ("CA", BAY, None)),
    ("Mountain View", "CA", ("CA", SAN_JOSE, "Mountain View")),
    ("Silicon Valley", "CA", ("CA", SAN_JOSE, None)),
    ("la", "CA", ("CA", LOS_ANGELES, "Los Angeles")),
    ("Orange County", "CA", ("CA", LOS_ANGELES, None)),
    ("Washington, DC", "District of Columbia", ("DC", WASHINGTON, "Washington")),
    ("Washington, D.C.", "DC", ("DC", WASHINGTON, "Washington")),
    ("DC", None, ("DC", WASHINGTON, "Washington")),
    ("Washington DC", "Virginia", ("VA", WASHINGTON, None)),
    ("DC metro", None, (None, WASHINGTON, None)),
    ("Northern Virginia", "VA", ("VA", WASHINGTON, None)),
    ("Fairfax County", "VA", ("VA", WASHINGTON, None)),
    ("Mc Lean", "VA", ("VA", WASHINGTON, "McLean")),
    ("Tysons Corner", "VA", ("VA", WASHINGTON, "Tysons")),
    ("Boston, MA", "Massachusetts", ("MA", BOSTON, "Boston")),
    ("The greater Boston metro area", "MA", ("MA", BOSTON, None)),
    ("chicago suburbs", "Illinois", ("IL", CHICAGO, None)),
    ("metro detroit", "MI", ("MI", DETROIT, None)),
    ("Ann Arbor area", "MI", ("MI", "Ann Arbor, MI", None)),
    ("Dallas-Fort Worth", "TX", ("TX", DALLAS, None)),
    ("Ft. Worth", "TX", ("TX", DALLAS, "Fort Worth")),
    ("St. Louis", "MO", ("MO", "St. Louis, MO-IL", "St. Louis")),
    ("saint louis", "Missouri", ("MO", "St. Louis, MO-IL", "St. Louis")),
    ("O Fallon", "MO", ("MO", "St. Louis, MO-IL", "O'Fallon")),
    ("Winston Salem", "NC", ("NC", "Winston-Salem, NC", "Winston-Salem")),
    ("Coeur d’Alene", "ID", ("ID", "Coeur d'Alene, ID", "Coeur d'Alene")),
    ("Portland, Oregon", None, ("OR", "Portland-Vancouver-Hillsboro, OR-WA", "Portland")),
    ("Portland", "ME", ("ME", "Portland-South Portland, ME", "Portland, ME")),
    ("Ewing Township", "NJ", ("NJ", "Trenton-Princeton, NJ", "Ewing")),
    ("Frankfort", "KY", ("KY", None, "Frankfort, KY")),
    ("Boston", "AR", ("AR", None, "Boston, AR")),
    ("portland, maine", None, ("ME", "Portland-South Portland, ME", "Portland, ME")),
    ("Portland", None, (None, None, "Portland")),
    ("Arlington", "TX", ("TX", DALLAS, "Arlington")),
    ("ARLINGTON", "Virginia", ("VA", WASHINGTON, "Arlington, VA")),
    ("Columbia", "SC", ("SC", "Columbia, SC", "Columbia")),
    ("Columbia", "MO", ("MO", "Columbia, MO", "Columbia, MO")),
    ("Columbia", "MD", ("MD", "Baltimore-Columbia-Towson, MD", "Columbia, MD")),
    ("Columbus", "Ohio", ("OH", "Columbus, OH", "Columbus")),
    ("Columbus", "GA", ("GA", "Columbus, GA-AL", "Columbus, GA")),
    ("Princeton", "NJ", ("NJ", "Trenton-Princeton, NJ", "Princeton, NJ")),
    ("Kansas City", "KS", ("KS", "Kansas City, MO-KS", "Kansas City, KS")),
    ("St Louis", "MI", ("MI", None, "St. Louis, MI")),
    ("Boston", None, (None, None, "Boston")),
    ("Remote", "CA", ("CA", None, None)),
    ("Fully remote, company in Ohio", "Texas", ("TX", None, None)),
    ("N/A", "MI", ("MI", None, None)),
    ("Prefer not to say", "New Jersey", ("NJ", None, None)),
    ("small town", "New York", ("NY", None, None)),
    ("MD", "US", ("MD", None, None)),
    ("California", None, ("CA", None, None)),
    ("New York", None, ("NY", None, None)),
    ("Upstate NY", "NY", ("NY", None, None)),
    (None, "Texas", ("TX", None, None)),
    (None, None, (None, None, None)),
]
# City, region and country → region and city; no metro area outside the US.
ABROAD = [
    ("Bengaluru", "Karnataka", "IN", ("KA", "Bangalore")),
    ("Bangalore", "KA", "IN", ("KA", "Bangalore")),
    ("Gurugram", "Haryana", "IN", ("HR", "Gurgaon")),
    ("Hyderabad", "AP", "IN", ("TS", "Hyderabad")),
    ("Chennai", "undefined", "IN", (None, "Chennai")),
    ("München", "BY", "DE", ("BY", "Munich")),
    ("Zürich", "ZH", "CH", ("ZH", "Zurich")),
    ("Łódź", None, "PL", (None, "Lodz")),
    ("Saint Petersburg", "SP", "RU", ("SP", "St. Petersburg")),
    ("Sydney NSW", None, "AU", ("NSW", "Sydney")),
    ("Sydney", "NS", "AU", ("NSW", "Sydney")),
    ("London", "EN", "GB", ("ENG", "London")),
    ("London, UK", None, "GB", (None, "London")),
    ("Edinburgh, Scotland", None, "GB", ("SCT", "Edinburgh")),
    ("Toronto", "Ontario", "CA", ("ON", "Toronto")),
    ("toronto, Ontario, Canada", None, "CA", ("ON", "Toronto")),
    ("British Columbia", None, "CA", ("BC", None)),
    ("RIGA", None, "LV", (None, "Riga")),
    ("STRATFORD UPON AVON", None, "GB", (None, "Stratford upon Avon")),
    ("Tel Aviv-Yafo", None, "IL", (None, "Tel Aviv")),
    ("New York", "New York", None, ("New York", "New York")),
]


@pytest.mark.parametrize(("city", "region", "expected"), AMERICAN)
def test_american_places(city: str | None, region: str | None, expected: tuple[str | None]) -> None:
    assert tuple(place_of(city, region, "US")) == expected


@pytest.mark.parametrize(("city", "region", "country", "expected"), ABROAD)
def test_places_abroad(city: str, region: str, country: str, expected: tuple[str]) -> None:
    found = place_of(city, region, country)
    assert (found.region, found.city) == expected
    assert found.metro is None


@pytest.mark.parametrize(
    ("city", "state", "county", "metro"),
    [
        ("Addison Airport", "TX", "Dallas County", DALLAS),
        ("Research Triangle Park", "NC", "Wake County", "Raleigh-Cary, NC"),
        ("", "MD", "City of Baltimore County", "Baltimore-Columbia-Towson, MD"),
        (None, "LA", "Orleans Parish County", "New Orleans-Metairie, LA"),
        (None, "MO", "Saint Louis County", "St. Louis, MO-IL"),
        ("Boston", "MA", "no county", BOSTON),
    ],
)
def test_a_county_decides_the_metro_area(city: str, state: str, county: str, metro: str) -> None:
    assert place_of(city, state, "US", county).metro == metro


def test_puerto_rico_has_metro_areas_and_no_state() -> None:
    assert tuple(place_of("San Juan", None, "PR")) == (
        None, "San Juan-Bayamón-Caguas, PR", "San Juan",
    )  # fmt: skip


def test_columns_keep_the_order_and_length_of_the_rows() -> None:
    words = pl.Series("where", ["nyc", None, "Remote", "nyc"])
    states = pl.Series(["NY", None, "NY", "NY"])
    found = pl.DataFrame(place_columns(words, states, pl.Series(["US", None, "US", "US"])))
    assert found.columns == ["country", "region", "metro", "city"]
    assert found["city"].to_list() == ["New York", None, None, "New York"]
    assert found["country"].to_list() == ["US", None, "US", "US"]
    blank = pl.Series([None] * 4)
    assert pl.DataFrame(place_columns(blank, blank, blank)).null_count().row(0) == (4, 4, 4, 4)


@pytest.mark.parametrize(
    "words", ["1 Infinite Loop, Building 4", "somewhere nice but I would rather be elsewhere", ""]
)
def test_remarks_are_no_city(words: str) -> None:
    assert spelled(words) is None


def test_the_tables_agree_with_one_another() -> None:
    places = gazetteer()
    assert len(places.metro_states) == 393
    for (state, key), place in places.cities.items():
        assert place.region == state
        assert key == dimension("city").key(without_state(str(place.city)))
        assert place.metro is None or state in places.metro_states[place.metro]
    assert set(places.counties.values()) <= set(places.metro_states)
    assert set(dimension("metro").aliases.values()) <= set(places.metro_states)


def test_cities_of_one_country_have_a_spelling_each() -> None:
    american = [place.city for (state, _), place in gazetteer().cities.items() if state != "PR"]
    assert len(set(american)) == len(american)


def test_who_keeps_the_plain_name_is_a_city_with_namesakes() -> None:
    declared = list(_rows("us_namesakes"))
    key, places = dimension("city").key, gazetteer()
    assert len({row["city"] for row in declared}) == len(declared)
    for row in declared:
        assert places.cities[row["state"], key(row["city"])].city == row["city"]
        assert len(places.city_states[key(row["city"])]) > 2


@pytest.mark.parametrize(
    ("city", "states", "state"),
    [
        ("Seattle", ["OR", "WA"], "WA"),
        ("Washington", ["DC", "MD"], "DC"),
        ("Washington", ["DC", "VA"], "DC"),
        ("Kansas City", ["KS", "MO"], "MO"),
        ("Portland, OR", ["OR", "WA"], "OR"),
        ("Columbia", ["MD", "MO"], None),
        ("Washington", ["MD", "OH"], None),
        ("Remote", ["CA", "NV"], None),
        ("Seattle", [], None),
    ],
)
def test_the_one_of_several_states(city: str, states: list[str], state: str | None) -> None:
    assert state_of(city, states) == state


@pytest.mark.parametrize(
    ("city", "metro"),
    [
        ("Boston", "Boston-Cambridge-Newton, MA-NH"),
        ("Portland", "Portland-Vancouver-Hillsboro, OR-WA"),
        ("Portland, ME", "Portland-South Portland, ME"),
        ("Berlin", None),
        ("Atlantis", None),
    ],
)
def test_the_metro_area_of_a_city_in_its_one_spelling(city: str, metro: str | None) -> None:
    assert metro_of(city) == metro


def test_no_city_is_another_ones_alias() -> None:
    """Else the table would split what the aliases join."""
    aliases = dimension("city").aliases
    clash = [
        (state, key)
        for state, key in gazetteer().cities
        if key in aliases and (state, dimension("city").key(aliases[key])) in gazetteer().cities
        and dimension("city").key(aliases[key]) != key
    ]  # fmt: skip
    assert clash == []


@pytest.mark.parametrize(
    ("words", "country", "code"),
    [
        ("calif", "US", "CA"),
        ("D.C.", "US", "DC"),
        ("United States", "US", None),
        ("Ontario", "US", None),
        ("Bavaria", "DE", "Bavaria"),
        ("Germany", "DE", None),
    ],
)
def test_regions(words: str, country: str, code: str | None) -> None:
    assert region_code(words, country) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Korea, South", "KR"),
        ("People 's Republic of China", "CN"),
        ("Hong Kong (S.A.R.)", "HK"),
        ("Viet Nam", "VN"),
        ("Iran, Islamic Republic of...", "IR"),
        ("UK", "GB"),
        ("England", "GB"),
        ("Scotland", "GB"),
        ("U.S.", "US"),
        ("Macedonia (FYROM)", "MK"),
        ("U.S. Virgin Islands", "VI"),
        ("Congo, Republic of the...", "CG"),
        ("Democratic Republic of the Congo", "CD"),
        ("Kosovo", "XK"),
        ("Türkiye", "TR"),
        ("Republic of China", None),
        ("Other", None),
        ("Nomadic", None),
    ],
)
def test_country_words(words: str, code: str | None) -> None:
    assert country_codes(pl.Series([words])).to_list() == [code]


@pytest.mark.real_data
def test_nearly_every_american_place_of_levels_fyi_has_a_metro_area(real_data: Path) -> None:
    found = harmonise("levels_fyi", find_files("levels_fyi", real_data)).records
    american = found.filter(pl.col("country") == "US", pl.col("city").is_not_null())
    assert american["metro"].count() / american.height > 0.997
    assert american.filter(city="New York")["region"].unique().to_list() == ["NY"]
