"""Predictions that need no library: one for all, and one per role."""

from __future__ import annotations

import numpy as np

from accuracy.table import Table
from paylens.model.facts import Array
from paylens.model.shape import LEVELS

FEWEST_PER_ROLE = 30


class Constant:
    """The quantiles of all pay in the series."""

    def fit(self, seen: Table, log_pay: Array) -> None:
        """See Rival."""
        self._quantiles = np.quantile(log_pay, LEVELS)

    def predict(self, asked: Table) -> Array:
        """See Rival."""
        return np.tile(self._quantiles, (len(asked), 1))


class ByRole:
    """Each role's own quantiles; everybody's where a role has under 30 lines."""

    def fit(self, seen: Table, log_pay: Array) -> None:
        """See Rival."""
        roles = seen.facts.words["role"]
        everyone = np.quantile(log_pay, LEVELS)
        # The last row is for lines without a role, whose place is -1.
        self._quantiles = np.tile(everyone, (len(roles.values) + 1, 1))
        for place in np.unique(roles.place):
            own = log_pay[roles.place == place]
            if len(own) >= FEWEST_PER_ROLE:
                self._quantiles[place] = np.quantile(own, LEVELS)

    def predict(self, asked: Table) -> Array:
        """See Rival."""
        return self._quantiles[asked.facts.words["role"].place]
