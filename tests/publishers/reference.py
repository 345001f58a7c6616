"""Reference files beside the data: inflation, purchasing power and exchange rates."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from publishers.files import csv, plain

# Code → the World Bank's name and other code, and how strongly prices rise there in a year.
COUNTRIES = {
    "US": ("United States", "USA", 2.0),
    "GB": ("United Kingdom", "GBR", 3.0),
    "DE": ("Germany", "DEU", 2.5),
    "IN": ("India", "IND", 5.0),
    "NA": ("Namibia", "NAM", 4.0),
}
PARITIES = {"US": 1.0, "GB": 0.7, "DE": 0.72, "IN": 21.0, "NA": 6.9}
# The newest records are of later years, as in the world outside.
YEARS = range(2015, 2024)
RATE_COLUMNS = ["Date", "Country", "Exchange rate"]


def write_inflation(folder: Path, rises: dict[str, dict[int, Any]]) -> Path:
    """Country → year → the rise of consumer prices over that year, in per cent."""
    rows = [
        {"Country": COUNTRIES[code][0], "Country Code": COUNTRIES[code][1], "Year": year, "CPI": up}
        for code, known in rises.items()
        for year, up in known.items()
    ]
    content = csv(rows, ["Country", "Country Code", "Year", "CPI"])
    return plain(folder / "reference" / "cpi_by_country.csv", content)


def write_parities(folder: Path, parities: dict[str, dict[int, float]]) -> Path:
    """Country → year → local currency per international dollar; the newest year first."""
    rows = [
        {"Country": COUNTRIES[code][0], "Country ID": code, "Year": year, "PPP": known[year]}
        for code, known in parities.items()
        for year in sorted(known, reverse=True)
    ]
    content = csv(rows, ["Country", "Country ID", "Year", "PPP"])
    return plain(folder / "reference" / "ppp_gdp.csv", content)


def write_exchange_rates(folder: Path, every: str, rows: Sequence[tuple[str, str, float]]) -> Path:
    """`annual` or `monthly` rates: first day of the period, country, local currency per USD."""
    lines = [dict(zip(RATE_COLUMNS, row, strict=True)) for row in rows]
    path = folder / "reference" / f"exchange_rates_{every}.csv"
    return plain(path, csv(lines, RATE_COLUMNS))


def write_world(folder: Path, seed: int, size: int) -> None:
    """Steady inflation and parities; no records."""
    write_inflation(folder, {code: dict.fromkeys(YEARS, c[2]) for code, c in COUNTRIES.items()})
    write_parities(folder, {code: dict.fromkeys(YEARS, p) for code, p in PARITIES.items()})
