"""data_jobs: whose pay an advert gives, where the job is, and what one report is."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import publishers
from paylens.collect.source import card, find_files, read
from paylens.errors import LayoutChanged
from paylens.harmonise.interpretation import MERGED_COPY, NO_PAY, NOT_A_NUMBER
from paylens.harmonise.records import NO_DATE, Harmonised, harmonise
from paylens.harmonise.sources.data_jobs import BOARD_PAY, NO_CURRENCY


def harmonised(folder: Path, *rows: dict[str, Any]) -> Harmonised:
    return harmonise("data_jobs", [publishers.write_data_jobs(folder, rows)])


HOURLY = {"salary_rate": "hour", "salary_year_avg": None, "salary_hour_avg": "50"}
# Changed columns → expected fields of the record.
FACTS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {"base_form": "exact", "base_low": 120_000, "base_high": 120_000, "period": "year"}),
    (HOURLY, {"base_low": 50, "period": "hour", "base_low_usd_per_year": 104_000}),
    (HOURLY | {"salary_hour_avg": "47.620003"}, {"base_low": 47.62}),
    ({}, {"country": "US", "region": "IL", "city": "Springfield, IL", "remote": None}),
    ({"job_location": "Seattle, WA"}, {"metro": "Seattle-Tacoma-Bellevue, WA"}),
    ({"job_location": "Georgia"}, {"country": "US", "region": "GA", "city": None}),
    ({"job_location": "United States"}, {"country": "US", "region": None, "city": None}),
    ({"job_location": "Austin, TX   (+2 others)"}, {"country": "US", "region": None, "city": None}),
    ({"job_location": None}, {"country": "US", "region": None, "city": None}),
    (
        {"job_location": "San Juan, Puerto Rico", "job_country": "Puerto Rico"},
        {"country": "PR", "region": None, "city": "San Juan"},
    ),
    (
        {"job_location": "Anywhere", "job_work_from_home": "true"},
        {"country": "US", "city": None, "remote": "remote"},
    ),
    ({"search_location": "Texas, United States"}, {"region": "IL", "city": "Springfield, IL"}),
    ({"job_schedule_type": "Contractor and Temp work"}, {"employment_type": "contract"}),
    ({"job_schedule_type": "Full-time and Part-time"}, {"employment_type": None}),
    ({"job_schedule_type": "Internship"}, {"employment_type": None}),
    ({"job_health_insurance": "true"}, {"benefits": ["health_insurance"]}),
    ({"job_health_insurance": "false"}, {"benefits": []}),
    ({"job_no_degree_mention": "true"}, {"education": None}),
    ({"job_skills": "['c++', 'python', 'c']"}, {"skills": ["c", "cpp", "python"]}),
    ({"job_skills": None}, {"skills": [], "skills_asked": []}),
    ({"job_title": "Machine Learning Engineer"}, {"role": "ml_engineer", "basis": "posting"}),
    ({"job_via": None}, {"employer": "Acme"}),
]


@pytest.mark.parametrize(("changed", "expected"), FACTS)
def test_facts(changed: dict[str, Any], expected: dict[str, Any], tmp_path: Path) -> None:
    (record,) = harmonised(tmp_path, changed).records.to_dicts()
    assert {name: record[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("location", "country", "region"),
    [
        ("Springfield, IL", "US", "IL"),
        ("Texas", "US", "TX"),
        ("Georgia", "US", "GA"),
        ("United States", "US", None),
        ("Anywhere", None, None),
        (None, None, None),
    ],
)
def test_the_country_of_an_advert_from_sudan_is_read_from_its_place(
    location: str | None, country: str | None, region: str | None, tmp_path: Path
) -> None:
    found = harmonised(tmp_path, {"job_country": "Sudan", "job_location": location})
    (record,) = found.records.to_dicts()
    assert (record["country"], record["region"]) == (country, region)
    assert found.account()["corrected"] == {"the country is given as Sudan": 1}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"job_country": "Sudan", "job_location": "Khartoum, Sudan"}, NO_CURRENCY),
        ({"job_country": "United Kingdom", "job_location": "London, UK"}, NO_CURRENCY),
        ({"job_country": "Georgia", "job_location": "Tbilisi, Georgia"}, NO_CURRENCY),
        ({"job_country": "India", "job_location": "Anywhere"}, NO_CURRENCY),
        ({"job_country": "Oceania", "job_location": "Anywhere"}, NO_CURRENCY),
        ({"job_via": "via Ai-Jobs.net"}, BOARD_PAY),
        ({"job_via": "via Snagajob"}, BOARD_PAY),
        ({"job_via": "via Lake, MS - Geebo"}, BOARD_PAY),
        ({"job_via": "via Geebo"}, BOARD_PAY),
        ({"job_via": "via Ladders"}, BOARD_PAY),
        ({"salary_year_avg": None}, NO_PAY),
        ({"salary_year_avg": "0"}, NO_PAY),
        ({"salary_rate": "month"}, NO_PAY),
        (HOURLY | {"salary_hour_avg": None, "salary_year_avg": "90000"}, NO_PAY),
        ({"salary_year_avg": "good"}, NOT_A_NUMBER),
        ({"job_posted_date": "lately"}, NO_DATE),
    ],
)
def test_dropped_rows(changed: dict[str, Any], reason: str, tmp_path: Path) -> None:
    found = harmonised(tmp_path, changed)
    assert found.records.is_empty()
    assert found.account()["dropped"] == {reason: 1}


def test_an_advert_found_again_elsewhere_and_later_is_one_report(tmp_path: Path) -> None:
    again = {"job_via": "via Indeed", "job_posted_date": "2023-07-31 10:00:00"}
    elsewhere = {"job_location": "Austin, TX"}
    other_pay = {"salary_year_avg": "121000"}
    found = harmonised(tmp_path, {}, again, again | elsewhere, other_pay)
    assert found.account()["dropped"] == {MERGED_COPY: 2}
    first, second = found.records.sort("base_low").to_dicts()
    assert (first["country"], first["region"], first["city"]) == ("US", None, None)
    assert second["city"] == "Springfield, IL"


HOME, OFFICE = {"job_work_from_home": "true"}, {"job_work_from_home": "false"}
FULL, CONTRACT = {"job_schedule_type": "Full-time"}, {"job_schedule_type": "Contractor"}
FULL_OR_PART = {"job_schedule_type": "Full-time and Part-time"}


@pytest.mark.parametrize(
    ("copies", "expected"),
    [
        ([HOME, HOME], {"remote": "remote"}),
        ([HOME, OFFICE], {"remote": None}),
        ([FULL, {"job_schedule_type": None}], {"employment_type": "full_time"}),
        ([FULL, CONTRACT], {"employment_type": None}),
        ([FULL, FULL_OR_PART], {"employment_type": None}),
        ([{"job_skills": "['sql']"}, {"job_skills": "['r']"}], {"skills": ["r", "sql"]}),
        ([{"job_health_insurance": "true"}, {}], {"benefits": ["health_insurance"]}),
        ([{}, {"job_posted_date": "2023-01-02 10:00:00"}], {"observed_on": date(2023, 1, 2)}),
    ],
)
def test_what_the_copies_of_an_advert_say_together(
    copies: list[dict[str, Any]], expected: dict[str, Any], tmp_path: Path
) -> None:
    (record,) = harmonised(tmp_path, *copies).records.to_dicts()
    assert {name: record[name] for name in expected} == expected


@pytest.mark.parametrize("name", [None, "Confidential"])
def test_adverts_of_unknown_employers_are_no_copies(name: str | None, tmp_path: Path) -> None:
    found = harmonised(tmp_path, {"company_name": name}, {"company_name": name})
    assert found.account()["dropped"] == {}


def test_an_advert_of_a_board_is_no_copy(tmp_path: Path) -> None:
    found = harmonised(tmp_path, {"job_via": "via Snagajob"}, {})
    assert found.account()["dropped"] == {BOARD_PAY: 1}
    assert found.rows["record_id"].null_count() == 1


def test_the_same_table_as_csv(tmp_path: Path) -> None:
    rows = [{}, HOURLY, {"job_skills": None, "job_country": "Sudan"}]
    workbook = publishers.write_data_jobs(tmp_path, rows)
    table = publishers.write_data_jobs(tmp_path, rows, "data_jobs_salary_all.csv")
    assert read("data_jobs", workbook).equals(read("data_jobs", table))


@pytest.mark.parametrize("name", ["data_jobs_salary_all.xlsx", "data_jobs_salary_all.csv"])
def test_missing_column_is_named(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(publishers.ADVERT, "salary_hour_avg")
    with pytest.raises(LayoutChanged) as caught:
        read("data_jobs", publishers.write_data_jobs(tmp_path, name=name))
    assert caught.value.missing == ["salary_hour_avg"]


@pytest.mark.real_data
def test_real_adverts(real_data: Path) -> None:
    paths = find_files("data_jobs", real_data)
    raw = pl.concat(read("data_jobs", path) for path in paths)
    found = harmonise("data_jobs", paths, real_data / "reference")
    account: dict[str, Any] = found.account()
    assert account["corrected"] == {"the country is given as Sudan": 2_680}
    dropped = account["dropped"]
    assert set(dropped) == {BOARD_PAY, MERGED_COPY, NO_CURRENCY}
    assert dropped[BOARD_PAY] == 11_577
    assert 600 < dropped[NO_CURRENCY] < 620
    assert 2_200 < dropped[MERGED_COPY] < 2_300
    sudan = raw.filter(pl.col("job_country") == "Sudan")["job_location"].drop_nulls()
    placed = sudan.filter(sudan != "Anywhere")
    assert placed.len() == 1_795
    assert not placed.str.contains("Sudan").any()
    us = found.records.filter(country="US")["base_low_usd_per_year"]
    assert 85_000 < us.median() < 125_000
    assert set(found.records["country"].drop_nulls()) <= set(
        card("data_jobs").settings["dollar_countries"]
    )


@pytest.mark.real_data
def test_outside_the_us_the_board_repeats_a_few_amounts(real_data: Path) -> None:
    """What the card says of the board whose adverts are nearly all that the file has abroad."""
    (path,) = find_files("data_jobs", real_data)
    adverts = read("data_jobs", path).filter(
        ~pl.col("job_country").is_in(["United States", "Sudan"]), job_via="via Ai-Jobs.net"
    )
    shared = pl.col("company_name").n_unique().over("salary_year_avg") >= 3
    assert adverts.select(shared.mean()).item() > 0.95
    top = adverts.filter(salary_year_avg="147500")
    assert top["company_name"].n_unique() == 264
    assert top["job_country"].n_unique() == 60
