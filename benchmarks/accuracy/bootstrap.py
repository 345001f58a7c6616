"""How sure differences are: records are drawn again, all predictions of one with it.

The paired bootstrap of Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapters 8
and 16. What is drawn are records, so that lines of one stay together, in every series of a source.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np

from paylens.model.facts import Array

RESAMPLES = 1000
INTERVAL = (2.5, 97.5)


@dataclass(frozen=True)
class Resamples:
    """How often each record of a source is drawn, per resample: `times` (RESAMPLES, records).

    `record` are the records' keys, sorted.
    """

    record: Array
    times: Array

    def means(self, record: Array, losses: Array) -> Array:
        """Mean of each column of `losses` (n, columns) in each resample; (RESAMPLES, columns).

        `record` (n,) are the keys of the lines' records.
        """
        place = np.searchsorted(self.record, record)
        sums = np.stack(
            [np.bincount(place, column, len(self.record)) for column in losses.T], axis=1
        )
        lines = np.bincount(place, minlength=len(self.record)).astype(float)
        result: Array = (self.times @ sums) / (self.times @ lines)[:, None]
        return result


def resamples(record: Array, name: str) -> Resamples:
    """Resamples of a source's records (keys, in any order), the same for the same name."""
    keys = np.unique(record)
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    share = np.full(len(keys), 1 / len(keys))
    return Resamples(keys, rng.multinomial(len(keys), share, RESAMPLES).astype(float))


def interval(values: Array, digits: int = 4) -> list[float]:
    """The middle 95 % of the resamples' values."""
    return [round(float(end), digits) for end in np.percentile(values, INTERVAL)]
