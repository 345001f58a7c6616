"""Which facts records hold together, and how many resemble a profile, of invented records."""

import polars as pl
import pytest

from invented_cells import around, people, years
from paylens.harmonise.record import record_schema
from paylens.market.together import alike, together

RECORDS = [
    *people("levels_fyi", around(1e5, 12), city="Seattle", level="mid", **years(5, 6)),
    *people("levels_fyi", around(1e5, 3), city="Seattle", level="staff", **years(8, 9)),
    *people("levels_fyi", around(1e5, 9), city="Tiny Town", level="mid", **years(20, 21)),
    *people("levels_fyi", around(1e5, 11), role="data_engineer", country="DE", level="senior"),
]


@pytest.fixture(scope="module")
def records() -> pl.DataFrame:
    return pl.DataFrame(RECORDS, schema=record_schema())


@pytest.mark.parametrize(
    ("a", "b", "records_together"),
    [
        (("city", "Seattle"), ("level", "mid"), 12),
        (("city", "Seattle"), ("level", "staff"), None),
        (("level", "mid"), ("role", "ml_engineer"), 21),
        (("experience", "6-9 years"), ("level", "staff"), None),
        (("country", "DE"), ("role", "data_engineer"), 11),
    ],
)
def test_pairs_that_are_held_together(records, a, b, records_together):
    found = together(records, 10)
    wanted = (pl.col("fact_a") == a[0]) & (pl.col("value_a") == a[1])
    wanted &= (pl.col("fact_b") == b[0]) & (pl.col("value_b") == b[1])
    assert found.filter(wanted)["records"].to_list() == [records_together]


def test_no_pair_that_is_not_there_and_no_rare_word(records):
    found = together(records, 10)
    pairs = set(found.select("value_a", "value_b").iter_rows())
    assert ("Seattle", "data_engineer") not in pairs
    assert "Tiny Town" not in found["value_a"].to_list() + found["value_b"].to_list()
    assert not set(found["fact_a"]) & {"gender", "skills"}
    assert found["records"].min() >= 10


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ({}, 35),
        ({"role": "ml_engineer"}, 24),
        ({"role": "ml_engineer", "country": "US", "level": "mid"}, 21),
        ({"role": "ml_engineer", "country": "US", "level": "senior"}, 24),
        ({"role": "ml_engineer", "level": "mid", "years": 5}, 12),
        ({"level": "senior", "years": 6}, 15),
        ({"level": "senior", "years": 8}, 15),
        ({"level": "senior", "years": 9}, None),
        ({"level": "staff", "years": 7}, None),
        ({"country": "DE", "years": 5}, None),
    ],
)
def test_records_alike_are_counted_within_reach(records, told, count):
    found = alike(records, 10)
    for name in ("role", "country", "level", "years"):
        wanted = pl.col(name) == told[name] if name in told else pl.col(name).is_null()
        found = found.filter(wanted)
    assert found["records"].to_list() == ([] if count is None else [count])
