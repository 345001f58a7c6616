"""Amounts become USD per year at the rate of their own year; what cannot be pay is dropped."""

import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import publishers
from paylens.harmonise.money import (
    NO_CURRENCY,
    NO_RATE,
    NOT_A_CURRENCY,
    NOT_QUOTED_THEN,
    with_usd,
)
from paylens.harmonise.records import harmonise

US_MINIMUM = "base pay below the US legal minimum for full-time work"
TOO_LOW = "pay below any full-time job's"
TOO_HIGH = "base pay above ten times the highest official wage"


def priced(
    currency: str = "USD",
    year: int = 2023,
    period: str = "year",
    own_rate: float | None = None,
    reference: Path | None = None,
    dated: str = "year",
) -> dict[str, Any]:
    """One amount of 1,000 in USD per year."""
    amounts = pl.DataFrame(
        {
            "currency": currency,
            "period": period,
            "observed_on": datetime.date(year, 7, 1),
            "base_low": 1000.0,
            "base_high": 1000.0,
            "publisher_usd_per_unit": own_rate,
        },
        schema_overrides={"publisher_usd_per_unit": pl.Float64},
    )
    (line,) = with_usd(amounts, reference, dated).to_dicts()
    return line


# Means of the year as the ECB publishes them: USD per euro, and units per euro.
@pytest.mark.parametrize(
    ("currency", "year", "usd_per_unit"),
    [
        ("EUR", 2020, 1.1422),
        ("EUR", 2022, 1.0530),
        ("EUR", 2023, 1.0813),
        ("GBP", 2022, 1.0530 / 0.85276),
        ("INR", 2022, 1.0530 / 82.6864),
        ("PLN", 2023, 1.0813 / 4.5420),
    ],
)
def test_mean_rate_of_the_year(currency: str, year: int, usd_per_unit: float) -> None:
    line = priced(currency, year, own_rate=7.0)
    assert line["usd_per_unit"] == pytest.approx(usd_per_unit, rel=0.003)
    assert line["rate_publisher"] == "European Central Bank"
    assert line["rate_date"] == str(year)
    assert line["base_low_usd_per_year"] == pytest.approx(1000 * line["usd_per_unit"])


@pytest.mark.parametrize(
    ("period", "periods"), [("year", 1), ("month", 12), ("week", 52), ("day", 260), ("hour", 2080)]
)
def test_periods_in_a_year(period: str, periods: int) -> None:
    assert priced(period=period)["base_high_usd_per_year"] == 1000 * periods


# 1 July 2023 was a Saturday.
@pytest.mark.parametrize(
    ("dated", "usd_per_unit", "of"),
    [("day", 1.0866, "2023-06-30"), ("month", 1.1058, "2023-07"), ("year", 1.0813, "2023")],
)
def test_the_rate_is_of_as_much_of_the_date_as_the_source_knows(dated, usd_per_unit, of) -> None:
    line = priced("EUR", dated=dated)
    assert line["usd_per_unit"] == pytest.approx(usd_per_unit, rel=1e-4)
    assert line["rate_date"] == of


def test_rates_of_many_records_keep_their_order() -> None:
    count = 1000
    amounts = pl.DataFrame(
        {
            "currency": ["EUR", "GBP", None, "XTS"] * (count // 4),
            "period": "year",
            "observed_on": pl.date_range(
                datetime.date(2019, 1, 1), datetime.date(2023, 1, 1), eager=True
            )[:count],
            "base_low": pl.Series(range(count)).cast(float),
            "publisher_usd_per_unit": None,
        },
        schema_overrides={"publisher_usd_per_unit": pl.Float64},
    )
    found = with_usd(amounts, dated="day")
    assert found["base_low"].to_list() == list(range(count))
    assert found["usd_per_unit"].is_null().to_list() == [False, False, True, True] * (count // 4)


def test_reference_file_is_the_second_choice(tmp_path: Path) -> None:
    file = tmp_path / "exchange_rates_annual.csv"
    file.write_text("Date,Country,Exchange rate\n2023-01-01,Taiwan,31.25\n", "utf-8")
    line = priced("TWD", own_rate=7.0, reference=tmp_path)
    assert line["usd_per_unit"] == pytest.approx(0.032)
    assert line["rate_publisher"] == "exchange_rates_annual.csv"


def test_publishers_own_rate_is_the_last_choice_and_marked() -> None:
    line = priced("XTS", own_rate=0.5)
    assert line["base_low_usd_per_year"] == 500
    assert line["rate_publisher"] == "the source's publisher"
    assert line["rate_date"] is None


def test_no_rate_is_never_one() -> None:
    line = priced("XTS")
    assert line["usd_per_unit"] is None
    assert line["base_low_usd_per_year"] is None


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"salary_currency": "XTS", "salary_in_usd": None}, NO_RATE),
        ({"salary_currency": "XTS", "salary_in_usd": "150000"}, None),
        ({"salary_currency": "AED", "salary_in_usd": None}, NO_RATE),
        ({"salary_currency": "RMB", "salary_in_usd": None}, NOT_A_CURRENCY),
        ({"salary_currency": "eur", "salary_in_usd": None}, NOT_A_CURRENCY),
        ({"salary_currency": "HRK", "salary_in_usd": None}, NOT_QUOTED_THEN),
        ({"salary_currency": "HRK", "salary_in_usd": "150000"}, None),
        ({"salary_currency": None, "salary_in_usd": None}, NO_CURRENCY),
        ({"salary": "999", "company_location": "IN"}, TOO_LOW),
        ({"salary": "1001", "company_location": "IN"}, None),
        ({"salary": "15079"}, US_MINIMUM),
        ({"salary": "15080"}, None),
        ({"salary": "15079", "employment_type": "PT"}, None),
        ({"salary": "15079", "company_location": "PL"}, None),
        ({"salary": "2392001"}, TOO_HIGH),
        ({"salary": "2392000"}, None),
    ],
)
def test_dropped_postings(changed: dict[str, Any], reason: str | None, tmp_path: Path) -> None:
    path = publishers.write_ai_jobs(tmp_path, [changed])
    account = harmonise("ai_jobs", [path]).account()
    assert account["dropped"] == ({reason: 1} if reason else {})


def test_a_bracket_is_never_implausible(tmp_path: Path) -> None:
    rows = [{"pay": "$0-999"}, {"pay": ">$1,000,000"}]
    path = publishers.write_kaggle_survey(tmp_path, 2022, rows)
    assert harmonise("kaggle_survey", [path]).account()["kept"] == 2
