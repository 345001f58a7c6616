"""A pay per year as people type it: 150000, "150,000", "80.000", "€80k", "1.2m", "12 lakh"."""

from __future__ import annotations

import math
import re

from paylens.errors import InvalidValue, QuestionError

ALLOWED = "an amount per year from 100 on, such as 150000, '150,000', '150.000', '150k' or '1.2m'"
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
# The currencies that a sign stands for; the first is the one meant most often.
DOLLARS = ("USD", "AUD", "CAD", "HKD", "MXN", "NZD", "SGD")
SIGNS = {
    "$": DOLLARS,
    "US$": ("USD",),
    "€": ("EUR",),
    "£": ("GBP",),
    "¥": ("JPY", "CNY"),
    "₹": ("INR",),
}
# What is less in any currency is no year's pay, but likely one in thousands.
LOWEST, HIGHEST = 100.0, 1e12
BLANKS = r"[\s_'’]"
FORM = re.compile(r"(?P<before>[^\d.,+-]*)(?P<digits>[+-]?[\d.,]+)(?P<after>[^\d.,+-]*)")
# Groups of three digits, or India's of two before the last three.
GROUPS = r"\d{1,3}(?:SEP\d{3})+|\d{1,2}(?:SEP\d{2})*SEP\d{3}"


def amount_of(name: str, words: str | float, currency: str | None = None) -> float:
    """A pay per year that someone typed.

    A dot or comma before exactly three last digits parts thousands ("80.000" is 80,000); before
    any other number of digits it is the decimal one. With both, the last is the decimal one. In
    `currency`, where given, a sign or code of another currency is refused.

    Raises
    ------
    InvalidValue
        No amount, one that can be read in two ways, or one that cannot be a year's pay.
    QuestionError
        An amount in another currency than the answer's.
    """
    if isinstance(words, (int, float)):
        return _plausible(name, words, float(words))
    found = FORM.fullmatch(re.sub(BLANKS, "", words))
    if found is None:
        raise InvalidValue(name, words, ALLOWED)
    after = found["after"].lower()
    factor = next((unit for unit in LONGEST_FIRST if _ends(after, unit)), "")
    signs = found["before"].upper() + after.removeprefix(factor).upper()
    _check_currency(name, words, signs, currency)
    number = _number(found["digits"], scaled=bool(factor))
    return _plausible(name, words, number * FACTORS[factor])


def _ends(after: str, unit: str) -> bool:
    """Whether what follows the digits is a unit, alone or before a currency: "k", "k€", "meur"."""
    rest = after.removeprefix(unit)
    return after.startswith(unit) and (not rest or rest in SIGNS or len(rest) == 3)


def _check_currency(name: str, words: str, signs: str, currency: str | None) -> None:
    if not signs:
        return
    meant = SIGNS.get(signs, (signs,) if re.fullmatch("[A-Z]{3}", signs) else ())
    if not meant:
        raise InvalidValue(name, words, ALLOWED)
    if currency is not None and currency not in meant:
        raise QuestionError(
            f"{name} is {words!r}, in {meant[0]}, and the answer is in {currency}. Ask in one "
            f"currency: say that the currency is {meant[0]}."
        )


def _number(digits: str, *, scaled: bool) -> float:
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


def _plausible(name: str, words: str | float, amount: float) -> float:
    if not (math.isfinite(amount) and LOWEST <= amount < HIGHEST):
        raise InvalidValue(name, words, ALLOWED)
    return amount
