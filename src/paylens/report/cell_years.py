"""Which years of a market's cells an answer counts: those that were asked for, or the latest."""

from __future__ import annotations

import re
from collections.abc import Iterable

from paylens.errors import InvalidValue
from paylens.market.store import Cell
from paylens.report.cohorts import LATEST_YEARS

EARLIEST, LATEST = 1990, 2100


def years_of(words: str | None) -> tuple[int, int] | None:
    """The first and the last year that words mean: "2021", "2019-2021"; None where none are given.

    Raises
    ------
    InvalidValue
        Words that name no years.
    """
    if words is None:
        return None
    found = re.fullmatch(r"\s*(\d{4})\s*(?:(?:-|–|to)\s*(\d{4})\s*)?", words)
    years = [int(year) for year in found.groups() if year] if found else []
    if not years or not EARLIEST <= years[0] <= years[-1] <= LATEST:
        raise InvalidValue("years", words, f"a year or two from {EARLIEST} on: 2021, 2019-2021")
    return years[0], years[-1]


def within(cells: Iterable[Cell], years: tuple[int, int] | None) -> list[Cell]:
    """The cells of those years, else of the latest LATEST_YEARS in which there are any."""
    listed = list(cells)
    if years is None:
        newest = max((cell.year for cell in listed), default=0)
        years = (newest - LATEST_YEARS + 1, newest)
    first, last = years
    return [cell for cell in listed if first <= cell.year <= last]
