"""The fixed grid on which all pay is counted: equal steps of log pay, in USD per year."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

LOWEST_USD_PER_YEAR = 100.0
HIGHEST_USD_PER_YEAR = 10_000_000.0
BINS = 512

EDGES: Array = np.geomspace(LOWEST_USD_PER_YEAR, HIGHEST_USD_PER_YEAR, BINS + 1)
LOG_EDGES: Array = np.log(EDGES)
STEP = float(LOG_EDGES[1] - LOG_EDGES[0])
# Mean of a pay that is spread evenly in log pay within each bin. Only a bonus or equity of nothing
# is in the first bin: no pay so low is kept.
BIN_MEANS: Array = np.concatenate([[0.0], np.diff(EDGES)[1:] / STEP])

# A bracket's answer may be any amount in it, evenly in money. The lowest bracket starts at zero,
# which no log scale holds, and the highest is open: both ends are assumptions, named in answers.
BRACKET_FLOOR_USD_PER_YEAR = 200.0
OPEN_TOP_RATIO = 1.8


def bracket_ends(low: Array, high: Array) -> tuple[Array, Array]:
    """The ends between which a bracket's amount is taken to lie; NaN or inf marks an open top."""
    floor = np.maximum(low, BRACKET_FLOOR_USD_PER_YEAR)
    return floor, np.where(np.isfinite(high), high, floor * OPEN_TOP_RATIO)


def spread(low: Array, high: Array) -> Array:
    """Weight 1 per row, spread evenly in log pay between its ends.

    `low` and `high` have shape (n,); the result has shape (n, BINS) and rows that sum to 1. An
    exact amount (low = high) puts its whole weight in its own bin.
    """
    log_low, log_high = (np.log(np.clip(x, EDGES[0], EDGES[-1]))[:, None] for x in (low, high))
    overlap = np.clip(
        np.minimum(log_high, LOG_EDGES[1:]) - np.maximum(log_low, LOG_EDGES[:-1]), 0, None
    )
    width = (log_high - log_low)[:, 0]
    weights: Array = overlap / np.where(width > 0, width, 1)[:, None]
    exact = np.flatnonzero(width <= 0)
    weights[exact] = 0
    weights[exact, bins_of(low[exact])] = 1
    return weights


def spread_in_money(low: float, high: float) -> Array:
    """Weight 1, spread evenly in money between two ends; shape (BINS,)."""
    overlap = np.clip(np.minimum(high, EDGES[1:]) - np.maximum(low, EDGES[:-1]), 0, None)
    weights: Array = overlap / overlap.sum()
    return weights


def bins_of(pay: Array) -> npt.NDArray[np.int64]:
    """The bin of each amount; amounts beyond the grid fall in its first or last bin."""
    place = np.floor((np.log(np.maximum(pay, EDGES[0])) - LOG_EDGES[0]) / STEP)
    bins: npt.NDArray[np.int64] = np.clip(place, 0, BINS - 1).astype(np.int64)
    return bins
