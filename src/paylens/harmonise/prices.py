"""Prices of countries by year: consumer prices, purchasing power and the market exchange rate.

Read from the reference files beside the data. The World Bank gives inflation per year in per
cent, which is chained into an index; a year without inflation breaks the chain, and the years
before the break have no index. Nothing is filled in.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paylens.errors import FileUnreadable
from paylens.harmonise.exchange import ecb_quotes, rates

if TYPE_CHECKING:
    import polars

INFLATION, PURCHASING_POWER = "cpi_by_country.csv", "ppp_gdp.csv"
INFLATION_PUBLISHER = "World Bank, consumer prices, FP.CPI.TOTL.ZG"
PURCHASING_POWER_PUBLISHER = "World Bank, PPP conversion factor, GDP, PA.NUS.PPP"
FIRST_YEAR = 1990
BASE = 100.0
DIGITS = 8


def prices(reference_folder: Path) -> polars.DataFrame | None:
    """Prices per country and year; None where the reference files are not below the folder.

    Columns: country (ISO 3166-1 alpha-2), year, price_index (consumer prices, 100 in the country's
    newest year), local_per_international_dollar, local_per_usd (mean of the year), and the
    publisher of each. Null is unknown.

    Raises
    ------
    FileUnreadable
        One of the two files is missing, or is no such table.
    """
    import polars as pl

    paths = reference_files(reference_folder)
    if not paths:
        return None
    needed = {
        INFLATION: {"Country": pl.String, "Year": pl.Int32, "CPI": pl.Float64},
        PURCHASING_POWER: {
            "Country": pl.String,
            "Country ID": pl.String,
            "Year": pl.Int32,
            "PPP": pl.Float64,
        },
    }
    missing = [name for name in needed if name not in paths]
    if missing:
        raise FileUnreadable(f"{reference_folder}: {missing[0]} is missing beside the other.")
    inflation, factors = (_table(paths[name], schema) for name, schema in needed.items())
    # Both files have the World Bank's names; only one has codes that we use, Namibia's "NA" too.
    codes = factors.select("Country", country="Country ID").unique()
    index = price_index(inflation.join(codes, on="Country").select("country", "Year", "CPI"))
    power = factors.select(
        country="Country ID", year="Year", local_per_international_dollar="PPP"
    ).drop_nulls()
    together = power.join(index, on=["country", "year"], how="full", coalesce=True)
    priced = together.join(
        _market_rates(reference_folder), on=["country", "year"], how="full", coalesce=True
    ).filter(pl.col("year") >= FIRST_YEAR)
    amounts = ["price_index", "local_per_international_dollar", "local_per_usd"]
    return priced.select(
        "country",
        "year",
        *[pl.col(name).round_sig_figs(DIGITS) for name in amounts],
        _where("price_index", INFLATION_PUBLISHER).alias("price_index_publisher"),
        _where("local_per_international_dollar", PURCHASING_POWER_PUBLISHER).alias("ppp_publisher"),
        "rate_publisher",
    ).sort("country", "year")


def reference_files(reference_folder: Path) -> dict[str, Path]:
    """The files of inflation and purchasing power below a folder, by name."""
    found = {name: sorted(reference_folder.rglob(name)) for name in (INFLATION, PURCHASING_POWER)}
    return {name: paths[0] for name, paths in found.items() if paths}


def price_index(inflation: polars.DataFrame) -> polars.DataFrame:
    """The chained index of each country's last unbroken years: country, year, price_index.

    `inflation` has country, Year and CPI, the rise of consumer prices over the year in per cent.
    """
    import polars as pl

    known = inflation.drop_nulls().sort("country", "Year")
    breaks = (pl.col("Year").diff() != 1).fill_null(False).cum_sum().over("country")
    last_run = known.with_columns(run=breaks).filter(
        pl.col("run") == pl.col("run").max().over("country")
    )
    growth = last_run.select("country", year="Year", growth=(pl.col("CPI") / 100).log1p())
    start = growth.group_by("country").agg(pl.col("year").min() - 1, growth=pl.lit(0.0))
    level = pl.col("growth").cum_sum().over("country")
    return (
        pl.concat([start, growth])
        .sort("country", "year")
        .select("country", "year", level=level)
        .select(
            "country",
            "year",
            price_index=BASE * (pl.col("level") - pl.col("level").last().over("country")).exp(),
        )
    )


def _market_rates(reference_folder: Path) -> polars.DataFrame:
    """Means of whole years: country, year, local_per_usd, rate_publisher."""
    import polars as pl

    newest = ecb_quotes()["last"].dt.year().max()
    assert isinstance(newest, int)
    years = pl.DataFrame({"year": pl.int_range(FIRST_YEAR, newest + 1, eager=True, dtype=pl.Int32)})
    by_year = (
        _local_currencies()
        .join(years, how="cross")
        .filter(pl.col("year").is_between("since", "until"))
        .with_columns(day=pl.date(pl.col("year"), 1, 1))
    )
    found = rates(by_year.select("currency", "day").unique(), "year", reference_folder)
    whole = pl.col("rate_date").str.len_chars().fill_null(4) == 4
    return by_year.join(found.filter(whole), on=["currency", "day"]).select(
        "country",
        "year",
        local_per_usd=pl.col("local_per_unit") / pl.col("usd_per_unit"),
        rate_publisher=pl.coalesce("fixed_by", "rate_publisher"),
    )


def _local_currencies() -> polars.DataFrame:
    """rules/local_currency.toml: country, currency, local_per_unit, years since and until, who
    fixed the rate between the two."""
    import polars as pl

    rules = _rules()
    before = rules["before_euro"]
    lines: list[tuple[str, str, float, int, int, str | None]] = []
    for currency, countries in rules["countries"].items():
        for country in countries:
            since = before[country]["last_year"] + 1 if country in before else 0
            lines.append((country, currency, 1.0, since, 9999, None))
    for currency, fixed in rules["fixed"].items():
        by = f"the country's central bank, fixed to {currency}"
        lines += [(country, currency, units, 0, 9999, by) for country, units in fixed.items()]
    for country, old in before.items():
        lines.append((country, old["currency"], 1 / old["per_euro"], 0, old["last_year"], None))
    columns = ["country", "currency", "local_per_unit", "since", "until", "fixed_by"]
    return pl.DataFrame(lines, columns, orient="row")


def currency_of(country: str) -> str | None:
    """A country's local currency; None where it is not listed."""
    return next((code for code, own in _rules()["countries"].items() if country in own), None)


def _rules() -> dict[str, Any]:
    path = Path(__file__).parent / "rules" / "local_currency.toml"
    return tomllib.loads(path.read_text("utf-8"))


def _table(path: Path, schema: Any) -> polars.DataFrame:
    import polars as pl

    try:
        return pl.read_csv(path, schema_overrides=schema).select(list(schema))
    except pl.exceptions.PolarsError as error:
        raise FileUnreadable(f"{path}: is no table of {', '.join(schema)}.") from error


def _where(column: str, text: str) -> Any:
    import polars as pl

    return pl.when(pl.col(column).is_not_null()).then(pl.lit(text))
