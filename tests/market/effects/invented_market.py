"""Invented reports of pay whose true differences are known."""

from __future__ import annotations

import numpy as np
import polars as pl

BRACKETS = np.log([1, 40_000, 60_000, 80_000, 100_000, 125_000, 150_000, 200_000, np.inf])
YEARS_EFFECT = (0.0, 0.1, 0.25, 0.4)


def reports(
    draws: np.random.Generator,
    planted: float,
    *,
    count: int = 240,
    bracketed: bool = False,
    employers: int = 0,
) -> pl.DataFrame:
    """Reports of groups a, b and c, where b earns `planted` more log pay than a like for like.

    b has more experience, so that it earns more than that in plain means; errors are wider in b.
    With `employers`, those of one employer share an error.
    """
    group = draws.choice(3, count, p=[0.5, 0.3, 0.2])
    years = np.clip(draws.integers(0, 3, count) + (group == 1), 0, 3)
    error = draws.normal(0, np.where(group == 1, 0.4, 0.25))
    employer = draws.integers(0, max(employers, 1), count)
    if employers:
        error = 0.8 * error + draws.normal(0, 0.2, employers)[employer]
    pay = 11.4 + np.array([0.0, planted, 0.1])[group] + np.array(YEARS_EFFECT)[years] + error
    low = high = pay
    if bracketed:
        place = np.searchsorted(BRACKETS, pay, side="right")
        low, high = BRACKETS[place - 1], BRACKETS[place]
    return pl.DataFrame(
        {
            "log_low": low,
            "log_high": high,
            "=value": np.array(["a", "b", "c"])[group],
            "=years": years.astype(str),
            "employer": employer.astype(str),
        }
    )
