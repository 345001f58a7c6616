"""Linear regression of log pay that is known exactly or only to lie between two bounds.

Exact amounts alone: least squares. With brackets among them: normal errors and maximum likelihood
(Stewart 1983, "On least squares estimation when the dependent variable is grouped", Review of
Economic Studies 50), in the parameters in which it is concave (Olsen 1978, Econometrica 46).
Covariances are robust: to unequal errors with the HC2 weights of MacKinnon and White (1985, Journal
of Econometrics 29), and to likeness within clusters (Liang and Zeger 1986, Biometrika 73).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import log_ndtr

Floats = NDArray[np.float64]
LOG_ROOT_TWO_PI = 0.5 * float(np.log(2 * np.pi))
STEPS, CLOSE = 60, 1e-8
# Eigenvalues this much smaller than the largest are of directions that the data do not tell.
SINGULAR = 1e-9
# A record that its own category fits perfectly has no error to judge by.
MOST_LEVERAGE = 1 - 1e-8


@dataclass(frozen=True)
class Regression:
    """Coefficients and their covariance, in log pay, per column of the design.

    `told` projects onto the directions that the data tell: a contrast c is estimable where
    `told @ c` is c. `residuals` are of exact amounts, and the expected errors inside brackets.
    `scores @ bread` is how far each record moves the coefficients: the covariance is of those.
    """

    coefficients: Floats
    covariance: Floats
    told: Floats
    residuals: Floats
    sigma: float
    scores: sparse.csr_matrix
    bread: Floats

    def moved_by(self, contrast: Floats) -> Floats:
        """How far each record moves a contrast of the coefficients."""
        return np.asarray(self.scores @ (self.bread @ contrast))

    def estimable(self, contrasts: Floats) -> NDArray[np.bool_]:
        """Which rows of `contrasts`, over the columns, the data tell."""
        return np.asarray(np.abs(contrasts @ self.told - contrasts).max(axis=1) < 1e-6)


def regress(
    design: sparse.csr_matrix, low: Floats, high: Floats, clusters: NDArray[np.int64] | None = None
) -> Regression:
    """Regress log pay on a design of shape (records, columns).

    `low` and `high` are log pay, equal where it is exact; `high` may be infinite, `low` minus
    infinite. `clusters` numbers the cluster of each record; each is its own without.
    """
    if np.array_equal(low, high):
        return _least_squares(design, low, clusters)
    return _maximum_likelihood(design, low, high, clusters)


def _least_squares(
    design: sparse.csr_matrix, pay: Floats, clusters: NDArray[np.int64] | None
) -> Regression:
    inverse, told = _inverse(_gram(design))
    coefficients = inverse @ (design.T @ pay)
    residuals = pay - design @ coefficients
    leverage = np.asarray(design.multiply(design @ inverse).sum(axis=1)).ravel()
    own = residuals / np.sqrt(1 - np.minimum(leverage, MOST_LEVERAGE))
    scores = (sparse.diags(own) @ design).tocsr()
    meat = _meat(scores, clusters)
    freedom = max(len(pay) - np.trace(told), 1.0)
    sigma = float(np.sqrt(residuals @ residuals / freedom))
    covariance = inverse @ meat @ inverse
    return Regression(coefficients, covariance, told, residuals, sigma, scores, inverse)


def _maximum_likelihood(
    design: sparse.csr_matrix, low: Floats, high: Floats, clusters: NDArray[np.int64] | None
) -> Regression:
    """Newton's method on coefficients over sigma, and one over sigma."""
    parameters = _start(design, low, high)
    best = _likelihood(design, low, high, parameters)
    for _ in range(STEPS):
        scores, pair, cross, corner = _derivatives(design, low, high, parameters)
        hessian = _bordered(_gram(design, pair), design.T @ cross, corner.sum())
        gradient = np.append(design.T @ scores[:, 0], scores[:, 1].sum())
        step = _inverse(hessian)[0] @ gradient
        share = 1.0
        while share > 1e-6:
            tried = parameters + share * step
            reached = _likelihood(design, low, high, tried) if tried[-1] > 0 else -np.inf
            if reached >= best:
                break
            share /= 2
        else:
            break
        gained, parameters, best = reached - best, tried, reached
        if gained < CLOSE * (1 + abs(best)) * 1e-2 and np.abs(gradient @ step) < CLOSE * len(low):
            break
    return _robust(design, low, high, parameters, clusters)


def _robust(
    design: sparse.csr_matrix,
    low: Floats,
    high: Floats,
    parameters: Floats,
    clusters: NDArray[np.int64] | None,
) -> Regression:
    scores, pair, cross, corner = _derivatives(design, low, high, parameters)
    inverse, told = _inverse(_bordered(_gram(design, pair), design.T @ cross, corner.sum()))
    each = sparse.hstack([sparse.diags(scores[:, 0]) @ design, sparse.csr_matrix(scores[:, 1:])])
    freedom = np.trace(told)
    small = len(low) / max(len(low) - freedom, 1.0)
    each = each.tocsr() * np.sqrt(small)
    meat = _meat(each, clusters)
    theta = parameters[-1]
    coefficients = parameters[:-1] / theta
    # d(gamma / theta) = d(gamma) / theta - coefficients d(theta) / theta
    turn = np.hstack([np.eye(len(coefficients)), -coefficients[:, None]]) / theta
    residuals = scores[:, 0] / theta
    spread = float(np.sqrt(small) / theta)
    bread = inverse @ turn.T
    covariance = bread.T @ meat @ bread
    return Regression(coefficients, covariance, told[:-1, :-1], residuals, spread, each, bread)


