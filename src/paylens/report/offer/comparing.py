"""Offers side by side: years, totals, hours, prices, and what must hold for one to beat another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paylens.errors import NotEnoughData
from paylens.market.store import Store
from paylens.report.estimate import units_per_usd
from paylens.report.offer.break_even import BreakEven, break_evens
from paylens.report.offer.schema import MONTHS_PER_YEAR, YEARS, Offer
from paylens.report.offer.valuing import YearValue, kept_if_left, total_of, years_of
from paylens.report.prices import View, view_of


@dataclass(frozen=True)
class Summary:
    """One offer's four years, in the answer's currency.

    `per_hour` is the yearly mean over the hours told; `international` the yearly mean in
    international dollars at the prices of its country, None without prices; `after_one_year` what
    is kept of shares and sign-on by who leaves then.
    """

    offer: str
    years: tuple[YearValue, ...]
    total: float
    per_year: float
    certain: float
    equity_share: float
    per_hour: float
    after_one_year: float
    international: float | None


def summaries(
    store: Store, offers: Sequence[Offer], countries: Sequence[str | None]
) -> tuple[tuple[Summary, ...], tuple[str, ...]]:
    """Each offer's summary, and notes on prices; `countries` are those of work."""
    view, notes = _prices(store, countries)
    found = []
    for offer, country in zip(offers, countries, strict=True):
        years = years_of(offer)
        total = sum(year.total for year in years)
        equity = sum(year.equity for year in years)
        found.append(
            Summary(
                offer=offer.name,
                years=years,
                total=total,
                per_year=total / YEARS,
                certain=sum(year.certain for year in years),
                equity_share=equity / total if total else 0.0,
                per_hour=total / YEARS / (offer.hours_per_week * offer.weeks_per_year),
                after_one_year=kept_if_left(offer, MONTHS_PER_YEAR),
                international=_international(view, total / YEARS, offer.currency, country),
            )
        )
    return tuple(found), notes


def needed(offers: Sequence[Offer]) -> tuple[BreakEven, ...]:
    """What must hold for each offer to reach the one that is worth most, and for that one to stay
    ahead of the next."""
    if len(offers) < 2:
        return ()
    ranked = sorted(offers, key=lambda offer: -total_of(offer))
    best, second = ranked[0], ranked[1]
    pairs = [*((offer, best) for offer in ranked[1:]), (best, second)]
    return tuple(each for offer, other in pairs for each in break_evens(offer, other))


def _prices(store: Store, countries: Sequence[str | None]) -> tuple[View | None, tuple[str, ...]]:
    """The view of prices where offers are of several countries."""
    if len({country for country in countries if country}) < 2:
        same = "prices inside a country are not told apart: no published parities of its cities are"
        return None, (f"{same} in this market",) if len(countries) > 1 else ()
    try:
        view = view_of(store, ppp=True)
    except NotEnoughData as error:
        return None, (str(error),)
    return view, tuple(view.notes()) if view else ()


def _international(
    view: View | None, per_year: float, currency: str, country: str | None
) -> float | None:
    """An amount of today at the newest parity of its country."""
    if view is None or not country:
        return None
    factors = view.factors(country)
    if not factors:
        return None
    units, _ = units_per_usd(currency)
    return per_year / units * factors[max(factors)]
