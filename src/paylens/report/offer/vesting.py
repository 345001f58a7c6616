"""When a grant vests: months after it was given, and which share of it each time."""

from __future__ import annotations

from collections.abc import Sequence

from paylens.report.offer.schema import MONTHS_PER_YEAR

Vesting = tuple[tuple[int, float], ...]


def vesting(percent_per_year: Sequence[float], every_months: int, cliff_months: int) -> Vesting:
    """The schedule of a grant: each year's part in equal steps of so many months.

    What would vest before the cliff vests at it. `percent_per_year` sums to 100; `every_months`
    divides 12; the cliff is no later than the last step.
    """
    steps = MONTHS_PER_YEAR // every_months
    found: dict[int, float] = {}
    for year, percent in enumerate(percent_per_year):
        for step in range(1, steps + 1):
            month = max(year * MONTHS_PER_YEAR + step * every_months, cliff_months)
            found[month] = found.get(month, 0.0) + percent / 100 / steps
    return tuple((month, share) for month, share in sorted(found.items()) if share > 0)


def vested_share(schedule: Vesting, months: int) -> float:
    """The share of a grant that has vested after so many months."""
    return sum(share for month, share in schedule if month <= months)
