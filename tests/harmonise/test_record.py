"""A pay record refuses nonsense at birth, and becomes a table."""

import datetime

import polars as pl
import pytest

from paylens import PayRecord
from paylens.errors import InvalidValue
from paylens.harmonise.record import record_schema, table_of

GOOD = {
    "source": "mine",
    "record_id": "1",
    "observed_on": datetime.date(2024, 5, 1),
    "base_form": "exact",
    "base_low": 100_000.0,
    "base_high": 100_000.0,
    "skills": ("python",),
}
NONSENSE = [
    {"basis": "rumour"},
    {"period": "fortnight"},
    {"base_form": "midpoint"},
    {"base_low": -1.0},
    {"base_low": float("nan")},
    {"base_low": 2.0, "base_high": 1.0},
    {"experience_years_low": 90.0},
    {"base_form": None},
]


@pytest.mark.parametrize("facts", NONSENSE, ids=str)
def test_nonsense_is_refused(facts):
    with pytest.raises(InvalidValue):
        PayRecord(**(GOOD | facts))


def test_records_become_a_table():
    table = table_of([PayRecord(**GOOD), PayRecord(**(GOOD | {"record_id": "2"}))])
    assert table.schema == pl.Schema(record_schema())
    assert table["skills"].to_list() == [["python"]] * 2
    assert table_of(table) is table


@pytest.mark.parametrize("records", [["a"], [None], pl.DataFrame({"pay": [1]})], ids=str)
def test_what_is_no_record(records):
    with pytest.raises(InvalidValue):
        table_of(records)
