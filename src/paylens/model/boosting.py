"""LightGBM, called so that the same inputs give the same trees and a busy machine is no harm."""

from __future__ import annotations

import os
from typing import Any

from paylens.model.facts import Array
from paylens.model.trees import Trees

# The number of threads is fixed because the order of sums is part of the bytes.
FIXED = {"num_threads": 2, "deterministic": True, "force_row_wise": True, "verbose": -1}


def boost(matrix: Array, target: Array, settings: dict[str, Any], rounds: int) -> Trees:
    """Trees fitted to `target` (n,) on `matrix` (n, columns), every row counting 1."""
    # Threads that wait by spinning make two fits on one machine ten times slower. OpenMP reads
    # this once, when LightGBM is loaded.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    import lightgbm

    data = lightgbm.Dataset(matrix, target, params={"verbose": -1}, free_raw_data=True)
    return Trees.from_booster(lightgbm.train({**settings, **FIXED}, data, rounds))
