"""Exchange rates, each with its publisher.

Rates come from the European Central Bank first, then from reference files beside the data. The
publisher's own conversion, marked as such, is the last resort and comes with the record. A
currency with none of them is an error of that row, never a rate of 1.
"""

from __future__ import annotations

import csv
import datetime
from functools import cache
from pathlib import Path
from typing import Any

from paylens.errors import UnknownCurrency

ECB = "European Central Bank"
STALE_AFTER_DAYS = 60
REFERENCE_FILE = "exchange_rates_annual.csv"
# Publishers of reference files name countries; these are the currencies the ECB does not quote.
REFERENCE_CURRENCIES = {"LKR": "Sri Lanka", "TWD": "Taiwan", "VEF": "Venezuela"}


@cache
def usd_per_unit(
    currency: str, year: int, reference_folder: Path | None = None
) -> tuple[float | None, str | None]:
    """The mean rate of a year in USD per unit of `currency`, and its publisher."""
    if currency == "USD":
        return 1.0, None
    rate = _ecb_mean(currency, year)
    if rate is not None:
        return rate, ECB
    rate = _reference_mean(currency, year, reference_folder) if reference_folder else None
    return rate, (None if rate is None else REFERENCE_FILE)


def latest_usd_per_unit(currency: str) -> tuple[float, datetime.date]:
    """The newest rate at hand in USD per unit, and its date.

    Raises
    ------
    UnknownCurrency
        The ECB quotes no rate for it; lists the currencies that it quotes.
    """
    converter = _converter()
    if currency not in converter.currencies:
        known = ", ".join(sorted(converter.currencies))
        raise UnknownCurrency(f"no exchange rate for currency {currency!r}. Known: {known}.")
    newest = converter.bounds["USD"].last_date
    day = min(converter.bounds[currency].last_date, newest)
    if (newest - day).days > STALE_AFTER_DAYS:
        raise UnknownCurrency(f"the newest rate for currency {currency!r} is of {day}; too old.")
    return float(converter.convert(1, currency, "USD", day)), day


@cache
def _converter() -> Any:
    from currency_converter import CurrencyConverter

    return CurrencyConverter(fallback_on_missing_rate=True, fallback_on_wrong_date=True)


def _ecb_mean(currency: str, year: int) -> float | None:
    converter = _converter()
    if currency not in converter.currencies:
        return None
    bounds = converter.bounds[currency]
    first = max(datetime.date(year, 1, 1), bounds.first_date)
    last = min(datetime.date(year, 12, 31), bounds.last_date)
    days = [first + datetime.timedelta(n) for n in range((last - first).days + 1)]
    if not days:
        return None
    return sum(float(converter.convert(1, currency, "USD", day)) for day in days) / len(days)


def _reference_mean(currency: str, year: int, folder: Path) -> float | None:
    country = REFERENCE_CURRENCIES.get(currency)
    path = next(iter(sorted(folder.rglob(REFERENCE_FILE))), None)
    if country is None or path is None:
        return None
    with path.open(encoding="utf-8") as lines:
        for line in csv.DictReader(lines):
            if line["Country"] == country and line["Date"].startswith(str(year)):
                return 1 / float(line["Exchange rate"])
    return None
