"""Older records are moved by official growth, and never past the last official year."""

import math

import polars as pl
import pytest

from invented_cells import around, market, people
from paylens.report.official import movement, official_wages

MEDIANS = {2021: 100_000.0, 2022: 104_000.0, 2023: 110_000.0, 2024: 121_000.0}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    found = market(tmp_path_factory.mktemp("market"), people("ai_jobs", around(150_000)))
    shares = {f"{name}_usd_per_year": None for name in ("p10", "p25", "p75", "p90", "mean")}
    pl.DataFrame(
        [
            {"soc": "15-2051", "title": "Data Scientists", "year": year, "employment": 1000.0}
            | {"p50_usd_per_year": median}
            | shares
            for year, median in MEDIANS.items()
        ],
        schema_overrides={name: pl.Float64 for name in shares},
    ).write_parquet(found.folder / "official.parquet")
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


def test_a_country_without_official_wages_is_not_moved(store):
    found = movement(store, "ml_engineer", "DE", (2021, 2024), False)
    assert found.log_shift == 0
    assert "no official wages" in found.note


def test_official_wages_stand_beside_the_nearest_role(store):
    found = official_wages(store, "ml_engineer", "US")
    assert (found.year, found.p50, found.same_occupation) == (2024, 121_000, False)
    assert official_wages(store, "ml_engineer", "DE") is None
    assert official_wages(store, "designer", "US") is None
