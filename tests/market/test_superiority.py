"""How often one group is paid more than another: known answers, and intervals that hold."""

import numpy as np
import pytest

from paylens.market.distribution import Distribution
from paylens.market.grid import BINS, bins_of
from paylens.market.superiority import superiority

DRAWS = 1000
BRACKETS = [1, 30_000, 50_000, 70_000, 90_000, 100_000, 125_000, 150_000, 200_000, 300_000, np.inf]
# A dozen records say little of a probability near 0 or 1.
SMALL = (0.91, 0.99)
# P(A > B) of normal log pay: the difference of means over the spread of a difference.
CASES = {
    "none": (0.0, 0.4, 0.5),
    "some": (0.3, 0.4, 0.7021),
    "much": (0.7, 0.4, 0.8920),
}


def exact(log_pay) -> Distribution:
    weights = np.bincount(bins_of(np.exp(log_pay)), minlength=BINS).astype(float)
    return Distribution(len(log_pay), weights, {})


def bracketed(log_pay) -> Distribution:
    counts, _ = np.histogram(np.exp(log_pay), BRACKETS)
    held = zip(zip(BRACKETS, BRACKETS[1:], strict=False), counts, strict=True)
    brackets = {ends: float(count) for ends, count in held if count}
    return Distribution(len(log_pay), np.zeros(BINS), brackets)


@pytest.mark.parametrize(("first", "second"), [(12, 12), (12, 400), (60, 90)])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_intervals_hold_as_often_as_they_say(case, first, second) -> None:
    difference, spread, true = case
    draws = np.random.default_rng(20261127)
    held = 0
    for _ in range(DRAWS):
        one = exact(draws.normal(11.5 + difference, spread, first))
        found = superiority([(one, exact(draws.normal(11.5, spread, second)))])
        held += found.low <= true <= found.high
    least, most = (0.93, 0.97) if first >= 60 else SMALL
    assert least <= held / DRAWS <= most


def test_intervals_hold_within_brackets() -> None:
    draws = np.random.default_rng(7)
    found = [
        superiority(
            [
                (
                    bracketed(draws.normal(11.8, 0.4, 80)),
                    bracketed(draws.normal(11.5, 0.4, 120)),
                )
            ]
        )
        for _ in range(300)
    ]
    held = np.mean([one.low <= CASES["some"][2] <= one.high for one in found])
    assert 0.92 <= held <= 0.98


def test_a_group_that_is_more_common_in_better_years_is_not_taken_for_a_better_paid_one() -> None:
    draws = np.random.default_rng(3)

    def of(year: float, count: int) -> Distribution:
        return exact(draws.normal(11 + year, 0.3, count))

    years = [(of(0.0, 200), of(0.0, 1800)), (of(0.8, 1800), of(0.8, 200))]
    within = superiority(years)
    together = superiority([tuple(map(Distribution.union, zip(*years, strict=True)))])
    assert within.low < 0.5 < within.high
    assert together.low > 0.7


@pytest.mark.parametrize("count", [10, 1000])
def test_groups_that_do_not_overlap_are_not_certain(count) -> None:
    draws = np.random.default_rng(4)
    higher = exact(draws.normal(13, 0.05, count))
    found = superiority([(higher, exact(draws.normal(11, 0.05, count)))])
    assert found.probability == pytest.approx(1)
    assert found.low < 1 - 0.1 / count
    assert found.low > 1 - 5 / count


def test_the_other_way_round_is_what_is_left() -> None:
    draws = np.random.default_rng(5)
    one, other = (exact(draws.normal(11 + shift, 0.3, 50)) for shift in (0, 0.2))
    forth, back = superiority([(one, other)]), superiority([(other, one)])
    assert forth.probability == pytest.approx(1 - back.probability)
    assert (forth.low, forth.high) == pytest.approx((1 - back.high, 1 - back.low))


def test_nothing_to_compare_is_refused() -> None:
    with pytest.raises(ValueError, match="no stratum"):
        superiority([])
