"""Distributions made wider: log pay with an independent normal error added."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from paylens.market.grid import BINS, STEP, Array


def widened(density: Array, log_sd: float) -> Array:
    """Densities (…, BINS) with a normal error of standard deviation `log_sd` in log pay added.

    What would leave the grid stays in its first or last bin.
    """
    return density if log_sd <= 0 else density @ _kernel(round(log_sd, 4))


@lru_cache(maxsize=32)
def _kernel(log_sd: float) -> Array:
    """The share of each bin's middle that the error moves into each bin; (BINS, BINS)."""
    steps = np.arange(-BINS, BINS + 1) - 0.5
    below = np.array([0.5 + 0.5 * math.erf(x * STEP / log_sd / math.sqrt(2)) for x in steps])
    place = np.arange(BINS + 1)[None, :] - np.arange(BINS)[:, None] + BINS
    cumulative = below[place]
    cumulative[:, 0], cumulative[:, -1] = 0.0, 1.0
    kernel: Array = np.diff(cumulative, axis=1)
    return kernel
