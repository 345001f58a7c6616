"""One comparison's regression: how far each value's pay lies from the others', like for like."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from paylens.market.effects.design import Design, design
from paylens.market.effects.factors import RARE
from paylens.market.effects.interval_regression import Regression, regress
from paylens.market.scope import AVERAGE, WITHOUT


@dataclass(frozen=True)
class Difference:
    """A value's difference in log pay, and the spread of log pay that the controls leave in it.

    `covariances` are with the values of the comparison from this one on, the first its own
    variance. `records` are those with the value.
    """

    value: str
    against: str
    records: int
    log_effect: float
    covariances: list[float]
    residual_sd: float


def differences(
    told: pl.DataFrame,
    held: list[str],
    without: str | None,
    clusters: str | None,
    fewest_records: int,
) -> list[Difference]:
    """The differences between the categories of `=value`, with the `held` controls equal.

    Only of values of at least `fewest_records` records that the data tell apart from the controls.

    `told` holds log_low, log_high, `=value` and a column `=name` per control. `without` is the
    category of those without the one value that is looked at; None compares all with the average.
    `clusters` names a column within whose values records are alike.
    """
    made = design(told, "=value", [f"={name}" for name in held])
    low, high = (told[f"log_{end}"].to_numpy() for end in ("low", "high"))
    found = regress(made.matrix, low, high, None if clusters is None else numbered(told[clusters]))
    contrasts = _contrasts(made, without, found)
    shown = [
        column
        for column in np.flatnonzero(found.estimable(contrasts))
        if made.records[column] >= fewest_records and made.values[column] not in (RARE, without)
    ]
    chosen = contrasts[shown]
    effects, covariance = chosen @ found.coefficients, chosen @ found.covariance @ chosen.T
    spreads = _spreads(made, found, bool((low == high).all()))
    return [
        Difference(
            value=made.values[column],
            against=AVERAGE if without is None else WITHOUT,
            records=int(made.records[column]),
            log_effect=float(effects[place]),
            covariances=[float(each) for each in covariance[place, place:]],
            residual_sd=spreads[column],
        )
        for place, column in enumerate(shown)
    ]


def _contrasts(made: Design, without: str | None, found: Regression) -> NDArray[np.float64]:
    """Per value, how far it lies from the average of all records, or from those without it.

    Values that the data do not tell from the commonest count in no average: a handful of answers
    all in an open bracket have no mean.
    """
    values = len(made.values)
    rows = np.zeros((values, made.matrix.shape[1]))
    if without is not None:
        shares = np.array([float(value == without) for value in made.values])
    else:
        rows[:, :values] = np.eye(values)
        rows[:, int(made.records.argmax())] -= 1
        told = made.records * found.estimable(rows)
        several = np.count_nonzero(told) > 1
        weights = told if several else made.records
        shares = weights / weights.sum()
    rows[:, :values] = np.eye(values) - shares
    return rows


def _spreads(made: Design, found: Regression, exact: bool) -> list[float]:
    """Per value the standard deviation of log pay that is left; one for all within brackets."""
    if not exact:
        return [found.sigma] * len(made.values)
    own = made.matrix[:, : len(made.values)]
    squares = np.asarray(own.T @ found.residuals**2).ravel()
    return [float(s) for s in np.sqrt(squares / np.maximum(made.records - 1, 1))]


def numbered(column: pl.Series) -> NDArray[np.int64]:
    """A number per cluster; a record of no known cluster is its own."""
    codes = column.rank("dense").cast(pl.Int64)
    first_free = int(codes.max() or 0) + 1  # type: ignore[arg-type]
    own = pl.Series(range(first_free, first_free + len(codes)), dtype=pl.Int64)
    return codes.fill_null(own).rank("dense").cast(pl.Int64).to_numpy() - 1
