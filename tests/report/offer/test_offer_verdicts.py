"""Verdicts: the likeliest of three, no surer than the evidence, each part beside its own kind."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_offers import OPTIONS, SHARES, told

from paylens.errors import QuestionError, UnknownValue
from paylens.report.certainty import MOST_CERTAIN, Certainty
from paylens.report.offer.verdicts import FAIR, HIGH, LEAST_CERTAIN, LOWBALL, OPEN, judged


@pytest.mark.parametrize(
    "amount,grade,verdict,probability",
    [
        # p25 is 90,000 and p75 110,000, each known to 5 % of itself.
        (60_000, "strong", LOWBALL, 0.95),
        (60_000, "weak", LOWBALL, 0.65),
        (100_000, "strong", FAIR, 0.909),
        (160_000, "good", HIGH, 0.90),
        # At p25 itself: as likely below as above.
        (90_000, "strong", OPEN, 0.5),
    ],
)
def test_verdicts_by_hand(amount, grade, verdict, probability):
    found = judged(Certainty(0.05, 0.0, 0.0, grade), 90_000, 110_000, amount)
    assert found[1] == pytest.approx(probability, abs=0.01)
    if verdict != OPEN:
        assert found[0] == verdict


def test_where_nothing_is_told_apart_there_is_no_verdict():
    assert judged(Certainty(0.0, 0.6, 0.0, "strong"), 95_000, 105_000, 100_000)[0] == OPEN


def test_a_part_that_a_quarter_does_not_have_is_no_lowball():
    assert judged(Certainty(0.1, 0.2, 0.0, "good"), 0.0, 20_000, 0.0)[0] == FAIR


@given(
    st.floats(10_000, 500_000),
    st.floats(1.01, 3),
    st.floats(0, 1e6),
    st.floats(0.01, 1),
    st.sampled_from(sorted(MOST_CERTAIN)),
)
def test_no_verdict_is_surer_than_its_grade(p25, ratio, amount, log_sd, grade):
    verdict, probability = judged(Certainty(log_sd, 0, 0, grade), p25, p25 * ratio, amount)
    assert 1 / 3 - 1e-9 <= probability <= MOST_CERTAIN[grade]
    assert (verdict == OPEN) == (probability < LEAST_CERTAIN)


def test_verdicts_are_right_as_often_as_they_say():
    """Of markets drawn about the percentiles, the offer is what it is called in that share."""
    sure = Certainty(0.05, 0.17, 0.0, "strong")
    errors = np.exp(np.random.default_rng(3).normal(0, sure.log_sd, 20_000))
    for amount in (70_000, 85_000, 105_000, 140_000, 170_000):
        verdict, probability = judged(sure, 90_000, 130_000, amount)
        truly = np.where(
            amount < 90_000 * errors, LOWBALL, np.where(amount > 130_000 * errors, HIGH, FAIR)
        )
        if verdict != OPEN and probability < MOST_CERTAIN["strong"]:
            right = sure.borne(float(np.mean(truly == verdict)))
            assert right == pytest.approx(probability, abs=0.012)


def components(answer, offer=0):
    return [verdict.component for verdict in answer.offers[offer].verdicts]


@pytest.mark.parametrize(
    "changed,parts",
    [
        ({}, ["base", "total"]),
        ({"bonus": {"target": 20_000}}, ["base", "bonus", "total"]),
        ({"equity": SHARES, "bonus": {"target": 9}}, ["base", "bonus", "equity", "total"]),
        ({"equity": OPTIONS}, ["base", "equity", "total"]),
    ],
)
def test_each_part_is_judged_beside_its_own_kind(market, changed, parts):
    answer = market.offer(offers=[told(**changed)])
    assert components(answer) == parts
    for verdict in answer.offers[0].verdicts:
        assert verdict.evidence.pay == verdict.component
        assert verdict.probability <= MOST_CERTAIN[verdict.evidence.reliability]


def test_the_total_is_beside_total_pay_of_base_pay_s_year(market):
    one = market.offer(offers=[told(equity=SHARES, bonus={"target": 20_000})]).offers[0]
    facts = {"role": "ML engineer", "country": "US", "level": "senior"}
    asked = market.estimate(**facts, pay="total", year=market.estimate(**facts).year)
    for name in ("p25", "p50", "p75"):
        figure = getattr(one.verdict("total"), name)
        assert figure.value == pytest.approx(asked.figures[name].value)
    assert one.verdict("total").amount == pytest.approx(100_000 + 20_000 + 10_000)


def test_base_is_the_estimate_s_and_in_the_offer_s_currency(market):
    profile = {"role": "ML engineer", "country": "Germany"}
    answer = market.offer(offers=[told(profile=profile, currency="EUR")])
    asked = market.estimate(**profile, currency="EUR")
    base = answer.offers[0].verdict("base")
    assert base.p50.value == pytest.approx(asked.figures["p50"].value)
    assert base.evidence.currency == answer.currency == "EUR"


@pytest.mark.parametrize("base,verdict", [(40_000, LOWBALL), (200_000, FAIR), (600_000, HIGH)])
def test_the_base_pay_moves_the_verdict(market, base, verdict):
    answer = market.offer(offers=[told(base={"per_year": base})])
    assert answer.offers[0].verdict("base").verdict == verdict


def test_an_employer_s_own_records_stand_beside(market):
    profile = {"role": "software engineer", "country": "US", "company": "Google", "level": "L5"}
    answer = market.offer(offers=[told(profile=profile, equity=SHARES | {"shares": 8_000})])
    beside = [v.compared_with for v in answer.offers[0].verdicts if v.component == "equity"]
    assert len(beside) == 2 and "Google" in beside[1]


def test_part_time_is_judged_as_full_time(market):
    half = market.offer(offers=[told(hours_per_week=20, base={"per_year": 100_000})])
    assert half.offers[0].verdict("base").amount == pytest.approx(200_000)
    assert "part time" in " ".join(half.notes)


def test_pay_by_the_hour_is_no_employee_s(market):
    hourly = told(base={"per_hour": 400, "weeks_per_year": 46})
    one = market.offer(offers=[hourly]).offers[0]
    assert one.verdict("base").verdict == HIGH
    assert one.verdict("base").probability <= MOST_CERTAIN["weak"]
    assert one.ask.figures[0].low is None


def test_a_role_that_nobody_reports_the_equity_of_has_no_verdict_on_it(market):
    answer = market.offer(
        offers=[told(profile={"role": "ML engineer", "country": "Kenya"}, equity=SHARES)]
    )
    equity = answer.offers[0].verdict("equity")
    assert equity.verdict == "not enough data" and equity.probability is None
    assert answer.second_sources


@pytest.mark.parametrize(
    "fact",
    [
        {"skills": [1]},
        {"skills": ["x" * 300]},
        {"experience": {}},
        {"experience": "soon"},
        {"experience": float("nan")},
        {"experience": -3},
        {"remote": 7},
        {"level": 3},
        {"city": ["Berlin"]},
        {"company_size": 10**400},
        {"role": True},
        {"country": ""},
        {"city": "London", "country": "US"},
    ],
    ids=str,
)
def test_facts_of_any_kind_are_understood_or_refused(market, fact):
    profile = {"role": "ML engineer", "country": "US"} | fact
    try:
        assert market.offer(offers=[told(profile=profile)]).sentence
    except QuestionError as error:
        assert str(error)


def test_a_role_without_a_meaning_is_refused(market):
    with pytest.raises(UnknownValue, match="ML engineer"):
        market.offer(offers=[told(profile={"role": "ML enginer"})])
