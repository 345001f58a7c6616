"""How many trees are fitted: as many as predict rows best that the trees have not seen."""

import numpy as np
import pytest

from paylens.model.boosting import PATIENCE, Rows, best_rounds, boost

SETTINGS = {
    "objective": "regression",
    "learning_rate": 0.2,
    "num_leaves": 8,
    "min_data_in_leaf": 5,
}
MOST = PATIENCE


def some(noise: float) -> tuple[Rows, np.ndarray]:
    """Rows whose target is a step and noise, and which of them are held back."""
    rng = np.random.default_rng(0)
    matrix = rng.normal(size=(600, 3))
    target = (matrix[:, 0] > 0) + noise * rng.standard_normal(600)
    return Rows(matrix, target, []), np.arange(600) % 3 == 0


@pytest.mark.parametrize("noise", [0.01, 1.0, 4.0])
def test_the_rounds_are_those_that_predict_the_checked_rows_best(noise):
    rows, checked = some(noise)
    apart = rows.take(checked)
    errors = [
        np.mean((boost(rows.take(~checked), SETTINGS, k).predict(apart.matrix) - apart.target) ** 2)
        for k in range(1, MOST + 1)
    ]
    assert best_rounds(rows, checked, SETTINGS, MOST) == 1 + int(np.argmin(errors))


def test_noise_is_worth_fewer_rounds_than_a_rule():
    assert best_rounds(*some(4.0), SETTINGS, MOST) < best_rounds(*some(0.01), SETTINGS, MOST)


def test_the_checked_rows_are_not_fitted():
    rows, checked = some(1.0)
    swapped = Rows(rows.matrix, np.where(checked, -rows.target, rows.target), [])
    assert best_rounds(swapped, checked, SETTINGS, MOST) < best_rounds(
        rows, checked, SETTINGS, MOST
    )


def test_the_same_rows_give_the_same_trees():
    rows, _ = some(1.0)
    assert boost(rows, SETTINGS, 5).text == boost(rows, SETTINGS, 5).text
