"""All predictions that are compared, by the names that tables use."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from accuracy.rivals import Rival

PAYLENS, LIGHTGBM, CATBOOST = "paylens", "LightGBM", "CatBoost"
HISTOGRAM, FOREST = "HistGradientBoosting", "quantile forest"
LINKEDIN, ROLE, CONSTANT = "LinkedIn's way", "role's quantiles", "constant"
# Cheap ones first, so that a run that is stopped early has most of them.
NAMES = (PAYLENS, CONSTANT, ROLE, LINKEDIN, LIGHTGBM, CATBOOST, HISTOGRAM, FOREST)
# Those that paylens is measured against, and those fitted again to the few facts that are told.
TO_BEAT = (LIGHTGBM, CATBOOST)
REFITTED = (LIGHTGBM, CATBOOST, HISTOGRAM)


def makers(learners: pl.DataFrame) -> dict[str, Callable[[], Rival]]:
    """How each is made afresh for a series; paylens is one for all series of a split, fitted on
    the split's `learners`. A library is loaded when its prediction is fitted."""
    from accuracy.rivals.boosting import HistGradientBoosting, LightGBM
    from accuracy.rivals.catboost_rival import CatBoost
    from accuracy.rivals.cohorts import SmoothedCohorts
    from accuracy.rivals.forest import QuantileForest
    from accuracy.rivals.paylens_rival import Paylens
    from accuracy.rivals.plain import ByRole, Constant

    paylens = Paylens(learners)
    return {
        PAYLENS: lambda: paylens,
        CONSTANT: Constant,
        ROLE: ByRole,
        LINKEDIN: SmoothedCohorts,
        LIGHTGBM: LightGBM,
        CATBOOST: CatBoost,
        HISTOGRAM: HistGradientBoosting,
        FOREST: QuantileForest,
    }
