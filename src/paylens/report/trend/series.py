"""One source's pay by year, in one way of asking and one kind of pay: raw, and the mix held fixed.

Years are compared by the like-for-like effects of the year (`market.effects`), so that a year in
which more seniors answered is not taken for a year of higher pay. Years in which a source asked for
amounts in another form (exact amounts before, brackets since) are shown and not part of a trend:
who is counted, and how, changed with them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from paylens.harmonise.dimension import dimension
from paylens.market.effects.found import Effects
from paylens.market.evidence import Evidence, Figure
from paylens.market.floor import Floor
from paylens.market.scope import ML_AND_DATA
from paylens.market.statistics import pay_statistics
from paylens.market.store import Cell, Store
from paylens.report.employers import difference_of
from paylens.report.like_for_like import (
    WEAK,
    YEAR,
    Among,
    comparisons,
    share_of,
    source_difference,
)
from paylens.report.mixture import legal_cells

# A trend ends at years of so many records; of fewer only where no two years have them.
FEWEST_AT_ENDS = 30
NO_PRICES = "no consumer prices of these years"
TOO_FEW, OTHER_FORM = "too few records for a trend", "asked in another form"


@dataclass(frozen=True)
class Prices:
    """How log pay in USD of a year moves: to the rate of one year, and to its prices as well.

    So a change in `rates` is one of pay in the country's own money, and one in `real` that after
    consumer prices; neither is one of exchange rates. `year` is None where no prices are at hand.
    """

    year: int | None
    rates: dict[int, float]
    real: dict[int, float]

    def rate(self, year: int) -> float:
        """The move of a year to the rate of `year`; none where no rate is at hand."""
        return self.rates.get(year, 0.0)


@dataclass(frozen=True)
class YearOfPay:
    """One year of a series, USD per year at the rate of `Prices.year`.

    `median` is the records' own; `held_fixed` that of the same people in every year, `real` the
    same in the prices of one year. `since` is the change of `held_fixed` since the year before of
    the series, as a share. `part` says whether the year counts for the trend.
    """

    year: int
    median: Figure
    held_fixed: Figure
    real: Figure
    since: Figure
    records: int | None
    part: bool


@dataclass(frozen=True)
class Trend:
    """A series and its change per year, as a share: 0.02 is 2 % more each year.

    `raw` is of the medians as they are, `held_fixed` with the mix of people held fixed, `real` the
    same less the growth of consumer prices, up to `real_last`, the last year with prices. `steady`
    is whether pay rose from every year to the next; None of fewer than three years.
    """

    source: str
    basis: str
    pay: str
    among: str
    years: tuple[YearOfPay, ...]
    first: int
    last: int
    raw: Figure
    held_fixed: Figure
    real: Figure
    real_last: int | None
    steady: bool | None
    held_equal: tuple[str, ...]
    not_held: tuple[str, ...]
    evidence: Evidence

    @property
    def weak(self) -> bool:
        """Whether the evidence is too weak to count."""
        return self.evidence.reliability == WEAK


def trends(store: Store, among: Sequence[Among], pay: str | None, prices: Prices) -> list[Trend]:
    """The series of every source; of each the first of `among` that it has two years of."""
    chosen: dict[tuple[str, str, str], tuple[Among, Effects]] = {}
    for population in among:
        for effects in comparisons(store, YEAR, population):
            key = (effects.source, effects.basis, effects.pay)
            if pay in (None, effects.pay) and len(effects.values) > 1 and key not in chosen:
                chosen[key] = (population, effects)
    found = [_trend(store, population, effects, prices) for population, effects in chosen.values()]
    told = [one for one in found if one is not None]
    return sorted(told, key=lambda one: (one.pay, one.first - one.last, one.source, one.basis))


def _trend(store: Store, among: Among, effects: Effects, prices: Prices) -> Trend | None:
    """None where the years were not asked alike."""
    cells = _cells_by_year(store, among, effects)
    ends = _ends(effects, cells)
    if ends is None:
        return None
    first, last = ends[0], ends[-1]
    medians = {
        year: _moved(_median(own, store.floor), prices.rate(year)) for year, own in cells.items()
    }
    whole = source_difference(effects, str(last), str(first))
    known = [year for year in ends if year in prices.real]
    real_last = known[-1] if len(known) > 1 and known[0] == first else None
    years = _years(effects, cells, medians, ends, prices)
    rises = [year.since.value for year in years if year.part and year.since.value is not None]
    return Trend(
        source=effects.source,
        basis=effects.basis,
        pay=effects.pay,
        among=among.label,
        years=years,
        first=first,
        last=last,
        raw=_yearly(difference_of(medians[last], medians[first]), last - first),
        held_fixed=_yearly(_change(effects, first, last, prices.rates), last - first),
        real=_real(effects, first, real_last, prices),
        real_last=real_last,
        steady=all(rise > 0 for rise in rises) if len(rises) > 1 else None,
        held_equal=whole.held_equal,
        not_held=whole.not_held,
        evidence=whole.evidence,
    )


def _cells_by_year(store: Store, among: Among, effects: Effects) -> dict[int, list[Cell]]:
    group = dimension("role").groups[ML_AND_DATA]
    cells = store.cells(
        pay=[effects.pay],
        roles=list(group) if among.role == ML_AND_DATA else [among.role],
        countries=[among.country],
        sources=[effects.source],
    )
    grouped: dict[int, list[Cell]] = defaultdict(list)
    for cell in legal_cells(cells):
        if cell.basis == effects.basis and cell.distribution.records > 0:
            grouped[cell.year].append(cell)
    return dict(grouped)


def _ends(effects: Effects, cells: dict[int, list[Cell]]) -> list[int] | None:
    """The years of the trend: of records enough, and asked in the form of the newest of them."""
    counts = {int(year): value.records for year, value in effects.values.items()}
    known = sorted(year for year in counts if year in cells)
    enough = [year for year in known if counts[year] >= FEWEST_AT_ENDS]
    for years in (enough, known):
        alike = [
            year for year in years if _in_brackets(cells[year]) == _in_brackets(cells[years[-1]])
        ]
        if len(alike) > 1:
            return alike
    return None


def _in_brackets(cells: Sequence[Cell]) -> bool:
    """Whether most of a year's amounts lie in brackets."""
    bracketed = sum(sum(cell.distribution.brackets.values()) for cell in cells)
    return bracketed > sum(float(cell.distribution.weights.sum()) for cell in cells)


