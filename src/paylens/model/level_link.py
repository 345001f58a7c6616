"""The link between level and years, where a source asks one and the question gives the other.

P(level | years, role) and P(years | level, role), fitted on records where both are observed:
counts at knots, each role shrunk to all roles together, and made stochastically rising (isotonic
regression of the cumulative shares: Barlow et al. 1972, Statistical Inference under Order
Restrictions), so that more years never mean a lower level, nor a higher level fewer years.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from paylens.model.facts import Array, Codes, middle
from paylens.model.fields import EXPERIENCE, LEVEL, Fields
from paylens.model.observations import Observations

YEARS: Array = np.array([0.0, 1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 13.0, 16.0, 20.0])
SHRINKAGE = 30.0
FEWEST_RECORDS, FEWEST_PER_KNOT = 100, 10
DECIMALS = 5
ALL_ROLES = ""


@dataclass(frozen=True)
class LevelLink:
    """Per role (and ALL_ROLES): `levels` (YEARS, L) and `years` (L, YEARS), rows summing to 1."""

    sources: tuple[str, ...]
    levels: dict[str, Array]
    years: dict[str, Array]

    def level_shares(self, roles: list[str | None], years: Array) -> Array:
        """P(level | years, role), linear between knots; shape (n, L)."""
        place = np.interp(years, YEARS, np.arange(len(YEARS)))
        below = np.minimum(place.astype(np.int64), len(YEARS) - 2)
        part = (place - below)[:, None]
        tables = np.stack([self._of(self.levels, role) for role in roles])
        rows = np.arange(len(roles))
        shares: Array = (1 - part) * tables[rows, below] + part * tables[rows, below + 1]
        return shares

    def year_shares(self, roles: list[str | None], levels: Array) -> Array:
        """P(years | level, role) at the knots YEARS; shape (n, YEARS)."""
        tables = np.stack([self._of(self.years, role) for role in roles])
        result: Array = tables[np.arange(len(roles)), levels.astype(np.int64)]
        return result

    def to_json(self) -> dict[str, Any]:
        """Plain lists."""
        return {
            "sources": list(self.sources),
            "levels": {role: table.tolist() for role, table in self.levels.items()},
            "years": {role: table.tolist() for role, table in self.years.items()},
        }

    @classmethod
    def from_json(cls, written: dict[str, Any]) -> LevelLink:
        """The link that was written."""
        levels, years = (
            {role: np.array(table) for role, table in written[name].items()}
            for name in ("levels", "years")
        )
        return cls(tuple(written["sources"]), levels, years)

    @staticmethod
    def _of(tables: dict[str, Array], role: str | None) -> Array:
        return tables.get(role or ALL_ROLES, tables[ALL_ROLES])


def fit_level_link(seen: Observations, fields: Fields) -> LevelLink | None:
    """The link, or None where too few records have both."""
    records, first = np.unique(seen.record, return_index=True)
    facts = seen.facts.take(records)
    both = np.flatnonzero(facts.known(LEVEL) & facts.known(EXPERIENCE))
    if len(both) < FEWEST_RECORDS:
        return None
    known = facts.take(both)
    level = known.numbers[LEVEL].astype(np.int64)
    years = middle(*known.spans[EXPERIENCE])
    knot = np.abs(years[:, None] - YEARS).argmin(axis=1)
    counts = _counts(knot, level, len(YEARS), len(fields.ordered[LEVEL]))
    levels, by_level = {ALL_ROLES: _shares(counts)}, {ALL_ROLES: _shares(counts.T)}
    role = known.joined(("role",))
    for place, name in enumerate(role.values):
        rows = role.place == place
        if rows.sum() >= FEWEST_RECORDS:
            own = _counts(knot[rows], level[rows], *counts.shape)
            levels[name] = _shares(own, levels[ALL_ROLES])
            by_level[name] = _shares(own.T, by_level[ALL_ROLES])
    series = seen.series[first[both]]
    names = sorted({seen.series_names[i].split("/")[0] for i in np.unique(series).tolist()})
    return LevelLink(tuple(names), levels, by_level)


def _counts(row: Codes, column: Codes, rows: int, columns: int) -> Array:
    flat = np.bincount(row * columns + column, minlength=rows * columns)
    return flat.reshape(rows, columns).astype(np.float64)


def _shares(counts: Array, prior: Array | None = None) -> Array:
    """Shares per row, shrunk to a prior, their cumulative sums falling down the rows.

    A row of fewer than FEWEST_PER_KNOT records has the prior's.
    """
    counts = np.where(counts.sum(axis=1, keepdims=True) >= FEWEST_PER_KNOT, counts, 0.0)
    if prior is None:
        prior = np.full(counts.shape, 1.0) / counts.shape[1]
        weight = 1.0
    else:
        weight = SHRINKAGE
    total = counts.sum(axis=1, keepdims=True) + weight
    cumulative = np.cumsum((counts + weight * prior) / total, axis=1)
    falling = np.stack(
        [-_isotonic(-column, total[:, 0]) for column in cumulative.T[:-1]] + [np.ones(len(counts))],
        axis=1,
    )
    falling = np.round(falling, DECIMALS)
    return np.round(np.diff(falling, axis=1, prepend=0.0), DECIMALS)


def _isotonic(values: Array, weights: Array) -> Array:
    """The nearest rising sequence: pool adjacent violators."""
    blocks: list[tuple[float, float, int]] = []
    for block in zip(values.tolist(), weights.tolist(), [1] * len(values), strict=True):
        mean, weight, size = block
        while blocks and blocks[-1][0] > mean:
            before, before_weight, before_size = blocks.pop()
            joined = before_weight + weight
            mean = (before * before_weight + mean * weight) / joined
            weight, size = joined, before_size + size
        blocks.append((mean, weight, size))
    return np.concatenate([np.full(size, mean) for mean, _, size in blocks])
