"""The fixed grid on which all pay is counted: equal steps of log pay, in USD per year."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

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


def spread_ranges(low: Array, high: Array) -> tuple[Places, Places, Array]:
    """The weight of 1 of each range, spread evenly in log pay between its ends.

    `low` < `high` have shape (n,). Of shape (m,) each: the place of the range in them, a bin, and
    the weight there.
    """
    log_low, log_high = (np.log(np.clip(x, EDGES[0], EDGES[-1])) for x in (low, high))
    first = np.maximum(bins_of(low) - 1, 0)
    counts = np.minimum(bins_of(high) + 2, BINS) - first
    place = np.repeat(np.arange(len(low)), counts)
    start = np.cumsum(counts) - counts
    bins = first[place] + np.arange(len(place)) - start[place]
    overlap = np.minimum(log_high[place], LOG_EDGES[bins + 1]) - np.maximum(
        log_low[place], LOG_EDGES[bins]
    )
    held = overlap > 0
    weights = overlap[held] / (log_high - log_low)[place[held]]
    return place[held], bins[held], weights


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
