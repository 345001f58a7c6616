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
PRECISION = 1e-6
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
    if len(effects.values) < FEWEST_VALUES:
        return None
    logs = np.array([each.log_effect for each in effects.values.values()])
    errors = np.zeros((len(logs), len(logs)))
    for row, line in enumerate(effects.covariances):
        errors[row, row:] = errors[row:, row] = line
    return spread_of(logs, errors)


def spread_of(logs: Array, errors: Array) -> Spread:
    """As `spread`, from effects of log pay and the covariance of their errors."""
    from scipy.special import chdtrc, chdtri

    freedom = len(logs) - 1
    contrasts = np.hstack([-np.ones((freedom, 1)), np.eye(freedom)])
    # Contrasts whose spread is independent, then turned so that their errors are as well.
    contrasts = np.linalg.solve(np.linalg.cholesky(contrasts @ contrasts.T), contrasts)
    variances, directions = np.linalg.eigh(contrasts @ errors @ contrasts.T)
    squares = (directions.T @ contrasts @ logs) ** 2
    least = np.maximum(variances, SMALLEST_VARIANCE)

    def statistic(sd: float) -> float:
        return float(np.sum(squares / (least + sd**2)))

    beyond = (1 - LEVEL) / 2
    return Spread(
        sd=_where(statistic, float(freedom)),
        low=_where(statistic, float(chdtri(freedom, beyond))),
        high=_where(statistic, float(chdtri(freedom, 1 - beyond))),
        chance=float(chdtrc(freedom, statistic(0.0))),
        values=len(logs),
    )


def _where(statistic: Callable[[float], float], target: float) -> float:
    """The spread at which the falling statistic meets its target; none where it is below."""
    if statistic(0.0) <= target:
        return 0.0
    low, high = 0.0, WIDEST_SD
    while high - low > PRECISION:
        middle = (low + high) / 2
        low, high = (middle, high) if statistic(middle) > target else (low, middle)
    return (low + high) / 2