def _median(cells: Sequence[Cell], floor: Floor) -> Figure:
    found = pay_statistics(cells, floor)
    assert found is not None
    return found.figures["p50"]


def _years(
    effects: Effects,
    cells: dict[int, list[Cell]],
    medians: dict[int, Figure],
    ends: list[int],
    prices: Prices,
) -> tuple[YearOfPay, ...]:
    level = _level(effects, medians, ends, prices)
    newest = _in_brackets(cells[ends[-1]])
    shown = []
    for year in sorted(map(int, effects.values)):
        before = [one for one in ends if one < year]
        part = year in ends
        low, high = effects.effect(str(year)).interval
        logs = (effects.values[str(year)].log_effect, low, high)
        amount, least, most = (math.exp(level + prices.rate(year) + end) for end in logs)
        held = Figure(amount, least, most)
        to_real = None if year not in prices.real else prices.real[year] - prices.rate(year)
        alike = year in cells and _in_brackets(cells[year]) == newest
        shown.append(
            YearOfPay(
                year=year,
                median=medians.get(year, Figure(None)),
                held_fixed=held
                if part
                else Figure(None, None, None, TOO_FEW if alike else OTHER_FORM),
                real=_moved(held, to_real) if part else Figure(None),
                since=_change(effects, before[-1], year, prices.rates)
                if part and before
                else Figure(None),
                records=effects.values[str(year)].records,
                part=part,
            )
        )
    return tuple(shown)


def _level(effects: Effects, medians: dict[int, Figure], ends: list[int], prices: Prices) -> float:
    """The log pay from which the years' effects lead, on average, to the records' medians."""
    weights = {year: effects.values[str(year)].records for year in ends if medians[year].value}
    logs = {
        year: math.log(medians[year].value or 1.0)
        - prices.rate(year)
        - effects.values[str(year)].log_effect
        for year in weights
    }
    return sum(weights[year] * logs[year] for year in weights) / sum(weights.values())


def _change(effects: Effects, first: int, last: int, shifts: dict[int, float]) -> Figure:
    """The change between two years, the mix held fixed, as a share."""
    found = effects.difference(str(last), str(first))
    shift = shifts.get(last, 0.0) - shifts.get(first, 0.0)
    low, high = (share_of(end + shift) for end in found.interval)
    return Figure(share_of(found.log_difference + shift), low, high)


def _moved(figure: Figure, log_shift: float | None) -> Figure:
    if log_shift is None:
        return Figure(None, suppressed=NO_PRICES)
    factor = math.exp(log_shift)
    value, low, high = (end and end * factor for end in (figure.value, figure.low, figure.high))
    return Figure(value, low, high, figure.suppressed)


def _real(effects: Effects, first: int, last: int | None, prices: Prices) -> Figure:
    if last is None:
        return Figure(None, suppressed=NO_PRICES)
    return _yearly(_change(effects, first, last, prices.real), last - first)


def _yearly(whole: Figure, years: int) -> Figure:
    """A change over so many years as the change of each."""
    value, low, high = (
        None if end is None else (1 + end) ** (1 / years) - 1
        for end in (whole.value, whole.low, whole.high)
    )
    return Figure(value, low, high, whole.suppressed)
