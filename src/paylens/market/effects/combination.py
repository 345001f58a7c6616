"""One difference from the differences that several sources show, each found within itself.

Random effects: DerSimonian and Laird (1986, Controlled Clinical Trials 7) with the interval of
Hartung and Knapp (2001, Statistics in Medicine 20), never narrower than without it. Two sources are
too few to tell how far sources differ: their interval reaches over both of theirs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from paylens.market.effects.found import LEVEL, LogDifference


@dataclass(frozen=True)
class Combined:
    """A combined difference in log pay with its 95 % interval.

    `between_sd` is how far the sources' true differences are spread round it, log pay; `chance` how
    often a difference so far from none would arise from none (two-sided p-value of the interval).
    """

    log_difference: float
    low: float
    high: float
    between_sd: float
    sources: int
    chance: float


def combine(differences: Sequence[LogDifference]) -> Combined:
    """The difference that several sources' differences have in common; one stays as it is.

    Raises
    ------
    ValueError
        No difference at all.
    """
    if not differences:
        raise ValueError("nothing to combine")
    if len(differences) == 1:
        only = differences[0]
        return Combined(only.log_difference, *only.interval, 0.0, 1, only.chance)
    values = [one.log_difference for one in differences]
    variances = [max(one.standard_error**2, 1e-12) for one in differences]
    between = _between(values, variances)
    weights = [1 / (variance + between) for variance in variances]
    centre = _mean(values, weights)
    low, high = _interval(differences, centre, weights)
    chance = _chance(differences, centre, high - low)
    return Combined(centre, low, high, math.sqrt(between), len(differences), chance)


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    return sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)


def _between(values: Sequence[float], variances: Sequence[float]) -> float:
    """How much the sources' own differences vary beyond their errors (DerSimonian and Laird)."""
    weights = [1 / variance for variance in variances]
    centre = _mean(values, weights)
    spread = sum(w * (v - centre) ** 2 for w, v in zip(weights, values, strict=True))
    scale = sum(weights) - sum(w**2 for w in weights) / sum(weights)
    return max(0.0, (spread - (len(values) - 1)) / scale)


def _interval(
    differences: Sequence[LogDifference], centre: float, weights: Sequence[float]
) -> tuple[float, float]:
    if len(differences) == 2:
        ends = [one.interval for one in differences]
        return min(low for low, _ in ends), max(high for _, high in ends)
    from scipy.special import stdtrit

    freedom = len(differences) - 1
    squares = sum(
        w * (one.log_difference - centre) ** 2 for w, one in zip(weights, differences, strict=True)
    )
    error = math.sqrt(max(squares / freedom, 1.0) / sum(weights))
    reach = float(stdtrit(freedom, (1 + LEVEL) / 2)) * error
    return centre - reach, centre + reach


def _chance(differences: Sequence[LogDifference], centre: float, width: float) -> float:
    """The p-value that belongs to the interval: below 0.05 where it leaves out none."""
    if len(differences) == 2:
        same = differences[0].log_difference * differences[1].log_difference > 0
        return max(one.chance for one in differences) if same else 1.0
    from scipy.special import stdtr, stdtrit

    freedom = len(differences) - 1
    error = width / 2 / float(stdtrit(freedom, (1 + LEVEL) / 2))
    return float(2 * stdtr(freedom, -abs(centre) / error))
