"""CatBoost's MultiQuantile: one model for all quantiles, words as its own categories."""

from __future__ import annotations

from typing import Any

import numpy as np

from accuracy.rivals.matrix import Matrix
from accuracy.rivals.tuning import SEED, THREADS, loss, validation_rows
from accuracy.table import Table
from paylens.model.facts import Array
from paylens.model.shape import LEVELS

MOST_ROUNDS, PATIENCE = 600, 30
# Its categories are costly: among settings it chooses on this many of the learners.
MOST_TO_CHOOSE = 10_000


class CatBoost:
    """The setting is chosen from `grid` by the loss on the validation rows, fitted to some of the
    learners, and the rounds by early stopping on them, fitted to the rest; then it is fitted again
    to all. An unknown word is a category of its own, an unknown number is missing."""

    grid = ({"depth": 6, "learning_rate": 0.15}, {"depth": 8, "learning_rate": 0.15})

    def fit(self, seen: Table, log_pay: Array) -> None:
        """See Rival."""
        self._matrix = Matrix.of(seen)
        valid = validation_rows(seen)
        frame = self._frame(seen)
        outside = self._pool(frame[valid], log_pay[valid])
        rows = np.flatnonzero(~valid)
        few = np.sort(np.random.default_rng(SEED).permutation(rows)[:MOST_TO_CHOOSE])
        models = [self._stopped(setting, frame, log_pay, few, outside) for setting in self.grid]
        losses = [loss(_sorted(model, outside), log_pay[valid]) for model in models]
        best = int(np.argmin(losses))
        self.setting, model = self.grid[best], models[best]
        if len(few) < len(rows):
            model = self._stopped(self.setting, frame, log_pay, rows, outside)
        self.rounds = max(model.tree_count_, 1)
        self._fitted = self._model(self.setting, self.rounds)
        self._fitted.fit(self._pool(frame, log_pay))

    def predict(self, asked: Table) -> Array:
        """See Rival."""
        return _sorted(self._fitted, self._pool(self._frame(asked), None))

    def _stopped(
        self, setting: dict[str, Any], frame: Any, log_pay: Array, rows: Array, outside: Any
    ) -> Any:
        model = self._model(setting, MOST_ROUNDS)
        inside = self._pool(frame.iloc[rows], log_pay[rows])
        return model.fit(inside, eval_set=outside, early_stopping_rounds=PATIENCE)

    def _model(self, setting: dict[str, Any], rounds: int) -> Any:
        from catboost import CatBoostRegressor

        levels = ",".join(f"{level:g}" for level in LEVELS.tolist())
        return CatBoostRegressor(
            loss_function=f"MultiQuantile:alpha={levels}",
            iterations=rounds,
            thread_count=THREADS,
            random_seed=SEED,
            verbose=False,
            allow_writing_files=False,
            **setting,
        )

    def _frame(self, table: Table) -> Any:
        import pandas

        values = self._matrix.values(table)
        words = len(self._matrix.words)
        codes = np.nan_to_num(values[:, :words], nan=-1).astype(np.int64)
        return pandas.concat(
            [
                pandas.DataFrame(codes, columns=list(self._matrix.words)),
                pandas.DataFrame(values[:, words:], columns=list(self._matrix.numbers)),
            ],
            axis=1,
        )

    def _pool(self, frame: Any, log_pay: Array | None) -> Any:
        from catboost import Pool

        return Pool(frame, log_pay, cat_features=list(self._matrix.words))


def _sorted(model: Any, pool: Any) -> Array:
    return np.sort(np.asarray(model.predict(pool)), axis=1)
