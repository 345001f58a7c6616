"""The distribution round the location: log pay = location + scale * z, with z from held-out rows.

Per series the quantiles of z are kept on a grid of scales and, within each, of locations, and read
between its knots linearly: a single-index form of conformal calibration (Lei et al. 2018, JASA
113, 1094-1111). Along the location no quantile of pay may fall, so that whatever raises the
location raises every percentile.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from paylens.model.facts import Array, Codes

# Shares at which quantiles are kept. Beyond the outermost that data can tell, log pay has an
# exponential tail, as the tail of pay is close to Pareto's.
SHARES: Array = np.round(
    np.concatenate([[0.0001, 0.001, 0.0025], np.arange(1, 200) / 200, [0.9975, 0.999, 0.9999]]), 4
)
# The percentiles that estimates give and scores are taken at.
LEVELS: Array = np.array([0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95])
MOST_SCALES, MOST_LOCATIONS = 6, 8
RECORDS_PER_SCALE, RECORDS_PER_LOCATION = 500, 125
TAIL_RECORDS = 10
SMALLEST_TAIL = 0.005
DECIMALS = 4


@dataclass(frozen=True)
class Shape:
    """One series' grid. `top` is the largest log scale; `scales` (S,) and `locations` (S, L) are
    the knots; `z` (S, L, SHARES) the quantiles at each."""

    top: float
    scales: Array
    locations: Array
    z: Array

    def quantiles(self, location: Array, log_scale: Array) -> Array:
        """Log pay at each of SHARES; shape (n, SHARES), rising along the second axis."""
        scale = np.minimum(log_scale, self.top)
        below, part = _between(np.broadcast_to(self.scales, (len(scale), len(self.scales))), scale)
        above = np.minimum(below + 1, len(self.scales) - 1)
        z = (1 - part) * self._along(below, location) + part * self._along(above, location)
        result: Array = location[:, None] + np.exp(scale)[:, None] * z
        return result

    def _along(self, row: Codes, location: Array) -> Array:
        below, part = _between(self.locations[row], location)
        above = np.minimum(below + 1, self.locations.shape[1] - 1)
        result: Array = (1 - part) * self.z[row, below] + part * self.z[row, above]
        return result

    def stretched(self, factor: float) -> Shape:
        """The same with every z multiplied: for tests of the calibration itself."""
        return Shape(self.top, self.scales, self.locations, self.z * factor)

    def to_json(self) -> dict[str, Any]:
        """Plain lists."""
        return {
            "top": self.top,
            "scales": self.scales.tolist(),
            "locations": self.locations.tolist(),
            "z": [[[round(x, DECIMALS) for x in q] for q in row] for row in self.z.tolist()],
        }

    @classmethod
    def from_json(cls, written: dict[str, Any]) -> Shape:
        """The shape that was written."""
        arrays = (np.array(written[name]) for name in ("scales", "locations", "z"))
        return cls(written["top"], *arrays)


def _between(knots: Array, value: Array) -> tuple[Codes, Array]:
    """The knot at or below each value, and how far it is to the next (0 to 1, shape (n, 1))."""
    last = knots.shape[1] - 1
    below = np.clip((knots <= value[:, None]).sum(axis=1) - 1, 0, max(last - 1, 0))
    rows = np.arange(len(value))
    start = knots[rows, below]
    width = knots[rows, np.minimum(below + 1, last)] - start
    part = np.clip((value - start) / np.where(width > 0, width, 1.0), 0.0, 1.0)
    return below, part[:, None]


def fit_shape(location: Array, log_scale: Array, log_pay: Array, record: Codes) -> Shape:
    """The grid for one series, from held-out rows (all of shape (m,))."""
    z = (log_pay - location) / np.exp(log_scale)
    distinct = len(np.unique(record))
    scales = int(np.clip(distinct // RECORDS_PER_SCALE, 1, MOST_SCALES))
    locations = int(np.clip(distinct / scales // RECORDS_PER_LOCATION, 1, MOST_LOCATIONS))
    top = float(np.round(log_scale.max(), DECIMALS))
    scale_knots, location_knots, grid = [], [], []
    for rows in np.array_split(np.argsort(log_scale, kind="stable"), scales):
        parts = np.array_split(rows[np.argsort(location[rows], kind="stable")], locations)
        knots = np.round([location[part].mean() for part in parts], DECIMALS)
        found = np.stack([_quantiles(z[part], record[part]) for part in parts])
        scale_knots.append(round(float(log_scale[rows].mean()), DECIMALS))
        location_knots.append(knots)
        grid.append(_rising(knots, found, top))
    return Shape(top, np.array(scale_knots), np.stack(location_knots), np.stack(grid))


def _quantiles(z: Array, record: Codes) -> Array:
    """Quantiles at SHARES; the tails are extended from where ten records lie beyond."""
    ordered = np.sort(z)
    place = (np.arange(len(z)) + 0.5) / len(z)
    tail = float(np.clip(TAIL_RECORDS / len(np.unique(record)), SMALLEST_TAIL, 0.1))
    result = np.interp(np.clip(SHARES, tail, 1 - tail), place, ordered)
    ends = np.interp([tail, 4 * tail, 1 - 4 * tail, 1 - tail], place, ordered)
    low, high = (ends[1] - ends[0]) / np.log(4), (ends[3] - ends[2]) / np.log(4)
    result -= low * np.log(np.maximum(tail / SHARES, 1.0))
    result += high * np.log(np.maximum(tail / (1 - SHARES), 1.0))
    return result


def _rising(knots: Array, z: Array, top: float) -> Array:
    """Quantiles raised so that, for every scale up to the largest, pay does not fall along knots.

    The allowance is rounded down, so that rounding z in storage cannot undo it.
    """
    result = np.round(z, DECIMALS)
    for place in range(1, len(knots)):
        fall = (knots[place] - knots[place - 1]) / np.exp(top)
        fall = np.floor(fall * 10**DECIMALS) / 10**DECIMALS
        result[place] = np.maximum(result[place], result[place - 1] - fall)
    return np.round(result, DECIMALS)
