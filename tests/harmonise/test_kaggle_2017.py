"""kaggle_survey of 2017: what its amounts, currencies and words mean."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

import publishers
from paylens.collect.source import find_files
from paylens.harmonise.interpretation import NO_PAY, NOT_A_NUMBER
from paylens.harmonise.records import NO_RATE, Harmonised, harmonise
from paylens.harmonise.sources.kaggle_survey_2017 import NO_CURRENCY, NOT_POSITIVE


def harmonised(folder: Path, rows: list[dict[str, Any]], **options: Any) -> Harmonised:
    paid = [{"CompensationAmount": "50000", **row} for row in rows]
    return harmonise(
        "kaggle_survey", [publishers.write_kaggle_survey_2017(folder, paid, **options)]
    )


def only_record(folder: Path, row: dict[str, Any]) -> dict[str, Any]:
    (record,) = harmonised(folder, [row]).records.to_dicts()
    return record


# What people wrote → dollars a year.
AMOUNTS = {
    "100000": 100_000,
    "100,000": 100_000,
    "1,250,000": 1_250_000,
    " 85000 ": 85_000,
    "1234.5": 1_234.5,
    "99,999.99": 99_999.99,
    "1.00E+05": 100_000,
}


@pytest.mark.parametrize("words", AMOUNTS)
def test_amount_as_a_record(words: str, tmp_path: Path) -> None:
    record = only_record(tmp_path, {"CompensationAmount": words})
    assert record["total_form"] == "exact"
    assert record["total_low"] == record["total_high"] == AMOUNTS[words]
    assert record["total_low_usd_per_year"] == AMOUNTS[words]
    assert record["base_form"] is None
    assert (record["currency"], record["period"]) == ("USD", "year")
    assert str(record["observed_on"]) == "2017-08-01"


BELOW, BEYOND = "pay below any full-time job's", "total pay beyond any plausible employee's"


@pytest.mark.parametrize(
    ("amount", "currency", "reason"),
    [
        (None, "USD", NO_PAY),
        ("-", "USD", NOT_A_NUMBER),
        ("140000,00", "EUR", NOT_A_NUMBER),
        ("50,000,00", "EUR", NOT_A_NUMBER),
        ("lots", "USD", NOT_A_NUMBER),
        ("0", "USD", NOT_POSITIVE),
        ("-99", "USD", NOT_POSITIVE),
        ("0", None, NOT_POSITIVE),
        ("60000", None, NO_CURRENCY),
        ("60000", "SPL", NO_CURRENCY),
        ("60000", "XXX", NO_RATE),
        ("999", "USD", BELOW),
        ("60000", "INR", BELOW),
        ("1.00E+11", "USD", BEYOND),
    ],
)
def test_dropped_amounts(
    amount: str | None, currency: str | None, reason: str, tmp_path: Path
) -> None:
    row = {"CompensationAmount": amount, "CompensationCurrency": currency}
    found = harmonised(tmp_path, [row, {}])
    assert found.account()["dropped"] == {reason: 1}


def test_rates_of_the_central_bank_come_first(tmp_path: Path) -> None:
    rates = {**publishers.RATES_2017, "EUR": "7"}
    (record,) = harmonised(
        tmp_path, [{"CompensationCurrency": "EUR"}], rates=rates
    ).records.to_dicts()
    assert record["rate_publisher"] == "European Central Bank"
    assert record["usd_per_unit"] == pytest.approx(1.13, abs=0.01)


def test_publishers_own_rate_is_the_last_resort_and_marked(tmp_path: Path) -> None:
    row = {"CompensationAmount": "9,000,000", "CompensationCurrency": "NGN"}
    record = only_record(tmp_path, row)
    assert record["rate_publisher"] == "the source's publisher"
    assert record["total_low_usd_per_year"] == pytest.approx(9_000_000 * 0.0028)
    assert harmonised(tmp_path / "alone", [row], rates=None).account()["dropped"] == {NO_RATE: 1}


def test_pay_that_looks_monthly_is_kept_as_written(tmp_path: Path) -> None:
    record = only_record(tmp_path, {"CompensationAmount": "100,000", "CompensationCurrency": "INR"})
    assert record["total_low_usd_per_year"] == pytest.approx(1_536, abs=10)


# The publisher's column, its word → expected fields of the record.
FACTS: list[tuple[str, str | None, dict[str, Any]]] = [
    ("CurrentJobTitleSelect", "Machine Learning Engineer", {"role": "ml_engineer"}),
    (
        "CurrentJobTitleSelect",
        "Software Developer/Software Engineer",
        {"role": "software_engineer"},
    ),
    ("CurrentJobTitleSelect", "Scientist/Researcher", {"role": "research_scientist"}),
    ("CurrentJobTitleSelect", "Data Miner", {"role": "data_scientist", "role_score": 1.0}),
    ("CurrentJobTitleSelect", "Engineer", {"role": "engineer", "title": "Engineer"}),
    ("CurrentJobTitleSelect", "Other", {"role": "other"}),
    ("CurrentJobTitleSelect", None, {"role": None, "role_score": None}),
    ("Country", "People 's Republic of China", {"country": "CN", "residence_country": "CN"}),
    ("Country", "Republic of China", {"country": None}),
    ("Country", "Taiwan", {"country": "TW"}),
    ("Country", "Other", {"country": None}),
    ("Country", "Vietnam", {"country": "VN"}),
    ("GenderSelect", "A different identity", {"gender": "other_gender"}),
    ("FormalEducation", "Doctoral degree", {"education": "doctorate"}),
    ("FormalEducation", "Bachelor's degree", {"education": "bachelor"}),
    ("FormalEducation", "I prefer not to answer", {"education": None}),
    ("Tenure", "I don't write code to analyze data", {"experience_years": (0, 0)}),
    ("Tenure", "3 to 5 years", {"experience_years": (3, 6)}),
    ("Tenure", "More than 10 years", {"experience_years": (10, float("inf"))}),
    ("Tenure", None, {"experience_years": (None, None)}),
    ("EmployerSize", "20 to 99 employees", {"employer_size": (20, 100)}),
    ("EmployerSize", "I don't know", {"employer_size": (None, None)}),
    ("EmployerIndustry", "Academic", {"industry": "education"}),
    ("EmployerIndustry", "Mix of fields", {"industry": "other_industry"}),
    ("EmploymentStatus", "Employed part-time", {"employment_type": "part_time"}),
    ("EmploymentStatus", "Employed full-time", {"employment_type": "full_time"}),
    ("RemoteWork", "Always", {"remote": "remote"}),
    ("RemoteWork", "Sometimes", {"remote": "hybrid"}),
    ("RemoteWork", "Rarely", {"remote": "onsite"}),
    ("RemoteWork", "Don't know", {"remote": None}),
    ("WorkToolsSelect", "C/C++,Spark / MLlib", {"skills": ["c", "cpp", "spark"]}),
    ("WorkToolsSelect", "Amazon Web services,Other", {"skills": ["aws"]}),
    ("WorkToolsSelect", "Other", {"skills": []}),
    ("WorkMethodsSelect", "CNNs", {"skills": ["deep_learning", "python", "sql"]}),
    ("WorkMethodsSelect", "Random Forests", {"skills": ["python", "sql"]}),
    ("WorkMethodsSelect", "Text Analytics", {"specialisation": ["natural_language"]}),
    ("WorkMethodsSelect", "Recommender Systems", {"specialisation": ["recommender_systems"]}),
    ("WorkMethodsSelect", "Simulation", {"specialisation": []}),
    ("WorkMethodsSelect", None, {"specialisation": None}),
    ("MLSkillsSelect", "Reinforcement learning", {"specialisation": ["reinforcement_learning"]}),
    (
        "MLSkillsSelect",
        "Computer Vision,Time Series",
        {"specialisation": ["computer_vision", "time_series"]},
    ),
]


@pytest.mark.parametrize(("column", "word", "expected"), FACTS)
def test_facts(column: str, word: str | None, expected: dict[str, Any], tmp_path: Path) -> None:
    record = only_record(tmp_path, {column: word})
    for name, value in expected.items():
        if isinstance(value, tuple):
            assert (record[f"{name}_low"], record[f"{name}_high"]) == value
        else:
            assert record[name] == value


def test_options_that_anybody_chose_were_asked_of_all_who_answered(tmp_path: Path) -> None:
    tools = ["R,Java", "Python", None]
    rows = [{"WorkToolsSelect": words, "WorkMethodsSelect": None} for words in tools]
    records = harmonised(tmp_path, rows).records
    everything = ["java", "python", "r"]
    assert records["skills_asked"].to_list() == [everything, everything, None]
    assert records["skills"].to_list() == [["java", "r"], ["python"], None]


@pytest.mark.real_data
def test_real_amounts(real_data: Path) -> None:
    (path,) = (p for p in find_files("kaggle_survey", real_data) if "2017" in p.name)
    found = harmonise("kaggle_survey", [path], real_data / "reference")
    assert found.account()["read"] == 16_716
    assert found.account()["kept"] == 4_128
    assert found.account()["dropped"] == {
        NO_PAY: 11_492,
        NO_CURRENCY: 827,
        BELOW: 201,
        NOT_POSITIVE: 57,
        NOT_A_NUMBER: 9,
        BEYOND: 2,
    }
    publishers_of_rates = found.records["rate_publisher"].value_counts()
    assert dict(publishers_of_rates.iter_rows()) == {
        None: 1521,
        "European Central Bank": 2377,
        "the source's publisher": 193,
        "exchange_rates_annual.csv": 37,
    }
    us = found.records.filter(country="US")
    assert us["total_low_usd_per_year"].median() == 110_000
    assert found.records["employment_type"].null_count() == 0
    vision = pl.col("specialisation").list.contains("computer_vision")
    assert 0.1 < found.records.select(vision.mean()).item() < 0.3
