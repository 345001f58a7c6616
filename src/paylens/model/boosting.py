"""LightGBM, called so that the same inputs give the same trees and a busy machine is no harm."""

from __future__ import annotations

import os
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


def boost(matrix: Array, target: Array, settings: dict[str, Any], rounds: int) -> Trees:
    """Trees fitted to `target` (n,) on `matrix` (n, columns), every row counting 1."""
    return Trees.from_booster(_lightgbm().train(settings | FIXED, _dataset(matrix, target), rounds))


def best_rounds(
    matrix: Array, target: Array, checked: Mask, settings: dict[str, Any], most: int
) -> int:
    """How many trees, fitted on the other rows, predict the `checked` rows (n,) best."""
    lightgbm = _lightgbm()
    data = _dataset(matrix[~checked], target[~checked])
    against = data.create_valid(matrix[checked], target[checked])
    stop = lightgbm.early_stopping(PATIENCE, verbose=False)
    booster = lightgbm.train(settings | FIXED, data, most, valid_sets=[against], callbacks=[stop])
    return int(booster.best_iteration)


def _dataset(matrix: Array, target: Array) -> lightgbm.Dataset:
    data: lightgbm.Dataset = _lightgbm().Dataset(
        matrix, target, params={"verbose": -1}, free_raw_data=True
    )
    return data


def _lightgbm() -> ModuleType:
    # Threads that wait by spinning make two fits on one machine ten times slower. OpenMP reads
    # this once, when LightGBM is loaded.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    import lightgbm

    return lightgbm
