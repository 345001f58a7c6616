"""Places and round marks on a chart's line."""

import pytest

from paylens.serve.web.charts.scale import Scale


@pytest.mark.parametrize(
    ("low", "high", "most", "ticks"),
    [
        (0, 100, 5, [0, 20, 40, 60, 80, 100]),
        (87_000, 343_000, 4, [100_000, 200_000, 300_000]),
        (-5_000, 21_000, 3, [0, 10_000, 20_000]),
    ],
)
def test_ticks_are_round_and_within(low, high, most, ticks) -> None:
    assert Scale(low, high, 0, 100).ticks(most) == ticks


def test_ticks_never_crowd() -> None:
    for most in range(2, 9):
        for high in (7, 93, 1_234, 55_555, 1_000_001):
            ticks = Scale(0, high, 0, 1).ticks(most)
            assert 1 <= len(ticks) <= most + 1


def test_places_keep_within_the_line() -> None:
    scale = Scale.over([100, None, 200], 10, 110, margin=0.0)
    assert [scale.place(amount) for amount in (0, 100, 150, 200, 999)] == [10, 10, 60, 110, 110]
    assert Scale.over([0, 50], 0, 1).low == 0
    assert Scale.over([], 0, 1).place(0.5) == 0.5
