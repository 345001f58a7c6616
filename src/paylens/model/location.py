"""Where log pay lies for given facts: trees over all series, then each series' own on what is left.

The shared trees lend a thin series what all others know; its own trees say where it differs. Both
rise with years and level. The target is standardised within each series, so that a survey's wide
spread does not own every split, and every row counts 1: only then does LightGBM keep its fewest
rows per leaf exactly. Loss: Huber 1964, Annals of Mathematical Statistics 35, 73-101.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from paylens.model.boosting import best_rounds, boost
from paylens.model.columns import Layout, layout
from paylens.model.encoding import (
    Table,
    Vocabulary,
    encode,
    encode_held_out,
    learn,
    vocabularies,
)
from paylens.model.facts import Array, Codes, Facts
from paylens.model.fields import FEWEST_RECORDS, Fields
from paylens.model.masking import masked
from paylens.model.observations import Observations
from paylens.model.trees import Trees

FULL_COPIES = 2
MASKED_COPIES = 2
INNER_FOLDS = 5
MOST_SHARED_ROUNDS = 200
FEWEST_SHARED_ROUNDS = 60
OBSERVATIONS_PER_ROUND = 200
# A series gets trees of its own from so many observations on; their number is chosen on a share.
FEWEST_FOR_OWN = 2000
MOST_OWN_ROUNDS = 600
CHECKED_SHARE = 0.15
PARAMETERS = {
    "objective": "huber",
    "alpha": 0.8,
    "learning_rate": 0.05,
    "num_leaves": 63,
    "feature_fraction": 0.5,
    "lambda_l2": 10.0,
    "max_bin": 255,
    "monotone_constraints_method": "basic",
}


@dataclass(frozen=True)
class Frame:
    """What all fits on one set of records share: words, columns, and the series' scale."""

    fields: Fields
    vocabulary: dict[str, Vocabulary]
    layout: Layout
    mean: Array
    spread: Array

    @property
    def series_count(self) -> int:
        """Number of series."""
        return len(self.mean)

    def codes(self, facts: Facts) -> dict[str, Codes]:
        """Codes of all word features; each of shape (n,)."""
        return {name: words.of(facts) for name, words in self.vocabulary.items()}


@dataclass(frozen=True)
class Location:
    """A fitted location: encodings of words, trees of all series, and each series' own.

    `own` has no entry for a series too small for trees of its own.
    """

    frame: Frame
    table: Table
    shared: Trees
    own: dict[int, Trees]

    def matrix(
        self, facts: Facts, series: Codes, year: Array, rng: np.random.Generator | None = None
    ) -> Array:
        """The matrix for rows that were not fitted on, shape (n, columns)."""
        encoded = encode(self.table, self.frame.codes(facts), series)
        return self.frame.layout.matrix(facts, series, year, encoded, rng)

    def predict(self, matrix: Array) -> Array:
        """Log pay, USD per year; shape (n,)."""
        series = matrix[:, 0].astype(np.int64)
        return self.frame.mean[series] + self.frame.spread[series] * self._standardised(matrix)

    def _standardised(self, matrix: Array) -> Array:
        result = self.shared.predict(matrix)
        for index, trees in self.own.items():
            rows = np.flatnonzero(matrix[:, 0] == index)
            if len(rows):
                result[rows] += trees.predict(matrix[rows])
        return result


def frame_of(seen: Observations, fields: Fields) -> Frame:
    """The frame for fitting on these observations."""
    used = seen.facts.take(np.unique(seen.record))
    vocabulary = vocabularies(used, fields)
    log_pay = seen.expected_log_pay()
    groups = [log_pay[seen.series == index] for index in range(len(seen.series_names))]
    return Frame(
        fields,
        vocabulary,
        layout(seen.facts, fields, vocabulary, seen.series, seen.record),
        np.round([group.mean() for group in groups], 4),
        np.round([max(group.std(), 0.05) for group in groups], 4),
    )


def fit_location(frame: Frame, seen: Observations, seed: int) -> Location:
    """Fit on observations; the same seed and observations give the same location."""
    facts = seen.facts.take(seen.record)
    excess = seen.expected_log_pay() - frame.mean[seen.series]
    table = learn(frame.vocabulary, frame.codes(facts), seen.series, excess, frame.series_count)
    matrix, target = training_rows(frame, seen, seed)
    settings = {
        **PARAMETERS,
        "min_data_in_leaf": fewest_rows_per_leaf(seen),
        "monotone_constraints": frame.layout.rising,
        "seed": seed,
    }
    rounds = int(
        np.clip(len(seen) // OBSERVATIONS_PER_ROUND, FEWEST_SHARED_ROUNDS, MOST_SHARED_ROUNDS)
    )
    shared = boost(matrix, target, settings, rounds)
    left = target - shared.predict(matrix)
    own = _own_trees(seen, matrix, left, settings, np.random.default_rng(seed))
    return Location(frame, table, shared, own)


def _own_trees(
    seen: Observations,
    matrix: Array,
    left: Array,
    settings: dict[str, Any],
    rng: np.random.Generator,
) -> dict[int, Trees]:
    """Trees of each series on what the shared ones left: as many as records kept apart want.

    The records kept apart are checked with all their facts told.
    """
    copies = FULL_COPIES + MASKED_COPIES
    apart = np.tile((rng.random(seen.record.max() + 1) < CHECKED_SHARE)[seen.record], copies)
    told = np.arange(len(matrix)) < FULL_COPIES * len(seen)
    own = {}
    for index, count in enumerate(np.bincount(seen.series)):
        mine = matrix[:, 0] == index
        if count < FEWEST_FOR_OWN:
            continue
        used = mine & (~apart | told)
        rounds = best_rounds(matrix[used], left[used], apart[used], settings, MOST_OWN_ROUNDS)
        if rounds > 1:
            own[index] = boost(matrix[mine], left[mine], settings, rounds)
    return own


def training_rows(frame: Frame, seen: Observations, seed: int) -> tuple[Array, Array]:
    """Matrix and standardised target: full copies of all observations, then masked ones."""
    rng = np.random.default_rng(seed)
    facts = seen.facts.take(seen.record)
    codes = frame.codes(facts)
    excess = seen.expected_log_pay() - frame.mean[seen.series]
    fold = (rng.permutation(seen.record.max() + 1) % INNER_FOLDS)[seen.record]
    encoded = encode_held_out(
        frame.vocabulary, codes, seen.series, excess, fold, frame.series_count
    )
    copies = []
    for copy in range(FULL_COPIES + MASKED_COPIES):
        plain = frame.layout.matrix(facts, seen.series, seen.year, encoded, rng)
        copies.append(plain if copy < FULL_COPIES else masked(plain, frame.layout, rng))
    return np.concatenate(copies), np.tile(excess / frame.spread[seen.series], len(copies))


def fewest_rows_per_leaf(seen: Observations) -> int:
    """Rows that a leaf needs to hold at least FEWEST_RECORDS distinct records for certain."""
    return FEWEST_RECORDS * (FULL_COPIES + MASKED_COPIES) * seen.per_record()
