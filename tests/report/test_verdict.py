"""The rule by which a published figure is judged, as cases."""

import pytest

from paylens.market.evidence import Figure
from paylens.report.verdict import FEWEST_RECORDS, RULE, Held, finding, judge

NARROW = Figure(100_000, 99_000, 101_000)
WIDE = Figure(100_000, 70_000, 130_000)
NONE = Figure(None, suppressed="fewer records than the publishing floor")


def held(
    figure: Figure, source: str = "one", block: str = "strict", records: int | None = FEWEST_RECORDS
) -> Held:
    return Held(block, source, "base", "survey", figure, records)


@pytest.mark.parametrize(
    ("amount", "figure", "expected"),
    [
        (100_000, NARROW, "agrees"),
        (110_000, NARROW, "agrees"),
        (90_000, NARROW, "agrees"),
        (110_001, NARROW, "too high"),
        (89_999, NARROW, "too low"),
        (130_000, WIDE, "agrees"),
        (70_000, WIDE, "agrees"),
        (130_001, WIDE, "too high"),
        (-5_000, Figure(-5_200, -6_000, -4_000), "agrees"),
        (0, Figure(0, -1, 1), "agrees"),
        (139_000, Figure(100_000, 80_000, 140_000), "agrees"),
        (139_000, Figure(100_000, 80_000, 140_001), "cannot tell"),
        (139_000, Figure(100_000, 59_999, 140_000), "cannot tell"),
        (109_000, Figure(100_000, 40_000, 200_000), "agrees"),
        (201_000, Figure(100_000, 40_000, 200_000), "too high"),
        (39_000, Figure(100_000, 40_000, 200_000), "too low"),
        (4_000, Figure(81, -4_900, 5_100), "cannot tell"),
        (10_000, Figure(81, -4_900, 5_100), "too high"),
        (10_000, Figure(10_500), "agrees"),
    ],
)
def test_within_a_tenth_or_inside_the_interval_agrees(amount, figure, expected) -> None:
    assert finding(amount, figure) == expected


@pytest.mark.parametrize(
    ("amount", "figures", "verdict"),
    [
        (100_000, [NARROW], "agrees"),
        (100_000, [NARROW, Figure(200_000, 190_000, 210_000)], "agrees"),
        (50_000, [NARROW, Figure(200_000, 190_000, 210_000)], "too low"),
        (300_000, [NARROW, Figure(200_000, 190_000, 210_000)], "too high"),
        (150_000, [NARROW, Figure(200_000, 190_000, 210_000)], "sources disagree"),
        (150_000, [NARROW, NONE], "too high"),
        (150_000, [NONE, NONE], "not enough data"),
        (150_000, [], "not enough data"),
    ],
)
def test_sources_are_weighed_side_by_side(amount, figures, verdict) -> None:
    found = judge(amount, [held(figure, f"source {n}") for n, figure in enumerate(figures)])
    assert found.verdict == verdict


def test_how_many_sources_agree_is_said() -> None:
    figures = [NARROW, Figure(200_000, 190_000, 210_000), Figure(104_000, 103_000, 105_000)]
    found = judge(100_000, [held(figure, f"source {n}") for n, figure in enumerate(figures)])
    assert (found.verdict, found.reason[:22]) == ("agrees", "2 of 3 sources agree: ")
    assert "How many of the sources agree" in RULE


def test_an_interval_that_holds_almost_anything_judges_nothing_inside_it() -> None:
    vague = held(Figure(100_000, 50_000, 150_000), "vague")
    wide = held(Figure(150_000, 149_000, 151_000), block="wide")
    assert judge(130_000, [vague, held(NARROW, "sharp")]).verdict == "too high"
    found = judge(130_000, [vague, wide])
    assert (found.verdict, found.decided_by) == ("too low", "wide")
    alone = judge(130_000, [vague])
    assert alone.verdict == "not enough data" and "too wide to judge by" in alone.reason
    assert judge(160_000, [vague, wide]).decided_by == "strict"
    assert "more than 40 % from its figure" in RULE


def test_the_first_population_with_a_figure_decides_alone() -> None:
    strict, wide = held(NARROW), held(Figure(150_000, 149_000, 151_000), block="wide")
    assert judge(150_000, [strict, wide]).verdict == "too high"
    found = judge(150_000, [held(NONE), wide])
    assert (found.verdict, found.decided_by) == ("agrees", "wide")


def test_a_handful_of_records_decides_nothing() -> None:
    few = held(WIDE, records=FEWEST_RECORDS - 1)
    wide = held(Figure(150_000, 149_000, 151_000), block="wide")
    assert judge(120_000, [few]).verdict == "not enough data"
    assert "fewer than 30 records" in judge(120_000, [few]).reason
    found = judge(120_000, [few, wide])
    assert (found.verdict, found.decided_by) == ("too low", "wide")
    beside = judge(120_000, [few, held(NARROW, "two"), wide])
    assert (beside.verdict, beside.decided_by) == ("too high", "strict")
    assert [each.held.source for each in beside.comparisons] == ["two"]
    assert "at least 30 records" in RULE


def test_what_is_only_near_decides_nothing_and_is_named() -> None:
    found = judge(100_000, [held(NARROW)], nearest="manufacturing")
    assert (found.verdict, found.decided_by, found.comparisons) == ("not enough data", None, ())
    assert "manufacturing" in found.reason


def test_how_far_off_is_said_against_each_source() -> None:
    found = judge(150_000, [held(NARROW, "one"), held(Figure(200_000), "two")])
    assert [round(each.off_percent) for each in found.comparisons] == [50, -25]
    assert [each.off_usd_per_year for each in found.comparisons] == [50_000, -50_000]
    assert "50 % above one: $100,000" in found.reason
    assert "25 % below two: $200,000" in found.reason


def test_near_zero_the_distance_is_said_in_dollars() -> None:
    assert "$9,919 above one: $81" in judge(10_000, [held(Figure(81, 0, 162))]).reason


def test_without_a_figure_the_reason_says_why() -> None:
    assert judge(1, [held(NONE)]).reason == "one, strict: fewer records than the publishing floor"
