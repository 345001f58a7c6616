"""A pay as people type it: 150000, "150,000", "80.000 €", "€80k", "5.400 € a month", "12 lakh".

The words of money are declared here once; `claims.amounts` finds the same ones in running text.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from paylens.errors import InvalidValue
from paylens.harmonise.periods import per_year

ALLOWED = (
    "an amount per year from 100 on, such as 150000, '150,000', '150.000', '150k', '1.2m', "
    "'65.000 €' or '5,400 EUR a month'"
)
FACTORS = {
    "": 1.0,
    "k": 1e3,
    "m": 1e6,
    "mio": 1e6,
    "million": 1e6,
    "l": 1e5,
    "lpa": 1e5,
    "lakh": 1e5,
    "lakhs": 1e5,
    "cr": 1e7,
    "crore": 1e7,
}
LONGEST_FIRST = sorted(FACTORS, key=len, reverse=True)
# India's units, which are of rupees where no currency is told.
LAKH_UNITS = ("l", "lpa", "lakh", "lakhs", "lac", "lacs", "cr", "crore", "crores")
SIGNS = {
    "us$": "USD", "c$": "CAD", "ca$": "CAD", "a$": "AUD", "au$": "AUD", "s$": "SGD", "hk$": "HKD",
    "nz$": "NZD", "r$": "BRL", "$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "¥": "JPY",
    "rs": "INR", "rs.": "INR", "zł": "PLN", "kr": "SEK", "₽": "RUB", "₩": "KRW",
    "dollars": "USD", "euros": "EUR", "euro": "EUR", "pounds": "GBP", "rupees": "INR",
    "usd": "USD", "eur": "EUR", "gbp": "GBP", "inr": "INR", "cad": "CAD", "aud": "AUD",
    "chf": "CHF", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN", "jpy": "JPY",
    "cny": "CNY", "rmb": "CNY", "sgd": "SGD", "brl": "BRL", "nzd": "NZD", "hkd": "HKD",
    "mxn": "MXN", "zar": "ZAR", "krw": "KRW", "ils": "ILS", "try": "TRY", "czk": "CZK",
    "huf": "HUF",
}  # fmt: skip
# What a sign also stands for, where the answer is in that currency.
ALSO = {
    "$": ("AUD", "CAD", "HKD", "MXN", "NZD", "SGD"),
    "dollars": ("AUD", "CAD", "HKD", "NZD", "SGD"),
    "¥": ("CNY",),
    "kr": ("DKK", "NOK", "CZK"),
}
PERIODS = {
    "year": (
        r"per\s+annum|p\.?\s?a\.?(?=\W|$)|(?:per|a|/|each|every|pro|im)\s*(?:year|yr|annum|jahr)|"
        r"annual(?:ly)?|yearly|jährlich"
    ),
    "month": r"(?:per|a|/|each|every|pro|im)\s*(?:months?|mo|monat)\b|monthly|monatlich",
    "week": r"(?:per|a|/|each|pro)\s*(?:week|wk|woche)\b|weekly",
    "day": r"(?:per|a|/|each|pro)\s*(?:day|tag)\b|daily",
    "hour": r"(?:per|an|a|/|each|pro)\s*(?:hour|hr|h|stunde)\b|hourly",
}
PERIOD = {
    name: re.compile(rf"(?:(?<=\W)|(?<=^)|\b)(?:{form})", re.I) for name, form in PERIODS.items()
}
# Pay before tax is what is meant anyway.
GROSS = re.compile(r"\b(?:gross|brutto|before tax)\b", re.I)
# What is less in any currency is no year's pay, but likely one in thousands.
LOWEST, HIGHEST = 100.0, 1e12
BLANKS = r"[\s_'’]"
FORM = re.compile(r"(?P<before>[^\d.,+-]*)(?P<digits>[+-]?[\d.,]+)(?P<after>[^\d.,+-]*)")
# Groups of three digits, or India's of two before the last three.
GROUPS = r"\d{1,3}(?:SEP\d{3})+|\d{1,2}(?:SEP\d{2})*SEP\d{3}"


@dataclass(frozen=True)
class TypedPay:
    """A pay that someone typed: an amount per period, in `currency` (None where none was told);
    without words where it came as a number."""

    words: str
    amount: float
    currency: str | None = None
    period: str = "year"
    says_period: bool = False

    @property
    def per_year(self) -> float:
        """The amount per year."""
        return self.amount * per_year()[self.period]

    def read_as(self, currency: str) -> str:
        """How the words were read; nothing of a number. `currency` is what is meant where none was
        told."""
        if not self.words or self.words.strip().isdecimal():
            return ""
        unit = self.currency or currency
        yearly = f"{unit} {self.per_year:,.0f} a year"
        times = per_year()[self.period]
        counted = "" if times == 1 else f", {times:,.0f} times {unit} {self.amount:,.10g}"
        return f"{self.words.strip()!r} was read as {yearly}{counted}"


def typed_pay(
    name: str, words: str | float, currency: str | None = None, period: str = "year"
) -> TypedPay:
    """A pay that someone typed, with its currency and period where they say them.

    A dot or comma before exactly three last digits parts thousands ("80.000" is 80,000); before
    any other number of digits it is the decimal one. With both, the last is the decimal one. A
    sign of several currencies is of `currency` where that is one of them. Where the words say no
    period, it is `period`.

    Raises
    ------
    InvalidValue
        No amount, one that can be read in two ways, or one that cannot be a year's pay.
    """
    if isinstance(words, (int, float)):
        typed: TypedPay | None = TypedPay("", float(words), period=period)
    else:
        typed = read_pay(words, currency, period)
    if typed is None or not LOWEST <= typed.per_year < HIGHEST:
        allowed = ALLOWED if period == "year" else f"an amount per {period}"
        raise InvalidValue(name, words, allowed)
    return typed


def read_pay(words: str, currency: str | None = None, period: str = "year") -> TypedPay | None:
    """As `typed_pay`, of any size; None where the words are no amount."""
    rest, said = _without_period(words)
    found = FORM.fullmatch(re.sub(BLANKS, "", rest))
    if found is None:
        return None
    after = found["after"].lower()
    factor = next((unit for unit in LONGEST_FIRST if _ends(after, unit)), "")
    signs = [each for each in (found["before"].lower(), after.removeprefix(factor)) if each]
    meant = [_currency(sign, currency) for sign in signs]
    number = number_of(found["digits"], scaled=bool(factor)) * FACTORS[factor]
    of_another_period = factor == "lpa" and said not in (None, "year")
    if None in meant or len(set(meant)) > 1 or of_another_period or not math.isfinite(number):
        return None
    unit = meant[0] if meant else "INR" if factor in LAKH_UNITS else None
    return TypedPay(words, number, unit, said or period, says_period=bool(said))


def currency_told(pay: str | float | None, *, ppp: bool | None = False) -> str | None:
    """The currency that a typed pay names, in which its answer is given; none where it names none
    or where the answer is in international dollars.

    Raises
    ------
    InvalidValue
        As `typed_pay`.
    """
    return typed_pay("your pay", pay).currency if isinstance(pay, str) and not ppp else None


def _without_period(words: str) -> tuple[str, str | None]:
    """The words without those that say the period, and the period."""
    rest = GROSS.sub("", words)
    for name, form in PERIOD.items():
        if match := form.search(rest):
            return rest[: match.start()] + rest[match.end() :], name
    return rest, None


def _ends(after: str, unit: str) -> bool:
    """Whether what follows the digits is a unit, alone or before a currency: "k", "k€", "meur"."""
    rest = after.removeprefix(unit)
    return after.startswith(unit) and (not rest or rest in SIGNS or len(rest) == 3)


def _currency(sign: str, wanted: str | None) -> str | None:
    """The currency that a sign, a word or a code means; None where it means none."""
    if wanted is not None and wanted in ALSO.get(sign, ()):
        return wanted
    code = sign.upper() if re.fullmatch("[a-z]{3}", sign) else None
    return SIGNS.get(sign, code)


def number_of(digits: str, *, scaled: bool) -> float:
    """The number that digits with dots and commas mean; NaN where it is not clear which."""
    marks = re.sub(r"[^.,]", "", digits)
    if not marks:
        return float(digits)
    decimal = marks[-1] if _has_decimals(digits, marks, scaled=scaled) else ""
    whole, _, part = digits.rpartition(decimal) if decimal else (digits, "", "")
    other = set(marks) - {decimal}
    if decimal and decimal in whole or len(other) > 1 or (scaled and not decimal):
        return math.nan
    for mark in other:
        if not re.fullmatch(GROUPS.replace("SEP", re.escape(mark)), whole):
            return math.nan
        whole = whole.replace(mark, "")
    return float(f"{whole or '0'}.{part or '0'}")


def _has_decimals(digits: str, marks: str, *, scaled: bool) -> bool:
    """Whether the last mark is the decimal one."""
    if len(set(marks)) == 2:
        return True
    if len(marks) > 1:
        return False
    whole, part = re.split(r"[.,]", digits)
    return len(part) != 3 or len(whole) > 3 or whole in ("", "0")
