"""The rate of a day, a month or a year: whose it is, of when, and when there is none."""

import datetime
from pathlib import Path

import polars as pl
import pytest

from paylens.collect.source import card, source_names
from paylens.errors import FileUnreadable, UnknownCurrency
from paylens.harmonise.exchange import (
    PERIODS,
    ecb_quotes,
    known_currencies,
    latest_usd_per_unit,
    mean_usd_per_unit,
    rates,
    reference_quotes,
)
from publishers import write_exchange_rates

ECB = "European Central Bank"
ANNUAL, MONTHLY = "exchange_rates_annual.csv", "exchange_rates_monthly.csv"


def rate(currency: str, day: str, dated: str, folder: Path | None = None):
    """(USD per unit, publisher, date) or None."""
    start = pl.Series([datetime.date.fromisoformat(day)]).dt.truncate(PERIODS[dated])
    found = rates(pl.DataFrame({"currency": [currency], "day": start}), dated, folder)
    return found.rows()[0][2:] if found.height else None


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("reference")
    monthly = [
        *[(f"2019-{month:02}-01", "United Kingdom", 0.5) for month in range(1, 13)],
        *[(f"1995-{month:02}-01", "United Kingdom", 0.8) for month in range(1, 13)],
        *[(f"2000-{month:02}-01", "Germany", 2.0) for month in range(1, 13)],
        *[(f"2001-{month:02}-01", "Germany", 2.0) for month in range(1, 13)],
        *[(f"2002-{month:02}-01", "Germany", 1.0) for month in range(1, 13)],
        *[(f"2018-{month:02}-01", "Venezuela", 10.0) for month in range(1, 8)],
        *[(f"2018-{month:02}-01", "Venezuela", 1e6 / month) for month in range(8, 13)],
        ("2022-01-01", "Venezuela", 5.0),
        *[(f"2023-{month:02}-01", "Taiwan", 30.0 if month < 7 else 40.0) for month in range(1, 13)],
    ]
    annual = [
        ("2018-01-01", "Venezuela", 4e6),
        ("2023-01-01", "Taiwan", 32.0),
        ("1998-01-01", "Euro", 0.9),
        ("2007-01-01", "Brazil", 2.0),
        ("2023-01-01", "Brazil", 9.0),
        ("2023-01-01", "Atlantis", 3.0),
    ]
    write_exchange_rates(folder, "monthly", monthly)
    write_exchange_rates(folder, "annual", annual)
    return folder


# Days as the ECB publishes them: units per euro, at the euro's rate in USD of the same day.
@pytest.mark.parametrize(
    ("currency", "day", "usd_per_unit", "of"),
    [
        ("EUR", "2023-04-06", 1.0915, "2023-04-06"),
        ("EUR", "2023-04-09", 1.0915, "2023-04-06"),  # Easter Sunday
        ("EUR", "2023-04-10", 1.0915, "2023-04-06"),  # Easter Monday
        ("EUR", "2023-04-11", 1.0905, "2023-04-11"),
        ("GBP", "2022-09-28", 0.9565 / 0.90268, "2022-09-28"),
        ("JPY", "2021-01-02", 1.2271 / 126.49, "2020-12-31"),  # Saturday after New Year
    ],
)
def test_a_known_day_has_its_own_rate_or_that_of_the_last_working_day(
    currency, day, usd_per_unit, of
) -> None:
    found, publisher, date = rate(currency, day, "day")
    assert found == pytest.approx(usd_per_unit, rel=2e-3)
    assert (publisher, date) == (ECB, of)


def test_a_year_is_the_mean_of_its_quoted_days_and_no_day_of_it() -> None:
    pound = ecb_quotes().filter(
        pl.col("currency") == "GBP", pl.col("first").dt.year() == 2022
    )["usd_per_unit"]  # fmt: skip
    assert pound.len() == 257
    assert rate("GBP", "2022-09-28", "year")[0] == pytest.approx(pound.mean())
    assert rate("GBP", "2022-09-28", "year")[2] == "2022"
    day, month, year = (rate("GBP", "2022-09-28", dated)[0] for dated in PERIODS)
    assert day < month < year
    assert rate("GBP", "2022-09-28", "month")[2] == "2022-09"


