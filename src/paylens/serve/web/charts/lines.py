"""Lines over numbers (years, experience), each with the band of its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from paylens.report.sections import DIFFERENCE, YEAR
from paylens.serve.web.charts.dots import WIDE, scale_of, ticks_of
from paylens.serve.web.charts.scale import Scale

PLOT, AXIS, KEY, KEY_WIDTH = 260.0, 52.0, 20.0, 240.0
TOP = 12.0
DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 2", "12 4", "1 2", "5 5")


@dataclass(frozen=True)
class Point:
    """A figure at a number on the axis; `value` is None where it may not be shown."""

    over: float
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Series:
    """Points of one line, sorted by the number on the axis."""

    label: str
    colour: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class PlacedPoint:
    """A point with its places, px; the ends of its interval where it has one."""

    x: float
    y: float
    top: float | None
    bottom: float | None


@dataclass(frozen=True)
class Line:
    """A series as drawn: pieces between gaps, each with its band, and its key above the plot."""

    series: Series
    dash: str
    paths: tuple[str, ...]
    bands: tuple[str, ...]
    points: tuple[PlacedPoint, ...]
    key_x: float
    key_y: float


@dataclass(frozen=True)
class LinesChart:
    """What the template draws, px in a box of `width` by `height`."""

    width: int
    height: float
    start: float
    end: float
    top: float
    axis: float
    lines: tuple[Line, ...]
    ticks: tuple[tuple[float, float], ...]
    over_ticks: tuple[tuple[float, float], ...]
    currency: str
    unit: str
    over_unit: str
    over_label: str
    reference: float | None
    template: ClassVar[str] = "charts/lines.svg"


def lines_chart(
    series: Sequence[Series],
    width: int,
    currency: str,
    units: tuple[str, str],
    over_label: str,
    reference: float | None = None,
) -> LinesChart | None:
    """The chart of lines; None where no point has a value.

    `units` are those of the values and of the axis below.
    """
    points = [point for each in series for point in each.points]
    shown = [point for point in points if point.value is not None]
    if not shown:
        return None
    columns = max(1, int(width // KEY_WIDTH))
    keys = 0 if len(series) < 2 else -(-len(series) // columns)
    top = TOP + keys * KEY
    wide = width >= WIDE
    start, end, axis = (64.0 if wide else 56.0), width - 16.0, top + PLOT
    amounts = [amount for p in shown for amount in (p.value, p.low, p.high)]
    unit, over_unit = units
    down = scale_of([*amounts, reference], axis, top, unit)
    over = _over(points, start + 8, end, over_unit)
    zero = 0.0 if reference is None and unit == DIFFERENCE else reference
    return LinesChart(
        width=width,
        height=axis + AXIS,
        start=start,
        end=end,
        top=top,
        axis=axis,
        lines=tuple(_line(each, place, over, down, columns) for place, each in enumerate(series)),
        ticks=ticks_of(down, 6, unit),
        over_ticks=ticks_of(over, 8 if wide else 4, over_unit),
        currency=currency,
        unit=unit,
        over_unit=over_unit,
        over_label=over_label,
        reference=None if zero is None else down.place(zero),
    )


def _over(points: Sequence[Point], start: float, end: float, unit: str) -> Scale:
    numbers = [point.over for point in points]
    if unit == YEAR and min(numbers) == max(numbers):
        numbers += [numbers[0] - 1, numbers[0] + 1]
    return Scale.over(numbers, start, end, margin=0.02)


def _line(series: Series, place: int, over: Scale, down: Scale, columns: int) -> Line:
    pieces = _pieces(series.points)
    placed = [[_placed(point, over, down) for point in piece] for piece in pieces]
    return Line(
        series=series,
        dash=DASHES[place % len(DASHES)],
        paths=tuple(_path([(p.x, p.y) for p in piece]) for piece in placed if len(piece) > 1),
        bands=tuple(band for piece in placed if (band := _band(piece))),
        points=tuple(point for piece in placed for point in piece),
        key_x=(place % columns) * KEY_WIDTH,
        key_y=TOP + (place // columns) * KEY,
    )


def _pieces(points: Sequence[Point]) -> list[list[Point]]:
    """The points in runs without a gap."""
    pieces: list[list[Point]] = [[]]
    for point in sorted(points, key=lambda each: each.over):
        if point.value is None:
            pieces.append([])
        else:
            pieces[-1].append(point)
    return [piece for piece in pieces if piece]


def _placed(point: Point, over: Scale, down: Scale) -> PlacedPoint:
    high, low = (None if end is None else down.place(end) for end in (point.high, point.low))
    return PlacedPoint(over.place(point.over), down.place(point.value or 0.0), high, low)


def _band(piece: Sequence[PlacedPoint]) -> str:
    """The outline between the intervals' ends; empty where a piece has fewer than two."""
    with_ends = [(p.x, p.top, p.bottom) for p in piece if p.top is not None]
    if len(with_ends) < 2:
        return ""
    upper = [(x, top) for x, top, _ in with_ends if top is not None]
    lower = [(x, bottom) for x, _, bottom in reversed(with_ends) if bottom is not None]
    return f"{_path([*upper, *lower])}Z"


def _path(places: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x},{y}" for x, y in places)
