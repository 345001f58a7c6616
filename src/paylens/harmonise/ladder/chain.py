"""The steps of one ladder's rungs, put together: no rung below a lower one.

Each rung has its own evidence for every step of the common ladder. All rising assignments count
alike before the evidence and are weighed by it (forward and backward sums over a chain that cannot
fall; Rabiner 1989, A tutorial on hidden Markov models); each rung gets the median of its step. As
no assignment falls, the medians do not either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float64]
else:
    Array: TypeAlias = Any


def shares_of_steps(evidence: Array) -> tuple[Array, float]:
    """P(step) of each rung given all rungs' evidence, and the log of the weight of all assignments.

    `evidence` is (rungs from the lowest, steps), log likelihoods; the shares have the same shape.
    """
    below, above = np.zeros_like(evidence), np.zeros_like(evidence)
    for place in range(1, len(evidence)):
        below[place] = np.logaddexp.accumulate(below[place - 1] + evidence[place - 1])
        mirrored = (above[-place] + evidence[-place])[::-1]
        above[-place - 1] = np.logaddexp.accumulate(mirrored)[::-1]
    joint = below + evidence + above
    whole = np.logaddexp.reduce(joint, axis=1)
    return np.exp(joint - whole[:, None]), float(whole[0])


def median_steps(shares: Array) -> list[int]:
    """The median step of each rung."""
    medians: list[int] = np.argmax(np.cumsum(shares, axis=1) >= 0.5 - 1e-9, axis=1).tolist()
    return medians
