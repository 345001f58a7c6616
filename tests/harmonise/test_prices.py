"""Inflation is chained, never filled in; purchasing power and rates are in one unit per country."""

import polars as pl
import pytest

from paylens.errors import FileUnreadable
from paylens.harmonise.prices import price_index, prices
from publishers import write_inflation, write_parities


def index(rises: dict[int, float | None]) -> dict[int, float]:
    """Year → index, of one country."""
    table = pl.DataFrame({"country": "DE", "Year": list(rises), "CPI": list(rises.values())})
    return dict(price_index(table).select("year", "price_index").iter_rows())


# 100 in the newest year; the year before the first known rise is the chain's start.
@pytest.mark.parametrize(
    ("rises", "expected"),
    [
        ({2021: 25.0}, {2020: 80.0, 2021: 100.0}),
        ({2021: 25.0, 2022: 60.0}, {2020: 50.0, 2021: 62.5, 2022: 100.0}),
        ({2022: 60.0, 2021: 25.0}, {2020: 50.0, 2021: 62.5, 2022: 100.0}),
        ({2021: -20.0, 2022: 0.0}, {2020: 125.0, 2021: 100.0, 2022: 100.0}),
        # A missing year breaks the chain: what lies before it has no index.
        ({2017: 3.0, 2018: 3.0, 2020: 5.0, 2021: 25.0}, {2019: 76.190476, 2020: 80, 2021: 100}),
        ({2018: 3.0, 2019: None, 2020: None, 2021: 25.0}, {2020: 80.0, 2021: 100.0}),
        ({2020: 3.0, 2021: 25.0, 2022: None}, {2019: 77.669903, 2020: 80.0, 2021: 100.0}),
    ],
)
def test_inflation_is_chained_and_gaps_are_not_filled(rises, expected) -> None:
    assert index(rises) == pytest.approx(expected)


def test_each_country_has_a_chain_of_its_own(tmp_path) -> None:
    write_inflation(tmp_path, {"DE": {2021: 25.0, 2022: 60.0}, "IN": {2020: 10.0, 2022: 100.0}})
    write_parities(tmp_path, {"DE": {2022: 0.7}, "IN": {2022: 20.0}})
    found = prices(tmp_path).drop_nulls("price_index")
    levels = {(c, y): v for c, y, v in found.select("country", "year", "price_index").iter_rows()}
    assert levels == {
        ("DE", 2020): 50.0,
        ("DE", 2021): 62.5,
        ("DE", 2022): 100.0,
        ("IN", 2021): 50.0,
        ("IN", 2022): 100.0,
    }


def test_namibias_code_is_no_missing_value(tmp_path) -> None:
    write_inflation(tmp_path, {"NA": {2022: 25.0}})
    write_parities(tmp_path, {"NA": {2022: 6.7}})
    (line,) = prices(tmp_path).filter(country="NA", year=2022).to_dicts()
    assert (line["price_index"], line["local_per_international_dollar"]) == (100.0, 6.7)
    # At par with the rand: 1.0530 USD per euro, 17.2086 rand per euro in 2022.
    assert line["local_per_usd"] == pytest.approx(17.2086 / 1.0530, rel=2e-3)


def line_of(folder, country: str, year: int) -> dict:
    write_inflation(folder, {"US": {2022: 8.0}})
    write_parities(folder, {"US": {2022: 1.0}})
    (line,) = prices(folder).filter(country=country, year=year).to_dicts()
    return line


