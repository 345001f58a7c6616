"""Percentiles and intervals of exact, ranged and bracketed pay together."""

import numpy as np
import pytest

from invented_cells import spread
from paylens.market.distribution import Distribution
from paylens.market.grid import (
    BINS,
    BRACKET_FLOOR_USD_PER_YEAR,
    EDGES,
    OPEN_TOP_RATIO,
    spread_ranges,
)


def exact(pay):
    pay = np.asarray(pay, float)
    return Distribution(len(pay), spread(pay, pay).sum(axis=0), {})


def bracketed(counts):
    brackets = {ends: float(n) for ends, n in counts.items()}
    return Distribution(int(sum(brackets.values())), np.zeros(BINS), brackets)


def test_percentiles_of_exact_pay_are_the_sample_s_within_a_bin():
    pay = np.random.default_rng(1).lognormal(11.8, 0.4, 20_000)
    found = exact(pay)
    for share in (0.1, 0.25, 0.5, 0.75, 0.9):
        assert found.percentile(share) == pytest.approx(np.quantile(pay, share), rel=0.012)
    assert found.mean() == pytest.approx(pay.mean(), rel=0.002)


def test_a_bonus_of_nothing_is_nothing():
    found = exact([0.0] * 60 + [10_000.0] * 40)
    assert found.percentile(0.25) == found.percentile(0.5) == 0
    assert found.percentile(0.75) == pytest.approx(10_000, rel=0.03)
    assert found.mean() == pytest.approx(4_000, rel=0.03)


def test_a_range_spreads_its_weight_evenly_in_log_pay():
    low, high = np.array([100_000.0]), np.array([200_000.0])
    found = Distribution(1, spread(low, high).sum(axis=0), {})
    assert found.weights.sum() == pytest.approx(1)
    assert found.percentile(0.5) == pytest.approx(np.sqrt(low[0] * high[0]), rel=1e-3)
    assert found.share_below(low[0]) < 0.03  # within the bin of the end
    assert found.share_below(high[0]) > 0.97


def test_ranges_are_placed_as_they_are_spread():
    random = np.random.default_rng(0)
    low = np.append(random.uniform(50, 5e6, 2_000), [100.0, EDGES[7], 9e6, 1e8])
    high = np.append(low[:2_000] * random.uniform(1.001, 30, 2_000), [1e7, EDGES[9], 2e7, 2e8])
    dense = np.zeros((len(low), BINS))
    place, bins, weights = spread_ranges(low, high)
    dense[place, bins] = weights
    on_grid = low < EDGES[-1]
    assert np.allclose(dense[on_grid], spread(low, high)[on_grid], atol=1e-12)


def test_brackets_keep_their_counts():
    found = bracketed(
        {(0, 1000): 20, (1000, 50_000): 30, (50_000, 100_000): 40, (100_000, np.inf): 10}
    )
    for pay, share in ((1000, 0.2), (50_000, 0.5), (100_000, 0.9)):
        assert found.share_below(pay) == pytest.approx(share, abs=0.004)
    assert found.share_below(BRACKET_FLOOR_USD_PER_YEAR) == pytest.approx(0, abs=1e-6)
    assert found.share_below(100_000 * OPEN_TOP_RATIO) == pytest.approx(1, abs=1e-6)
    assert found.open_top_share == pytest.approx(0.1)


@pytest.mark.parametrize("factor", [0.25, 0.8, 1.0, 1.37, 4.0])
def test_moved_pay_is_multiplied_and_no_weight_is_lost(factor):
    pay = np.random.default_rng(2).lognormal(11, 0.5, 5000)
    before = exact(pay)
    after = before.moved(np.log(factor))
    assert after.records == before.records
    assert after.weights.sum() == pytest.approx(before.weights.sum())
    for share in (0.1, 0.5, 0.9):
        assert after.percentile(share) == pytest.approx(factor * before.percentile(share), rel=4e-3)
    assert after.mean() == pytest.approx(factor * before.mean(), rel=4e-3)


def test_brackets_are_moved_with_the_floor_that_they_are_taken_to_have():
    before = bracketed({(0, 1000): 40, (50_000, 100_000): 50, (100_000, np.inf): 10})
    after = before.moved(np.log(3))
    ends = [200 * 3, 3000, 150_000, 300_000, 300_000, np.inf]
    assert [end for both in after.brackets for end in both] == pytest.approx(ends)
    assert list(after.brackets.values()) == list(before.brackets.values())
    assert after.open_top_share == before.open_top_share
    for share in (0.2, 0.5, 0.95):
        assert after.percentile(share) == pytest.approx(3 * before.percentile(share), rel=0.02)


def test_what_leaves_the_grid_stays_in_its_last_bin():
    found = exact([EDGES[-1] * 0.9, EDGES[0] * 1.1, 3e4])
    assert found.moved(np.log(100)).weights[-1] == pytest.approx(1)
    assert found.moved(np.log(0.01)).weights[0] == pytest.approx(1)


