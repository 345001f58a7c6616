"""Dots with intervals: one lane per source, grouped under the value that they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from paylens.report.sections import COUNT, DIFFERENCE, MONEY, YEAR
from paylens.serve.web.charts.scale import Scale

LANE, HEADING, GAP, AXIS = 24.0, 24.0, 12.0, 34.0
WIDE = 560
# Units without parts: an axis marks no half years.
WHOLE = (COUNT, YEAR)


@dataclass(frozen=True)
class Dot:
    """A figure with its interval; `thin_low` and `thin_high` are a wider or second range.

    `shape` is "dot", or "diamond" for official wages; `beside` is a hollow second dot.
    """

    label: str
    note: str
    colour: str
    value: float | None
    low: float | None = None
    high: float | None = None
    shape: str = "dot"
    beside: float | None = None
    title: str = ""


@dataclass(frozen=True)
class Group:
    """Dots of one value, and the published figure that they are set against, if any."""

    label: str
    dots: tuple[Dot, ...]
    mark: float | None = None
    verdict: str = ""


@dataclass(frozen=True)
class Lane:
    """A dot with its places, px."""

    dot: Dot
    y: float
    place: float | None
    start: float | None
    end: float | None
    beside: float | None


@dataclass(frozen=True)
class PlacedGroup:
    """A group with its places, px: heading, lanes, and the published figure's line."""

    group: Group
    y: float
    bottom: float
    lanes: tuple[Lane, ...]
    mark: float | None


@dataclass(frozen=True)
class DotsChart:
    """What the template draws, px in a box of `width` by `height`."""

    width: int
    height: float
    start: float
    end: float
    axis: float
    groups: tuple[PlacedGroup, ...]
    ticks: tuple[tuple[float, float], ...]
    currency: str
    line: float | None = field(default=None)
    unit: str = MONEY
    template: ClassVar[str] = "charts/dots.svg"


def dots_chart(
    groups: Sequence[Group],
    width: int,
    currency: str,
    reference: float | None = None,
    unit: str = MONEY,
) -> DotsChart | None:
    """The chart of groups of dots; None where no dot has a value.

    `reference` is an amount drawn as a line through all lanes; `unit` is a section's.
    """
    amounts = [amount for group in groups for amount in _amounts(group)]
    if all(dot.value is None for group in groups for dot in group.dots):
        return None
    start = 216.0 if width >= WIDE else 12.0
    scale = scale_of([*amounts, reference], start + 8, width - 16.0, unit)
    lane = LANE if width >= WIDE else LANE + 14
    placed, y = [], 8.0
    for group in groups:
        placed.append(_placed(group, scale, y, lane))
        y = placed[-1].bottom + GAP
    return DotsChart(
        width=width,
        height=y + AXIS,
        start=start,
        end=width - 8.0,
        axis=y,
        groups=tuple(placed),
        ticks=ticks_of(scale, 6 if width >= WIDE else 3, unit),
        currency=currency,
        line=None if reference is None else scale.place(reference),
        unit=unit,
    )


def scale_of(amounts: Sequence[float | None], start: float, end: float, unit: str) -> Scale:
    """A scale of a unit's amounts: at least two years wide, and below zero for differences."""
    known = [amount for amount in amounts if amount is not None]
    if unit == YEAR and known:
        known += [min(known) - 1, max(known) + 1]
    if unit == DIFFERENCE:
        known.append(0.0)
    return Scale.over(known, start, end)


def ticks_of(scale: Scale, most: int, unit: str) -> tuple[tuple[float, float], ...]:
    """Round amounts of a unit and their places, px."""
    whole = unit in WHOLE
    marked = [tick for tick in scale.ticks(most) if not whole or tick == round(tick)]
    return tuple((tick, scale.place(tick)) for tick in marked)


def _amounts(group: Group) -> list[float | None]:
    each = [(dot.value, dot.low, dot.high, dot.beside) for dot in group.dots]
    return [group.mark, *(amount for amounts in each for amount in amounts)]


def _placed(group: Group, scale: Scale, y: float, lane: float) -> PlacedGroup:
    top = y + (HEADING if group.label else 0.0)
    lanes = tuple(
        _lane(dot, scale, top + lane * (place + 1) - LANE / 2)
        for place, dot in enumerate(group.dots)
    )
    bottom = top + lane * (len(lanes) or int(group.mark is not None)) + 2
    mark = None if group.mark is None else scale.place(group.mark)
    return PlacedGroup(group, y, bottom, lanes, mark)


def _lane(dot: Dot, scale: Scale, y: float) -> Lane:
    places = [
        None if amount is None else scale.place(amount)
        for amount in (dot.value, dot.low, dot.high, dot.beside)
    ]
    return Lane(dot, y, *places)
