"""How often a random record of one group is paid more than a random record of another.

The probability of superiority, a tie counted half (Mann and Whitney 1947, Annals of Mathematical
Statistics 18), with the variance of its placements (DeLong, DeLong and Clarke-Pearson 1988,
Biometrics 44), the degrees of freedom of Brunner and Munzel (2000, Biometrical Journal 42) and an
interval that stays between 0 and 1 (on the log-odds scale). Groups are compared within strata,
such as years, each weighed by the pairs that it tells of per record (van Elteren 1960, Bulletin of
the International Statistical Institute 37).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from paylens.market.distribution import Distribution
from paylens.market.grid import Array

LEVEL = 0.95


@dataclass(frozen=True)
class Superiority:
    """The probability that the first group's record is paid more, and its 95 % interval."""

    probability: float
    low: float
    high: float


@dataclass(frozen=True)
class _Stratum:
    """One stratum's probability, and what each group's records add to its variance."""

    probability: float
    parts: tuple[float, float]
    records: tuple[int, int]

    @property
    def weight(self) -> float:
        first, second = self.records
        return first * second / (first + second)


def superiority(strata: Iterable[tuple[Distribution, Distribution]]) -> Superiority:
    """How often the first of each pair is paid more than the second, over all strata.

    Raises
    ------
    ValueError
        No stratum, or a group of fewer than two records.
    """
    found = [_stratum(first, second) for first, second in strata]
    if not found:
        raise ValueError("no stratum holds both groups")
    whole = sum(one.weight for one in found)
    shares = [one.weight / whole for one in found]
    probability = sum(w * one.probability for w, one in zip(shares, found, strict=True))
    parts = [
        (share**2 * part, records - 1)
        for share, one in zip(shares, found, strict=True)
        for part, records in zip(one.parts, one.records, strict=True)
    ]
    variance = sum(part for part, _ in parts)
    freedom = variance**2 / sum(part**2 / left for part, left in parts)
    return Superiority(probability, *_interval(probability, variance, freedom, found))


def _stratum(first: Distribution, second: Distribution) -> _Stratum:
    records = first.records, second.records
    if min(records) < 2:
        raise ValueError("a group of fewer than two records has no spread")
    above_second = _placements(second.density)
    below_first = 1 - _placements(first.density)
    probability = float(first.density @ above_second)
    spreads = (
        float(first.density @ (above_second - probability) ** 2),
        float(second.density @ (below_first - probability) ** 2),
    )
    parts = tuple(
        max(spread / (count - 1), _least(probability, records) / 2)
        for spread, count in zip(spreads, records, strict=True)
    )
    return _Stratum(probability, (parts[0], parts[1]), records)


def _placements(density: Array) -> Array:
    """Per bin, the share of a group below it and half of the share within it."""
    placed: Array = np.cumsum(density) - density / 2
    return placed


def _least(probability: float, records: tuple[int, int]) -> float:
    """A variance for groups that hardly overlap, whose placements show too little of it.

    That of as many independent pairs as the smaller group has records, were one of them tied.
    """
    pairs = min(records)
    near = min(max(probability, 0.5 / pairs), 1 - 0.5 / pairs)
    return near * (1 - near) / records[0] / records[1]


def _interval(
    probability: float, variance: float, freedom: float, found: list[_Stratum]
) -> tuple[float, float]:
    from scipy.special import stdtrit

    fewest = min(sum(one.records[side] for one in found) for side in (0, 1))
    near = min(max(probability, 0.5 / fewest), 1 - 0.5 / fewest)
    reach = float(stdtrit(freedom, (1 + LEVEL) / 2)) * math.sqrt(variance) / (near * (1 - near))
    centre = math.log(near / (1 - near))
    low, high = (1 / (1 + math.exp(-end)) for end in (centre - reach, centre + reach))
    return min(low, probability), max(high, probability)
