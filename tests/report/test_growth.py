"""What years add: the curve is the estimate itself, the steps are differences of it."""

import pytest

from paylens import Market
from paylens.errors import QuestionError, UnknownValue
from paylens.report.growth import CURVE_YEARS, STEPS_YEARS


@pytest.fixture(scope="module")
def answer(market: Market):
    return market.growth()


@pytest.mark.parametrize("years", [0, 5, 20])
def test_the_curve_is_what_an_estimate_says(market: Market, answer, years) -> None:
    estimate = market.estimate(role="ML engineer", country="US", experience=years)
    point = answer.curve[CURVE_YEARS.index(years)]
    assert point.median == estimate.figures["p50"]
    assert point.p75 == estimate.figures["p75"]


def test_each_source_has_the_curve_that_it_would_report(market: Market, answer) -> None:
    estimate = market.estimate(role="ML engineer", country="US", experience=10)
    expected = {(one.source, one.basis): one.estimated_p50 for one in estimate.sources}
    told = {(e.source, e.basis): e.p50 for e in answer.as_reported if e.experience_years == 10}
    assert told == expected
    assert len(told) > 1
    lowest, highest = min(told.values()), max(told.values())
    assert lowest <= answer.curve[CURVE_YEARS.index(10)].median.value <= highest


def test_steps_are_differences_from_the_start(answer) -> None:
    at = {point.experience_years: point.median.value for point in answer.curve}
    assert [step.experience_years for step in answer.steps] == list(STEPS_YEARS)
    for step in answer.steps:
        assert step.modelled == pytest.approx(at[step.experience_years] - at[0])
        assert step.modelled_share == pytest.approx(at[step.experience_years] / at[0] - 1)
        assert step.article == 10_000 * step.experience_years


def test_what_records_add_is_a_difference_of_their_means(market: Market, answer) -> None:
    table = market.table(
        "experience", role="ML engineer", country="US", pay="base", banding="growth"
    )
    means = {
        row.value: {cell.source: cell.statistics.figures["mean"].value for cell in row.cells}
        for row in table.rows
    }
    added = dict(next(step.observed for step in answer.steps if step.experience_years == 10))
    expected = means["year 10"]["levels_fyi"] - means["under 1 year"]["levels_fyi"]
    assert added["levels_fyi"].value == pytest.approx(expected)


def test_it_says_that_it_is_a_cross_section(answer) -> None:
    assert "not one person's rise" in answer.sentence
    assert any(note.startswith("A cross-section") for note in answer.notes)
    assert any("years were turned into levels" in note for note in answer.notes)


def test_years_are_compared_like_for_like_within_one_kind_of_pay(answer) -> None:
    bands = [band for band, _ in answer.like_for_like]
    assert bands == ["3-5 years", "6-9 years", "10+ years"]
    assert {found.pay for _, found in answer.like_for_like} == {"base"}
    assert all("experience" not in s.held_equal for _, f in answer.like_for_like for s in f.sources)


def test_total_pay_has_its_own_curve(market: Market, answer) -> None:
    total = market.growth(pay="total")
    assert total.curve[5].median.value > answer.curve[5].median.value
    assert {found.pay for _, found in total.like_for_like} == {"total"}


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"role": "beekeeper"}, UnknownValue),
        ({"country": "Atlantis"}, UnknownValue),
        ({"city": "London", "country": "Germany"}, QuestionError),
        ({"pay": "equity"}, QuestionError),
    ],
)
def test_what_means_nothing_is_refused(market: Market, asked, error) -> None:
    with pytest.raises(error):
        market.growth(**asked)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"country": "Monaco"}, "A guess, without records: ML engineer, Monaco:"),
        ({"role": "data scientist", "country": "Germany"}, "on weak evidence;"),
        ({"company": "Google"}, "ML engineer, United States (Google):"),
        ({"city": "Berlin"}, "ML engineer, Germany (Berlin"),
        ({"skills": "python"}, "ML engineer, United States: the median"),
    ],
)
def test_the_sentence_says_whose_pay_and_how_sure(market: Market, asked, says) -> None:
    assert says in market.growth(**asked).sentence


def test_facts_that_move_nothing_are_named(market: Market) -> None:
    assert any(note.startswith("skills:") for note in market.growth(skills="python").notes)


def test_a_place_without_records_of_years_has_a_curve_alone(market: Market) -> None:
    answer = market.growth(role="AI engineer", country="Lithuania")
    assert len(answer.curve) == len(CURVE_YEARS)
    assert "Over the years" in [section.title for section in answer.sections]
