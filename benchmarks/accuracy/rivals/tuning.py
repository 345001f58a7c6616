"""What rivals share: rows to choose settings on, and the loss that chooses."""

from __future__ import annotations

import numpy as np

from accuracy.table import Table
from paylens.model.facts import Array
from paylens.model.scoring import pinball
from paylens.model.shape import LEVELS

THREADS = 2
VALIDATION_SHARE = 0.1
SEED = 0


def validation_rows(seen: Table) -> Array:
    """Which lines settings are chosen on, shape (m,): those of a tenth of the records."""
    record = seen.record
    drawn = np.random.default_rng(SEED).random(int(record.max()) + 1)
    return drawn[record] < VALIDATION_SHARE


def loss(quantiles: Array, log_pay: Array, levels: Array = LEVELS) -> float:
    """Mean pinball loss of quantiles (n, levels)."""
    return float(pinball(quantiles, log_pay[:, None], levels).mean())
