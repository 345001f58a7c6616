"""A distribution of pay from any union of cells: exact, ranged and bracketed pay together.

Exact and ranged pay lies on the grid already. A bracket says only that the amount lies between
its ends, so its weight is placed by the self-consistent estimator (Turnbull 1976, JRSS B 38,
290-295): in proportion to the distribution itself, until that no longer changes. Where the data
tell nothing of the place within a bracket, it is even in money.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from statistics import NormalDist

import numpy as np

from paylens.market import widening
from paylens.market.grid import (
    BIN_MEANS,
    BINS,
    BRACKET_FLOOR_USD_PER_YEAR,
    EDGES,
    LOG_EDGES,
    STEP,
    Array,
    bracket_ends,
    spread_in_money,
)

TOLERANCE = 1e-9
MOST_ROUNDS = 2000


@dataclass(frozen=True)
class Distribution:
    """Pay in USD per year: `records` reports, of which some lie in brackets.

    `weights` (BINS,) counts exact and ranged pay; `brackets` maps (low, high) to a count, with
    high inf for an open top.
    """

    records: int
    weights: Array
    brackets: dict[tuple[float, float], float]

    @classmethod
    def union(cls, parts: Iterable[Distribution]) -> Distribution:
        """The distribution of all the parts' records together."""
        records, weights = 0, np.zeros(BINS)
        brackets: dict[tuple[float, float], float] = {}
        for part in parts:
            records += part.records
            weights = weights + part.weights
            for ends, weight in part.brackets.items():
                brackets[ends] = brackets.get(ends, 0.0) + weight
        return cls(records, weights, brackets)

    @classmethod
    def from_cumulative(
        cls, cumulative: Array, records: int, *, above: float | None, log_shift: float
    ) -> Distribution:
        """From shares below each edge (BINS + 1,): cut off below `above`, then moved in log pay."""
        if above is not None:
            cut = float(np.interp(np.log(above), LOG_EDGES, cumulative))
            cumulative = np.clip((cumulative - cut) / max(1 - cut, TOLERANCE), 0, 1)
        moved = cumulative
        if log_shift:
            moved = np.interp(LOG_EDGES - log_shift, LOG_EDGES, cumulative)
        return cls(max(records, 1), np.clip(np.diff(moved), 0, None), {})

    def moved(self, log_shift: float) -> Distribution:
        """The same with all pay multiplied by exp(`log_shift`), brackets' ends too.

        What leaves the grid stays in its first or last bin. A bracket keeps the floor that it is
        taken to have.
        """
        total = float(self.weights.sum())
        below = np.concatenate([[0.0], np.cumsum(self.weights)])
        moved = np.interp(LOG_EDGES - log_shift, LOG_EDGES, below)
        moved[0], moved[-1] = 0.0, total
        factor = float(np.exp(log_shift))
        brackets = {
            (max(low, BRACKET_FLOOR_USD_PER_YEAR) * factor, high * factor): weight
            for (low, high), weight in self.brackets.items()
        }
        return Distribution(self.records, np.diff(moved), brackets)

    def widened(self, log_sd: float) -> Distribution:
        """The same with a normal error of a standard deviation in log pay added."""
        if log_sd <= 0:
            return self
        return Distribution(self.records, widening.widened(self.density, log_sd), {})

    def without(self, part: Distribution) -> Distribution:
        """The records that are not in a part of these."""
        brackets = {
            ends: weight - part.brackets.get(ends, 0.0) for ends, weight in self.brackets.items()
        }
        return Distribution(
            records=self.records - part.records,
            weights=np.clip(self.weights - part.weights, 0.0, None),
            brackets={ends: weight for ends, weight in brackets.items() if weight > 0},
        )

    def without_brackets_below(self, limit_usd_per_year: float) -> Distribution:
        """The same without the brackets that end at or below a limit; the same object each time."""
        if limit_usd_per_year not in self._above:
            kept = {ends: w for ends, w in self.brackets.items() if ends[1] > limit_usd_per_year}
            left_out = round(self.weight_below(limit_usd_per_year))
            above = Distribution(self.records - left_out, self.weights, kept)
            self._above[limit_usd_per_year] = above
        return self._above[limit_usd_per_year]

    @cached_property
    def _above(self) -> dict[float, Distribution]:
        """By limit, what `without_brackets_below` found: its density takes long."""
        return {}

    def weight_below(self, limit_usd_per_year: float) -> float:
        """The weight of the brackets that end at or below a limit."""
        return sum(w for (_, high), w in self.brackets.items() if high <= limit_usd_per_year)

    @cached_property
    def density(self) -> Array:
        """Probability per bin, shape (BINS,); sums to 1."""
        total = float(self.weights.sum()) + sum(self.brackets.values())
        if not self.brackets:
            known: Array = self.weights / total
            return known
        ends = np.array(list(self.brackets))
        low, high = bracket_ends(ends[:, 0], ends[:, 1])
        counts = np.array(list(self.brackets.values()))
        inside = np.array([spread_in_money(a, b) for a, b in zip(low, high, strict=True)])
        covered = inside / np.diff(EDGES)
        covered = covered / covered.max(axis=1, keepdims=True)
        density: Array = (self.weights + counts @ inside) / total
        for _ in range(MOST_ROUNDS):
            pull = (counts / (covered @ density)) @ covered
            renewed: Array = (self.weights + density * pull) / total
            change = np.abs(renewed - density).sum()
            density = renewed
            if change < TOLERANCE:
                break
        return density

    @cached_property
    def cumulative(self) -> Array:
        """Share of pay below each edge of the grid, shape (BINS + 1,)."""
        below = np.zeros(BINS + 1)
        np.cumsum(self.density, out=below[1:])
        return np.minimum(below, 1.0, out=below)

    def percentile(self, share: float) -> float:
        """The pay below which a share of the records lies, USD per year; 0 in the first bin."""
        place = min(max(int(self.cumulative.searchsorted(share)), 1), BINS)
        if place == 1:
            return 0.0
        below, above = self.cumulative[place - 1 : place + 1].tolist()
        part = (share - below) / (above - below) if above > below else 0.0
        return math.exp(float(LOG_EDGES[place - 1]) + STEP * min(max(part, 0.0), 1.0))

    def share_below(self, pay_usd_per_year: float) -> float:
        """The share of records below a pay."""
        return float(np.interp(np.log(pay_usd_per_year), LOG_EDGES, self.cumulative))

    def percentile_interval(self, share: float, level: float = 0.95) -> tuple[float, float]:
        """Interval of a percentile by inverting the binomial error of its share.

        Woodruff 1952, JASA 47, 635-646.
        """
        error = _z(level) * math.sqrt(share * (1 - share) / self.records)
        edge = 0.5 / self.records
        low = min(share, max(share - error, edge))
        high = max(share, min(share + error, 1 - edge))
        return self.percentile(low), self.percentile(high)

    def mean(self) -> float:
        """Mean pay, USD per year."""
        return float(self.density @ BIN_MEANS)

    def mean_interval(self, level: float = 0.95) -> tuple[float, float]:
        """Normal interval of the mean."""
        mean = self.mean()
        variance = float(self.density @ (BIN_MEANS - mean) ** 2)
        error = _z(level) * np.sqrt(variance / self.records)
        return max(mean - error, float(EDGES[0])), mean + error

    @property
    def open_top_share(self) -> float:
        """Share of the weight in brackets without an upper end."""
        total = self.weights.sum() + sum(self.brackets.values())
        open_weight = sum(w for (_, high), w in self.brackets.items() if not np.isfinite(high))
        return float(open_weight / total)


@cache
def _z(level: float) -> float:
    return NormalDist().inv_cdf(0.5 + level / 2)
