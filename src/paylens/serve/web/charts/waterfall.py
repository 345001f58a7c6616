"""What moves an estimate: steps from the market's median to the answer's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from paylens.serve.web.charts.scale import Scale

if TYPE_CHECKING:
    from paylens.report.explanation import Effect, Explanation

ROW = 34.0
NARROW_ROW = 46.0
WIDE = 560


@dataclass(frozen=True)
class Step:
    """One fact's effect: from `start` to `end`, with its interval's places, px."""

    effect: Effect
    y: float
    start: float
    end: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class WaterfallChart:
    """What the template draws, px in a box of `width` by `height`."""

    width: int
    height: float
    left: float
    market: float
    market_place: float
    median: float
    median_place: float
    steps: tuple[Step, ...]
    row: float
    currency: str


def waterfall_chart(answer: Explanation, width: int) -> WaterfallChart:
    """The chart of an explanation; amounts in its currency."""
    wide = width >= WIDE
    row, left = (ROW, 210.0) if wide else (NARROW_ROW, 12.0)
    amounts, level = [answer.market_median], answer.market_median
    for effect in answer.effects:
        ends = (effect.low, effect.high)
        amounts += [level + end for end in ends if end is not None]
        level += effect.amount
        amounts.append(level)
    scale = Scale.over(amounts, left + 12, width - (120.0 if wide else 92.0))
    steps, level = [], answer.market_median
    for place, effect in enumerate(answer.effects, start=1):
        steps.append(_step(effect, level, scale, row * (place + 0.5) + 4))
        level += effect.amount
    return WaterfallChart(
        width=width,
        height=row * (len(steps) + 2) + 8,
        left=left,
        market=answer.market_median,
        market_place=scale.place(answer.market_median),
        median=answer.median,
        median_place=scale.place(answer.median),
        steps=tuple(steps),
        row=row,
        currency=answer.evidence.currency,
    )


def _step(effect: Effect, level: float, scale: Scale, y: float) -> Step:
    low, high = (
        None if end is None else scale.place(level + end) for end in (effect.low, effect.high)
    )
    return Step(effect, y, scale.place(level), scale.place(level + effect.amount), low, high)
