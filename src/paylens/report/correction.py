"""Where a source's own records of a role and country say other than the model, taken along.

Told more than role and country, an answer has no records of its own to lean on. The map that turns
the model's distribution of the role and country into the one that its records bear out is then
applied to the answer too: monotone, so no order among answers changes. It is the smoothing of a
small cohort towards its ancestor (arXiv:1703.09845) with the model in the cohort's place. Each
further fact tells of itself why those records differ, so the map counts for 1 in their number.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from paylens.market.distribution import Distribution
from paylens.market.grid import LOG_EDGES, Array
from paylens.model.fields import fact_names

# Beyond these shares a tail moves as far as its end here does.
TAIL = 0.005


@dataclass(frozen=True)
class Correction:
    """By how much log pay at each edge of the grid moves, shape (BINS + 1,)."""

    moves: Array

    @classmethod
    def between(cls, modelled: Distribution, blended: Distribution) -> Correction:
        """What turns the model's distribution into the blended one, quantile by quantile."""
        shares = np.clip(modelled.cumulative, TAIL, 1 - TAIL)
        ends = [np.interp(shares, each.cumulative, LOG_EDGES) for each in (blended, modelled)]
        return cls(ends[0] - ends[1])

    def applied(self, answer: Distribution, strength: float) -> Distribution:
        """The answer moved by a share (0 to 1) of the correction."""
        moved = np.maximum.accumulate(LOG_EDGES + strength * self.moves)
        below = np.interp(LOG_EDGES, moved, answer.cumulative, left=0.0, right=1.0)
        return Distribution(answer.records, np.diff(below), {})


def further_facts(facts: frozenset[str]) -> int:
    """How many facts are told beside role and country; `facts` are record fields."""
    return len(fact_names(facts) - {"role", "country"})
