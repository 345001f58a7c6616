"""LinkedIn's smoothing against cases worked out by hand."""

import math

import numpy as np
import pytest
from invented_reports import invented_records, invented_task

from accuracy.rivals.cohorts import Cohorts, SmoothedCohorts, log_likelihood, smooth
from accuracy.table import tables_of

NONE = np.array([0])


def _cohort(*pay: float) -> Cohorts:
    values = np.array(pay)
    squares = np.array([((values - values.mean()) ** 2).sum()])
    return Cohorts(NONE, NONE, np.array([float(len(pay))]), np.array([values.mean()]), squares)


def test_a_cohort_of_two_between_its_own_pay_and_its_ancestors() -> None:
    """Own pay 11 and 13 (mean 12, squares 2), an ancestor of mean 10 and variance 1 that counts as
    6 reports of the mean and 4 of the variance: the mean is (24 + 60) / 8, the squares are
    4 * 1 + 2 + (2 * 6 / 8) * 2², over 4 + 2 reports."""
    found = smooth(_cohort(11.0, 13.0), np.array([10.0]), np.array([1.0]), 6.0, 4.0)
    assert found.mean[0] == pytest.approx(10.5)
    assert found.variance[0] == pytest.approx((4 + 2 + 1.5 * 4) / 6)


def test_much_pay_of_its_own_outweighs_the_ancestor() -> None:
    pay = np.random.default_rng(0).normal(12, 0.2, 5000)
    found = smooth(_cohort(*pay), np.array([11.5]), np.array([1.0]), 10.0, 10.0)
    assert found.mean[0] == pytest.approx(12, abs=0.02)
    assert math.sqrt(found.variance[0]) == pytest.approx(0.2, abs=0.02)


def test_likelihood_is_that_of_a_normal() -> None:
    pay = (11.0, 13.0)
    normal = sum(-0.5 * math.log(2 * math.pi * 4) - (x - 10) ** 2 / 8 for x in pay)
    found = log_likelihood(_cohort(*pay), np.array([10.0]), np.array([4.0]))
    assert found[0] == pytest.approx(normal)


def test_the_best_ancestor_is_the_one_under_which_the_pay_is_likeliest() -> None:
    """Pay depends on the country alone, so a small cohort of a role and a country is taken
    towards its country and not towards its role."""
    roles = ["ml_engineer"] * 300 + ["data_scientist"] * 302
    countries = ["US"] * 300 + ["IN"] * 300 + ["US"] * 2
    rng = np.random.default_rng(0)
    pay = np.exp([{"US": 12.0, "IN": 10.0}[c] for c in countries] + rng.normal(0, 0.1, 602))
    columns = {"role": roles, "country": countries, "industry": ["finance"] * 602}
    columns |= {"base_low_usd_per_year": pay, "base_high_usd_per_year": pay}
    years = {"experience_years_low": [3.0] * 602, "experience_years_high": [3.0] * 602}
    records = invented_records("levels_fyi", 602, [2020], **columns, **years)
    seen, _ = tables_of(invented_task(records, 602))
    cohorts = SmoothedCohorts()
    cohorts.fit(seen, np.log(pay))
    small = cohorts.predict(seen.take(np.array([601])))[0]
    assert small[3] == pytest.approx(12.0, abs=0.15)
    assert small[6] - small[0] < 0.6


def test_unknown_facts_fall_back_on_cohorts_of_fewer() -> None:
    task = invented_task(invented_records("levels_fyi", 400, [2020]), 300)
    seen, asked = tables_of(task)
    cohorts = SmoothedCohorts()
    log_pay = np.log(task.learners["base_low_usd_per_year"].to_numpy())
    cohorts.fit(seen, log_pay)
    nothing = cohorts.predict(asked.telling(frozenset()))
    assert np.ptp(nothing, axis=0) == pytest.approx(np.zeros(7))
    assert nothing[0, 3] == pytest.approx(log_pay.mean(), abs=1e-6)
