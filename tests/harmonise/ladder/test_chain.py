"""Rungs put together: no rung below a lower one."""

from itertools import combinations_with_replacement

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from paylens.harmonise.ladder.chain import median_steps, shares_of_steps

evidences = arrays(
    np.float64,
    st.tuples(st.integers(1, 6), st.integers(2, 5)),
    elements=st.floats(-60, 60, allow_nan=False),
)


@given(evidences)
def test_the_steps_never_fall(evidence):
    shares, _ = shares_of_steps(evidence)
    steps = median_steps(shares)
    assert steps == sorted(steps)
    assert np.allclose(shares.sum(axis=1), 1)


@given(evidences)
def test_the_shares_are_those_of_all_rising_assignments(evidence):
    rungs, steps = evidence.shape
    assignments = np.array(list(combinations_with_replacement(range(steps), rungs)))
    weights = evidence[np.arange(rungs), assignments].sum(axis=1)
    whole = np.logaddexp.reduce(weights)
    expected = [
        [np.exp(weights[assignments[:, rung] == step] - whole).sum() for step in range(steps)]
        for rung in range(rungs)
    ]
    shares, total = shares_of_steps(evidence)
    assert shares == pytest.approx(np.array(expected), abs=1e-9)
    assert total == pytest.approx(whole)


def test_an_outlier_gives_way_to_the_rungs_around_it():
    clear = np.eye(4) * 6
    shares, _ = shares_of_steps(clear[[0, 3, 1, 1, 2]])
    assert median_steps(shares) == [0, 1, 1, 1, 2]
