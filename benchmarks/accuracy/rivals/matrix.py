"""Facts as the columns that libraries read; words as categories or as what they are paid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from accuracy.table import Table
from paylens.model.facts import Array

MOST_CATEGORIES = 254
FOLDS, STRENGTH = 5, 10.0


@dataclass(frozen=True)
class Matrix:
    """The columns that anybody fitted on holds: word facts (first) and number facts."""

    words: tuple[str, ...]
    numbers: tuple[str, ...]

    @classmethod
    def of(cls, seen: Table) -> Matrix:
        """The columns of a table."""
        known = [
            tuple(fact for fact, column in columns.items() if not np.isnan(column).all())
            for columns in (seen.words(), seen.numbers())
        ]
        return cls(*known)

    def values(self, table: Table) -> Array:
        """Shape (n, words + numbers); words as codes, NaN where unknown."""
        words, numbers = table.words(), table.numbers()
        columns = [words[fact] for fact in self.words] + [numbers[fact] for fact in self.numbers]
        return np.stack(columns, axis=1).astype(float)


@dataclass
class TargetEncoding:
    """Columns of codes → mean log pay of their rows, as if STRENGTH more rows had the mean of all.

    The rows fitted on are encoded out of fold: none sees its own record's pay. Micci-Barreca 2001,
    SIGKDD Explorations 3(1), 27-32. Unknown and unseen words have the mean of all.
    """

    columns: tuple[int, ...]

    def fit_transform(self, matrix: Array, log_pay: Array, record: Array) -> Array:
        """The rows fitted on, encoded."""
        fold = np.random.default_rng(0).permutation(int(record.max()) + 1)[record] % FOLDS
        result = matrix.copy()
        for number in range(FOLDS):
            inside = fold == number
            self.fit(matrix[~inside], log_pay[~inside])
            result[inside] = self.transform(matrix[inside])
        self.fit(matrix, log_pay)
        return result

    def fit(self, matrix: Array, log_pay: Array) -> None:
        """Learn each code's mean."""
        self._mean = float(log_pay.mean())
        self._means = [self._column(matrix[:, place], log_pay) for place in self.columns]

    def _column(self, codes: Array, log_pay: Array) -> Array:
        known = ~np.isnan(codes)
        places = codes[known].astype(np.int64)
        count, total = np.bincount(places), np.bincount(places, log_pay[known])
        return (total + STRENGTH * self._mean) / (count + STRENGTH)

    def transform(self, matrix: Array) -> Array:
        """Other rows, encoded."""
        result = matrix.copy()
        for place, means in zip(self.columns, self._means, strict=True):
            codes = matrix[:, place]
            known = codes < len(means)
            result[:, place] = self._mean
            result[known, place] = means[codes[known].astype(np.int64)]
        return result


def large_columns(matrix: Array, words: int) -> tuple[int, ...]:
    """The word columns of more codes than histograms have bins for."""
    return tuple(place for place in range(words) if np.nanmax(matrix[:, place]) >= MOST_CATEGORIES)
