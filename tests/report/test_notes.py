"""What an answer says beside its figures: years, countries and kinds of pay at the edges."""

import pytest

from paylens.errors import NotEnoughData
from paylens.report.profile import LONGEST_YEARS


def notes(market, **asked):
    return " ".join(market.estimate(**{"role": "ML engineer", "country": "US"} | asked).notes)


SAID = [
    ({"year": 1990}, "asked for 1990, answered as of 20"),
    ({"year": 2040}, "asked for 2040, answered as of 20"),
    ({"year": 2040}, "unless asked to go on past them (project)"),
    ({"year": 2040, "country": "India", "pay": "total"}, "no official wages are at hand"),
    ({"experience": 60}, f"60 years are answered as {LONGEST_YEARS}"),
    ({"experience": "30-60"}, f"30 to 60 years are answered as {LONGEST_YEARS}"),
    ({"experience": "45+"}, f"45 or more years are answered as {LONGEST_YEARS}"),
    ({"country": "India", "pay": "total"}, "count at the pay of then"),
    ({"level": "executive", "pay": "total"}, "too few records of the level executive here"),
    ({"country": "Madagascar"}, "no role has 10 records of a year there"),
    ({"country": "Madagascar"}, "the answer is carried over from other roles and countries"),
    (
        {"country": "India", "pay": "total", "experience": 3},
        "kaggle_survey's experience is years of writing code, not of work",
    ),
    ({"industry": "insurance"}, "is not measured for these facts: ai_jobs never asks industry"),
]
UNSAID = [
    ({}, "asked for"),
    ({"country": "India", "pay": "total"}, "'s experience is"),
    ({}, "carried over from other roles"),
    ({"country": "Madagascar"}, "fewer than 10 records"),
    ({"year": 2040}, "records here are of"),
    ({"experience": LONGEST_YEARS}, "are answered as"),
    ({"experience": "20+"}, "are answered as"),
    ({"year": 2040, "project": True}, "(project)"),
    ({"year": 2040, "country": "India", "pay": "total"}, "(project)"),
    ({}, "count at the pay of then"),
    ({}, "not measured for these facts"),
    ({"level": "senior"}, "not measured for these facts"),
    ({}, "different people"),
    ({"level": "senior", "as_reported_in": "levels_fyi"}, "too few records of the level"),
    ({"level": "entry", "country": "Germany"}, "too few records of the level"),
    ({"level": "executive", "pay": "total", "as_reported_in": "kaggle_survey"}, "too few records"),
]


@pytest.mark.parametrize(("asked", "said"), SAID, ids=str)
def test_an_answer_at_an_edge_says_what_was_done(market, asked, said):
    assert said in notes(market, **asked)


@pytest.mark.parametrize(("asked", "unsaid"), UNSAID, ids=str)
def test_an_answer_in_the_middle_does_not(market, asked, unsaid):
    assert unsaid not in notes(market, **asked)


def test_more_years_than_records_hold_are_answered_as_the_longest(market):
    asked = {"role": "data scientist", "country": "US", "pay": "total"}
    longest, beyond = (market.estimate(**asked, experience=y) for y in (LONGEST_YEARS, 60))
    assert beyond.figures == longest.figures
    assert beyond.understood["experience"] == "60 years"


def test_coverage_is_only_quoted_where_it_was_measured(market):
    asked = {"role": "ML engineer", "country": "US"}
    assert market.estimate(**asked, level="senior").coverage
    assert market.estimate(**asked, experience=6).coverage is None


@pytest.mark.parametrize("country", ["US", "IN", "DE", "GB", "CA", "BR"])
@pytest.mark.parametrize("role", ["ML engineer", "data scientist"])
def test_total_pay_below_base_pay_is_said_to_be_of_other_people(market, role, country):
    both = [market.estimate(role=role, country=country, pay=pay) for pay in ("base", "total")]
    base, total = (answer.figures["p50"].value for answer in both)
    said = ["of different people" in " ".join(answer.notes) for answer in both]
    assert said[0] == said[1]
    if total < 0.9 * base or total > 1.1 * base:
        assert said[0] == (total < base)


def test_one_kind_of_pay_alone_is_compared_with_none(market):
    with pytest.raises(NotEnoughData):
        market.estimate(role="ML engineer", country="US", as_reported_in="stackoverflow")
    assert "different people" not in notes(market, pay="total", as_reported_in="stackoverflow")
