"""Sources' differences combined: covered as often as said, and as wide as the sources are apart."""

import numpy as np
import pytest

from paylens.market.effects.combination import combine
from paylens.market.effects.found import LogDifference

DRAWS = 4000


def _one(value: float, error: float = 0.05) -> LogDifference:
    return LogDifference(value, error, 1e6, 0.5)


@pytest.mark.parametrize("sources", [3, 6])
@pytest.mark.parametrize("between", [0.0, 0.1])
def test_intervals_hold_as_often_as_they_say_or_oftener(sources, between) -> None:
    draws = np.random.default_rng(11)
    errors = np.linspace(0.03, 0.08, sources)
    held = 0
    for _ in range(DRAWS):
        values = 0.2 + draws.normal(0, between, sources) + draws.normal(0, errors)
        found = combine([_one(v, e) for v, e in zip(values, errors, strict=True)])
        held += found.low <= 0.2 <= found.high
    assert held / DRAWS >= 0.93
    if between:
        assert held / DRAWS <= 0.97


def test_one_source_stays_as_it_is() -> None:
    only = _one(0.1)
    found = combine([only])
    assert (found.log_difference, found.low, found.high) == (0.1, *only.interval)


def test_two_sources_reach_over_both() -> None:
    found = combine([_one(0.0), _one(0.3)])
    assert found.low == pytest.approx(-0.098, abs=1e-3)
    assert found.high == pytest.approx(0.398, abs=1e-3)
    assert found.between_sd > 0.1


def test_nothing_cannot_be_combined() -> None:
    with pytest.raises(ValueError, match="nothing"):
        combine([])


@pytest.mark.parametrize("sources", [1, 2, 3, 6])
def test_the_chance_agrees_with_the_interval(sources: int) -> None:
    """It is below 0.05 where the interval leaves out none, and nowhere else."""
    draws = np.random.default_rng(5)
    told = 0
    for _ in range(500):
        found = combine([_one(draws.normal(0.08, 0.06)) for _ in range(sources)])
        assert (found.chance < 0.05) == (not found.low <= 0 <= found.high)
        told += found.chance < 0.05
    assert 0 < told < 500
