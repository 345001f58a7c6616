"""paylens itself: one model of all series, fitted once on the split's records.

On the random split that is the model that ships: it is read where it was fitted on as many records
of every series as the split gives to learn from, and fitted again where not.
"""

from __future__ import annotations

import sys

import numpy as np
import polars as pl

from accuracy.table import Table
from paylens import PayModel
from paylens.market.store import Store
from paylens.model.backtest import columns_of
from paylens.model.facts import Array
from paylens.model.fields import fact_names
from paylens.model.observations import observe


class Paylens:
    """Fitted on all records that a split may learn from, when first asked. It predicts an amount
    as listed, either end of a posted range, as the other predictions do."""

    def __init__(self, learners: pl.DataFrame) -> None:
        self._learners = learners
        self._model: PayModel | None = None

    def fit(self, seen: Table, log_pay: Array) -> None:
        """Fit and calibrate on every series' records; the lines of one are not needed."""
        if self._model is None:
            self._model = _shipped(self._learners) or _fitted(self._learners)

    def predict(self, asked: Table) -> Array:
        """See Rival."""
        assert self._model is not None
        columns = columns_of(asked.records, self._model.fields)
        if asked.told is not None:
            columns = {
                name: column
                for name, column in columns.items()
                if fact_names(frozenset({name})) <= asked.told
            }
        quantiles = self._model.listed_quantiles(columns, asked.series, asked.year, len(asked))
        return np.log(quantiles)


def _shipped(learners: pl.DataFrame) -> PayModel | None:
    """The reference market's model, if it learnt from these records."""
    model = PayModel.read(Store.reference().model_folder)
    own = {name: model.records(name) for name in model.series_names}
    seen = observe(learners, model.fields)
    counts = dict(zip(seen.series_names, np.bincount(seen.series).tolist(), strict=True))
    if own != counts:
        return None
    _progress("reading the shipped model: it was fitted on these records")
    return model


def _fitted(learners: pl.DataFrame) -> PayModel:
    return PayModel().fit(learners, _progress).calibrate(learners, _progress)


def _progress(step: str) -> None:
    print(f"  {step}", file=sys.stderr, flush=True)
