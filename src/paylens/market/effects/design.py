"""The design of a regression on categories alone: a column each, one of each control left out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Design:
    """`matrix` of shape (records, columns): first the compared values, then the controls.

    `values` are the compared ones in the order of their columns; `records` of each.
    """

    matrix: sparse.csr_matrix
    values: tuple[str, ...]
    records: Floats


def design(records: pl.DataFrame, compared: str, controls: list[str]) -> Design:
    """The design of comparing the categories of column `compared`, with columns held equal."""
    values, own = _codes(records[compared])
    blocks = [_indicators(own, len(values))]
    for control in controls:
        names, codes = _codes(records[control])
        if len(names) > 1:
            blocks.append(_indicators(codes, len(names))[:, 1:])
    counts = np.bincount(own, minlength=len(values)).astype(np.float64)
    return Design(sparse.hstack(blocks).tocsr(), tuple(values), counts)


def _codes(column: pl.Series) -> tuple[list[str], NDArray[np.int64]]:
    names = column.unique().sort()
    codes = column.replace_strict(names, pl.Series(range(len(names)), dtype=pl.Int64))
    return names.to_list(), codes.to_numpy()


def indicators(column: pl.Series) -> tuple[list[str], sparse.csr_matrix]:
    """The categories of a column in order, and a matrix of a column each, 1 where it is that."""
    names, codes = _codes(column)
    return names, _indicators(codes, len(names))


def _indicators(codes: NDArray[np.int64], count: int) -> sparse.csr_matrix:
    where = (np.arange(len(codes)), codes)
    return sparse.csr_matrix((np.ones(len(codes)), where), (len(codes), count))
