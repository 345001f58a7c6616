"""How many records resemble a profile."""

from __future__ import annotations

import math
from dataclasses import dataclass

from paylens.market.seen import ALIKE_RULE, MOST_YEARS, OPEN_YEARS
from paylens.market.store import Store
from paylens.report.profile import Profile

UNKNOWN_RULE = "this market was built without counts of records that resemble each other"


@dataclass(frozen=True)
class Resembling:
    """Records that resemble a profile by `rule`; None where the market has no such counts.

    `by_source` leaves out sources with fewer than the floor's records.
    """

    records: int | None
    by_source: dict[str, int]
    rule: str


def resembling(store: Store, profile: Profile) -> Resembling:
    """The records that resemble a profile, over all kinds of pay and years."""
    if not store.seen.known:
        return Resembling(None, {}, UNKNOWN_RULE)
    facts: dict[str, str | int] = {
        name: str(profile.facts[name])
        for name in ("role", "country", "level")
        if name in profile.facts
    }
    low = profile.facts.get("experience_years_low")
    if low is not None:
        high = profile.facts["experience_years_high"]
        middle = (low + (high if math.isfinite(high) else low + OPEN_YEARS)) / 2
        facts["years"] = min(int(middle), MOST_YEARS)
    found = store.seen.alike(facts)
    return Resembling(sum(found.values()), found, ALIKE_RULE)
