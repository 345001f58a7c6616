"""Views of pay in other prices: those of one year, or international dollars.

A view multiplies pay by a factor of its country and year; nothing that is stored changes. Pay in
USD is turned into local currency at the market rate of its year, moved to the view's year by the
national consumer prices, and from there turned back into USD at the market rate or divided by the
purchasing power parity.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from paylens.errors import InvalidValue, NotEnoughData, QuestionError
from paylens.harmonise.dimension import dimension
from paylens.market.statistics import PayStatistics
from paylens.market.store import Cell, Store

INTERNATIONAL = "Int$"
INDEX, PARITY, RATE = "price_index", "local_per_international_dollar", "local_per_usd"
NAMES = {INDEX: "consumer prices", PARITY: "purchasing power parity", RATE: "exchange rate"}
NO_PRICES = (
    "this market holds no prices of countries. Put the World Bank's cpi_by_country.csv and "
    "ppp_gdp.csv beside the publishers' files and build it again: paylens build --from FOLDER"
)
MOST_NAMES = 12


@dataclass(frozen=True)
class View:
    """Pay in the prices of the year `real` (None: of its own year), `ppp` in international dollars.

    `lines` holds the market's prices by country and year.
    """

    real: int | None
    ppp: bool
    lines: dict[str, dict[int, dict[str, Any]]] = field(repr=False, compare=False)
    _factors: dict[str, dict[int, float]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def currency(self) -> str:
        """The unit of amounts."""
        return INTERNATIONAL if self.ppp else "USD"

    @property
    def words(self) -> str:
        """The view in a few words, as after "pay"."""
        if self.real is None:
            return "in international dollars"
        return f"in {'international dollars at ' if self.ppp else ''}prices of {self.real}"

    @property
    def unit(self) -> str:
        """The unit of a table's amounts."""
        prices = "" if self.real is None else f" at prices of {self.real}"
        return f"{'international dollars' if self.ppp else 'USD'} per year{prices}"

    def log_shift(self, country: str | None, year: int) -> float:
        """By how much log pay in USD of a country and year moves.

        Raises
        ------
        QuestionError
            No country.
        NotEnoughData
            Prices of the country, or of the year, are not at hand.
        """
        last = self.last_year(country)
        assert country is not None
        found = self.factors(country)
        if year not in found:
            raise NotEnoughData(
                f"{_label(country)}: pay of {year} cannot be shown {self.words}: "
                f"{self._lacking(country, year)} at hand. Ask for a year from {min(found)} to "
                f"{last}."
            )
        return math.log(found[year])

    def last_year(self, country: str | None) -> int:
        """The newest year whose pay can be shown; raises as `log_shift`."""
        if not country:
            raise QuestionError("prices are a country's own: name one country as well.")
        found = self.factors(country)
        if not found:
            year = self.real or max(self.lines.get(country, {0: {}}))
            raise NotEnoughData(
                f"{_label(country)}: pay cannot be shown {self.words}: "
                f"{self._lacking(country, year)} at hand."
            )
        return max(found)

    def factors(self, country: str) -> dict[int, float]:
        """The factor of pay in USD of each year for which all that it needs is at hand."""
        if country not in self._factors:
            found = {year: self._factor(country, year) for year in self.lines.get(country, {})}
            self._factors[country] = {year: factor for year, factor in found.items() if factor}
        return self._factors[country]

    def moved(self, cell: Cell) -> Cell:
        """The cell in this view's prices."""
        shift = self.log_shift(cell.country, cell.year)
        return replace(cell, distribution=cell.distribution.moved(shift))

    def labelled(self, statistics: PayStatistics) -> PayStatistics:
        """Statistics of moved cells, whose evidence says in which prices they are."""
        evidence = replace(statistics.evidence, currency=self.currency, prices=self.words)
        return replace(statistics, evidence=evidence)

    def notes(self) -> list[str]:
        """How the amounts came about, and who published what they rest on."""
        told = []
        if self.real is not None:
            told.append(
                f"{self.words}: pay in the currency of its country is moved from its own year to "
                f"{self.real} by the national consumer prices ({self._publisher(INDEX)})"
            )
        if self.ppp:
            told.append(
                "in international dollars: pay in the currency of its country over the purchasing "
                f"power parity ({self._publisher(PARITY)}), which is of the whole economy and not "
                "of what engineers buy"
            )
        return told

    def _factor(self, country: str, year: int) -> float | None:
        target = self.real or year
        values = [self._value(country, year, RATE)]
        values.append(self._value(country, target, PARITY if self.ppp else RATE))
        if self.real is not None:
            values += [self._value(country, at, INDEX) for at in (target, year)]
        known = [value for value in values if value]
        if len(known) < len(values):
            return None
        rate, back, *index = known
        return rate / back * (index[0] / index[1] if index else 1.0)

    def _lacking(self, country: str, year: int) -> str:
        """What is missing for the pay of a year, in words."""
        needed = {(RATE, year), (PARITY if self.ppp else RATE, self.real or year)}
        if self.real is not None:
            needed |= {(INDEX, self.real), (INDEX, year)}
        missing = sorted((at, n) for n, at in needed if not self._value(country, at, n))
        told = []
        for at, name in missing:
            ever = any(line[name] for line in self.lines.get(country, {}).values())
            told.append(f"no {NAMES[name]} of {at}" if ever else f"no {NAMES[name]}")
        return " and ".join(dict.fromkeys(told))

    def _value(self, country: str, year: int, name: str) -> float | None:
        value: float | None = self.lines.get(country, {}).get(year, {}).get(name)
        return value

    def _publisher(self, name: str) -> str:
        column = {INDEX: "price_index_publisher", PARITY: "ppp_publisher"}[name]
        named = {line[column] for years in self.lines.values() for line in years.values()}
        return ", ".join(sorted(word for word in named if word))


def view_of(store: Store, real: int | None = None, ppp: bool = False) -> View | None:
    """The view that people ask for; None where they ask for none.

    Raises
    ------
    NotEnoughData
        The market holds no prices.
    InvalidValue
        A year without consumer prices in any country.
    """
    if real is None and not ppp:
        return None
    lines: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
    for line in store.prices():
        lines[line["country"]][line["year"]] = line
    if not lines:
        raise NotEnoughData(NO_PRICES)
    years = {y for known in lines.values() for y, line in known.items() if line[INDEX]}
    if real is not None and real not in years:
        allowed = f"a year with consumer prices, {min(years)} to {max(years)}"
        raise InvalidValue("real", real, allowed)
    return View(real, ppp, dict(lines))


def covered(view: View | None, cells: list[Cell]) -> list[Cell]:
    """The cells that can be shown in the view."""
    if view is None:
        return cells
    return [cell for cell in cells if cell.year in view.factors(cell.country)]


def left_out(view: View, cells: Iterable[Cell]) -> list[str]:
    """Which sources' years and which countries cannot be shown in the view."""
    years: dict[str, set[int]] = defaultdict(set)
    countries: set[str] = set()
    for cell in cells:
        known = view.factors(cell.country)
        if not known:
            countries.add(_label(cell.country) if cell.country else "country not known")
        elif cell.year not in known:
            years[cell.source].add(cell.year)
    told = [f"{name} {', '.join(map(str, sorted(years[name])))}" for name in sorted(years)]
    notes = [f"left out, as no prices of then are at hand: {'; '.join(told)}"] if told else []
    if countries:
        names = sorted(countries)
        more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
        listed = ", ".join(names[:MOST_NAMES])
        notes.append(f"left out, as no prices are at hand: {listed}{more}")
    return notes


def _label(country: str) -> str:
    return dimension("country").value_label(country)
