"""The chart of a section, as the section declares it."""

from __future__ import annotations

from paylens.market.evidence import Figure
from paylens.report.sections import (
    DIFFERENCE,
    LINES,
    Section,
    SectionChart,
    SectionColumn,
    SectionedAnswer,
    Value,
)
from paylens.serve.web.charts.colours import series_colours
from paylens.serve.web.charts.dots import Dot, DotsChart, Group, dots_chart
from paylens.serve.web.charts.lines import LinesChart, Point, Series, lines_chart

LONGEST_LABEL = 34
NOT_SHOWN = "not enough data"
Chart = DotsChart | LinesChart
Row = dict[str, Value]


def section_chart(section: Section, answer: SectionedAnswer, width: int) -> Chart | None:
    """A section's chart, px wide; None where it has none, or no figure of it may be shown."""
    declared = section.chart
    if declared is None or not section.rows:
        return None
    drawn = _lines if declared.kind == LINES else _dots
    return drawn(section, declared, answer.currency, width)


def caption(section: Section) -> str:
    """What a chart's marks are, in a sentence."""
    declared = section.chart
    if declared is None:
        return ""
    value = column_of(section, declared.value).label.lower()
    lines = declared.kind == LINES
    ends = any(_figure(row.get(declared.value)).low is not None for row in section.rows)
    interval = f"; {'band' if lines else 'line'}: its 95 % interval" if ends else ""
    return f"{'Line' if lines else 'Dot'}: {value}{interval}."


def column_of(section: Section, name: str) -> SectionColumn:
    """The section's column of that name.

    Raises
    ------
    KeyError
        The section names a column in its chart that it does not have.
    """
    found = next((column for column in section.columns if column.name == name), None)
    if found is None:
        raise KeyError(f"{section.title}: no column {name!r} for the chart")
    return found


def _reference(declared: SectionChart, unit: str) -> float | None:
    """The declared line; no difference where differences are drawn."""
    return 0.0 if declared.reference is None and unit == DIFFERENCE else declared.reference


def _dots(section: Section, declared: SectionChart, currency: str, width: int) -> DotsChart | None:
    unit = column_of(section, declared.value).unit
    reference = _reference(declared, unit)
    flat = declared.series in (None, declared.group)
    colours = series_colours(_word(row, declared.series) for row in section.rows)
    rows: dict[str, list[Row]] = {}
    for row in section.rows:
        rows.setdefault("" if flat else _word(row, declared.group), []).append(row)
    groups = [
        Group(_short(label), tuple(_dot(row, declared, colours, flat) for row in each))
        for label, each in rows.items()
    ]
    return dots_chart(groups, width, currency, reference, unit)


def _dot(row: Row, declared: SectionChart, colours: dict[str, str], flat: bool) -> Dot:
    figure = _figure(row.get(declared.value))
    series = _word(row, declared.series)
    return Dot(
        label=_short(_word(row, declared.group) if flat else series),
        note="" if figure.value is not None else figure.suppressed or NOT_SHOWN,
        colour=colours[series] if declared.series else "accent",
        value=figure.value,
        low=figure.low,
        high=figure.high,
    )


def _lines(
    section: Section, declared: SectionChart, currency: str, width: int
) -> LinesChart | None:
    value = column_of(section, declared.value)
    over = column_of(section, declared.over or declared.group)
    points: dict[str, list[Point]] = {}
    for row in section.rows:
        place = _figure(row.get(over.name)).value
        if place is not None:
            figure = _figure(row.get(declared.value))
            found = Point(place, figure.value, figure.low, figure.high)
            points.setdefault(_word(row, declared.series), []).append(found)
    colours = series_colours(points)
    series = [
        Series(_short(name or value.label), colours[name], tuple(each))
        for name, each in points.items()
    ]
    reference = _reference(declared, value.unit)
    return lines_chart(series, width, currency, (value.unit, over.unit), over.label, reference)


def _figure(value: Value) -> Figure:
    """A value as a figure; words are none."""
    if isinstance(value, Figure):
        return value
    return Figure(float(value) if isinstance(value, int | float) else None)


def _word(row: Row, name: str | None) -> str:
    value = row.get(name) if name else None
    return "" if value is None else str(value)


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"
