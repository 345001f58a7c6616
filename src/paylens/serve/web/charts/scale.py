"""From amounts to places on a line, and round amounts to mark it with."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Scale:
    """A linear scale: amounts from `low` to `high` lie between the places `start` and `end`, px."""

    low: float
    high: float
    start: float
    end: float

    @classmethod
    def over(
        cls, amounts: Iterable[float | None], start: float, end: float, margin: float = 0.04
    ) -> Scale:
        """A scale that holds all the amounts with a margin, a share of their span, around them."""
        found = [amount for amount in amounts if amount is not None and math.isfinite(amount)]
        low, high = min(found, default=0.0), max(found, default=1.0)
        around = (high - low or abs(high) or 1.0) * margin
        least = 0.0 if low >= 0 else -math.inf
        return cls(max(low - around, least), high + around, start, end)

    def place(self, amount: float) -> float:
        """Where an amount lies, px; the nearer end where it lies outside."""
        share = (amount - self.low) / ((self.high - self.low) or 1.0)
        return round(self.start + min(max(share, 0.0), 1.0) * (self.end - self.start), 1)

    def ticks(self, most: int) -> list[float]:
        """Round amounts within the scale, at most so many."""
        span = self.high - self.low
        size = 10 ** math.floor(math.log10(span / most))
        step = next(size * each for each in (*STEPS, 20.0, 50.0) if span / (size * each) <= most)
        first = math.ceil(self.low / step)
        return [step * n for n in range(first, math.floor(self.high / step) + 1)]
