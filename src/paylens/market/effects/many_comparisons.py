"""What stands when many comparisons are looked at together.

Of a hundred differences that are none, five have a 95 % interval that leaves none out. Benjamini
and Hochberg's step-up rule (1995, Journal of the Royal Statistical Society B 57, p. 293) bounds the
expected share of false ones among those that stand; where there is no difference at all, it bounds
how often any stands.
"""

from __future__ import annotations

from collections.abc import Sequence

# Among those that stand, the expected share that is none after all.
FALSE_SHARE = 0.05


def adjusted(chances: Sequence[float]) -> list[float]:
    """Each two-sided p-value as one that may be held against FALSE_SHARE, in the given order."""
    count = len(chances)
    falling = sorted(range(count), key=lambda place: -chances[place])
    found, least = [0.0] * count, 1.0
    for rank, place in zip(range(count, 0, -1), falling, strict=True):
        least = min(least, chances[place] * count / rank)
        found[place] = least
    return found
