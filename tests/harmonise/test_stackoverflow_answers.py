"""stackoverflow: what each answer means."""

import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import publishers
from paylens.collect.source import card, find_files
from paylens.harmonise.dimension import dimension
from paylens.harmonise.interpretation import MERGED_COPY, NO_PAY, NOT_A_NUMBER
from paylens.harmonise.records import Harmonised, harmonise
from paylens.harmonise.sources.stackoverflow import JOINED, OF_NOBODY


def harmonised(folder: Path, rows: list[dict[str, Any]]) -> Harmonised:
    return harmonise("stackoverflow", [publishers.write_stackoverflow(folder, rows)])


# Changed answers → expected fields of the record.
FACTS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {"total_form": "exact", "total_low": 120_000, "total_high": 120_000, "base_form": None}),
    ({}, {"observed_on": datetime.date(2025, 6, 10), "currency": "USD", "basis": "survey"}),
    ({"YearsCode": "14.0"}, {"experience_years_low": 14, "experience_years_high": 14}),
    ({"YearsCode": "100.0"}, {"experience_years_low": None, "total_low": 120_000}),
    ({"Country": "Republic of Korea"}, {"country": "KR", "residence_country": "KR"}),
    ({"Country": "Hong Kong (S.A.R.)"}, {"country": "HK"}),
    ({"Country": "Democratic Republic of the Congo"}, {"country": "CD"}),
    ({"Country": "Congo, Republic of the..."}, {"country": "CG"}),
    ({"Country": "Kosovo"}, {"country": "XK"}),
    ({"Country": "Nomadic"}, {"country": None, "residence_country": None}),
    ({"EdLevel": "Professional degree (JD, MD, Ph.D, Ed.D, etc.)"}, {"education": "doctorate"}),
    ({"EdLevel": "Associate degree (A.A., A.S., etc.)"}, {"education": "no_degree"}),
    ({"EdLevel": "Other (please specify):"}, {"education": None}),
    ({"EdLevel": None}, {"education": None}),
    ({"PrimaryRole": "AI/ML engineer"}, {"role": "ml_engineer", "role_score": 1}),
    ({"PrimaryRole": "Developer, AI apps or physical AI"}, {"role": "ai_engineer"}),
    ({"PrimaryRole": "Applied scientist"}, {"role": "research_scientist"}),
    ({"PrimaryRole": "Academic researcher"}, {"role": "scientist"}),
    ({"PrimaryRole": "Data scientist"}, {"role": "data_scientist", "specialisation": None}),
    ({"PrimaryRole": "Developer, mobile"}, {"specialisation": ["mobile"]}),
    ({"PrimaryRole": "Senior executive (C-suite, VP, etc.)"}, {"level": "executive"}),
    ({"languages": ["Python", "SQL", "C"]}, {"skills": ["c", "python", "sql"]}),
    ({"languages": ["Bash/Shell (all shells)"]}, {"skills": ["bash"]}),
    ({"languages": ["Prolog 9000"]}, {"skills": []}),
    ({"PrimaryLanguage": "R"}, {"skills": None, "skills_asked": None}),
]


@pytest.mark.parametrize(("changed", "expected"), FACTS)
def test_facts(changed: dict[str, Any], expected: dict[str, Any], tmp_path: Path) -> None:
    (record,) = harmonised(tmp_path, [changed]).records.to_dicts()
    assert {name: record[name] for name in expected} == expected


def test_every_role_of_the_card_is_a_role() -> None:
    assert set(card("stackoverflow").words["role"].values()) <= set(dimension("role").values)


def test_who_names_a_language_was_asked_about_all(tmp_path: Path) -> None:
    (record,) = harmonised(tmp_path, [{"languages": ["Python"]}]).records.to_dicts()
    assert {"python", "r", "sql", "java", "cpp"} <= set(record["skills_asked"])
    assert not {"pytorch", "aws"} & set(record["skills_asked"])


@pytest.mark.parametrize(
    ("salary", "reason"),
    [
        (None, NO_PAY),
        ("plenty", NOT_A_NUMBER),
        ("999.0", "pay below any full-time job's"),
        ("20000000.0", "total pay beyond any plausible employee's"),
    ],
)
def test_dropped_rows(salary: str | None, reason: str, tmp_path: Path) -> None:
    found = harmonised(tmp_path, [{"salary": salary}])
    assert found.records.is_empty()
    assert found.account()["dropped"] == {reason: 1}


def test_only_a_row_copied_with_its_number_is_one_report(tmp_path: Path) -> None:
    found = harmonised(tmp_path, [{"number": "1"}, {"number": "1"}, {"number": "2"}])
    assert found.account()["dropped"] == {MERGED_COPY: 1}
    assert found.records.height == 2


def test_both_files_are_accounted_for(tmp_path: Path) -> None:
    rows = [{"languages": ["C", "R"]}, {}, {"number": "9", "languages": ["C"]}]
    publishers.write_stackoverflow(tmp_path, rows)
    publishers.write_stackoverflow(tmp_path, rows[:2], languages_name=None)
    found = harmonise("stackoverflow", find_files("stackoverflow", tmp_path))
    account = found.account()
    assert (account["read"], account["kept"]) == (5, 2)
    assert account["dropped"] == {JOINED: 2, OF_NOBODY: 1}
    assert found.records["skills"].to_list() == [["c", "r"], None]


def test_the_languages_file_alone_holds_no_report(tmp_path: Path) -> None:
    path = publishers.write_stackoverflow(tmp_path, [{"languages": ["C", "R"]}])
    path.unlink()
    found = harmonise("stackoverflow", find_files("stackoverflow", tmp_path))
    assert found.account()["dropped"] == {OF_NOBODY: 2}


@pytest.mark.real_data
def test_real_answers(real_data: Path) -> None:
    found = harmonise("stackoverflow", find_files("stackoverflow", real_data))
    account = found.account()
    assert account["kept"] == 17_563
    assert account["dropped"] == {JOINED: 99_314, OF_NOBODY: 7_845}
    assert account["corrected"] == {"100 years of coding": 4}
    records = found.records
    assert records["role"].null_count() == 0
    assert records["skills"].null_count() == records["skills_asked"].null_count() == 1_140
    nowhere = records.filter(pl.col("country").is_null())
    assert nowhere.height == 10
    in_us = records.filter(country="US").group_by("role").agg(pl.len(), pl.median("total_low"))
    medians = {role: (people, pay) for role, people, pay in in_us.iter_rows()}
    assert medians["data_scientist"] == (69, 138_000)
    assert medians["ml_engineer"] == (57, 189_000)
    assert medians["software_engineer"] == (2_441, pytest.approx(145_000, abs=5_000))
