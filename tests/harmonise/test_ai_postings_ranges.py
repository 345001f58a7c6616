"""ai_postings: posted ranges, their period, and one posting in many cities."""

from pathlib import Path
from typing import Any

import pytest

import publishers
from paylens.collect.source import find_files
from paylens.harmonise.interpretation import MERGED_COPY, NO_PAY, NOT_A_NUMBER
from paylens.harmonise.money import NO_RATE
from paylens.harmonise.records import NO_DATE, Harmonised, harmonise
from paylens.harmonise.sources.ai_postings import BACKWARDS, NO_PERIOD

BELOW_MINIMUM = "base pay below the US legal minimum for full-time work"


def harmonised(folder: Path, *rows: dict[str, Any]) -> Harmonised:
    return harmonise("ai_postings", [publishers.write_ai_postings(folder, rows)])


FACTS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {"base_form": "range", "base_low": 120_000, "base_high": 180_000, "period": "year"}),
    ({"salary_min": "180000.0"}, {"base_form": "exact", "base_low": 180_000}),
    (
        {"salary_min": "30", "salary_max": "60", "unit": "HOUR"},
        {"period": "hour", "base_low_usd_per_year": 62_400},
    ),
    ({}, {"country": "US", "region": "IL", "city": "Springfield, IL", "remote": None}),
    ({"region": "Ca"}, {"region": "CA"}),
    (
        {"city": "Remote", "region": "US", "job_location_type": "TELECOMMUTE"},
        {"country": "US", "region": None, "city": None, "remote": "remote"},
    ),
    ({"city": "MD", "region": "US"}, {"country": "US", "region": "MD", "city": None}),
    (
        {"city": None, "region": None, "country": None},
        {"country": None, "region": None, "city": None},
    ),
    ({"company": "Unknown"}, {"employer": None}),
    ({"skills": "Python|RAG|Rust|AWS|Go"}, {"skills": ["python"], "skills_asked": ["python"]}),
    ({"skills": None}, {"skills": []}),
    ({"title": "Airline Pilot"}, {"role": "other", "level": None, "specialisation": None}),
    ({"title": "Machine Learning Engineer"}, {"role": "ml_engineer", "basis": "posting"}),
]


@pytest.mark.parametrize(("changed", "expected"), FACTS)
def test_facts(changed: dict[str, Any], expected: dict[str, Any], tmp_path: Path) -> None:
    (record,) = harmonised(tmp_path, changed).records.to_dicts()
    assert {name: record[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"salary_min": None, "salary_max": None, "unit": None, "currency": None}, NO_PAY),
        ({"salary_max": None}, NO_PAY),
        ({"salary_min": "0", "salary_max": "0"}, NO_PAY),
        ({"salary_min": "DOE"}, NOT_A_NUMBER),
        ({"salary_min": "190000"}, BACKWARDS),
        ({"unit": "FORTNIGHT"}, NO_PERIOD),
        ({"currency": "XXX"}, NO_RATE),
        ({"date_posted": "soon"}, NO_DATE),
        ({"title": "Founding Engineer (Equity Only)"}, NO_PAY),
        ({"salary_min": "35", "salary_max": "60"}, "pay below any full-time job's"),
        ({"salary_min": "9000", "salary_max": "13000"}, BELOW_MINIMUM),
    ],
)
def test_dropped_rows(changed: dict[str, Any], reason: str, tmp_path: Path) -> None:
    found = harmonised(tmp_path, changed)
    assert found.records.is_empty()
    assert found.account()["dropped"] == {reason: 1}


@pytest.mark.parametrize(
    ("changed", "period"),
    [
        ({"company": "Microsoft", "salary_min": "6000", "salary_max": "16999"}, "month"),
        (
            {"company": "Utah Department of Finance", "salary_min": "8000", "salary_max": "9000"},
            "month",
        ),
        ({"company": "Microsoft", "salary_min": "16000", "salary_max": "17000"}, "year"),
        ({"company": "Microsoft", "salary_min": "100000", "salary_max": "160000"}, "year"),
    ],
)
def test_known_employers_who_pay_by_the_month(
    changed: dict[str, Any], period: str, tmp_path: Path
) -> None:
    (record,) = harmonised(tmp_path, changed).records.to_dicts()
    assert record["period"] == period


def test_one_posting_in_many_cities_is_one_report(tmp_path: Path) -> None:
    seattle, spokane = {"city": "Seattle", "region": "WA"}, {"city": "Spokane", "region": "WA"}
    spokane |= {"job_location_type": "TELECOMMUTE"}
    found = harmonised(tmp_path, seattle, spokane, seattle | {"salary_max": "190000"})
    assert found.account()["dropped"] == {MERGED_COPY: 1}
    several, one = found.records.sort("base_high").to_dicts()
    assert (several["country"], several["region"], several["city"]) == ("US", "WA", None)
    assert several["remote"] is None
    assert one["city"] == "Seattle"


def test_postings_of_unknown_employers_are_no_copies(tmp_path: Path) -> None:
    found = harmonised(tmp_path, *[{"company": name} for name in ("Unknown", "Unknown", None)])
    assert found.account()["dropped"] == {}
    assert found.records.height == 3


@pytest.mark.real_data
def test_real_postings(real_data: Path) -> None:
    found = harmonise("ai_postings", find_files("ai_postings", real_data), real_data / "reference")
    account: dict[str, Any] = found.account()
    assert account["dropped"] == {NO_PAY: 902, MERGED_COPY: 761, BELOW_MINIMUM: 2}
    assert account["corrected"] == {
        "pay per month is marked as per year": 11,
        "a posting that pays in equity only has a salary": 1,
        "Remote stands as a city": 428,
        "Unknown stands as an employer": 92,
    }
    monthly = found.records.filter(period="month")
    assert monthly["base_low_usd_per_year"].min() > 60_000
    asked = set(found.records["skills_asked"].explode())
    assert "python" in asked
    assert not asked & {"rust", "go", "aws", "rag", "cohere"}
