"""The spread between values: found where it was planted, and not where it was not."""

import numpy as np
import pytest

from paylens.market.effects.spread import spread_of

DRAWS, VALUES = 1000, 12


def _draws(planted: float):
    """Effects against their weighted average, with the errors that this gives them."""
    random = np.random.default_rng(8)
    own = np.linspace(0.02, 0.10, VALUES)
    weights = 1 / own**2 / np.sum(1 / own**2)
    from_average = np.eye(VALUES) - weights
    errors = from_average @ np.diag(own**2) @ from_average.T
    for _ in range(DRAWS):
        yield from_average @ (random.normal(0, planted, VALUES) + random.normal(0, own)), errors


@pytest.mark.parametrize("planted", [0.05, 0.2])
def test_intervals_hold_what_was_planted(planted: float) -> None:
    found = [spread_of(logs, errors) for logs, errors in _draws(planted)]
    held = sum(one.low <= planted <= one.high for one in found)
    assert 0.93 <= held / DRAWS <= 0.97
    assert np.median([one.sd for one in found]) == pytest.approx(planted, rel=0.1)


def test_none_is_told_where_all_are_alike() -> None:
    found = [spread_of(logs, errors) for logs, errors in _draws(0.0)]
    assert 0.03 <= sum(one.chance < 0.05 for one in found) / DRAWS <= 0.07
    assert np.median([one.sd for one in found]) < 0.02
