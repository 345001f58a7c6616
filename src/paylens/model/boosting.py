"""LightGBM, called so that the same inputs give the same trees and a busy machine is no harm."""

from __future__ import annotations

import os
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any

from paylens.model.columns import Mask
from paylens.model.facts import Array
from paylens.model.trees import Trees

if TYPE_CHECKING:
    import lightgbm

# The number of threads is fixed because the order of sums is part of the bytes.
FIXED = {"num_threads": 2, "deterministic": True, "force_row_wise": True, "verbose": -1}
PATIENCE = 30


@dataclass(frozen=True)
class Rows:
    """`target` (n,) to fit on `matrix` (n, columns), every row counting 1; `categories` are the
    places of the columns that hold codes."""

    matrix: Array
    target: Array
    categories: list[int]

    def take(self, rows: Mask) -> Rows:
        """The same for some of the rows."""
        return Rows(self.matrix[rows], self.target[rows], self.categories)

    @property
    def dataset(self) -> lightgbm.Dataset:
        """For LightGBM."""
        found: lightgbm.Dataset = _lightgbm().Dataset(
            self.matrix,
            self.target,
            categorical_feature=self.categories,
            params=FIXED,
            free_raw_data=True,
        )
        return found


def boost(rows: Rows, settings: dict[str, Any], rounds: int) -> Trees:
    """So many trees fitted to the rows."""
    return Trees.from_booster(_lightgbm().train(settings | FIXED, rows.dataset, rounds))


def best_rounds(rows: Rows, checked: Mask, settings: dict[str, Any], most: int) -> int:
    """How many trees, fitted on the other rows, predict the `checked` rows (n,) best."""
    lightgbm = _lightgbm()
    data = rows.take(~checked).dataset
    apart = rows.take(checked)
    against = data.create_valid(apart.matrix, apart.target)
    stop = lightgbm.early_stopping(PATIENCE, verbose=False)
    booster = lightgbm.train(settings | FIXED, data, most, valid_sets=[against], callbacks=[stop])
    return int(booster.best_iteration)


def _lightgbm() -> ModuleType:
    # Threads that wait by spinning make two fits on one machine ten times slower. OpenMP reads
    # this once, when LightGBM is loaded.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    import lightgbm

    return lightgbm
