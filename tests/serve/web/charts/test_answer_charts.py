"""Charts of one answer: every drawn place says the figure that the answer holds."""

import pytest

from paylens.serve.web.charts.distribution import distribution_chart
from paylens.serve.web.charts.waterfall import waterfall_chart
from paylens.serve.web.pages.source_dots import source_dots

FACTS = {"role": "data scientist", "country": "US", "level": "senior"}
SIZES = [(760, 330), (360, 300)]


@pytest.fixture(scope="module")
def answer(reference):
    return reference.estimate(**FACTS, my_pay=150_000)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_distribution_marks_what_the_answer_says(answer, width, height) -> None:
    chart = distribution_chart(answer, width, height)
    eighty, fifty = chart.bands
    figures = answer.figures
    assert (eighty.low, eighty.high) == (figures["p10"].value, figures["p90"].value)
    assert (fifty.low, fifty.high) == (figures["p25"].value, figures["p75"].value)
    places = [eighty.start, fifty.start, chart.median.place, fifty.end, eighty.end]
    assert places == sorted(places)
    assert places[0] > 0 and places[-1] < width
    assert chart.own.amount == 150_000
    assert fifty.start - 100 < chart.own.place < chart.median.place


def test_own_pay_far_outside_is_still_drawn(reference) -> None:
    answer = reference.estimate(**FACTS, my_pay=3_000_000)
    chart = distribution_chart(answer, 760, 330)
    assert chart.median.place < chart.own.place <= 760
    assert chart.own.anchor == "end"


def test_amounts_are_in_the_answers_currency(reference) -> None:
    dollars = distribution_chart(reference.estimate(**FACTS), 760, 330)
    yen = distribution_chart(reference.estimate(**FACTS, currency="JPY"), 760, 330)
    assert yen.currency == "JPY"
    assert yen.median.amount > 50 * dollars.median.amount
    assert yen.median.place == pytest.approx(dollars.median.place, abs=0.2)


@pytest.mark.parametrize("width", [760, 360])
def test_steps_lead_from_the_market_to_the_answer(reference, width) -> None:
    explained = reference.explain(**FACTS)
    chart = waterfall_chart(explained, width)
    assert [step.effect for step in chart.steps] == list(explained.effects)
    assert chart.steps[0].start == chart.market_place
    assert chart.steps[-1].end == pytest.approx(chart.median_place, abs=0.2)
    for before, after in zip(chart.steps, chart.steps[1:], strict=False):
        assert after.start == pytest.approx(before.end, abs=0.2)


def test_every_source_has_a_lane_in_its_own_colour(answer) -> None:
    chart = source_dots(answer, 760)
    dots = [lane.dot for lane in chart.groups[0].lanes]
    assert [dot.label for dot in dots[1:-1]] == [source.source for source in answer.sources]
    assert [dot.value for dot in dots[1:-1]] == [each.estimated_p50 for each in answer.sources]
    assert dots[-1].shape == "diamond"
    assert len({dot.colour for dot in dots}) == len(dots)
