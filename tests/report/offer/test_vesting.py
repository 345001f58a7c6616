"""When grants vest: cases counted by hand, and what holds for every schedule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paylens.report.offer.vesting import vested_share, vesting

FOUR = [25, 25, 25, 25]


@pytest.mark.parametrize(
    "percent,every,cliff,months,share",
    [
        # Quarterly with a year's cliff: nothing, then a quarter at once, then a sixteenth each.
        (FOUR, 3, 12, 11, 0.0),
        (FOUR, 3, 12, 12, 0.25),
        (FOUR, 3, 12, 14, 0.25),
        (FOUR, 3, 12, 15, 0.3125),
        (FOUR, 3, 12, 47, 0.9375),
        (FOUR, 3, 12, 48, 1.0),
        # Monthly without a cliff: 1/48 each month.
        (FOUR, 1, 0, 1, 1 / 48),
        (FOUR, 1, 0, 30, 30 / 48),
        # Once a year.
        (FOUR, 12, 0, 23, 0.25),
        (FOUR, 12, 0, 24, 0.5),
        # Back-loaded, as 5, 15, 40, 40 with half-years from the third on.
        ([5, 15, 40, 40], 6, 12, 12, 0.05),
        ([5, 15, 40, 40], 6, 12, 24, 0.20),
        ([5, 15, 40, 40], 6, 12, 30, 0.40),
        ([5, 15, 40, 40], 6, 12, 36, 0.60),
        # A cliff of two years: what would have come before comes then.
        (FOUR, 3, 24, 23, 0.0),
        (FOUR, 3, 24, 24, 0.5),
        # A year in which nothing vests.
        ([50, 0, 50], 3, 0, 24, 0.5),
        ([50, 0, 50], 3, 0, 27, 0.625),
        ([100], 12, 0, 12, 1.0),
    ],
)
def test_what_has_vested(percent, every, cliff, months, share):
    assert vested_share(vesting(percent, every, cliff), months) == pytest.approx(share)


SCHEDULES = st.tuples(
    st.lists(st.integers(1, 60), min_size=1, max_size=8),
    st.sampled_from([1, 3, 6, 12]),
    st.integers(0, 24),
)


@given(SCHEDULES)
def test_a_schedule_sums_to_one_and_never_takes_back(drawn):
    parts, every, cliff = drawn
    percent = [100 * part / sum(parts) for part in parts]
    schedule = vesting(percent, every, min(cliff, 12 * len(parts)))
    assert sum(share for _, share in schedule) == pytest.approx(1)
    months = [month for month, _ in schedule]
    assert months == sorted(set(months)) and months[-1] == 12 * len(parts)
    assert all(
        share > 0 and month >= cliff or month == 12 * len(parts) for month, share in schedule
    )


@given(SCHEDULES)
def test_a_cliff_only_delays(drawn):
    parts, every, cliff = drawn
    percent = [100 * part / sum(parts) for part in parts]
    cliff = min(cliff, 12 * len(parts))
    with_cliff, without = vesting(percent, every, cliff), vesting(percent, every, 0)
    for month in range(12 * len(parts) + 1):
        before, after = vested_share(with_cliff, month), vested_share(without, month)
        assert before <= after + 1e-9
        if month >= cliff:
            assert before == pytest.approx(after)