def _start(design: sparse.csr_matrix, low: Floats, high: Floats) -> Floats:
    ends = np.where(np.isfinite(high), high, low + 0.5), np.where(np.isfinite(low), low, high - 0.5)
    middle = (ends[0] + ends[1]) / 2
    coefficients = _inverse(_gram(design))[0] @ (design.T @ middle)
    sigma = max(float(np.std(middle - design @ coefficients)), 0.1)
    return np.append(coefficients, 1.0) / sigma


def _scaled(
    design: sparse.csr_matrix, low: Floats, high: Floats, parameters: Floats
) -> tuple[Floats, Floats]:
    """The bounds of each record's error, in standard deviations."""
    centre = design @ parameters[:-1]
    return parameters[-1] * low - centre, parameters[-1] * high - centre


def _log_density(error: Floats) -> Floats:
    return np.asarray(-0.5 * error**2 - LOG_ROOT_TWO_PI)


def _log_mass(start: Floats, end: Floats) -> Floats:
    """The log of the normal mass between two bounds, taken in the tail that is more exact."""
    flip = start > 0
    left, right = np.where(flip, -end, start), np.where(flip, -start, end)
    upper, lower = log_ndtr(right), log_ndtr(left)
    return np.asarray(upper + np.log1p(-np.exp(np.minimum(lower - upper, -1e-12))))


def _likelihood(design: sparse.csr_matrix, low: Floats, high: Floats, parameters: Floats) -> float:
    start, end = _scaled(design, low, high, parameters)
    exact = low == high
    mass = np.log(parameters[-1]) + _log_density(start[exact])
    return float(mass.sum() + _log_mass(start[~exact], end[~exact]).sum())


def _derivatives(
    design: sparse.csr_matrix, low: Floats, high: Floats, parameters: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Per record: the scores by (x'gamma, theta), shape (records, 2), and minus the second
    derivatives by (x'gamma twice, both, theta twice)."""
    start, end = _scaled(design, low, high, parameters)
    theta, exact = parameters[-1], low == high
    scores = np.column_stack([start, 1 / theta - low * start])
    pair, cross, corner = np.ones(len(low)), -low.copy(), 1 / theta**2 + low**2
    within = ~exact
    log_mass = _log_mass(start[within], end[within])
    at_start = np.exp(_log_density(start[within]) - log_mass)
    at_end = np.exp(_log_density(end[within]) - log_mass)
    first, last = _times(low[within], at_start), _times(high[within], at_end)
    pull = at_start - at_end
    scores[within] = np.column_stack([pull, last - first])
    bent_start, bent_end = _times(start[within], at_start), _times(end[within], at_end)
    pair[within] = pull**2 - (bent_start - bent_end)
    low_bent, high_bent = _times(low[within], bent_start), _times(high[within], bent_end)
    cross[within] = pull * (last - first) + (low_bent - high_bent)
    corner[within] = (
        (last - first) ** 2 + _times(high[within], high_bent) - _times(low[within], low_bent)
    )
    return scores, pair, cross, corner


def _times(bound: Floats, density: Floats) -> Floats:
    """Bound times density, none at infinity."""
    return np.where(np.isfinite(bound), np.where(np.isfinite(bound), bound, 0.0) * density, 0.0)


def _gram(design: sparse.csr_matrix, weights: Floats | None = None) -> Floats:
    weighted = design if weights is None else sparse.diags(weights) @ design
    return np.asarray((design.T @ weighted).toarray())


def _bordered(inner: Floats, side: Floats, corner: float) -> Floats:
    return np.block([[inner, side[:, None]], [side[None, :], np.array([[corner]])]])


def _inverse(matrix: Floats) -> tuple[Floats, Floats]:
    """The pseudo-inverse of a symmetric matrix, and the projection onto what it tells."""
    values, vectors = np.linalg.eigh(matrix)
    kept = values > SINGULAR * max(float(values[-1]), 1e-300)
    basis = vectors[:, kept]
    return (basis / values[kept]) @ basis.T, basis @ basis.T


def _meat(scores: Any, clusters: NDArray[np.int64] | None) -> Floats:
    """The sum of the outer products of scores, summed within clusters before."""
    if clusters is None:
        return np.asarray((scores.T @ scores).toarray())
    count = int(clusters.max()) + 1
    shape = (count, len(clusters))
    ones = np.ones(len(clusters))
    together = sparse.csr_matrix((ones, (clusters, np.arange(len(clusters)))), shape) @ scores
    return np.asarray((together.T @ together).toarray()) * count / max(count - 1, 1)
