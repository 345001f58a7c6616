"""Scores of predicted percentiles against pay: pinball loss, coverage, absolute error.

Pinball loss: Koenker and Bassett 1978, Econometrica 46, 33-50. The truth may be several draws per
row: a bracket is scored by the expected loss over what it says.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from paylens.model.facts import Array
from paylens.model.shape import LEVELS

# Interval in per cent → the places of its ends in LEVELS.
INTERVALS = {50: (2, 4), 80: (1, 5), 90: (0, 6)}
MEDIAN = 3
DRAWS = 20


def draws_in_bracket(low: Array, high: Array, draws: int = DRAWS) -> Array:
    """Log pay at even places in money between two ends; shape (n, draws), or (n, 1) if exact."""
    if np.array_equal(low, high):
        exact: Array = np.log(low)[:, None]
        return exact
    share = (np.arange(draws) + 0.5) / draws
    result: Array = np.log(low[:, None] + share * (high - low)[:, None])
    return result


def pinball(quantiles: Array, truth: Array, levels: Array = LEVELS) -> Array:
    """Mean pinball loss of each row over levels and draws, on log pay; shape (n,), 0 is best.

    `quantiles` is (n, levels) and `truth` (n, draws), both log pay.
    """
    error = truth[:, :, None] - quantiles[:, None, :]
    result: Array = np.maximum(levels * error, (levels - 1) * error).mean(axis=(1, 2))
    return result


def within(quantiles: Array, truth: Array) -> Array:
    """Share of each row's draws inside the 50, 80 and 90 % intervals; shape (n, 3).

    `quantiles` is (n, 7) at LEVELS.
    """
    hits = [
        ((truth >= quantiles[:, [low]]) & (truth <= quantiles[:, [high]])).mean(axis=1)
        for low, high in INTERVALS.values()
    ]
    return np.stack(hits, axis=1)


def absolute_percentage_error(quantiles: Array, truth: Array) -> Array:
    """How far the median lies from each row's pay, as a share of it (mean over draws); (n,)."""
    result: Array = np.abs(np.exp(quantiles[:, [MEDIAN]] - truth) - 1).mean(axis=1)
    return result


def scores(quantiles: Array, truth: Array) -> dict[str, Any]:
    """All scores of a set of rows: rows, pinball, coverage_50/80/90, median_ape."""
    shares = within(quantiles, truth).mean(axis=0)
    return {
        "rows": len(quantiles),
        "pinball": round(float(pinball(quantiles, truth).mean()), 5),
        **{
            f"coverage_{percent}": round(float(share), 4)
            for percent, share in zip(INTERVALS, shares, strict=True)
        },
        "median_ape": round(float(np.median(absolute_percentage_error(quantiles, truth))), 4),
    }