# The mean of a year in units of the money that the World Bank counts in.
@pytest.mark.parametrize(
    ("country", "year", "local_per_usd", "publisher"),
    [
        ("US", 2022, 1.0, None),
        ("DE", 2022, 1 / 1.0530, "European Central Bank"),
        ("AE", 2022, 3.6725, "the country's central bank, fixed to USD"),
        ("SN", 2022, 655.957 / 1.0530, "the country's central bank, fixed to EUR"),
        # Before the euro in euro too, but at the rate of the old money: 6.62 kuna per USD in 2019.
        ("HR", 2019, 6.62 / 7.5345, "European Central Bank"),
        ("HR", 2023, 1 / 1.0813, "European Central Bank"),
        ("SK", 2005, 31.0 / 30.126, "European Central Bank"),
        ("RU", 2021, 73.65, "European Central Bank"),
    ],
)
def test_market_rates_are_in_the_parities_unit(
    country, year, local_per_usd, publisher, tmp_path
) -> None:
    line = line_of(tmp_path, country, year)
    assert line["local_per_usd"] == pytest.approx(local_per_usd, rel=5e-3)
    assert line["rate_publisher"] == publisher


def test_a_part_of_a_year_is_no_rate_of_the_year(tmp_path) -> None:
    line_of(tmp_path, "US", 2022)
    russia = prices(tmp_path).filter(country="RU")
    assert russia["year"].max() == 2021


def test_each_figure_names_its_publisher(tmp_path) -> None:
    line = line_of(tmp_path, "US", 2022)
    assert "World Bank" in line["price_index_publisher"]
    assert "PPP" in line["ppp_publisher"]
    line = line_of(tmp_path, "US", 2023)
    assert line["price_index_publisher"] is line["ppp_publisher"] is None


def test_without_the_files_there_are_no_prices(tmp_path) -> None:
    assert prices(tmp_path) is None
    path = write_inflation(tmp_path, {"US": {2022: 8.0}})
    with pytest.raises(FileUnreadable, match=r"ppp_gdp.csv is missing"):
        prices(tmp_path)
    write_parities(tmp_path, {"US": {2022: 1.0}})
    path.write_text("Country,Year,Inflation\nUnited States,2022,8\n")
    with pytest.raises(FileUnreadable, match="no table of Country, Year, CPI"):
        prices(tmp_path)


@pytest.fixture(scope="module")
def real(real_data) -> pl.DataFrame:
    return prices(real_data)


@pytest.mark.real_data
def test_every_country_of_the_real_files_is_there_once(real) -> None:
    assert real.select("country", "year").is_duplicated().sum() == 0
    assert real.filter(pl.col("local_per_international_dollar") > 0)["country"].n_unique() == 205
    assert real.drop_nulls("price_index")["country"].n_unique() == 191
    assert real.filter(country="NA").drop_nulls("local_per_international_dollar").height == 35


@pytest.mark.real_data
def test_real_consumer_prices(real) -> None:
    """US inflation of 2021 to 2024 as published, in per cent: 4.698, 8.003, 4.116, 2.950."""
    us = dict(real.filter(country="US").select("year", "price_index").iter_rows())
    assert us[2024] / us[2020] == pytest.approx(1.04698 * 1.08003 * 1.04116 * 1.02950, rel=1e-4)
    suriname = real.filter(country="SR").drop_nulls("price_index")["year"]
    assert (suriname.min(), suriname.max()) == (2019, 2024)


@pytest.mark.real_data
def test_real_price_levels_are_possible(real) -> None:
    """Parity over market rate: poor countries are cheap, and no country is in another unit."""
    level = (pl.col("local_per_international_dollar") / pl.col("local_per_usd")).alias("level")
    levels = real.filter(pl.col("year") >= 2010).select("country", "year", level).drop_nulls()
    assert levels["country"].n_unique() >= 85
    assert levels["level"].min() > 0.2 and levels["level"].max() < 1.7
    of = {(c, y): v for c, y, v in levels.iter_rows()}
    assert of["US", 2023] == 1
    assert of["IN", 2023] == pytest.approx(0.2457, rel=1e-3)
    assert of["CH", 2023] == pytest.approx(1.0576, rel=1e-3)
    jump = pl.col("level").log().diff().over("country").abs()
    near_euro = levels.sort("country", "year").with_columns(jump=jump).filter(
        pl.col("country").is_in(["EE", "HR", "LT", "LV"])
    )  # fmt: skip
    assert near_euro["jump"].max() < 0.2
