"""Older records are moved by official growth, and never past the last official year."""

import math

import polars as pl
import pytest

from invented_cells import around, market, people
from paylens.harmonise.official.table import official_schema
from paylens.report.official import movement, official_wages

MEDIANS = {2021: 100_000.0, 2022: 104_000.0, 2023: 110_000.0, 2024: 121_000.0}


# Figures that stand in the same table and must move nothing: of a place, a sex, another publisher.
OTHERS = [
    {"area_kind": "state", "region": "NY"},
    {"area_kind": "metro", "region": "WA", "area_code": "42660"},
    {"gender": "female"},
    {"source": "us_census"},
    {"country": "CA"},
]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    found = market(tmp_path_factory.mktemp("market"), people("ai_jobs", around(150_000)))
    national = {"source": "bls_oews", "soc": "15-2051", "title": "Data Scientists"}
    national |= {"country": "US", "area_kind": "country", "employment": 1000.0}
    rows = [
        {**national, "year": year, "p50_usd_per_year": median} for year, median in MEDIANS.items()
    ]
    rows += [
        {**national, **other, "year": year, "p50_usd_per_year": 1.0}
        for other in OTHERS
        for year in (2019, 2022, 2025)
    ]
    figures = pl.DataFrame(rows[::-1], schema=official_schema())
    figures.write_parquet(found.folder / "official.parquet")
    return found


CASES = [
    ("nothing to move", (2024, 2024), False, 1.0, 2024),
    ("within the official years", (2021, 2024), False, 1.21, 2024),
    ("to an earlier year", (2023, 2021), False, 100 / 110, 2021),
    ("not past the last official year", (2022, 2026), False, 121 / 104, 2024),
    ("already past it", (2025, 2026), False, 1.0, 2025),
    ("before the first official year", (2018, 2022), False, 1.04, 2022),
    ("projected by the mean growth of three years", (2024, 2026), True, 1.21 ** (2 / 3), 2026),
]


@pytest.mark.parametrize(
    ("years", "project", "factor", "reached"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_movement(store, years, project, factor, reached):
    found = movement(store, "ml_engineer", "US", years, project)
    assert math.exp(found.log_shift) == pytest.approx(factor)
    assert found.to_year == reached
    assert (found.note is None) == (years[0] == years[1])


GROWTH = "the growth of the official median of Data Scientists"
TOLD = [
    ((2021, 2024), f"moved from 2021 to 2024 by +21.0%, {GROWTH}"),
    (
        (2018, 2024),
        "pay of 2018 moved only from 2021, the first official year at hand, to 2024 by +21.0%, "
        f"{GROWTH}",
    ),
    (
        (2026, 2022),
        "pay of 2026 moved only from 2024, the last official year at hand, to 2022 by -14.0%, "
        f"{GROWTH}",
    ),
    (
        (2022, 2026),
        f"moved from 2022 to 2024 by +16.3%, {GROWTH}; 2024 is the last official year at hand",
    ),
    (
        (2023, 2018),
        f"moved from 2023 to 2021 by -9.1%, {GROWTH}; 2021 is the first official year at hand",
    ),
    ((2025, 2026), "left at 2025: official wages at hand cover 2021 to 2024"),
]


@pytest.mark.parametrize(("years", "note"), TOLD, ids=[str(years) for years, _ in TOLD])
def test_a_movement_says_from_and_to_which_year(store, years, note):
    assert movement(store, "ml_engineer", "US", years, False).note == note


def test_a_country_without_official_wages_is_not_moved(store):
    found = movement(store, "ml_engineer", "DE", (2021, 2024), False)
    assert found.log_shift == 0
    assert "no official wages" in found.note


def test_official_wages_stand_beside_the_nearest_role(store):
    found = official_wages(store, "ml_engineer", "US")
    assert (found.year, found.p50, found.same_occupation) == (2024, 121_000, False)
    assert official_wages(store, "ml_engineer", "DE") is None
    assert official_wages(store, "designer", "US") is None


@pytest.mark.parametrize("other", OTHERS)
def test_other_official_figures_are_there_to_be_asked_for(store, other):
    assert len(store.official(soc="15-2051", **other)) >= 3


def test_official_figures_with_an_empty_column(store):
    assert {row["gender"] for row in store.official(gender=None)} == {None}
    assert {row["gender"] for row in store.official()} == {None, "female"}
