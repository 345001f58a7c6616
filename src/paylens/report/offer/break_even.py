"""What must hold for one offer to be worth as much as another: the growth, or the payout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from paylens.report.offer.schema import Offer
from paylens.report.offer.valuing import total_of, with_growth, with_payout

GROWTH, PAYOUT = "growth of the share price", "payout of the bonus"
# From worthless at once to ten times as much each year.
LEAST_GROWTH, MOST_GROWTH = -0.9999, 9.0
ROUNDS = 200
ALWAYS, NEVER, FROM = "whatever it is", "at no value of it", "from this on"


@dataclass(frozen=True)
class BreakEven:
    """At which value of one assumption an offer reaches another's total, all else as told.

    `needed` is a growth per year or a share of the target bonus; None where none does (`holds`
    says which).
    """

    offer: str
    against: str
    lever: str
    told: float
    needed: float | None
    holds: str


def break_evens(offer: Offer, other: Offer) -> tuple[BreakEven, ...]:
    """What must hold for `offer` to reach the other's four-year total."""
    goal = total_of(other)
    found = []
    if offer.equity is not None:
        told = offer.equity.growth_per_year
        needed, holds = _growth(offer, goal)
        found.append(BreakEven(offer.name, other.name, GROWTH, told, needed, holds))
    if offer.bonus is not None:
        needed, holds = _payout(offer, goal)
        told = offer.bonus.expected_share
        found.append(BreakEven(offer.name, other.name, PAYOUT, told, needed, holds))
    return tuple(found)


def _growth(offer: Offer, goal: float) -> tuple[float | None, str]:
    return _solved(lambda growth: total_of(with_growth(offer, growth)), goal)


def _solved(total: Callable[[float], float], goal: float) -> tuple[float | None, str]:
    """By bisection: the total never falls as the share grows faster."""
    low, high = LEAST_GROWTH, MOST_GROWTH
    if total(low) >= goal:
        return None, ALWAYS
    if total(high) < goal:
        return None, NEVER
    for _ in range(ROUNDS):
        middle = (low + high) / 2
        if total(middle) < goal:
            low = middle
        else:
            high = middle
    return high, FROM


def _payout(offer: Offer, goal: float) -> tuple[float | None, str]:
    """The total is a straight line over the payout."""
    none, full = (total_of(with_payout(offer, share)) for share in (0.0, 1.0))
    if none >= goal:
        return None, ALWAYS
    needed = (goal - none) / (full - none) if full > none else 2.0
    return (needed, FROM) if needed <= 1 else (None, NEVER)
