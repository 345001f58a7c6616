"""Measures against closed forms, and intervals against what is known of their samples."""

import numpy as np
import pytest

from accuracy.bootstrap import interval, resamples
from accuracy.measures import crps, summary
from accuracy.results import AS_TOLD, Ratios, pooled
from paylens.model.shape import LEVELS


@pytest.mark.parametrize("truth", [0.0, 0.2, 0.5, 0.93, 1.0])
def test_crps_of_an_even_distribution(truth: float) -> None:
    """Its integral is (y³ + (1 - y)³) / 3, and its quantiles are linear in the level."""
    expected = (truth**3 + (1 - truth) ** 3) / 3
    assert crps(LEVELS[None, :], np.array([[truth]]))[0] == pytest.approx(expected, abs=2e-4)


def test_crps_of_one_certain_value_is_the_absolute_error_over_draws() -> None:
    quantiles = np.full((1, 7), 3.0)
    assert crps(quantiles, np.array([[2.0, 3.5]]))[0] == pytest.approx(0.75)


def test_summary_of_two_lines() -> None:
    quantiles = np.log([[50, 60, 80, 100, 120, 160, 200], [50, 60, 80, 100, 120, 160, 200]])
    found = summary(quantiles, np.log([[110.0], [180.0]]))
    assert found["rows"] == 2
    assert found["mae_usd"] == 45
    assert (found["coverage_50"], found["coverage_80"], found["coverage_90"]) == (0.5, 0.5, 1.0)
    assert found["width_80"] == pytest.approx(np.log(160 / 60), abs=1e-4)
    truth = np.log([110.0, 180.0])
    spread = ((truth - truth.mean()) ** 2).mean()
    error = ((truth - np.log(100)) ** 2).mean()
    assert found["log_r2"] == pytest.approx(1 - error / spread, abs=1e-4)


def _keys(count: int) -> np.ndarray:
    return np.array([f"{number:05d}" for number in range(count)])


def test_interval_of_a_mean_is_two_standard_errors() -> None:
    losses = np.random.default_rng(0).normal(1.0, 2.0, (900, 1))
    low, high = interval(resamples(_keys(900), "x").means(_keys(900), losses)[:, 0])
    standard_error = losses.std() / 30
    assert low == pytest.approx(losses.mean() - 1.96 * standard_error, abs=0.3 * standard_error)
    assert high == pytest.approx(losses.mean() + 1.96 * standard_error, abs=0.3 * standard_error)


def test_lines_of_a_record_are_drawn_together() -> None:
    """Twenty copies of each line tell no more than the line: the interval stays as wide."""
    losses = np.random.default_rng(1).normal(0, 1, (200, 1))
    once = resamples(_keys(200), "x").means(_keys(200), losses)
    copies = np.tile(_keys(200), 20)
    often = resamples(copies, "x").means(copies, np.tile(losses, (20, 1)))
    assert often == pytest.approx(once)


def test_a_difference_of_paired_losses_is_surer_than_either() -> None:
    rng = np.random.default_rng(2)
    shared = rng.normal(1, 1, 500)
    losses = np.stack([shared, shared + rng.normal(0.1, 0.05, 500)], axis=1)
    drawn = resamples(_keys(500), "x").means(_keys(500), losses)
    low, high = interval(drawn[:, 1] - drawn[:, 0])
    assert 0.09 < low < 0.1 < high < 0.11
    assert drawn[:, 0].std() > 5 * (drawn[:, 1] - drawn[:, 0]).std()


def test_pooled_is_the_geometric_mean_over_series_and_over_sources() -> None:
    ones = np.ones(1000)
    found = pooled(
        [
            Ratios(series, "everything", AS_TOLD, {"paylens": ratio}, {"paylens": ratio * ones})
            for series, ratio in (("a/base", 0.5), ("a/total", 0.5), ("b/base", 2.0))
        ]
    )
    over = {line["over"]: line for line in found}
    assert over["series"]["ratio"] == pytest.approx(0.5 ** (1 / 3), abs=1e-4)
    assert over["sources"]["ratio"] == 1.0
    assert over["sources"]["interval"] == [1.0, 1.0]
