"""What a source's own records of a role and country change where more is told."""

import numpy as np
import pytest

from paylens import Market
from paylens.market.distribution import Distribution
from paylens.market.grid import BINS, LOG_EDGES
from paylens.report.correction import Correction, further_facts
from paylens.report.parts import Options, parts_of


def normal(median, width=0.3):
    steps = (LOG_EDGES - np.log(median)) / width
    cumulative = 1 / (1 + np.exp(-1.702 * steps))
    return Distribution(100, np.diff(cumulative), {})


LOW, HIGH = normal(100_000), normal(150_000, 0.4)


def test_the_cohort_itself_becomes_what_its_records_say():
    moved = Correction.between(LOW, HIGH).applied(LOW, 1.0)
    for share in (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95):
        assert moved.percentile(share) == pytest.approx(HIGH.percentile(share), rel=0.01)
    assert moved.density.sum() == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("strength", [0.0, 0.25, 0.5, 1.0])
def test_a_part_of_the_correction_moves_as_far(strength):
    moved = Correction.between(LOW, HIGH).applied(LOW, strength)
    wanted = LOW.percentile(0.5) * (HIGH.percentile(0.5) / LOW.percentile(0.5)) ** strength
    assert moved.percentile(0.5) == pytest.approx(wanted, rel=0.01)


@pytest.mark.parametrize("blended", [HIGH, normal(80_000, 0.05), normal(100_000, 1.5)])
def test_no_order_among_answers_changes(blended):
    correction = Correction.between(LOW, blended)
    answers = [normal(median, 0.25) for median in (40_000, 90_000, 95_000, 130_000, 400_000)]
    for share in (0.1, 0.5, 0.9):
        pay = [correction.applied(answer, 1.0).percentile(share) for answer in answers]
        assert pay == sorted(pay)


def test_records_that_say_what_the_model_says_change_nothing():
    assert np.allclose(Correction.between(LOW, LOW).applied(HIGH, 1.0).density, HIGH.density)


def test_a_lone_cell_far_from_the_model_stays_on_the_grid():
    weights = np.zeros(BINS)
    weights[300] = 1.0
    moved = Correction.between(LOW, Distribution(20, weights, {})).applied(HIGH, 1.0)
    assert np.isfinite(moved.density).all()
    assert moved.density.sum() == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        ({"role", "country"}, 0),
        ({"role", "country", "experience_years_low", "experience_years_high"}, 1),
        ({"role", "country", "level", "city"}, 2),
    ],
)
def test_facts_beside_role_and_country_are_counted(facts, count):
    assert further_facts(frozenset(facts)) == count


def test_one_more_fact_keeps_what_the_records_of_the_cohort_say():
    """An answer told one fact that moves nothing is the answer without it."""
    market = Market.reference()
    told = {"role": "ML engineer", "country": "US"}
    options = Options(pay="total", source="kaggle_survey")
    asked = [market.profile(told | more) for more in ({}, {"experience": "0+"})]
    (_, (plain,)), (_, (one,)) = parts_of(market.store, market.model, asked, options)
    modelled = market.model.as_reported(
        {"role": ["ml_engineer"], "country": ["US"]}, "kaggle_survey/total", 2022.0, 1
    )
    alone = Distribution.from_cumulative(modelled[0], 1, above=None, log_shift=0.0)
    medians = [each.percentile(0.5) for each in (alone, plain.distribution, one.distribution)]
    assert abs(np.log(medians[2] / medians[1])) < abs(np.log(medians[0] / medians[1]))
