"""Dots with intervals: one lane per source, grouped under the value that they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import ClassVar

from paylens.report.sections import COUNT, DIFFERENCE, MONEY, YEAR
from paylens.serve.web.charts.scale import Scale

LANE, HEADING, GAP, AXIS = 24.0, 24.0, 12.0, 34.0
WIDE = 560
# Where words break, characters: of a lane beside its dot, above it, and of a heading; how many
# lines they may take, and how far these are apart, px.
BESIDE, ABOVE = 33, 50
HEADING_WIDE, HEADING_NARROW = 96, 44
MOST_LINES, LINE = 3, 15.0
# Units without parts: an axis marks no half years.
WHOLE = (COUNT, YEAR)


@dataclass(frozen=True)
class Dot:
    """A figure with its interval; `thin_low` and `thin_high` are a wider or second range.

    `shape` is "dot", or "diamond" for official wages; `beside` is a hollow second dot; `strong` is
    the one that the others stand beside.
    """

    label: str
    note: str
    colour: str
    value: float | None
    low: float | None = None
    high: float | None = None
    shape: str = "dot"
    beside: float | None = None
    strong: bool = False


@dataclass(frozen=True)
class Group:
    """Dots of one value, and the published figure that they are set against, if any."""

    label: str
    dots: tuple[Dot, ...]
    mark: float | None = None
    verdict: str = ""


@dataclass(frozen=True)
class Lane:
    """A dot with its places, px; its words in `lines`, the first at `text`, then its note, which
    has a line of its own where `is_note_apart`."""

    dot: Dot
    lines: tuple[str, ...]
    is_note_apart: bool
    text: float
    y: float
    place: float | None
    start: float | None
    end: float | None
    beside: float | None


@dataclass(frozen=True)
class PlacedGroup:
    """A group with its places, px: heading in lines, lanes, and the published figure's line."""

    group: Group
    lines: tuple[str, ...]
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
    placed, y = [], 8.0
    for group in groups:
        placed.append(_placed(group, scale, y, wide=width >= WIDE))
        y = placed[-1].bottom + (GAP if group.label else 0.0)
    return DotsChart(
        width=width,
        height=y + AXIS,
        start=start,
        end=width - 8.0,
        axis=y,
        groups=tuple(placed),
        ticks=ticks_of(scale, 6 if width >= WIDE else 4, unit),
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


def _placed(group: Group, scale: Scale, y: float, *, wide: bool) -> PlacedGroup:
    heading = _lines(group.label, HEADING_WIDE if wide else HEADING_NARROW)
    bottom = y + (HEADING + LINE * (len(heading) - 1) if heading else 0.0)
    lanes = []
    for dot in group.dots:
        lanes.append(_lane(dot, scale, bottom, wide=wide))
        bottom += _height(_further(lanes[-1].lines, lanes[-1].is_note_apart), wide=wide)
    if not lanes and group.mark is not None:
        bottom += _height(0.0, wide=wide)
    mark = None if group.mark is None else scale.place(group.mark)
    return PlacedGroup(group, heading, y, bottom + 2, tuple(lanes), mark)


def _height(further: float, *, wide: bool) -> float:
    """A lane's height: its words stand beside the dot, or above it where there is no room;
    `further` is that of their second and third line."""
    return LANE + further + (0 if wide else 14)


def _lane(dot: Dot, scale: Scale, top: float, *, wide: bool) -> Lane:
    most = BESIDE if wide else ABOVE
    lines = _lines(dot.label, most) or ("",)
    apart = bool(dot.note and dot.label) and len(lines[-1]) + 1 + len(dot.note) > most
    further = _further(lines, apart)
    height = _height(further, wide=wide)
    y = top + (height / 2 if wide else height - LANE / 2)
    text = y + 4 - further / 2 if wide else y - 11 - further
    places = [
        None if amount is None else scale.place(amount)
        for amount in (dot.value, dot.low, dot.high, dot.beside)
    ]
    return Lane(dot, lines, apart, round(text, 1), round(y, 1), *places)


def _further(lines: tuple[str, ...], is_note_apart: bool) -> float:
    return LINE * (len(lines) - 1 + is_note_apart)


def _lines(words: str, most: int) -> tuple[str, ...]:
    return tuple(wrap(words, most, max_lines=MOST_LINES, placeholder=" …"))
