"""Amounts of money in running text: "$120,000", "€6.500/month", "110-130k", "12 LPA"."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from paylens.report.amounts import FACTORS, LAKH_UNITS, PERIOD, SIGNS, number_of

_SIGN = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))
_UNIT = r"k|m|mio|million|lpa|lakhs?(?: per annum)?|lacs?|crores?|cr|billion|bn|trillion"
_NUMBER = r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{2,3})*(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"


def _amount_form(place: int) -> str:
    """One amount: a sign before or after it, digits, a unit; its groups end in `place`."""
    back = rf"(?:\s?(?P<back{place}>{_SIGN})(?![\w$]))?"
    number = rf"(?P<number{place}>{_NUMBER})(?:\s?(?P<unit{place}>{_UNIT})\b)?"
    return rf"(?:(?P<sign{place}>{_SIGN})\s?)?{number}{back}"


AMOUNT = re.compile(
    r"(?<![\w.,$€£₹])" + _amount_form(1)
    + r"(?:\s?(?:-|–|—|to|and|bis)\s?" + _amount_form(2) + ")?"
    + r"(?![\d%])(?!\s?(?:%|percent\b|per cent\b))",
    re.I,
)  # fmt: skip
FIGURES = {"five": (1e4, 99_999.0), "six": (1e5, 999_999.0), "seven": (1e6, 9_999_999.0)}
WRITTEN = re.compile(r"\b(five|six|seven)[- ]figures?\b", re.I)
SCALES = FACTORS | {"lac": 1e5, "lacs": 1e5, "crores": 1e7, "billion": 1e9, "bn": 1e9,
                    "trillion": 1e12}  # fmt: skip


@dataclass(frozen=True)
class Amount:
    """One amount or two ends, in the printed currency and period.

    `bare` has no sign of money at all: only the words around it can make it one.
    """

    low: float
    high: float | None
    currency: str | None
    period: str | None
    start: int
    end: int
    bare: bool
    scale: float = 1.0

    @property
    def amounts(self) -> tuple[float, ...]:
        """What is printed: one amount or two."""
        return (self.low,) if self.high is None else (self.low, self.high)


def amounts_in(text: str) -> list[Amount]:
    """All amounts of a text, in its order; what they mean is for others to judge."""
    found: list[Amount] = []
    place = 0
    while match := AMOUNT.search(text, place):
        amount = _amount(text, match)
        if amount:
            found.append(amount)
        # What is no second end of this one may be an amount of its own.
        place = amount.end if amount else match.end()
    for match in WRITTEN.finditer(text):
        low, high = FIGURES[match.group(1).lower()]
        found.append(Amount(low, high, None, None, *match.span(), False))
    return sorted(found, key=lambda amount: amount.start)


def period_in(text: str) -> str | None:
    """The period that words name: "annual", "per month"."""
    return next((name for name, form in PERIOD.items() if form.search(text)), None)


def _amount(text: str, match: re.Match[str]) -> Amount | None:
    numbers = [_value(match, 1), _value(match, 2)]
    units = [_unit(match, 1), _unit(match, 2)]
    end = match.end()
    second = numbers[1]
    if second is not None and not _belongs(match):
        second, end = None, match.end("back1") if match["back1"] else _end(match, 1)
        units[1] = ""
    low = numbers[0]
    if low is None or math.isnan(low) or (second is not None and math.isnan(second)):
        return None
    unit = units[0] or units[1]
    scales = [SCALES.get(units[0] or _shared(low, second, units), 1.0), SCALES.get(units[1], 1.0)]
    signs = [match[name] for name in ("sign1", "back1", "sign2", "back2") if match[name]]
    if second is None:
        signs = [match[name] for name in ("sign1", "back1") if match[name]]
    currency = SIGNS[signs[-1].lower()] if signs else ("INR" if unit in LAKH_UNITS else None)
    after = text[end : end + 24]
    period = "year" if unit.startswith(("lpa", "lakhs per", "lakh per")) else _period_after(after)
    ends = (low * scales[0], None if second is None else second * scales[1])
    if ends[1] is not None and ends[1] < ends[0]:
        return None
    return Amount(*ends, currency, period, match.start(), end, not (signs or unit), scales[0])


def _value(match: re.Match[str], place: int) -> float | None:
    digits = match[f"number{place}"]
    if digits is None:
        return None
    plain = re.sub(r"(?<=\d)[\u00a0\u202f '’](?=\d{3})", "", digits)
    if re.search(r"\s", plain):
        return math.nan
    return number_of(plain, scaled=bool(_unit(match, place)) and not re.search(r"[.,]\d{3}", plain))


def _unit(match: re.Match[str], place: int) -> str:
    return (match[f"unit{place}"] or "").lower().split(" ")[0]


def _end(match: re.Match[str], place: int) -> int:
    unit = match.end(f"unit{place}")
    return unit if unit > 0 else match.end(f"number{place}")


def _belongs(match: re.Match[str]) -> bool:
    """Whether two amounts are the ends of one range: "and" joins ends only after "between"."""
    between = match.string[_end(match, 1) : match.start("number2")]
    if not re.search(r"\band\b", between, re.I):
        return True
    return bool(re.search(r"\b(?:between|from)\s*\S{0,2}\s?$", match.string[: match.start()], re.I))


def _shared(low: float, high: float | None, units: list[str]) -> str:
    """The unit that the first of two ends leaves to the second: "110-130k"."""
    return units[1] if high is not None and low <= high else ""


def _period_after(text: str) -> str | None:
    near = re.match(
        r"\s*(?:base|salary|total|gross|net|in pay)?\s*[,;]?\s*(?P<rest>.{0,16})", text, re.S
    )
    rest = near["rest"] if near else text
    for name, form in PERIOD.items():
        if form.match(rest):
            return name
    return None
