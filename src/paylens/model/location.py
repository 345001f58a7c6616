"""Where log pay lies for given facts: trees over all series, then each series' own on what is left.

The shared trees lend a thin series what all others know; its own trees say where it differs. Both
rise with years and level. The target is standardised within each series, so that a survey's wide
spread does not own every split, and every row counts 1: only then does LightGBM keep its fewest
rows per leaf exactly. Loss: Huber 1964, Annals of Mathematical Statistics 35, 73-101.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from paylens.model.boosting import Rows, best_rounds, boost
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
from paylens.model.trees import Trees, distinct
from paylens.model.worth import Worth, learn_worth, worth_held_out, worth_of

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
    "cat_smooth": 20.0,
    "cat_l2": 30.0,
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
        return facts.codes or {name: words.of(facts) for name, words in self.vocabulary.items()}


@dataclass(frozen=True)
class Location:
    """A fitted location: encodings of words, what words in texts are worth, and trees.

    `own` has no entry for a series too small for trees of its own.
    """

    frame: Frame
    table: Table
    worth: dict[str, Worth]
    shared: Trees
    own: dict[int, Trees]

    def looked_up(self, facts: Facts) -> Facts:
        """The same with their words' codes at hand, for facts that are read again and again."""
        return replace(facts, codes=self.frame.codes(facts))

    def matrix(
        self, facts: Facts, series: Codes, year: Array, rng: np.random.Generator | None = None
    ) -> Array:
        """The matrix for rows that were not fitted on, shape (n, columns)."""
        words = encode(self.table, self.frame.codes(facts), series)
        encoded = np.column_stack([words, worth_of(self.worth, facts)])
        return self.frame.layout.matrix(facts, series, year, encoded, rng)

    def predict(self, matrix: Array) -> Array:
        """Log pay, USD per year; shape (n,)."""
        series = matrix[:, 0].astype(np.int64)
        return self.frame.mean[series] + self.frame.spread[series] * self._standardised(matrix)

    def _standardised(self, matrix: Array) -> Array:
        first, place = distinct(matrix)
        read = matrix[first]
        result = self.shared.walk(read)
        for index, trees in self.own.items():
            rows = np.flatnonzero(read[:, 0] == index)
            if len(rows):
                result[rows] += trees.walk(read[rows])
        return result[place]


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
    rows = training_rows(frame, seen, seed)
    settings = PARAMETERS | {
        "min_data_in_leaf": fewest_rows_per_leaf(seen),
        "monotone_constraints": frame.layout.rising,
        "seed": seed,
    }
    rounds = int(
        np.clip(len(seen) // OBSERVATIONS_PER_ROUND, FEWEST_SHARED_ROUNDS, MOST_SHARED_ROUNDS)
    )
    shared = boost(rows, settings, rounds)
    left = replace(rows, target=rows.target - shared.predict(rows.matrix))
    worth = learn_worth(facts, excess, seen.record)
    return Location(frame, table, worth, shared, _own_trees(seen, left, settings, seed))


def _own_trees(
    seen: Observations, left: Rows, settings: dict[str, Any], seed: int
) -> dict[int, Trees]:
    """Trees of each series on what the shared ones left: as many as records kept apart want.

    The records kept apart are checked with all their facts told.
    """
    copies = FULL_COPIES + MASKED_COPIES
    drawn = np.random.default_rng(seed).random(seen.record.max() + 1) < CHECKED_SHARE
    apart = np.tile(drawn[seen.record], copies)
    told = np.arange(len(apart)) < FULL_COPIES * len(seen)
    own = {}
    for index, count in enumerate(np.bincount(seen.series)):
        if count < FEWEST_FOR_OWN:
            continue
        mine = left.matrix[:, 0] == index
        # A series has one observation per record.
        fitting = settings | {"min_data_in_leaf": FEWEST_RECORDS * copies}
        used = mine & (~apart | told)
        rounds = best_rounds(left.take(used), apart[used], fitting, MOST_OWN_ROUNDS)
        if rounds > 1:
            own[index] = boost(left.take(mine), fitting, rounds)
    return own


def training_rows(frame: Frame, seen: Observations, seed: int) -> Rows:
    """Matrix and standardised target: full copies of all observations, then masked ones."""
    rng = np.random.default_rng(seed)
    facts = seen.facts.take(seen.record)
    codes = frame.codes(facts)
    excess = seen.expected_log_pay() - frame.mean[seen.series]
    fold = (rng.permutation(seen.record.max() + 1) % INNER_FOLDS)[seen.record]
    encoded = encode_held_out(
        frame.vocabulary, codes, seen.series, excess, fold, frame.series_count
    )
    encoded = np.column_stack([encoded, worth_held_out(facts, excess, seen.record, fold)])
    copies = []
    for copy in range(FULL_COPIES + MASKED_COPIES):
        plain = frame.layout.matrix(facts, seen.series, seen.year, encoded, rng)
        copies.append(plain if copy < FULL_COPIES else masked(plain, frame.layout, rng))
    target = np.tile(excess / frame.spread[seen.series], len(copies))
    return Rows(np.concatenate(copies), target, frame.layout.categories)


def fewest_rows_per_leaf(seen: Observations, copies: int = FULL_COPIES + MASKED_COPIES) -> int:
    """Rows that a leaf needs to hold at least FEWEST_RECORDS distinct records for certain.

    `copies` of each observation are among the rows.
    """
    return FEWEST_RECORDS * copies * seen.per_record()
