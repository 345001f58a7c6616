"""What must hold for one offer to beat another: solved by hand, and breaking even indeed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_offers import OPTIONS, SHARES, offer

from paylens.report.offer.break_even import (
    ALWAYS,
    FROM,
    GROWTH,
    NEVER,
    PAYOUT,
    break_evens,
)
from paylens.report.offer.valuing import total_of, with_growth, with_payout

ONE_YEAR = SHARES | {"vesting_percent": [100], "vests_every_months": 12}


@pytest.mark.parametrize(
    "own,other,lever,needed,holds",
    [
        # 40,000 after a year must be worth 60,000: half as much again.
        ({"equity": ONE_YEAR}, {"sign_on": {"amounts": [60_000]}}, GROWTH, 0.5, FROM),
        # And may fall by a quarter where 30,000 are enough.
        ({"equity": ONE_YEAR}, {"sign_on": {"amounts": [30_000]}}, GROWTH, -0.25, FROM),
        # Options at 30 on 1,000 shares at 40: 50,000 gained at 80 a share.
        (
            {"equity": OPTIONS | {"vesting_percent": [100]}},
            {"sign_on": {"amounts": [50_000]}},
            GROWTH,
            1.0,
            FROM,
        ),
        # Worthless shares are enough; none ever are.
        ({"equity": SHARES}, {"base": {"per_year": 90_000}}, GROWTH, None, ALWAYS),
        ({"equity": SHARES | {"shares": 0.0001}}, {"base": {"per_year": 1e9}}, GROWTH, None, NEVER),
        # 20,000 a year at most, 10,000 needed.
        ({"bonus": {"target": 20_000}}, {"base": {"per_year": 110_000}}, PAYOUT, 0.5, FROM),
        ({"bonus": {"target": 20_000}}, {"base": {"per_year": 130_000}}, PAYOUT, None, NEVER),
        ({"bonus": {"target": 20_000}}, {"base": {"per_year": 100_000}}, PAYOUT, None, ALWAYS),
    ],
)
def test_break_evens_by_hand(own, other, lever, needed, holds):
    found = next(e for e in break_evens(offer(**own), offer(name="Other", **other)))
    assert (found.lever, found.holds) == (lever, holds)
    assert found.needed == (needed if needed is None else pytest.approx(needed, abs=1e-6))


def test_without_equity_or_bonus_nothing_can_move():
    assert break_evens(offer(), offer(name="Other", base={"per_year": 120_000})) == ()


@given(st.floats(101_000, 400_000), st.booleans(), st.floats(0, 0.5))
def test_at_the_break_even_both_are_worth_the_same(base, options, growth):
    other = offer(name="Other", base={"per_year": base})
    told = {"shares": 40_000, "growth_percent_per_year": 100 * growth}
    held = offer(equity=(OPTIONS if options else SHARES) | told, bonus={"target": 300_000})
    for each in break_evens(held, other):
        if each.needed is None:
            continue
        moved = (with_growth if each.lever == GROWTH else with_payout)(held, each.needed)
        assert total_of(moved) == pytest.approx(total_of(other), rel=1e-6)
