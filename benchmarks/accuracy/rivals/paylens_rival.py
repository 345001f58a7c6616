"""paylens itself: one model of all series, fitted once on the split's records."""

from __future__ import annotations

import sys

import numpy as np
import polars as pl

from accuracy.table import Table
from paylens import PayModel
from paylens.model.backtest import columns_of
from paylens.model.facts import Array
from paylens.model.fields import fact_names


class Paylens:
    """Fitted on all records that a split may learn from, when first asked. It predicts an amount
    as listed, either end of a posted range, as the other predictions do."""

    def __init__(self, learners: pl.DataFrame) -> None:
        self._learners = learners
        self._model: PayModel | None = None

    def fit(self, seen: Table, log_pay: Array) -> None:
        """Fit and calibrate on every series' records; the lines of one are not needed."""
        if self._model is None:
            model = PayModel().fit(self._learners, _progress)
            self._model = model.calibrate(self._learners, _progress)

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


def _progress(step: str) -> None:
    print(f"  {step}", file=sys.stderr, flush=True)
