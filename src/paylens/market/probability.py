"""Student's t and chi-square, for single numbers.

SciPy has both, but its import takes half a second, longer than most answers: this is the same to
ten digits. Formulas are those of the NIST Digital Library of Mathematical Functions
(https://dlmf.nist.gov): 8.17(v), the continued fraction of the incomplete beta function, and 8.4,
the incomplete gamma function of whole and half numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist

# Beyond so many degrees of freedom a t is normal to ten digits.
NORMAL_FROM = 1e10
MOST_STEPS = 500
PRECISION = 1e-14
SMALLEST, LARGEST = 1e-300, 1e150
# From here on a series says how the logarithm of the gamma function grows; its difference does not.
SERIES_FROM = 100.0
NORMAL = NormalDist()


def student_below(freedom: float, t: float) -> float:
    """The share of Student's t of so many degrees of freedom that lies below `t`."""
    if freedom >= NORMAL_FROM:
        return NORMAL.cdf(t)
    whole = freedom + t * t
    beyond = 0.5 * _beta_share(freedom / 2, 0.5, freedom / whole, t * t / whole)
    return 1 - beyond if t > 0 else beyond


def student_at(freedom: float, share: float) -> float:
    """The t below which a share lies; infinite without a degree of freedom worth the name."""
    if math.isnan(freedom):
        return math.nan
    if freedom >= NORMAL_FROM:
        return NORMAL.inv_cdf(share)
    if share < 0.5:
        return -student_at(freedom, 1 - share)

    def slope(t: float) -> float:
        scale = _half_a_step(freedom / 2)
        curve = (freedom + 1) / 2 * math.log1p(t * t / freedom)
        return math.exp(scale - curve) / math.sqrt(freedom * math.pi)

    high = 1.0
    while student_below(freedom, high) < share:
        high *= 4
        if high > LARGEST:
            return math.inf
    return _solved(lambda t: student_below(freedom, t) - share, slope, 0.0, high)


def chi_square_beyond(freedom: int, x: float) -> float:
    """The share of a chi-square of a whole number of degrees of freedom that lies above `x`."""
    y = x / 2
    if y <= 0:
        return 1.0
    first = 0.0 if freedom % 2 == 0 else 0.5
    terms = (
        math.exp((each + first) * math.log(y) - y - math.lgamma(each + first + 1))
        for each in range(freedom // 2)
    )
    return min(math.fsum(terms) + (math.erfc(math.sqrt(y)) if first else 0.0), 1.0)


def chi_square_at(freedom: int, beyond: float) -> float:
    """The chi-square above which a share lies."""

    def slope(x: float) -> float:
        half = freedom / 2
        return -math.exp((half - 1) * math.log(x / 2) - x / 2 - math.lgamma(half)) / 2

    high = float(freedom)
    while chi_square_beyond(freedom, high) > beyond:
        high *= 2
    return _solved(lambda x: chi_square_beyond(freedom, x) - beyond, slope, 0.0, high)


def _solved(
    off: Callable[[float], float], slope: Callable[[float], float], low: float, high: float
) -> float:
    """Where `off` is none, by Newton's steps, halved where one leaves the ends."""
    rises = off(high) > 0
    at = (low + high) / 2
    for _ in range(MOST_STEPS):
        now = off(at)
        low, high = (low, at) if (now > 0) == rises else (at, high)
        steep = slope(at)
        new = at - now / steep if steep else math.inf
        new = new if low < new < high else (low + high) / 2
        if abs(new - at) <= PRECISION * abs(new):
            return new
        at = new
    return at


def _beta_share(a: float, b: float, x: float, rest: float) -> float:
    """The regularised incomplete beta function where `a` or `b` is a half; `rest` is 1 - x."""
    if x <= 0 or rest <= 0:
        return float(rest <= 0)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta_share(b, a, rest, x)
    scale = _half_a_step(a + b - 0.5) - math.log(math.pi) / 2
    powers = a * _log(x, rest) + b * _log(rest, x)
    front = math.exp(scale + powers) / a
    return front / _fraction(a, b, x)


def _log(x: float, rest: float) -> float:
    """The logarithm of `x`, which with `rest` makes one."""
    return math.log(x) if x < rest else math.log1p(-rest)


def _half_a_step(a: float) -> float:
    """By how much the logarithm of the gamma function grows from `a` to `a` and a half."""
    if a < SERIES_FROM:
        return math.lgamma(a + 0.5) - math.lgamma(a)
    return math.log(a) / 2 - 1 / (8 * a) + 1 / (192 * a**3) - 1 / (640 * a**5)


def _fraction(a: float, b: float, x: float) -> float:
    """1 + d1/(1 + d2/(1 + …)), evaluated forwards by Lentz's method."""
    value = above = 1.0
    below = 0.0
    for step in range(1, MOST_STEPS):
        m = step // 2
        if step % 2:
            d = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            d = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        below = 1 / ((1 + d * below) or SMALLEST)
        above = (1 + d / above) or SMALLEST
        value *= above * below
        if abs(above * below - 1) < PRECISION:
            break
    return value
