"""The distribution of an estimate: a curve, its middle half and four fifths, and one's own pay."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from paylens.market.grid import LOG_EDGES
from paylens.serve.web.charts.scale import Scale

if TYPE_CHECKING:
    from paylens.report.estimate import Estimate

POINTS = 72
SHOWN = (0.003, 0.99)
SMOOTHING = np.array([1, 6, 15, 20, 15, 6, 1]) / 64
RANGES = (("p10", "p90", "eighty"), ("p25", "p75", "fifty"))
# A label is moved to the other side of its line this near to an end, and the two labels apart
# this near to one another, px.
NEAR_END = 130
NEAR_ANOTHER = 75


@dataclass(frozen=True)
class Band:
    """A range of pay under the curve: its outline and the bar below the axis."""

    name: str
    path: str
    start: float
    end: float
    low: float
    high: float


@dataclass(frozen=True)
class Mark:
    """A vertical line at an amount, `top` px from the top; its label's place and anchor."""

    name: str
    amount: float
    place: float
    top: float
    label: float
    anchor: str


@dataclass(frozen=True)
class DistributionChart:
    """What the template draws, px in a box of `width` by `height`."""

    width: int
    height: int
    top: float
    base: float
    outline: str
    bands: tuple[Band, ...]
    median: Mark
    own: Mark | None
    ticks: tuple[tuple[float, float], ...]
    currency: str


def distribution_chart(answer: Estimate, width: int, height: int) -> DistributionChart:
    """The chart of an answer; amounts in its currency."""
    cumulative = answer.distribution.cumulative
    edges = np.exp(LOG_EDGES) * answer.units_per_usd
    low, high = (float(np.interp(share, cumulative, edges)) for share in SHOWN)
    own = answer.my_pay["pay"] if answer.my_pay else None
    scale = Scale.over([low, high, own], 12, width - 12, margin=0.0)
    top, base = 58.0, height - 74.0
    curve = _curve(cumulative, edges, scale)
    median, mine = _marks(answer.figures["p50"].value or 0.0, own, scale, width)
    return DistributionChart(
        width=width,
        height=height,
        top=top,
        base=base,
        outline=_path(curve, scale, top, base, scale.low, scale.high),
        bands=tuple(_band(answer, each, curve, scale, (top, base)) for each in RANGES),
        median=median,
        own=mine,
        ticks=tuple((tick, scale.place(tick)) for tick in scale.ticks(7 if width > 500 else 4)),
        currency=answer.evidence.currency,
    )


Curve = tuple["np.ndarray", "np.ndarray"]


def _curve(cumulative: np.ndarray, edges: np.ndarray, scale: Scale) -> Curve:
    """Amounts (POINTS,) and the density of pay at each, its highest being 1."""
    ends = np.linspace(scale.low, scale.high, POINTS + 1)
    heights = np.diff(np.interp(ends, edges, cumulative))
    padded = np.pad(heights, 3, mode="edge")
    smooth = np.convolve(padded, SMOOTHING, mode="valid")
    return (ends[:-1] + ends[1:]) / 2, smooth / (smooth.max() or 1.0)


def _path(curve: Curve, scale: Scale, top: float, base: float, start: float, end: float) -> str:
    """The outline of the area under the curve between two amounts."""
    amounts, heights = curve
    inside = amounts[(amounts > start) & (amounts < end)]
    drawn = np.concatenate([[start], inside, [end]])
    tops = base - np.interp(drawn, amounts, heights) * (base - top)
    points = [
        f"{scale.place(float(amount))},{height:.1f}"
        for amount, height in zip(drawn, tops, strict=True)
    ]
    return f"M{scale.place(start)},{base}L{'L'.join(points)}L{scale.place(end)},{base}Z"


def _band(
    answer: Estimate,
    ends: tuple[str, str, str],
    curve: Curve,
    scale: Scale,
    box: tuple[float, float],
) -> Band:
    low, high = (float(answer.figures[name].value or 0.0) for name in ends[:2])
    path = _path(curve, scale, *box, low, high)
    return Band(ends[2], path, scale.place(low), scale.place(high), low, high)


def _marks(median: float, own: float | None, scale: Scale, width: int) -> tuple[Mark, Mark | None]:
    """The median's mark and one's own above it, each label clear of the other's line."""
    middle = _mark("median", median, scale, width, 40.0)
    if own is None:
        return middle, None
    mine = _mark("own", own, scale, width, 16.0)
    if abs(mine.place - middle.place) < NEAR_ANOTHER and middle.anchor == "middle":
        away = "end" if mine.place >= middle.place else "start"
        middle = replace(middle, anchor=away, label=middle.place)
    return middle, mine


def _mark(name: str, amount: float, scale: Scale, width: int, top: float) -> Mark:
    place = scale.place(amount)
    if place < NEAR_END:
        return Mark(name, amount, place, top, place - 6, "start")
    if place > width - NEAR_END:
        return Mark(name, amount, place, top, place + 6, "end")
    return Mark(name, amount, place, top, place, "middle")
