"""Offers valued year by year: sums done by hand, and what holds for every offer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_offers import OPTIONS, SHARES, offer

from paylens.report.offer.valuing import (
    equity_of_year,
    equity_today_per_year,
    kept_if_left,
    total_of,
    with_growth,
    years_of,
)

BASE = {"per_year": 100_000, "raise_percent_per_year": 10}


@pytest.mark.parametrize(
    "changed,part,years",
    [
        ({}, "base", [100_000] * 4),
        ({"base": BASE}, "base", [100_000, 110_000, 121_000, 133_100]),
        ({"base": {"per_month": 8_000}}, "base", [96_000] * 4),
        ({"base": {"per_month": 8_000, "months": 13.5}}, "base", [108_000] * 4),
        # 90 an hour, 40 hours, 46 weeks.
        ({"base": {"per_hour": 90, "weeks_per_year": 46}}, "base", [165_600] * 4),
        # 20 % of 100,000, paid in 3 of 4 years at 80 % of the target.
        (
            {"bonus": {"target_percent": 20, "odds_percent": 75, "payout_percent": 80}},
            "bonus",
            [12_000] * 4,
        ),
        ({"bonus": {"target": 30_000}}, "bonus", [30_000] * 4),
        ({"base": BASE, "bonus": {"target_percent": 10}}, "bonus",
         [10_000, 11_000, 12_100, 13_310]),
        ({"sign_on": {"amounts": [40_000, 20_000]}}, "sign_on", [40_000, 20_000, 0, 0]),
        ({"benefits": [{"name": "a", "per_year": 900}] * 2}, "benefits", [1_800] * 4),
        # 1,000 shares at 40, a quarter a year.
        ({"equity": SHARES}, "equity", [10_000] * 4),
        ({"equity": SHARES | {"vesting_percent": [5, 15, 40, 40]}}, "equity",
         [2_000, 6_000, 16_000, 16_000]),
        # The price grows by half: 60, 90, 135, 202.5 at the end of each year.
        ({"equity": SHARES | {"growth_percent_per_year": 50}}, "equity",
         [15_000, 22_500, 33_750, 50_625]),
        # Options at 30: 10 a share now, nothing more without growth; 30, 60, 105, 172.5 with it.
        ({"equity": OPTIONS}, "equity", [2_500] * 4),
        ({"equity": OPTIONS | {"growth_percent_per_year": 50}}, "equity",
         [7_500, 15_000, 26_250, 43_125]),
        # Under water: an option is never worth less than nothing.
        ({"equity": OPTIONS | {"strike": 50}}, "equity", [0] * 4),
        ({"equity": OPTIONS | {"strike": 50, "growth_percent_per_year": 50}}, "equity",
         [2_500, 10_000, 21_250, 38_125]),
        # Private, half taken off.
        ({"equity": SHARES | {"company": "private", "discount_percent": 50}}, "equity",
         [5_000] * 4),
        # By value: 80,000 over four years, growing as the price does.
        ({"equity": {"value": 80_000, "vests_every_months": 12, "cliff_months": 0}}, "equity",
         [20_000] * 4),
        # A refresher of 40,000 at the start of year 3 with odds of a half.
        ({"equity": SHARES | {"refreshers": [
            {"year": 3, "value": 40_000, "odds_percent": 50, "vests_every_months": 12}]}},
         "equity", [10_000, 10_000, 15_000, 15_000]),
        # Its value is that of its own day: growth before it gives fewer shares, after it counts.
        ({"equity": SHARES | {"growth_percent_per_year": 100, "refreshers": [
            {"year": 2, "value": 40_000, "vesting_percent": [100], "vests_every_months": 12}]}},
         "equity", [20_000, 40_000 + 80_000, 80_000, 160_000]),
        # What vests after the fourth year is not counted.
        ({"equity": SHARES | {"vesting_percent": [20] * 5}}, "equity", [8_000] * 4),
    ],
)  # fmt: skip
def test_years_by_hand(changed, part, years):
    found = [getattr(year, part) for year in years_of(offer(**changed))]
    assert found == pytest.approx(years)


def test_a_year_s_total_is_its_parts():
    found = years_of(offer(equity=SHARES, sign_on={"amounts": [5_000]}, bonus={"target": 7_000}))
    assert [year.total for year in found] == pytest.approx([122_000, 117_000, 117_000, 117_000])
    assert [year.certain for year in found] == pytest.approx([105_000, 100_000, 100_000, 100_000])


@pytest.mark.parametrize(
    "changed,months,kept",
    [
        # Quarterly with a cliff: after 15 months 1/4 + 1/16 of 40,000.
        ({"equity": SHARES | {"vests_every_months": 3, "cliff_months": 12}}, 11, 0),
        ({"equity": SHARES | {"vests_every_months": 3, "cliff_months": 12}}, 15, 12_500),
        ({"sign_on": {"amounts": [40_000], "clawback_months": 12}}, 11, 0),
        ({"sign_on": {"amounts": [40_000], "clawback_months": 12}}, 12, 40_000),
        ({"sign_on": {"amounts": [40_000, 20_000]}}, 12, 40_000),
        ({"sign_on": {"amounts": [40_000, 20_000]}}, 13, 60_000),
    ],
)
def test_what_is_kept_by_who_leaves(changed, months, kept):
    assert kept_if_left(offer(**changed), months) == pytest.approx(kept)


@pytest.mark.parametrize(
    "equity,per_year",
    [
        (SHARES, 10_000),
        (SHARES | {"growth_percent_per_year": 80}, 10_000),
        (SHARES | {"vesting_percent": [20] * 5}, 8_000),
        (OPTIONS, 2_500),
        (SHARES | {"company": "private", "discount_percent": 30}, 7_000),
    ],
)
def test_equity_as_people_report_it(equity, per_year):
    assert equity_today_per_year(offer(equity=equity).equity) == pytest.approx(per_year)


GROWTHS = st.floats(-0.9, 3)


@given(st.integers(1, 10**6), st.integers(2, 9), GROWTHS, st.sampled_from(["shares", "options"]))
def test_equity_is_in_proportion_to_the_shares(shares, times, growth, kind):
    told = (SHARES if kind == "shares" else OPTIONS) | {"shares": shares}
    one = with_growth(offer(equity=told), growth).equity
    many = with_growth(offer(equity=told | {"shares": shares * times}), growth).equity
    for year in range(1, 5):
        assert equity_of_year(many, year) == pytest.approx(times * equity_of_year(one, year))


@given(GROWTHS, GROWTHS)
def test_more_growth_never_lowers_the_total(growth, other):
    low, high = sorted((growth, other))
    held = offer(equity=OPTIONS | {"refreshers": [{"year": 2, "shares": 100}]})
    assert total_of(with_growth(held, low)) <= total_of(with_growth(held, high)) + 1e-6


@given(st.floats(0.01, 100))
def test_another_currency_changes_the_unit_only(units):
    held = offer(
        equity=OPTIONS | {"growth_percent_per_year": 20}, bonus={"target": 5_000},
        sign_on={"amounts": [1_000]}, benefits=[{"name": "a", "per_year": 10}],
    )  # fmt: skip
    assert total_of(held.converted(units, "XXX")) == pytest.approx(units * total_of(held))
