"""Student's t and chi-square are SciPy's."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import chdtrc, chdtri, stdtr, stdtrit

from paylens.market.probability import (
    chi_square_at,
    chi_square_beyond,
    student_at,
    student_below,
)

FREEDOM = st.floats(0.5, 1e12)
SHARES = st.floats(0.001, 0.999)


@settings(deadline=None)
@given(FREEDOM, st.floats(-50, 50))
def test_the_share_below_a_t(freedom, t):
    assert student_below(freedom, t) == pytest.approx(stdtr(freedom, t), rel=1e-7, abs=1e-12)


@settings(deadline=None)
@given(st.floats(1, 1e12), SHARES)
def test_the_t_below_which_a_share_lies(freedom, share):
    assert student_at(freedom, share) == pytest.approx(stdtrit(freedom, share), rel=1e-7, abs=1e-9)


@settings(deadline=None)
@given(st.integers(1, 400), st.floats(0, 2000))
def test_the_share_above_a_chi_square(freedom, x):
    assert chi_square_beyond(freedom, x) == pytest.approx(chdtrc(freedom, x), rel=1e-9, abs=1e-12)


@settings(deadline=None)
@given(st.integers(1, 400), SHARES)
def test_the_chi_square_above_which_a_share_lies(freedom, share):
    assert chi_square_at(freedom, share) == pytest.approx(chdtri(freedom, share), rel=1e-8)


def test_no_t_is_beyond_all():
    assert student_at(1e-3, 0.975) == math.inf
    assert chi_square_beyond(3, -1.0) == 1.0
