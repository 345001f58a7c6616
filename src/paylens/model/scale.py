"""How far log pay lies from its location: trees on the size of held-out residuals.

They know whether experience and level are known, never their values: with one scale along the
ladder, percentiles can rise together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from paylens.model.boosting import Rows, boost
from paylens.model.facts import Array
from paylens.model.location import Frame
from paylens.model.observations import SPREAD
from paylens.model.residuals import Residuals
from paylens.model.trees import Trees

SMALLEST = 0.05
FEWEST_ROWS = 200
MOST_ROUNDS = 150
FEWEST_ROUNDS = 30
ROWS_PER_ROUND = 1000
FOLDS = 3
PARAMETERS = {
    "objective": "regression",
    "learning_rate": 0.08,
    "num_leaves": 31,
    "feature_fraction": 0.5,
    "lambda_l2": 20.0,
}


@dataclass(frozen=True)
class Scale:
    """A fitted scale; `mean` (series,) is the mean log of standardised residuals' sizes."""

    mean: Array
    trees: Trees

    def log_scale(self, frame: Frame, matrix: Array) -> Array:
        """Log of the scale of log pay; shape (n,)."""
        series = matrix[:, 0].astype(np.int64)
        hidden = frame.layout.without_ladder_values(matrix)
        return self.mean[series] + np.log(frame.spread[series]) + self.trees.predict(hidden)


def fit_scale(frame: Frame, held_out: Residuals, fewest_rows: int, seed: int) -> Scale:
    """Fit on residuals; `fewest_rows` per leaf at least."""
    series = held_out.series
    size = np.abs(held_out.drawn[SPREAD] - held_out.location) / frame.spread[series]
    target = np.log(size + SMALLEST)
    groups = [target[series == index] for index in range(frame.series_count)]
    mean = np.round([group.mean() if len(group) else 0.0 for group in groups], 4)
    rounds = int(np.clip(len(target) // ROWS_PER_ROUND, FEWEST_ROUNDS, MOST_ROUNDS))
    settings = {
        **PARAMETERS,
        "min_data_in_leaf": max(fewest_rows, min(FEWEST_ROWS, len(target) // 20)),
        "seed": seed,
    }
    hidden = frame.layout.without_ladder_values(held_out.matrix)
    rows = Rows(hidden, target - mean[series], frame.layout.categories)
    return Scale(mean, boost(rows, settings, rounds))


def cross_fitted_log_scale(frame: Frame, held_out: Residuals, fewest_rows: int, seed: int) -> Array:
    """Each row's log scale from a scale that its record had no part in; shape (m,).

    Quantiles of z need it: a scale knows the sizes of the rows that it was fitted on.
    """
    fold = (np.random.default_rng(seed).permutation(held_out.record.max() + 1) % FOLDS)[
        held_out.record
    ]
    result = np.empty(len(held_out.record))
    for number in range(FOLDS):
        others = fit_scale(frame, held_out.take(fold != number), fewest_rows, seed)
        mine = fold == number
        result[mine] = others.log_scale(frame, held_out.matrix[mine])
    return result
