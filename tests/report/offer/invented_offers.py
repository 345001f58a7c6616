"""Offers for tests: a plain one, and the same with parts changed."""

from __future__ import annotations

import copy
from typing import Any

from paylens.report.offer.reading import offer_of
from paylens.report.offer.schema import Offer

PLAIN: dict[str, Any] = {
    "name": "Plain",
    "currency": "USD",
    "hours_per_week": 40,
    "profile": {"role": "ML engineer", "country": "US", "level": "senior"},
    "base": {"per_year": 100_000},
}
SHARES: dict[str, Any] = {
    "kind": "shares",
    "shares": 1000,
    "price": 40,
    "vesting_percent": [25, 25, 25, 25],
    "vests_every_months": 12,
    "cliff_months": 0,
}
OPTIONS = SHARES | {"kind": "options", "strike": 30}


def told(**changed: Any) -> dict[str, Any]:
    """The plain offer with tables put in their places; None takes one out."""
    found = copy.deepcopy(PLAIN) | copy.deepcopy(changed)
    return {name: value for name, value in found.items() if value is not None}


def offer(**changed: Any) -> Offer:
    """The same, read."""
    return offer_of(told(**changed), "offer 1")
