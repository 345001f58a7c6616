"""How far the values of one comparison lie apart, beyond what their errors would make them.

The values' differences are taken as spread normally round their average: the standard deviation of
that spread is estimated by Paule and Mandel (1982, Journal of Research of the National Bureau of
Standards 87, 377) and its interval by inverting the same statistic (Viechtbauer 2007, Statistics in
Medicine 26, 37), with the whole covariance of the errors, as differences from one average have it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from paylens.market.effects.found import LEVEL, Effects

FEWEST_VALUES = 3
# No spread of log pay is searched for beyond this.
WIDEST_SD = 10.0
SMALLEST_VARIANCE = 1e-12
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Spread:
    """The standard deviation of log pay between values, with its 95 % interval.

    `chance` is how often values that are all alike would look so different (p-value).
    """

    sd: float
    low: float
    high: float
    chance: float
    values: int


def spread(effects: Effects) -> Spread | None:
    """The spread of a comparison's values; None of fewer than three."""
    names = list(effects.values)
    if len(names) < FEWEST_VALUES:
        return None
    logs = np.array([effects.values[name].log_effect for name in names])
    errors = np.array([[effects.covariance(a, b) for b in names] for a in names])
    return spread_of(logs, errors)


def spread_of(logs: Array, errors: Array) -> Spread:
    """As `spread`, from effects of log pay and the covariance of their errors."""
    from scipy.linalg import eigh
    from scipy.stats import chi2

    freedom = len(logs) - 1
    contrasts = np.hstack([-np.ones((freedom, 1)), np.eye(freedom)])
    shared = contrasts @ contrasts.T
    # In these directions errors and spread are both independent, so that no matrix is inverted.
    variances, directions = eigh(contrasts @ errors @ contrasts.T, shared)
    squares = (directions.T @ contrasts @ logs) ** 2
    least = np.maximum(variances, SMALLEST_VARIANCE)

    def statistic(sd: float) -> float:
        return float(np.sum(squares / (least + sd**2)))

    ends = [(1 + LEVEL) / 2, (1 - LEVEL) / 2]
    low, high = (_where(statistic, float(chi2.ppf(share, freedom))) for share in ends)
    return Spread(
        sd=_where(statistic, float(freedom)),
        low=low,
        high=high,
        chance=float(chi2.sf(statistic(0.0), freedom)),
        values=len(logs),
    )


def _where(statistic: Callable[[float], float], target: float) -> float:
    """The spread at which the falling statistic meets its target; none where it is below."""
    from scipy.optimize import brentq

    if statistic(0.0) <= target:
        return 0.0
    return float(brentq(lambda sd: statistic(sd) - target, 0.0, WIDEST_SD, xtol=1e-6))