TURNBULL_CASES = {
    "nested brackets": {(10_000, 20_000): 6, (10_000, 40_000): 5, (20_000, 40_000): 3},
    "overlapping brackets": {
        (10_000, 30_000): 4,
        (20_000, 40_000): 4,
        (30_000, 60_000): 8,
        (10_000, 20_000): 2,
    },
    "two surveys' bandings": {
        (10_000, 50_000): 30,
        (50_000, 100_000): 20,
        (10_000, 20_000): 12,
        (20_000, 50_000): 9,
        (50_000, 70_000): 4,
        (70_000, 100_000): 11,
    },
}


@pytest.mark.parametrize("counts", TURNBULL_CASES.values(), ids=list(TURNBULL_CASES))
def test_overlapping_brackets_agree_with_lifelines_turnbull(counts):
    lifelines = pytest.importorskip("lifelines")
    low = np.repeat([a for a, _ in counts], list(counts.values())).astype(float)
    # lifelines' intervals are closed; a bracket's upper end is the first amount above it
    high = np.repeat([b - 1 for _, b in counts], list(counts.values())).astype(float)
    oracle = lifelines.KaplanMeierFitter().fit_interval_censoring(low, high, tol=1e-9)
    survival = oracle.survival_function_["NPMLE_estimate_lower"]
    found = bracketed(counts)
    for edge in sorted({end for _, end in counts}):
        expected = 1 - survival[survival.index < edge].iloc[-1]
        assert found.share_below(edge) == pytest.approx(expected, abs=0.01)


def test_exact_answers_decide_the_shape_within_brackets():
    pay = np.full(100, 25_000.0)
    both = Distribution(110, spread(pay, pay).sum(axis=0), {(10_000.0, 100_000.0): 10.0})
    assert both.percentile(0.5) == pytest.approx(25_000, rel=0.03)
    assert both.share_below(23_000) < 0.01


@pytest.mark.parametrize("share", [0.25, 0.5, 0.9])
def test_percentile_intervals_hold_as_often_as_they_say(share):
    generator = np.random.default_rng(7)
    truth = np.exp(11.8 + 0.4 * _normal_quantile(share))
    held = 0
    samples = 400
    for _ in range(samples):
        low, high = exact(generator.lognormal(11.8, 0.4, 150)).percentile_interval(share)
        held += low <= truth <= high
    # binomial(400, 0.95): below 0.915 or above 0.98 has a probability under 0.3 %
    assert 0.915 <= held / samples <= 0.985


def test_mean_intervals_hold_as_often_as_they_say():
    generator = np.random.default_rng(8)
    truth = np.exp(11.8 + 0.4**2 / 2)
    held = sum(
        low <= truth <= high
        for low, high in (
            exact(generator.lognormal(11.8, 0.4, 200)).mean_interval() for _ in range(400)
        )
    )
    assert 0.915 <= held / 400 <= 0.985


def test_the_union_of_parts_is_the_whole():
    pay = np.random.default_rng(3).lognormal(11.5, 0.5, 500)
    whole, parts = exact(pay), [exact(pay[:200]), exact(pay[200:])]
    assert Distribution.union(parts).records == 500
    assert np.allclose(Distribution.union(parts).density, whole.density)


def test_cutting_off_and_moving_a_modelled_distribution():
    pay = np.random.default_rng(4).lognormal(9, 1.2, 20_000)
    cumulative = exact(pay).cumulative
    cut = Distribution.from_cumulative(cumulative, 10, above=1000.0, log_shift=0.0)
    assert cut.percentile(0.5) == pytest.approx(np.median(pay[pay >= 1000]), rel=0.02)
    moved = Distribution.from_cumulative(cumulative, 10, above=None, log_shift=np.log(1.1))
    assert moved.percentile(0.5) == pytest.approx(1.1 * np.median(pay), rel=0.02)


def test_the_grid_covers_all_plausible_pay():
    assert EDGES[0] <= BRACKET_FLOOR_USD_PER_YEAR
    assert len(EDGES) - 1 >= 64


def _normal_quantile(share):
    from statistics import NormalDist

    return NormalDist().inv_cdf(share)


def test_what_lies_above_a_limit_is_found_once():
    whole = Distribution(3, np.zeros(BINS), {(0.0, 1000.0): 1.0, (1000.0, 2000.0): 2.0})
    above = whole.without_brackets_below(1000.0)
    assert (above.records, above.brackets) == (2, {(1000.0, 2000.0): 2.0})
    assert whole.without_brackets_below(1000.0) is above
    assert whole.without_brackets_below(2000.0).brackets == {}


def test_what_is_left_of_a_union_without_a_part_is_the_rest() -> None:
    weights = np.zeros(BINS)
    weights[[200, 210]] = 3, 4
    part = Distribution(9, weights, {(50e3, 60e3): 2.0})
    rest = Distribution(5, weights / 7, {(50e3, 60e3): 1.0, (60e3, float("inf")): 3.0})
    left = Distribution.union([part, rest]).without(part)
    assert left.records == rest.records and left.brackets == rest.brackets
    assert left.weights == pytest.approx(rest.weights)
