"""The chart of a section, as the section declares it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from paylens.market.evidence import GRADES, Figure
from paylens.report.sections import (
    DIFFERENCE,
    LINES,
    Section,
    SectionChart,
    SectionColumn,
    SectionedAnswer,
    Value,
)
from paylens.serve.web.charts.colours import series_colours, source_in
from paylens.serve.web.charts.dots import Dot, DotsChart, Group, dots_chart
from paylens.serve.web.charts.lines import LinesChart, Point, Series, lines_chart

LONGEST_LABEL = 34
NOT_SHOWN = "not enough data"
# The page's own colour, for what is no series.
ACCENT = "accent"
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
    """What a chart's marks are, in sentences."""
    declared = section.chart
    if declared is None:
        return ""
    value = column_of(section, declared.value)
    lines = declared.kind == LINES
    ends = any(_figure(row.get(declared.value)).low is not None for row in section.rows)
    interval = f"; {'band' if lines else 'line'}: its {declared.interval}" if ends else ""
    none = "; dotted: no difference" if not lines and value.unit == DIFFERENCE else ""
    series = list(dict.fromkeys(_word(row, declared.series) for row in section.rows))
    single = not lines and len(series) == 1 and _is_flat(section, declared)
    whose = f" All of {series[0]}." if single and series[0] and series[0] not in GRADES else ""
    marks = f"{'Line' if lines else 'Dot'}: {value.label.lower()}{interval}{none}."
    return f"{marks}{whose}"


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
    colours = _colours(section, declared)
    rows: dict[str, list[Row]] = {}
    for row in section.rows:
        rows.setdefault(_word(row, declared.group), []).append(row)
    groups: list[Group] = []
    if _is_flat(section, declared):
        dots = [_alone(row, declared, colours, strong=False) for row in section.rows]
        groups = [Group("", tuple(dots))]
    else:
        groups = [_group(label, each, declared, colours) for label, each in rows.items()]
    return dots_chart(groups, width, currency, _reference(declared, unit), unit)


def _group(label: str, rows: list[Row], declared: SectionChart, colours: dict[str, str]) -> Group:
    """A heading over its dots; a single dot stands beside the heading."""
    if len(rows) == 1:
        return Group("", (_alone(rows[0], declared, colours, strong=True),))
    names = [_word(row, declared.series) for row in rows]
    return Group(
        label,
        tuple(
            _dot(row, declared, name, "", colours[name])
            for row, name in zip(rows, names, strict=True)
        ),
    )


def _alone(row: Row, declared: SectionChart, colours: dict[str, str], *, strong: bool) -> Dot:
    """A dot beside its group's name, its series the note where the chart has several."""
    label, series = _word(row, declared.group), _word(row, declared.series)
    note = _note(series) if len(colours) > 1 and series != label else ""
    colour = colours[series if declared.series else label]
    return replace(_dot(row, declared, label, note, colour), strong=strong)


def _dot(row: Row, declared: SectionChart, label: str, note: str, colour: str) -> Dot:
    figure = _figure(row.get(declared.value))
    return Dot(
        label=label,
        note=note if figure.value is not None else figure.suppressed or NOT_SHOWN,
        colour=colour,
        value=figure.value,
        low=figure.low,
        high=figure.high,
    )


def _note(series: str) -> str:
    return f"{series} evidence" if series in GRADES else series


def _is_flat(section: Section, declared: SectionChart) -> bool:
    """Whether each group has one dot, which stands beside the group's name."""
    if declared.series in (None, declared.group):
        return True
    return max(Counter(_word(row, declared.group) for row in section.rows).values()) == 1


def _colours(section: Section, declared: SectionChart) -> dict[str, str]:
    """A colour for each word of the series, or of the group where there are none: a source's own,
    and one colour for all that are no series."""
    words = [_word(row, declared.series or declared.group) for row in section.rows]
    known = series_colours(words)
    if declared.series and not set(words) <= set(GRADES):
        return known
    return {word: colour if source_in(word) else ACCENT for word, colour in known.items()}


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
