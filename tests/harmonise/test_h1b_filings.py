"""h1b_lca: which visa filings count, and what their few words mean."""

from pathlib import Path
from typing import Any

import pytest

import publishers
from paylens.collect.source import find_files
from paylens.harmonise.interpretation import NO_PAY, NOT_A_NUMBER
from paylens.harmonise.records import BAD_DATE, NO_DATE, Harmonised, harmonise
from paylens.harmonise.sources.h1b_lca import UNKNOWN_OUTCOME


def harmonised(folder: Path, *rows: dict[str, Any]) -> Harmonised:
    return harmonise("h1b_lca", [publishers.write_h1b_lca(folder, rows)])


FACTS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {"basis": "visa_filing", "base_form": "exact", "base_low": 90_000, "currency": "USD"}),
    ({}, {"country": "US", "region": "IL", "city": "Springfield, IL", "employer": "Acme"}),
    ({}, {"role": "software_engineer", "role_score": 1.0, "level": None, "skills": None}),
    (
        {"city": "Nowhere Hill", "county": "King County", "state": "WA"},
        {"metro": "Seattle-Tacoma-Bellevue, WA"},
    ),
    ({"job title": "programmer"}, {"role": "software_engineer"}),
    ({"job title": "architect"}, {"role": "solution_architect"}),
    ({"job title": "analyst"}, {"role": "other"}),
    ({"job title": "astronaut"}, {"role": None, "title": "astronaut"}),
    ({"employer": "bloomberg lp"}, {"employer": "Bloomberg"}),
    ({"case status": "CERTIFIED-WITHDRAWN"}, {"base_low": 90_000}),
]


@pytest.mark.parametrize(("changed", "expected"), FACTS)
def test_facts(changed: dict[str, Any], expected: dict[str, Any], tmp_path: Path) -> None:
    (record,) = harmonised(tmp_path, changed).records.to_dicts()
    assert {name: record[name] for name in expected} == expected


def test_the_day_is_that_of_the_filing(tmp_path: Path) -> None:
    (record,) = harmonised(tmp_path, {"submit date": "09/27/2012"}).records.to_dicts()
    assert str(record["observed_on"]) == "2012-09-27"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"case status": "denied"}, "visa filing denied"),
        ({"case status": "withdrawn"}, "visa filing withdrawn"),
        (
            {"case status": "pending quality and compliance review - unassigned"},
            "visa filing undecided",
        ),
        ({"case status": "mislaid"}, UNKNOWN_OUTCOME),
        ({"case status": None}, UNKNOWN_OUTCOME),
        ({"base salary": None}, NO_PAY),
        ({"base salary": "0"}, NO_PAY),
        ({"base salary": "a lot"}, NOT_A_NUMBER),
        ({"base salary": "45"}, "pay below any full-time job's"),
        ({"base salary": "9000000"}, "base pay above ten times the highest official wage"),
        ({"submit date": "30/02/2012"}, NO_DATE),
        ({"submit date": "10/02/1812"}, BAD_DATE),
    ],
)
def test_dropped_rows(changed: dict[str, Any], reason: str, tmp_path: Path) -> None:
    found = harmonised(tmp_path, changed)
    assert found.records.is_empty()
    assert found.account()["dropped"] == {reason: 1}


def test_filings_alike_are_different_people(tmp_path: Path) -> None:
    assert harmonised(tmp_path, {}, {}, {}).records.height == 3


@pytest.mark.real_data
def test_real_filings(real_data: Path) -> None:
    found = harmonise("h1b_lca", find_files("h1b_lca", real_data), real_data / "reference")
    assert found.account()["dropped"] == {
        "visa filing denied": 82,
        "visa filing undecided": 1,
        "visa filing withdrawn": 408,
    }
    engineers = found.records.filter(role="software_engineer")["base_low"]
    assert engineers.len() == 3_978
    assert engineers.median() == 88_000