@pytest.mark.parametrize(
    ("currency", "day", "dated", "of"),
    [
        ("RUB", "2022-03-08", "day", "2022-03-01"),
        ("RUB", "2022-03-09", "day", None),  # quoted for the last time eight days before
        ("RUB", "2022-08-01", "month", None),
        ("RUB", "2022-08-01", "year", "2022-01-03/2022-03-01"),
        ("RUB", "2023-01-01", "year", None),
        ("HRK", "2022-12-30", "day", "2022-12-30"),
        ("HRK", "2023-02-01", "day", None),
        ("HRK", "2022-01-01", "year", "2022"),
        ("HRK", "2023-01-01", "year", None),
        ("LTL", "2014-05-01", "year", "2014"),
        ("LTL", "2015-05-01", "year", None),
        ("ISK", "2012-05-01", "year", None),  # not quoted from 2008 to 2018
        ("TRY", "2004-05-01", "year", None),
        ("EUR", "1998-12-01", "year", None),
        ("EUR", "1999-01-04", "day", "1999-01-04"),
        ("EUR", "1999-06-01", "year", "1999"),
        ("XTS", "2020-06-01", "year", None),
        ("AED", "2020-06-01", "day", None),
    ],
)
def test_a_currency_no_longer_or_not_yet_quoted_has_no_rate(currency, day, dated, of) -> None:
    found = rate(currency, day, dated)
    assert (found and found[2]) == of


@pytest.mark.parametrize(
    ("currency", "day", "dated", "expected"),
    [
        ("TWD", "2023-05-01", "year", (1 / 32, ANNUAL, "2023")),
        ("TWD", "2023-05-20", "day", (1 / 30, MONTHLY, "2023-05")),
        ("TWD", "2023-08-01", "month", (1 / 40, MONTHLY, "2023-08")),
        ("TWD", "2022-08-01", "month", None),
        ("BRL", "2007-03-03", "day", (1 / 2, ANNUAL, "2007")),
        # The United Kingdom is in the monthly file only, and used before the ECB began.
        ("GBP", "1995-07-01", "year", (1 / 0.8, MONTHLY, "1995")),
        ("GBP", "1995-07-20", "day", (1 / 0.8, MONTHLY, "1995-07")),
        # A euro country's own series ends with its own money and is never in euro.
        ("DEM", "2001-07-01", "year", (1 / 2, MONTHLY, "2001")),
        ("DEM", "2002-07-01", "year", None),
        ("EUR", "1998-07-01", "year", None),
        # Venezuela changed its unit twice: each currency has its own years only.
        ("VEF", "2018-05-01", "month", (1 / 10, MONTHLY, "2018-05")),
        ("VEF", "2018-08-01", "month", None),
        ("VEF", "2018-05-01", "year", (1 / 10, MONTHLY, "2018-01-01/2018-07-31")),
        ("VES", "2018-08-01", "month", None),
        ("VES", "2018-10-01", "month", (1e-5, MONTHLY, "2018-10")),
        ("VES", "2022-01-01", "month", None),
        ("VED", "2022-01-01", "month", (1 / 5, MONTHLY, "2022-01")),
    ],
)
def test_the_reference_files_answer_where_the_ecb_does_not(
    currency, day, dated, expected, files
) -> None:
    found = rate(currency, day, dated, files)
    assert (found and (pytest.approx(found[0]), *found[1:])) == expected


