"""Ways to predict pay, each fitted to one series and asked for its quantiles."""

from __future__ import annotations

from typing import Protocol

from accuracy.table import Table
from paylens.model.facts import Array


class Rival(Protocol):
    """A prediction of log pay. `fit` sees m lines and an amount of each; `predict` gives the
    quantiles at LEVELS, sorted; shape (n, 7)."""

    def fit(self, seen: Table, log_pay: Array) -> None:
        """Fit to m lines; `log_pay` has shape (m,)."""

    def predict(self, asked: Table) -> Array:
        """Quantiles of log pay of each line; shape (n, 7)."""
