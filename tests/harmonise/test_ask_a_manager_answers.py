"""ask_a_manager: what each answer means."""

import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import publishers
from paylens.collect.source import card
from paylens.harmonise.dimension import dimension
from paylens.harmonise.interpretation import MERGED_COPY, NO_PAY, NOT_A_NUMBER
from paylens.harmonise.money import NO_CURRENCY, NO_RATE
from paylens.harmonise.records import BAD_DATE, NO_DATE, Harmonised, harmonise
from paylens.harmonise.sources.ask_a_manager import WHICH_DOLLARS

WASHINGTON = "Washington-Arlington-Alexandria, DC-VA-MD-WV"
INF = float("inf")


def harmonised(folder: Path, rows: list[dict[str, Any]]) -> Harmonised:
    return harmonise("ask_a_manager", [publishers.write_ask_a_manager(folder, rows)])


NO_TOTAL = {"base_low": 120_000, "bonus_form": None, "bonus_low": None, "total_form": None}
# Changed answers → expected fields of the record.
FACTS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {"base_low": 120_000, "bonus_low": 10_000, "total_low": 130_000, "total_form": "exact"}),
    ({"additional": "0"}, {"bonus_low": 0, "total_low": 120_000}),
    ({"additional": None}, {"bonus_low": 0, "total_low": 120_000}),
    ({"additional": "some stock"}, NO_TOTAL),
    ({"additional": "120000"}, NO_TOTAL),
    ({"additional": "130000"}, {"bonus_low": 130_000, "total_low": 250_000}),
    ({"salary": "120000.50"}, {"base_low": 120_000.5}),
    ({"time": "8/5/2023 19:38:24"}, {"observed_on": datetime.date(2023, 8, 5)}),
    ({"time": "4/12/2021 9:00:00"}, {"observed_on": datetime.date(2021, 4, 12)}),
    ({"country": "New Zealand ", "currency": "AUD/NZD"}, {"currency": "NZD", "country": "NZ"}),
    ({"country": "Aotearoa New Zealand", "currency": "AUD/NZD"}, {"currency": "NZD"}),
    ({"country": "Australia", "currency": "AUD/NZD"}, {"currency": "AUD"}),
    ({"country": "Australia", "currency": "AUD/NZD", "other": "NZD"}, {"currency": "NZD"}),
    ({"country": "Fiji", "currency": "AUD/NZD", "other": "aud "}, {"currency": "AUD"}),
    ({"currency": "Other", "other": "Sgd"}, {"currency": "SGD"}),
    ({"currency": "Other", "other": "NIS"}, {"currency": "ILS"}),
    ({"currency": "Other", "other": "Polish złoty (PLN)"}, {"currency": "PLN"}),
    ({"currency": "USD", "other": "n/a"}, {"currency": "USD"}),
    ({"currency": "GBP"}, {"currency": "GBP", "rate_publisher": "European Central Bank"}),
    ({"country": "Luxemburg "}, {"country": "LU"}),
    ({"country": "United States, Canada"}, {"country": None}),
    ({"state": "Maryland, Virginia"}, {"region": "VA", "city": "Springfield, VA"}),
    (
        {"city": "Columbia", "state": "Maryland, Missouri"},
        {"region": None, "city": "Columbia", "country": "US"},
    ),
    (
        {"city": "Washington", "state": "District of Columbia, Maryland"},
        {"region": "DC", "city": "Washington", "metro": WASHINGTON},
    ),
    (
        {"city": "Washington", "state": "Delaware, Maryland"},
        {"region": None, "city": None, "country": "US"},
    ),
    ({"city": "Portland", "state": "Maine, Ohio"}, {"region": "ME", "city": "Portland, ME"}),
    ({"city": "Remote", "state": "Oregon, Ohio"}, {"region": None, "city": None}),
    ({"city": "New York", "state": "Maine, Ohio"}, {"region": None, "city": None}),
    ({"years": "1 year or less"}, {"experience_years": (0, 2)}),
    ({"years": "41 years or more"}, {"experience_years": (41, INF)}),
    ({"years_in_field": "11-20 years"}, {"experience_in_field_years": (11, 21)}),
    ({"education": "College degree"}, {"education": "bachelor"}),
    ({"education": "Professional degree (MD, JD, etc.)"}, {"education": "professional"}),
    ({"education": "Associate’s Degree "}, {"education": "no_degree"}),
    ({"education": "a bootcamp"}, {"education": None}),
    ({"gender": "Woman"}, {"gender": "female"}),
    ({"gender": "Woman, Non-binary"}, {"gender": "other_gender"}),
    ({"gender": "Other or prefer not to answer"}, {"gender": None}),
    ({"remote": "Fully remote"}, {"remote": "remote"}),
    ({"remote": "Other/it's complicated"}, {"remote": None}),
    ({"industry": "Oil & Gas "}, {"industry": "energy"}),
    ({"industry": "Falconry"}, {"industry": "other_industry"}),
    ({"industry": None}, {"industry": None}),
]