@pytest.mark.parametrize(
    ("currency", "dated"), [("GBP", "year"), ("GBP", "month"), ("GBP", "day"), ("BRL", "year")]
)
def test_the_ecb_comes_before_the_reference_files(currency, dated, files) -> None:
    year = "2019" if currency == "GBP" else "2023"
    assert rate(currency, f"{year}-03-05", dated, files)[1] == ECB


def test_dollars_need_no_rate() -> None:
    assert rate("USD", "2022-09-28", "day") == (1.0, None, None)


def test_every_source_says_how_exactly_it_dates_its_records() -> None:
    assert {name: card(name).dated for name in source_names()}.items() >= {
        "ai_jobs": "year",
        "ask_a_manager": "day",
        "kaggle_survey": "month",
        "levels_fyi": "day",
    }.items()
    assert {card(name).dated for name in source_names()} <= set(PERIODS)


def test_a_reference_file_of_another_layout_is_refused(tmp_path) -> None:
    (tmp_path / ANNUAL).write_text("Day,Land,Rate\n2023-01-01,Taiwan,32\n")
    with pytest.raises(FileUnreadable, match="Exchange rate"):
        rate("TWD", "2023-01-01", "year", tmp_path)


def test_the_newest_rate_is_the_ecbs_last_day() -> None:
    newest = ecb_quotes()["last"].max()
    for currency in ("EUR", "GBP", "PLN"):
        usd_per_unit, day = latest_usd_per_unit(currency)
        assert day == newest
        assert usd_per_unit == pytest.approx(rate(currency, str(newest), "day")[0])


@pytest.mark.parametrize(
    ("currency", "told"),
    [("XTS", "Known: AUD, "), ("RUB", "is of 2022-03-01; too old"), ("Date", "Known: ")],
)
def test_a_currency_without_a_newest_rate_is_refused(currency, told) -> None:
    with pytest.raises(UnknownCurrency, match=told):
        latest_usd_per_unit(currency)


def test_the_mean_of_a_year_by_name() -> None:
    assert mean_usd_per_unit("EUR", 2022) == pytest.approx(1.0530, rel=1e-4)
    with pytest.raises(UnknownCurrency, match="in 2023"):
        mean_usd_per_unit("HRK", 2023)


@pytest.mark.real_data
def test_the_real_files_agree_with_the_ecb_and_with_each_other(real_data) -> None:
    """No series is in another unit than its currency: the ECB's means of the same years tell."""
    year = pl.col("first").dt.year().alias("year")
    own = ecb_quotes().group_by("currency", year).agg(ecb=pl.col("usd_per_unit").mean(), n=pl.len())
    for name in (ANNUAL, MONTHLY):
        listed = reference_quotes(real_data / "reference", name)
        means = listed.group_by("currency", year).agg(pl.col("usd_per_unit").mean())
        both = means.join(own.filter(pl.col("n") > 240), on=["currency", "year"])
        assert both["currency"].n_unique() >= 18
        assert (both["usd_per_unit"] / both["ecb"] - 1).abs().max() < 0.03
        assert set(means["currency"]) <= set(known_currencies())


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("currency", "year", "per_usd", "publisher"),
    [
        ("LKR", 2021, 198.9, MONTHLY),
        ("TWD", 2022, 29.8, ANNUAL),
        ("VEF", 2017, 9.975, ANNUAL),
        ("VES", 2019, 13269.2, ANNUAL),
        ("VED", 2023, 28.62, ANNUAL),
        ("GBP", 1998, 0.6038, MONTHLY),
        ("DEM", 2000, 2.118, MONTHLY),
        ("GRD", 2000, 364.4, MONTHLY),
        ("BRL", 2005, 2.43, ANNUAL),
        ("INR", 2008, 43.4, ANNUAL),
    ],
)
def test_real_reference_rates(real_data, currency, year, per_usd, publisher) -> None:
    found = rate(currency, f"{year}-01-01", "year", real_data / "reference")
    assert 1 / found[0] == pytest.approx(per_usd, rel=0.01)
    assert found[1:] == (publisher, str(year))
