"""A figure as a dot with its interval on a scale, in one line of text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from paylens.market.evidence import Figure

LINE, LEFT, RIGHT, DOT, MARK = "─", "├", "┤", "●", "┊"


@dataclass(frozen=True)
class Scale:
    """The amounts at the two ends of a line of `width` characters."""

    low: float
    high: float
    width: int

    @classmethod
    def over(cls, figures: Iterable[Figure], marks: Iterable[float], width: int) -> Scale | None:
        """A scale that holds all figures with their intervals, and marks; None for no figure."""
        amounts = [
            amount
            for figure in figures
            if figure.value is not None
            for amount in (figure.value, figure.low, figure.high)
            if amount is not None
        ]
        if not amounts:
            return None
        amounts += marks
        return cls(min(amounts), max(amounts), width)

    def place(self, amount: float) -> int:
        """The character at which an amount lies."""
        part = (amount - self.low) / ((self.high - self.low) or 1.0)
        return round(part * (self.width - 1))


def dot_with_interval(figure: Figure, scale: Scale, mark: float | None = None) -> str:
    """`├─●──┤`, with a published figure as `┊`; blank where the figure is suppressed."""
    if figure.value is None:
        return ""
    drawn = [" "] * scale.width
    low, high = (
        scale.place(figure.value if end is None else end) for end in (figure.low, figure.high)
    )
    drawn[low : high + 1] = LINE * (high - low + 1)
    drawn[low], drawn[high] = LEFT, RIGHT
    drawn[scale.place(figure.value)] = DOT
    if mark is not None and drawn[scale.place(mark)] != DOT:
        drawn[scale.place(mark)] = MARK
    return "".join(drawn)
