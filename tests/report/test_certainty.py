"""How sure a place in the market is said to be: never surer than the evidence, and right."""

import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paylens.report.certainty import MOST_CERTAIN, Certainty, measured_log_sd, sources_log_sd

DEVIATIONS = st.floats(0, 0.8)
PAY = st.floats(1_000, 1_000_000)


def certainty(sampling=0.0, sources=0.2, outside=0.0, grade="strong"):
    return Certainty(sampling, sources, outside, grade)


@pytest.mark.parametrize(
    "sampling,sources,outside,together",
    [(0.03, 0.04, 0.0, 0.05), (0.0, 0.3, 0.4, 0.5), (0.1, 0.2, 0.2, 0.3), (0, 0, 0, 0)],
)
def test_errors_add_as_independent_ones_do(sampling, sources, outside, together):
    assert Certainty(sampling, sources, outside, "good").log_sd == pytest.approx(together)


@pytest.mark.parametrize(
    "percentile,pay,probability",
    [
        (100_000, 100_000, 0.5),
        (100_000 * math.exp(0.2), 100_000, 0.9 * 0.8413 + 0.05),
        (100_000, 100_000 * math.exp(0.2), 0.9 * 0.1587 + 0.05),
        (0, 100_000, 0.05),
        (100_000, 0, 0.95),
    ],
)
def test_the_probability_is_the_normal_one_as_far_as_the_evidence_holds(
    percentile, pay, probability
):
    assert certainty().above(percentile, pay) == pytest.approx(probability, abs=1e-4)


@given(PAY, PAY, DEVIATIONS, DEVIATIONS, DEVIATIONS, st.sampled_from(sorted(MOST_CERTAIN)))
def test_nothing_is_surer_than_its_grade(percentile, pay, sampling, sources, outside, grade):
    sure = Certainty(sampling, sources, outside, grade)
    probability = sure.above(percentile, pay)
    assert 1 - MOST_CERTAIN[grade] <= probability <= MOST_CERTAIN[grade]
    low, high = sure.interval(percentile)
    assert low <= percentile <= high


@given(PAY, PAY, PAY)
def test_more_pay_is_never_surer_to_be_below(percentile, pay, more):
    sure = certainty(grade="good")
    assert sure.above(percentile, pay + more) <= sure.above(percentile, pay)


def test_grades_bear_more_the_better_they_are():
    bears = [MOST_CERTAIN[grade] for grade in ("weak", "fair", "good", "strong")]
    assert bears == sorted(bears) and bears[-1] < 1


@pytest.mark.parametrize("grade", MOST_CERTAIN)
def test_probability_and_interval_are_of_one_distribution(grade):
    """Markets drawn as the rule says: the share above a pay is the probability told, and the
    interval holds 95 % of those where the evidence holds."""
    sure = certainty(sampling=0.06, sources=0.18, outside=0.1, grade=grade)
    random = np.random.default_rng(1)
    draws = 100_000 * np.exp(random.normal(0, sure.log_sd, 40_000))
    holds = random.random(40_000) < sure.holds
    a_coin = random.random(40_000) < 0.5
    for pay in (50_000, 80_000, 95_000, 110_000, 130_000):
        above = np.where(holds, draws > pay, a_coin)
        assert np.mean(above) == pytest.approx(sure.above(100_000, pay), abs=0.012)
    low, high = sure.interval(100_000)
    inside = (draws > low) & (draws < high)
    assert np.mean(inside[holds]) == pytest.approx(0.95, abs=0.006)
    assert sure.above(100_000, low) == pytest.approx(sure.borne(0.975))


@pytest.mark.parametrize(
    "pay,country,more_than", [("base", "US", 0.1), ("total", "US", 0.2), ("equity", "IN", 0.5)]
)
def test_sources_are_never_taken_to_agree(pay, country, more_than):
    assert measured_log_sd(pay, country) > more_than


def part(source, median, weight, cells=1):
    distribution = SimpleNamespace(percentile=lambda _: median)
    voice = SimpleNamespace(source=source, weight=weight, cells=(None,) * cells)
    return SimpleNamespace(voice=voice, distribution=distribution)


@pytest.mark.parametrize(
    "parts,log_sd",
    [
        # One source: as far off as sources are measured to lie apart (0.17).
        ([("a", 100_000, 1.0)], 0.17),
        # Two that agree, of equal weight: no less apart than measured, halved by averaging.
        ([("a", 100_000, 0.5), ("b", 100_000, 0.5)], 0.17 / math.sqrt(2)),
        # Two a factor e apart: variance 0.5 with one measured pair of 0.17², then averaged.
        ([("a", 1e5, 0.5), ("b", 1e5 * math.e, 0.5)], math.sqrt((0.5 + 0.17**2) / 2 / 2)),
        # Two without records of their own there are one voice, the model's.
        ([("a", 1e5, 0.5, 0), ("b", 1e5 * math.e, 0.5, 0)], 0.17),
        # Two bases of one source are one source.
        ([("a", 100_000, 0.5), ("a", 100_000, 0.5)], 0.17),
    ],
)
def test_sources_err_as_they_lie_apart(parts, log_sd):
    found = sources_log_sd([part(*each) for each in parts], "base", "US")
    assert found == pytest.approx(log_sd)
