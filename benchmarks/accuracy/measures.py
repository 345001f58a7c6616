"""Measures of predicted quantiles against what reports say, per line and summed up.

Everything is on log pay unless a name says USD. What a line says may be several draws (n, draws):
a bracket or a range is scored by the mean over them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from paylens.model.facts import Array
from paylens.model.scoring import INTERVALS, MEDIAN, absolute_percentage_error, pinball, within
from paylens.model.shape import LEVELS

# Levels at which the quantile function is read for CRPS: the middles of fifty equal parts.
STEPS = 50


def crps(quantiles: Array, truth: Array) -> Array:
    """Continuous ranked probability score of each line; shape (n,), 0 is best.

    Twice the pinball loss integrated over all levels (Gneiting and Ranjan 2011, JBES 29,
    411-422), here by the middles of fifty equal parts. Between the seven quantiles the quantile
    function is linear in the level; beyond the outermost it goes on as in the last part. Every
    prediction, paylens' too, is read from its seven quantiles alone.
    """
    levels = (np.arange(STEPS) + 0.5) / STEPS
    below = np.clip(np.searchsorted(LEVELS, levels) - 1, 0, len(LEVELS) - 2)
    part = (levels - LEVELS[below]) / (LEVELS[below + 1] - LEVELS[below])
    start = quantiles[:, below]
    read = start + part * (quantiles[:, below + 1] - start)
    total = np.zeros(len(quantiles))
    for place, level in enumerate(levels.tolist()):
        error = truth - read[:, [place]]
        total += np.maximum(level * error, (level - 1) * error).mean(axis=1)
    result: Array = 2 * total / STEPS
    return result


@dataclass(frozen=True)
class Scored:
    """Measures of each of n lines; `within` and `width` (n, 3) are of the 50, 80 and 90 %
    intervals."""

    pinball: Array
    crps: Array
    error_usd: Array
    ape: Array
    squared_error: Array
    squared_spread: Array
    within: Array
    width: Array


def scored(quantiles: Array, truth: Array) -> Scored:
    """Each line's measures; `quantiles` (n, 7) and `truth` (n, draws) are log pay."""
    median = quantiles[:, [MEDIAN]]
    return Scored(
        pinball=pinball(quantiles, truth),
        crps=crps(quantiles, truth),
        error_usd=np.abs(np.exp(median) - np.exp(truth)).mean(axis=1),
        ape=absolute_percentage_error(quantiles, truth),
        squared_error=((truth - median) ** 2).mean(axis=1),
        squared_spread=((truth - truth.mean()) ** 2).mean(axis=1),
        within=within(quantiles, truth),
        width=np.stack(
            [quantiles[:, high] - quantiles[:, low] for low, high in INTERVALS.values()], axis=1
        ),
    )


def summary(quantiles: Array, truth: Array) -> dict[str, float]:
    """All measures of a set of lines: rows, pinball, crps, mae_usd, median_ape, log_r2, and
    coverage and mean log width of each interval."""
    lines = scored(quantiles, truth)
    measures = {
        "pinball": (lines.pinball.mean(), 5),
        "crps": (lines.crps.mean(), 5),
        "mae_usd": (lines.error_usd.mean(), 0),
        "median_ape": (np.median(lines.ape), 4),
        "log_r2": (1 - lines.squared_error.mean() / lines.squared_spread.mean(), 4),
    }
    for place, percent in enumerate(INTERVALS):
        measures[f"coverage_{percent}"] = (lines.within[:, place].mean(), 4)
        measures[f"width_{percent}"] = (lines.width[:, place].mean(), 4)
    found = {name: round(float(value), digits) for name, (value, digits) in measures.items()}
    return {"rows": len(quantiles)} | found
