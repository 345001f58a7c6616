"""Numbers, money and dates as the reader's language writes them; the words stay English."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import (
    NumberPattern,
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    parse_pattern,
)

from paylens.report.sections import DIFFERENCE, MONEY, SHARE, YEAR

DEFAULT = "en_US"
INTERNATIONAL = "Int$"
MOST_LANGUAGES = 10
NONE = "–"


@dataclass(frozen=True)
class Reader:
    """How one reader's language writes amounts."""

    locale: Locale

    def money(self, amount: float | None, currency: str = "USD") -> str:
        """A yearly amount without cents."""
        if amount is None:
            return NONE
        if currency == INTERNATIONAL:
            return f"{currency} {self.number(amount)}"
        return format_currency(round(amount), currency, _whole(self.locale), self.locale, False)

    def short_money(self, amount: float | None, currency: str = "USD") -> str:
        """An amount to three digits, as a chart's axis has room for."""
        if amount is None:
            return NONE
        if currency == INTERNATIONAL:
            return f"{currency} {format_compact_decimal(amount, locale=self.locale)}"
        rounded = _to_three_digits(amount)
        if abs(amount) < 1e6 and not _shortens_thousands(self.locale):
            return self.money(rounded, currency)
        return format_compact_currency(rounded, currency, locale=self.locale, fraction_digits=2)

    def short(self, value: float, unit: str, currency: str = "USD") -> str:
        """A number of a section's unit, as a chart's axis has room for."""
        if unit == MONEY:
            return self.short_money(value, currency)
        if unit in (SHARE, DIFFERENCE):
            sign = ("+" if value > 0 else "−" if value < 0 else "") if unit == DIFFERENCE else ""
            return f"{sign}{self.percent(abs(value))}"
        return f"{value:g}" if unit == YEAR else self.number(value)

    def signed_money(self, amount: float, currency: str = "USD") -> str:
        """An amount with its sign, also where it is positive."""
        sign = "−" if round(amount) < 0 else "+"
        return f"{sign}{self.money(abs(amount), currency)}"

    def number(self, count: float | None) -> str:
        """A whole number with the language's separators."""
        return NONE if count is None else str(format_decimal(round(count), locale=self.locale))

    def percent(self, share: float | None, digits: int = 0) -> str:
        """A share of one as per cent."""
        if share is None:
            return NONE
        pattern = _percent(self.locale, digits)
        return str(format_percent(share, pattern, locale=self.locale))

    def day(self, iso_date: str | None) -> str:
        """An ISO date, or a year alone, as the language writes it."""
        from datetime import date

        if not iso_date:
            return NONE
        if len(iso_date) == len("2025"):
            return iso_date
        return str(format_date(date.fromisoformat(iso_date), "long", locale=self.locale))


def reader_of(accept_language: str | None) -> Reader:
    """The reader behind an Accept-Language header; American English where it names none known."""
    for tag in _preferred(accept_language or ""):
        locale = _locale(tag)
        if locale is not None:
            return Reader(locale)
    return Reader(Locale.parse(DEFAULT))


def _preferred(header: str) -> list[str]:
    """Language tags of a header (RFC 9110, 12.5.4), the preferred first."""
    weighed = []
    for place, part in enumerate(header.split(",")[:MOST_LANGUAGES]):
        tag, _, weight = part.partition(";")
        quality = weight.strip().removeprefix("q=")
        try:
            weighed.append((-float(quality or 1), place, tag.strip()))
        except ValueError:
            continue
    return [tag for quality, _, tag in sorted(weighed) if quality < 0]


def _to_three_digits(amount: float) -> int:
    places = 2 - math.floor(math.log10(abs(amount))) if amount else 0
    return int(round(amount, min(places, 0)))


@cache
def _shortens_thousands(locale: Locale) -> bool:
    """Whether the language has a short form of thousands: "150K", but "150.000" in German."""
    patterns = locale.compact_currency_formats["short"]["other"]
    return "1000" in patterns and len(patterns["1000"].suffix[0].strip(" \xa0¤")) > 0


@cache
def _known() -> frozenset[str]:
    from babel.localedata import locale_identifiers

    return frozenset(locale_identifiers())


def _locale(tag: str) -> Locale | None:
    name = tag.replace("-", "_")
    if name.lower() == "en":
        name = DEFAULT
    try:
        found = Locale.parse(name)
    except (UnknownLocaleError, ValueError, TypeError):
        return None
    return found if str(found) in _known() or found.language in _known() else None


@cache
def _whole(locale: Locale) -> NumberPattern:
    """The language's pattern for money, without the places after the point."""
    pattern = str(locale.currency_formats["standard"].pattern)
    return parse_pattern(pattern.replace("0.00", "0"))


@cache
def _percent(locale: Locale, digits: int) -> str:
    pattern = str(locale.percent_formats[None].pattern)
    return pattern.replace("0", "0." + "0" * digits, 1) if digits else pattern
