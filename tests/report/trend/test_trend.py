"""Trends: none where only the mix of people changes, and the planted one where pay does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from invented_cells import market as invented_market
from invented_cells import people, years
from paylens import Market
from paylens.errors import NotEnoughData, QuestionError, UnknownValue
from paylens.market.effects.differences import differences
from paylens.market.effects.found import Effects, ValueEffect
from paylens.report.like_for_like import Among
from paylens.report.profile import Profile
from paylens.report.trend.series import Prices, trends
from paylens.report.trend.trend import trend

US_ML = [Among("ml_engineer", "US")]
DRAWS = 1000
NO_PRICES = Prices(None, {}, {})
# From year to year more of those who answer are seniors, who are paid half as much again.
SENIORS = {2019: 0.2, 2020: 0.4, 2021: 0.6, 2022: 0.8}
BRACKETS = [0, 60_000, 80_000, 100_000, 125_000, 150_000, 200_000, 300_000, None]


def answers(draws, growth: float, count: int = 150, **facts) -> list[dict]:
    """People of each year: pay grows by `growth` in log a year, the share of seniors by more."""
    found = []
    for year, share in SENIORS.items():
        seniors = round(count * share)
        for size, level, band in ((count - seniors, 11.5, (1, 2)), (seniors, 11.9, (12, 13))):
            logs = draws.normal(level + growth * (year - 2019), 0.25, size)
            facts_of = {"year": year, **years(*band), **facts}
            found += people("levels_fyi", list(np.exp(logs)), **facts_of)
    return numbered(found)


def numbered(records: list[dict]) -> list[dict]:
    for place, record in enumerate(records):
        record["record_id"] = str(place)
    return records


@pytest.mark.parametrize("growth", [0.0, 0.05, -0.08])
def test_the_mix_of_people_is_not_taken_for_a_trend(tmp_path: Path, growth: float) -> None:
    store = invented_market(
        tmp_path, answers(np.random.default_rng(20261127), growth), compared=True
    )
    (found,) = trends(store, US_ML, None, NO_PRICES)
    true = np.expm1(growth)
    assert found.held_fixed.low < true < found.held_fixed.high
    assert found.held_fixed.high - found.held_fixed.low < 0.05
    assert found.raw.low > true + 0.02
    assert "experience" in found.held_equal
    steps = [year.since for year in found.years[1:]]
    assert sum(step.low < true < step.high for step in steps) >= len(steps) - 1


def _effects(told: pl.DataFrame) -> Effects:
    found = differences(told, ["experience"], None, None, 10)
    values = {
        one.value: ValueEffect(one.value, one.records, one.log_effect, one.residual_sd)
        for one in found
    }
    return Effects(
        "levels_fyi", "survey", "base", "ml_engineer", "US", None, "like_for_like", "year", "",
        "average", told.height, (2019, 2022), ("experience",), (), values,
        tuple(tuple(one.covariances) for one in found),
    )  # fmt: skip


def test_where_only_the_mix_changes_one_draw_in_twenty_shows_a_trend() -> None:
    draws = np.random.default_rng(20261127)
    shown = 0
    year = np.repeat(list(SENIORS), 60)
    share = np.repeat(list(SENIORS.values()), 60)
    for _ in range(DRAWS):
        senior = draws.random(240) < share
        pay = 11.5 + 0.4 * senior + draws.normal(0, 0.25, 240)
        columns = {"log_low": pay, "log_high": pay, "=value": year.astype(str)}
        told = pl.DataFrame(columns | {"=experience": senior.astype(str)})
        low, high = _effects(told).difference("2022", "2019").interval
        shown += not low <= 0 <= high
    assert 0.03 <= shown / DRAWS <= 0.07


def test_prices_come_off_what_is_paid(tmp_path: Path) -> None:
    store = invented_market(tmp_path, answers(np.random.default_rng(1), 0.03), compared=True)
    inflation = {year: 0.03 * (2022 - year) for year in (2019, 2020, 2021)}
    prices = Prices(2021, {}, inflation)
    (found,) = trends(store, US_ML, None, prices)
    assert found.held_fixed.low > 0
    assert found.real.low < 0 < found.real.high
    assert (found.last, found.real_last) == (2022, 2021)
    assert found.years[-1].real.suppressed


def test_exchange_rates_are_no_trend(tmp_path: Path) -> None:
    """Pay that stays level in its own money, whose dollar rate falls by a tenth a year."""
    falling = answers(np.random.default_rng(1), -0.1)
    store = invented_market(tmp_path, falling, compared=True)
    rates = {year: 0.1 * (year - 2022) for year in SENIORS}
    (found,) = trends(store, US_ML, None, Prices(2022, rates, {}))
    assert found.held_fixed.low < 0 < found.held_fixed.high


def test_amounts_in_another_form_are_shown_and_do_not_count(tmp_path: Path) -> None:
    draws = np.random.default_rng(2)
    records = []
    for year, level in ((2018, 11.0), (2020, 11.6), (2021, 11.6)):
        pay = np.exp(draws.normal(level, 0.3, 120))
        if year > 2018:
            places = np.searchsorted([end for end in BRACKETS if end is not None], pay, "right")
            pay = [(float(BRACKETS[p - 1]), BRACKETS[p]) for p in places]
        records += people("kaggle_survey", list(pay), pay="total", year=year, **years(3, 4))
    store = invented_market(tmp_path, numbered(records), compared=True)
    (found,) = trends(store, US_ML, None, NO_PRICES)
    assert (found.first, found.last) == (2020, 2021)
    assert [year.part for year in found.years] == [False, True, True]
    assert found.years[0].held_fixed.suppressed == "asked in another form"
    assert found.held_fixed.low < 0 < found.held_fixed.high
    assert found.steady is None


def test_ways_of_asking_are_series_of_their_own(tmp_path: Path) -> None:
    draws = np.random.default_rng(3)
    records = []
    for basis, level, asked in (("survey", 11.5, (2020, 2021)), ("posting", 12.0, (2022, 2023))):
        for year in asked:
            pay = np.exp(draws.normal(level, 0.2, 80))
            records += people("ai_jobs", list(pay), year=year, basis=basis, level="senior")
    store = invented_market(tmp_path, numbered(records), compared=True)
    answer = trend(store, Profile({"role": "ml_engineer", "country": "US"}))
    assert {(one.basis, one.first, one.last) for one in answer.series} == {
        ("survey", 2020, 2021),
        ("posting", 2022, 2023),
    }
    assert all(one.held_fixed.low < 0 < one.held_fixed.high for one in answer.series)
    assert answer.prices_of is None
    assert answer.series[0].real.suppressed


def test_a_market_built_without_comparisons_says_to_build_it_again(tmp_path: Path) -> None:
    store = invented_market(tmp_path, answers(np.random.default_rng(1), 0.0, 20))
    with pytest.raises(NotEnoughData, match="Build it again"):
        trend(store, Profile({"role": "ml_engineer", "country": "US"}))


def test_the_market_that_ships_tells_trends_apart_by_source_and_pay(market: Market) -> None:
    answer = market.trend()
    keys = [(one.source, one.basis, one.pay) for one in answer.series]
    assert len(set(keys)) == len(keys) > 3
    assert answer.official is not None
    assert answer.official.years[0][1] > 90_000
    assert ": with the mix of people held fixed, pay" in answer.sentence
    assert any("are never joined" in note for note in answer.notes)
    assert {one.pay for one in market.trend(pay="base").series} == {"base"}


def test_levels_lead_through_the_changes(market: Market) -> None:
    for one in market.trend().series:
        used = [year for year in one.years if year.part]
        whole = used[-1].held_fixed.value / used[0].held_fixed.value
        assert whole ** (1 / (one.last - one.first)) - 1 == pytest.approx(one.held_fixed.value)
        if one.real_last == one.last:
            real = used[-1].real.value / used[0].real.value
            assert real ** (1 / (one.last - one.first)) - 1 == pytest.approx(one.real.value)


def test_weak_evidence_is_said_first(market: Market) -> None:
    answer = market.trend(country="Germany")
    assert "cannot be told" in answer.sentence.split(".")[0]
    assert answer.official is None


def test_the_sentence_says_whose_pay_it_is(market: Market) -> None:
    """Where other roles stand in, they are named first."""
    for role in ("ML engineer", "AI engineer", "Research scientist"):
        answer = market.trend(role=role)
        strong = [one for one in answer.series if not one.weak]
        wider = [one for one in strong if one.among.startswith("ML and data roles")]
        assert bool(wider) == ("ML and data roles" in answer.sentence.split(":")[0])
        assert (len(wider) < len(strong)) == answer.sentence.startswith(role)


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        ({"role": "beekeeper"}, UnknownValue, "beekeeper"),
        ({"country": "Atlantis"}, UnknownValue, "Atlantis"),
        ({"pay": "equity"}, QuestionError, "equity"),
        ({"country": "Monaco"}, NotEnoughData, "not enough data.*Missing"),
        ({"role": "designer", "country": "Japan"}, NotEnoughData, "ML and data roles only"),
    ],
)
def test_what_has_no_trend_is_refused_with_the_reason(market, asked, error, says) -> None:
    with pytest.raises(error, match=says):
        market.trend(**asked)
