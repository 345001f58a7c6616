"""Planted differences are found as often as their intervals say, and none where none is."""

import numpy as np
import polars as pl
import pytest
from invented_market import BRACKETS, reports

from paylens.market.effects.differences import differences
from paylens.market.effects.found import Effects, LogDifference, ValueEffect

DRAWS = 1000
KINDS = {"exact": {}, "brackets": {"bracketed": True}, "employers": {"employers": 60, "count": 600}}


def _difference(told, held=("years",), clusters=None) -> LogDifference:
    found = differences(told, list(held), None, clusters, 10)
    values = {
        one.value: ValueEffect(one.value, one.records, one.log_effect, one.residual_sd)
        for one in found
    }
    covariances = tuple(tuple(one.covariances) for one in found)
    made = Effects(
        "s", "survey", "base", "", "US", None, "like_for_like", "group", "", "average",
        len(told), (2022, 2023), held, (), values, covariances,
    )  # fmt: skip
    return made.difference("b", "a")


@pytest.mark.parametrize("planted", [0.0, 0.15])
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_intervals_hold_as_often_as_they_say(planted, kind) -> None:
    draws = np.random.default_rng(20261127)
    clusters = "employer" if "employers" in kind else None
    held, different = 0, 0
    for _ in range(DRAWS):
        found = _difference(reports(draws, planted, **kind), clusters=clusters)
        low, high = found.interval
        held += low <= planted <= high
        different += not low <= 0 <= high
        assert (found.chance < 0.05) == (not low <= 0 <= high)
    assert 0.93 <= held / DRAWS <= 0.97
    if planted == 0:
        assert 0.03 <= different / DRAWS <= 0.07
    else:
        assert different / DRAWS > 0.3


def test_without_controls_the_mix_is_taken_for_a_difference() -> None:
    draws = np.random.default_rng(1)
    told = reports(draws, 0.0, count=4000)
    raw, like_for_like = _difference(told, held=()), _difference(told)
    assert raw.interval[0] > 0.05
    assert like_for_like.interval[0] < 0 < like_for_like.interval[1]


def test_likeness_within_employers_widens_the_interval() -> None:
    told = reports(np.random.default_rng(2), 0.0, count=2000, employers=8)
    told = told.with_columns(employer=told["=value"] + told["employer"].str.head(1))
    assert (
        _difference(told, clusters="employer").standard_error
        > 1.5 * _difference(told).standard_error
    )


def test_a_probability_follows_from_what_is_left() -> None:
    told = reports(np.random.default_rng(3), 0.3, count=40_000)
    found = _difference(told)
    draws = np.random.default_rng(4)
    second = draws.normal(0, 0.25, 400_000)
    true = float((0.3 + draws.normal(0, 0.4, 400_000) > second).mean())
    assert found.probability_higher == pytest.approx(true, abs=0.02)


def test_values_without_records_enough_are_not_shown() -> None:
    told = reports(np.random.default_rng(5), 0.0, count=150)
    rare = told.filter(told["=value"] != "c").vstack(told.filter(told["=value"] == "c").head(9))
    assert [one.value for one in differences(rare, ["years"], None, None, 10)] == ["a", "b"]


def test_what_the_controls_leave_no_room_for_is_not_told() -> None:
    told = reports(np.random.default_rng(6), 0.0, count=300)
    same = told.with_columns(told["=value"].alias("=twin"))
    assert differences(same, ["twin"], None, None, 10) == []


def test_a_handful_without_a_mean_does_not_hide_the_others() -> None:
    """All of them in the lowest bracket: their own mean could be anything below it."""
    told = reports(np.random.default_rng(7), 0.2, count=600, bracketed=True)
    few = told.filter(told["=value"] == "c").head(4)
    lost = few.with_columns(log_low=BRACKETS[0], log_high=BRACKETS[1])
    found = differences(pl.concat([told.filter(told["=value"] != "c"), lost]), [], None, None, 10)
    assert [one.value for one in found] == ["a", "b"]
