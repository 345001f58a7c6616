"""Residuals of rows that the location was not fitted on: what scale and shape are learnt from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from paylens.model.columns import Layout, Mask
from paylens.model.facts import Array, Codes
from paylens.model.location import FULL_COPIES, Location
from paylens.model.masking import masked
from paylens.model.observations import ASPECTS, LISTED, RANGE, SPREAD, Observations

# Masked copies of each row: more than are fitted on, as people tell few facts in many ways.
READ_MASKED = 4
COPIES_READ = FULL_COPIES + READ_MASKED


@dataclass(frozen=True)
class Residuals:
    """m rows: masked and full copies of observations, with draws of their log pay.

    `matrix` is (m, columns); `location` (m,); `drawn` maps an aspect to log pay (m,); `record`
    (m,) is the record each row comes from; `counts` (m,) is False for rows that the aspect
    `listed` leaves out, because another report lists the same end.
    """

    matrix: Array
    location: Array
    drawn: dict[str, Array]
    record: Codes
    counts: Mask
    ranged: Mask

    @property
    def series(self) -> Codes:
        """The series of each row, shape (m,)."""
        return self.matrix[:, 0].astype(np.int64)

    def take(self, rows: Mask) -> Residuals:
        """The same for some of the rows."""
        drawn = {aspect: column[rows] for aspect, column in self.drawn.items()}
        rest = (getattr(self, name)[rows] for name in ("record", "counts", "ranged"))
        return Residuals(self.matrix[rows], self.location[rows], drawn, *rest)

    @classmethod
    def joined(cls, parts: list[Residuals]) -> Residuals:
        """Several parts as one."""
        drawn = {a: np.concatenate([part.drawn[a] for part in parts]) for a in ASPECTS}
        rest = (
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("record", "counts", "ranged")
        )
        matrix = np.concatenate([part.matrix for part in parts])
        return cls(matrix, np.concatenate([p.location for p in parts]), drawn, *rest)


def residuals(location: Location, unseen: Observations, rng: np.random.Generator) -> Residuals:
    """Full and masked copies of observations that `location` was not fitted on."""
    copies = [_copy(location, unseen, rng, copy) for copy in range(COPIES_READ)]
    return Residuals.joined(copies)


def _copy(
    location: Location, unseen: Observations, rng: np.random.Generator, copy: int
) -> Residuals:
    plan: Layout = location.frame.layout
    facts = unseen.facts.take(unseen.record)
    matrix = location.matrix(facts, unseen.series, unseen.year, rng)
    if copy >= FULL_COPIES:
        matrix = masked(matrix, plan, rng)
    share = rng.random(len(unseen))
    # Both ends of every range: the low ones in even copies, the high ones in odd ones.
    ends = np.where(unseen.form == RANGE, float(copy % 2), share)
    drawn = {
        LISTED: unseen.log_pay_at(ends, LISTED),
        SPREAD: unseen.log_pay_at(share, SPREAD),
    }
    return Residuals(
        matrix,
        location.predict(matrix),
        drawn,
        unseen.record,
        _first_of_its_kind(unseen, drawn[LISTED]),
        unseen.form == RANGE,
    )


def _first_of_its_kind(unseen: Observations, amount: Array) -> Mask:
    """False where an earlier row has the same facts and lists the same amount as a range's end.

    Several reports may list one end; a publisher's file shows it once.
    """
    counts = np.ones(len(unseen), dtype=bool)
    ranged = np.isin(unseen.series, np.unique(unseen.series[unseen.form == RANGE]))
    rows = np.flatnonzero(ranged)
    if len(rows):
        words = [words.place[unseen.record[rows]] for words in unseen.facts.words.values()]
        numbers = [column[unseen.record[rows]] for column in unseen.facts.numbers.values()]
        sizes = [low[unseen.record[rows]] for low, _ in unseen.facts.spans.values()]
        exact = [np.nan_to_num(x, nan=-1.0) for x in (*numbers, *sizes)]
        parts = [unseen.series[rows], unseen.year[rows], amount[rows], *words, *exact]
        key = np.stack([np.asarray(part, dtype=np.float64) for part in parts], axis=1)
        _, first = np.unique(key, axis=0, return_index=True)
        counts[rows] = False
        counts[rows[first]] = True
    return counts
