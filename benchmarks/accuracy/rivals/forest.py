"""Quantile regression forest: Meinshausen 2006, JMLR 7, 983-999, by the quantile-forest package."""

from __future__ import annotations

from typing import Any

import numpy as np

from accuracy.rivals.matrix import Matrix, TargetEncoding
from accuracy.rivals.tuning import SEED, THREADS, loss, validation_rows
from accuracy.table import Table
from paylens.model.facts import Array
from paylens.model.shape import LEVELS

UNKNOWN_NUMBER = -1.0


class QuantileForest:
    """Words as what they are paid, out of fold; an unknown word as the mean of all, an unknown
    number as -1. The least lines in a leaf are chosen on the validation rows; then fitted again to
    all learners."""

    grid = ({"min_samples_leaf": 5}, {"min_samples_leaf": 15})
    TREES = 100

    def fit(self, seen: Table, log_pay: Array) -> None:
        """See Rival."""
        self._matrix = Matrix.of(seen)
        valid = validation_rows(seen)
        inside, checked = seen.take(np.flatnonzero(~valid)), seen.take(np.flatnonzero(valid))
        losses = []
        for setting in self.grid:
            self._fit(inside, log_pay[~valid], setting)
            losses.append(loss(self.predict(checked), log_pay[valid]))
        self.setting = self.grid[int(np.argmin(losses))]
        self._fit(seen, log_pay, self.setting)

    def predict(self, asked: Table) -> Array:
        """See Rival."""
        values = _filled(self._encoding.transform(self._matrix.values(asked)))
        quantiles = self._forest.predict(values, quantiles=LEVELS.tolist())
        return np.sort(np.asarray(quantiles).reshape(len(values), -1), axis=1)

    def _fit(self, seen: Table, log_pay: Array, setting: dict[str, Any]) -> None:
        from quantile_forest import RandomForestQuantileRegressor

        self._encoding = TargetEncoding(tuple(range(len(self._matrix.words))))
        values = self._matrix.values(seen)
        encoded = self._encoding.fit_transform(values, log_pay, seen.record)
        self._forest = RandomForestQuantileRegressor(
            n_estimators=self.TREES,
            max_features=0.5,
            max_samples=0.5,
            max_samples_leaf=32,
            n_jobs=THREADS,
            random_state=SEED,
            **setting,
        ).fit(_filled(encoded), log_pay)


def _filled(values: Array) -> Array:
    return np.nan_to_num(values, nan=UNKNOWN_NUMBER)
