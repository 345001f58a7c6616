"""How much of the gap in log pay goes with what women and men bring, and how much does not.

Two-fold decomposition (Oaxaca 1973, International Economic Review 14; Blinder 1973, Journal of
Human Resources 8) at the reference group's own wage: its coefficients price what both groups bring.
The explained part is what the groups' different facts would make at that price, the unexplained
part the rest. Each group has its own regression, the interval regression where pay is in brackets.

Errors follow the delta method with facts that are themselves drawn (Jann 2008, Stata Journal 8,
p. 458), taken record by record: so they also hold where records of one employer are alike.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse

from paylens.market.effects.design import Floats, indicators
from paylens.market.effects.factors import FEWEST_OF_ITS_OWN, RARE
from paylens.market.effects.interval_regression import Regression, regress


@dataclass(frozen=True)
class Part:
    """A part of the gap in log pay, and its standard error."""

    log_gap: float
    standard_error: float


@dataclass(frozen=True)
class Decomposition:
    """The gap of a group against the reference group, in log pay, and its two parts.

    `by_control` is the explained part by control, None where the data cannot tell controls apart.
    `left_out` are records with facts that hardly any of the other group has, none to compare with.
    """

    records: int
    reference_records: int
    left_out: int
    gap: Part
    explained: Part
    unexplained: Part
    by_control: dict[str, Part | None]


@dataclass(frozen=True)
class _Side:
    """One group: its design, the mean of its columns, its regression, and which records it is."""

    matrix: sparse.csr_matrix
    mean: Floats
    found: Regression
    place: NDArray[np.int64]

    def deviations(self, coefficients: Floats) -> Floats:
        """What each record moves the mean of its group by, at these coefficients."""
        moved = self.matrix @ coefficients - self.mean @ coefficients
        return np.asarray(moved) / len(self.place)


def decompose(
    told: pl.DataFrame,
    held: list[str],
    group: str,
    reference: str,
    clusters: NDArray[np.int64] | None,
) -> Decomposition | None:
    """The decomposition of `group` against `reference`, values of the column `=value`.

    `told` holds log_low, log_high, `=value` and a column `=name` per control in `held`; `clusters`
    numbers the cluster of each record. None where the reference group does not tell the price of
    what the other brings.
    """
    told = told.with_row_index("=place").filter(pl.col("=value").is_in([group, reference]))
    columns = [f"={name}" for name in held]
    told = told.with_columns(_shared(column, group) for column in columns)
    kept = told.filter(_supported(columns, group))
    sides = {name: kept.filter(pl.col("=value") == name) for name in (group, reference)}
    if min(side.height for side in sides.values()) < FEWEST_OF_ITS_OWN:
        return None
    matrix, blocks = _design(kept, held)
    own, other = (_side(kept, matrix, name) for name in (group, reference))
    apart = own.mean - other.mean
    if not other.found.estimable(np.vstack([own.mean, other.mean])).all():
        return None
    numbered = None if clusters is None else clusters[kept["=place"].to_numpy()]
    return _parts(own, other, apart, blocks, numbered, told.height - kept.height)


def _shared(column: str, group: str) -> pl.Expr:
    """The column with all that either group has too few records of as one category."""
    of_group = (pl.col("=value") == group).sum().over(column)
    fewest = pl.min_horizontal(of_group, pl.len().over(column) - of_group)
    rare = fewest < FEWEST_OF_ITS_OWN
    return pl.when(rare).then(pl.lit(RARE)).otherwise(pl.col(column)).alias(column)


def _supported(columns: list[str], group: str) -> pl.Expr:
    """Whether both groups have records enough of each of a record's facts."""
    enough = [pl.lit(True)]
    for column in columns:
        of_group = (pl.col("=value") == group).sum().over(column)
        of_other = pl.len().over(column) - of_group
        enough += [of_group >= FEWEST_OF_ITS_OWN, of_other >= FEWEST_OF_ITS_OWN]
    return pl.all_horizontal(enough)


def _design(kept: pl.DataFrame, held: list[str]) -> tuple[sparse.csr_matrix, dict[str, slice]]:
    """A constant and a column per category but each control's first; where each control's are."""
    columns, blocks, start = [sparse.csr_matrix(np.ones((kept.height, 1)))], {}, 1
    for name in held:
        names, codes = indicators(kept[f"={name}"])
        columns.append(codes[:, 1:])
        blocks[name] = slice(start, start + len(names) - 1)
        start = blocks[name].stop
    return sparse.hstack(columns).tocsr(), blocks


def _side(kept: pl.DataFrame, matrix: sparse.csr_matrix, name: str) -> _Side:
    place = np.flatnonzero((kept["=value"] == name).to_numpy())
    own = matrix[place]
    low, high = (kept[f"log_{end}"].to_numpy()[place] for end in ("low", "high"))
    mean = np.asarray(own.mean(axis=0)).ravel()
    return _Side(own, mean, regress(own, low, high), place)


def _parts(
    own: _Side,
    other: _Side,
    apart: Floats,
    blocks: dict[str, slice],
    clusters: NDArray[np.int64] | None,
    left_out: int,
) -> Decomposition:
    count = len(own.place) + len(other.place)

    def part(log_gap: float, of_own: Floats, of_other: Floats) -> tuple[Part, Floats]:
        moved = np.zeros(count)
        moved[own.place], moved[other.place] = of_own, of_other
        return Part(log_gap, _error(moved, clusters)), moved

    price, rest = other.found.coefficients, own.found.coefficients - other.found.coefficients
    explained, first = part(
        float(apart @ price),
        own.deviations(price),
        other.found.moved_by(apart) - other.deviations(price),
    )
    unexplained, second = part(
        float(own.mean @ rest),
        own.found.moved_by(own.mean) + own.deviations(rest),
        -other.found.moved_by(own.mean),
    )
    by_control: dict[str, Part | None] = {}
    for name, block in blocks.items():
        only = np.zeros(len(apart))
        only[block] = apart[block]
        priced = np.zeros(len(apart))
        priced[block] = price[block]
        told = bool(other.found.estimable(only[None, :])[0])
        moved = other.found.moved_by(only) - other.deviations(priced)
        by_control[name] = (
            part(float(only @ price), own.deviations(priced), moved)[0] if told else None
        )
    whole = Part(explained.log_gap + unexplained.log_gap, _error(first + second, clusters))
    sizes = len(own.place), len(other.place)
    return Decomposition(*sizes, left_out, whole, explained, unexplained, by_control)


def _error(moved: Floats, clusters: NDArray[np.int64] | None) -> float:
    """The standard error of what each record moves by so much, summed within clusters before."""
    summed = moved if clusters is None else np.bincount(clusters, weights=moved)
    if clusters is not None:
        summed = summed[np.bincount(clusters) > 0]
    count = len(summed)
    return math.sqrt(float(summed @ summed) * count / max(count - 1, 1))
