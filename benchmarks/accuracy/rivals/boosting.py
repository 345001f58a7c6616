"""Boosted trees, a model per quantile: LightGBM and scikit-learn's HistGradientBoosting.

The setting is chosen from `grid` by the loss on the validation rows at three quantiles, and the
rounds of every quantile by early stopping on them; then each is fitted again to all learners.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from accuracy.rivals.matrix import Matrix, TargetEncoding, large_columns
from accuracy.rivals.tuning import THREADS, loss, validation_rows
from accuracy.table import Table
from paylens.model.facts import Array
from paylens.model.shape import LEVELS

MOST_ROUNDS, PATIENCE = 800, 20
# Places in LEVELS of the quantiles that choose the setting.
CHOOSING = (1, 3, 5)

Setting = dict[str, Any]


@dataclass(frozen=True)
class Rows:
    """Encoded columns (n, columns) and log pay (n,)."""

    values: Array
    log_pay: Array


class PerQuantile:
    """What both libraries share."""

    grid: tuple[Setting, ...]

    def fit(self, seen: Table, log_pay: Array) -> None:
        """See Rival."""
        self._matrix = Matrix.of(seen)
        values, record, valid = self._matrix.values(seen), seen.record, validation_rows(seen)
        learnt = self._learn(values[~valid], log_pay[~valid], record[~valid])
        inside = Rows(learnt, log_pay[~valid])
        outside = Rows(self._encoded(values[valid]), log_pay[valid])
        losses = [
            sum(self._tried(setting, place, inside, outside)[1] for place in CHOOSING)
            for setting in self.grid
        ]
        self.setting = self.grid[int(np.argmin(losses))]
        self.rounds = [
            self._tried(self.setting, place, inside, outside)[0] for place in range(len(LEVELS))
        ]
        self._tries.clear()
        everything = Rows(self._learn(values, log_pay, record), log_pay)
        self._models = [
            self._fitted(self.setting, place, everything, rounds)
            for place, rounds in enumerate(self.rounds)
        ]

    def predict(self, asked: Table) -> Array:
        """See Rival."""
        values = self._encoded(self._matrix.values(asked))
        columns = [np.asarray(model.predict(values)) for model in self._models]
        return np.sort(np.stack(columns, axis=1), axis=1)

    def _tried(
        self, setting: Setting, place: int, inside: Rows, outside: Rows
    ) -> tuple[int, float]:
        """Rounds of one quantile's model stopped early, and its loss on the rows outside."""
        key = (self.grid.index(setting), place)
        if key not in self._tries:
            model, rounds = self._stopped(setting, place, inside, outside)
            predicted = np.asarray(model.predict(outside.values))[:, None]
            self._tries[key] = rounds, loss(predicted, outside.log_pay, LEVELS[[place]])
        return self._tries[key]

    def __init__(self) -> None:
        self._tries: dict[tuple[int, int], tuple[int, float]] = {}

    def _learn(self, values: Array, log_pay: Array, record: Array) -> Array:
        """Learn the encoding; the rows learnt from, encoded."""
        raise NotImplementedError

    def _encoded(self, values: Array) -> Array:
        """Other rows, encoded."""
        raise NotImplementedError

    def _stopped(
        self, setting: Setting, place: int, inside: Rows, outside: Rows
    ) -> tuple[Any, int]:
        """A model of a quantile that stops when the rows outside say so, and its rounds."""
        raise NotImplementedError

    def _fitted(self, setting: Setting, place: int, rows: Rows, rounds: int) -> Any:
        """A model of a quantile after given rounds."""
        raise NotImplementedError


class LightGBM(PerQuantile):
    """Words as categories; unknown is missing."""

    grid = (
        {"num_leaves": 15, "learning_rate": 0.1, "min_data_in_leaf": 20},
        {"num_leaves": 31, "learning_rate": 0.1, "min_data_in_leaf": 20},
        {"num_leaves": 63, "learning_rate": 0.1, "min_data_in_leaf": 40},
    )
    FIXED = {"objective": "quantile", "cat_smooth": 20, "num_threads": THREADS, "verbose": -1}

    def _learn(self, values: Array, log_pay: Array, record: Array) -> Array:
        return values

    def _encoded(self, values: Array) -> Array:
        return values

    def _stopped(
        self, setting: Setting, place: int, inside: Rows, outside: Rows
    ) -> tuple[Any, int]:
        import lightgbm

        data = self._data(inside)
        checked = lightgbm.Dataset(outside.values, outside.log_pay, reference=data)
        stop = lightgbm.early_stopping(PATIENCE, verbose=False)
        model = lightgbm.train(
            self._settings(setting, place),
            data,
            MOST_ROUNDS,
            valid_sets=[checked],
            callbacks=[stop],
        )
        return model, model.best_iteration

    def _fitted(self, setting: Setting, place: int, rows: Rows, rounds: int) -> Any:
        import lightgbm

        return lightgbm.train(self._settings(setting, place), self._data(rows), rounds)

    def _settings(self, setting: Setting, place: int) -> Setting:
        return self.FIXED | setting | {"alpha": float(LEVELS[place])}

    def _data(self, rows: Rows) -> Any:
        import lightgbm

        categories = list(range(len(self._matrix.words)))
        return lightgbm.Dataset(
            rows.values, rows.log_pay, categorical_feature=categories, params={"verbose": -1}
        )


class HistGradientBoosting(PerQuantile):
    """Words as categories, those of more than 254 words as what they are paid, out of fold;
    unknown is missing."""

    grid = (
        {"max_leaf_nodes": 15, "learning_rate": 0.1},
        {"max_leaf_nodes": 31, "learning_rate": 0.1},
    )

    def _learn(self, values: Array, log_pay: Array, record: Array) -> Array:
        words = len(self._matrix.words)
        large = large_columns(values, words)
        self._categories = [place for place in range(words) if place not in large]
        self._encoding = TargetEncoding(large)
        return self._encoding.fit_transform(values, log_pay, record)

    def _encoded(self, values: Array) -> Array:
        return self._encoding.transform(values)

    def _stopped(
        self, setting: Setting, place: int, inside: Rows, outside: Rows
    ) -> tuple[Any, int]:
        model = self._model(
            setting, place, MOST_ROUNDS, early_stopping=True, n_iter_no_change=PATIENCE
        )
        model.fit(inside.values, inside.log_pay, X_val=outside.values, y_val=outside.log_pay)
        # The rounds kept are those before the patience ran out.
        best = int(np.argmax(model.validation_score_))
        return model, max(best, 1)

    def _fitted(self, setting: Setting, place: int, rows: Rows, rounds: int) -> Any:
        model = self._model(setting, place, rounds, early_stopping=False)
        return model.fit(rows.values, rows.log_pay)

    def _model(self, setting: Setting, place: int, rounds: int, **stopping: Any) -> Any:
        from sklearn.ensemble import HistGradientBoostingRegressor

        return HistGradientBoostingRegressor(
            loss="quantile",
            quantile=float(LEVELS[place]),
            max_iter=rounds,
            categorical_features=self._categories,
            random_state=0,
            **setting,
            **stopping,
        )