@pytest.mark.parametrize(("changed", "expected"), FACTS)
def test_facts(changed: dict[str, Any], expected: dict[str, Any], tmp_path: Path) -> None:
    (record,) = harmonised(tmp_path, [changed]).records.to_dicts()
    for name, value in expected.items():
        if isinstance(value, tuple):
            assert (record[f"{name}_low"], record[f"{name}_high"]) == value
        else:
            assert record[name] == value


# Title, functional area → role; "-" for none of computing.
ROLES = [
    ("Data Scientist", "Health care", "data_scientist"),
    ("Senior Scientist", "Science", "-"),
    ("Research Scientist", "Biotechnology & Pharma", "-"),
    ("Research Scientist", "Computing or Tech", "research_scientist"),
    ("Machine Learning Engineer", "Health care", "ml_engineer"),
    ("Software Engineer", "Engineering or Manufacturing", "software_engineer"),
    ("Developer", "IT", "software_engineer"),
    ("Android Developer", None, "software_engineer"),
    ("Curriculum Developer", "Education (Higher Education)", "-"),
    ("Architect", "Property or Construction", "-"),
    ("Solutions Architect", "Sales", "solution_architect"),
    ("Data Analyst", "Nonprofits", "data_analyst"),
    ("Engineering Manager", "Computing or Tech", "engineering_manager"),
    ("Engineering Manager", "Engineering or Manufacturing", "manager"),
    ("Librarian", "Computing or Tech", "-"),
]


@pytest.mark.parametrize(("title", "area", "role"), ROLES)
def test_a_role_of_computing_needs_evidence(
    title: str, area: str | None, role: str, tmp_path: Path
) -> None:
    (record,) = harmonised(tmp_path, [{"title": title, "area": area}]).records.to_dicts()
    if role == "-":
        assert record["role"] not in card("ask_a_manager").settings["evidence"]["otherwise"]
    else:
        assert record["role"] == role
    assert (record["role_score"] == 0) == (record["role"] == "other")


def test_what_is_left_of_a_role_is_a_role() -> None:
    otherwise = card("ask_a_manager").settings["evidence"]["otherwise"]
    assert {*otherwise, *otherwise.values()} <= set(dimension("role").values)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"salary": None}, NO_PAY),
        ({"salary": "85k"}, NOT_A_NUMBER),
        ({"salary": "85,000"}, NOT_A_NUMBER),
        ({"salary": "1e5"}, NOT_A_NUMBER),
        ({"salary": "75", "additional": "0"}, "pay below any full-time job's"),
        ({"salary": "9000"}, "base pay below the US legal minimum for full-time work"),
        ({"salary": "125000000"}, "base pay above ten times the highest official wage"),
        ({"country": "United Kingdom", "currency": "AUD/NZD"}, WHICH_DOLLARS),
        ({"currency": "Other", "other": "cowrie shells"}, NO_CURRENCY),
        ({"currency": "Other", "other": None}, NO_CURRENCY),
        ({"time": "someday"}, NO_DATE),
        ({"time": "4/11/0203 9:00:00"}, BAD_DATE),
    ],
)
def test_dropped_rows(changed: dict[str, Any], reason: str, tmp_path: Path) -> None:
    found = harmonised(tmp_path, [changed])
    assert found.records.is_empty()
    assert found.account()["dropped"] == {reason: 1}


def test_the_form_sent_twice_is_one_report(tmp_path: Path) -> None:
    again = {"time": "4/11/2023 11:04:00", "city": "Springfield "}
    found = harmonised(tmp_path, [{}, again, {"city": "Shelbyville"}])
    assert found.account()["dropped"] == {MERGED_COPY: 1}
    assert found.rows["record_id"].to_list()[0] == found.rows["record_id"].to_list()[1]
    assert found.records["observed_on"].to_list() == [datetime.date(2023, 4, 11)] * 2


@pytest.mark.real_data
def test_real_answers(real_data: Path) -> None:
    paths = [real_data / "ask_a_manager" / "ask_a_manager_2023.csv"]
    found = harmonise("ask_a_manager", paths, real_data / "reference")
    dropped = found.account()["dropped"]
    assert found.rows.height == 16_888
    assert dropped[MERGED_COPY] == 13
    assert (dropped[WHICH_DOLLARS], dropped[NO_RATE]) == (1, 2)
    assert dropped["pay below any full-time job's"] == 38
    records = found.records
    assert records["observed_on"].dt.year().unique().to_list() == [2023]
    assert records["total_low"].null_count() == 18
    assert records["country"].null_count() < 40
    dollars = records.group_by("currency").len()
    assert {"AUD": 276, "NZD": 85}.items() <= dict(dollars.iter_rows()).items()
    in_us = records.filter(country="US").group_by("role").agg(pl.len(), pl.median("base_low"))
    medians = {role: (people, pay) for role, people, pay in in_us.iter_rows()}
    for role, fewest, pay in [("data_scientist", 40, 137_000), ("software_engineer", 400, 145_000)]:
        assert medians[role][0] >= fewest
        assert medians[role][1] == pytest.approx(pay, rel=0.05)
