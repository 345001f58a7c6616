"""Charts of sections: what is drawn, in whose colour, and where nothing can be."""

from dataclasses import replace

import pytest

from invented_answers import APART, OVER_TIME, PAY, TOO_FEW, WORDS_ONLY, invented_answer
from paylens.market.evidence import Figure
from paylens.report.sections import YEAR, SectionChart
from paylens.serve.web.charts.colours import SERIES_COLOURS, SOURCE_COLOURS, series_colours
from paylens.serve.web.charts.dots import DotsChart
from paylens.serve.web.charts.lines import LinesChart
from paylens.serve.web.charts.sections import caption, section_chart

ANSWER = invented_answer()
both_widths = pytest.mark.parametrize("width", [760, 360])


@both_widths
def test_a_lane_per_row_under_its_group(width: int) -> None:
    chart = section_chart(PAY, ANSWER, width)
    assert isinstance(chart, DotsChart)
    assert [placed.group.label for placed in chart.groups] == ["senior", ""]
    assert (chart.groups[1].lanes[0].lines, chart.groups[1].lanes[0].dot.note) == (
        ("entry",), "levels_fyi",
    )  # fmt: skip
    shown, few = chart.groups[0].lanes
    assert shown.dot.colour == SOURCE_COLOURS["levels_fyi"]
    assert shown.start < shown.place < shown.end
    assert (few.place, few.dot.note) == (None, TOO_FEW)
    assert chart.line is None


@both_widths
def test_long_names_take_more_lines_and_room(width: int) -> None:
    named = "Employer with a name that is much too long for one line of a narrow chart"
    rows = ({**APART.rows[0], "what": named}, APART.rows[1])
    chart = section_chart(replace(APART, rows=rows), ANSWER, width)
    short = section_chart(APART, ANSWER, width)
    assert isinstance(chart, DotsChart) and isinstance(short, DotsChart)
    assert " ".join(chart.groups[0].lanes[0].lines) == named
    assert chart.height > short.height
    first, second = chart.groups[0].lanes
    assert first.y < second.text < chart.axis


@both_widths
def test_differences_stand_about_a_line_of_none(width: int) -> None:
    chart = section_chart(APART, ANSWER, width)
    assert isinstance(chart, DotsChart)
    more, less = chart.groups[0].lanes
    assert less.place < chart.line < more.place
    assert 0.0 in [tick for tick, _ in chart.ticks]


@both_widths
def test_lines_have_bands_and_break_where_nothing_may_be_shown(width: int) -> None:
    chart = section_chart(OVER_TIME, ANSWER, width)
    assert isinstance(chart, LinesChart)
    known, other = chart.lines
    assert known.series.colour == SOURCE_COLOURS["levels_fyi"]
    assert (len(known.points), len(other.points)) == (3, 3)
    assert len(known.bands) == len(other.bands) == 1
    assert known.dash != other.dash
    assert all(tick == round(tick) for tick, _ in chart.over_ticks)
    for line in chart.lines:
        assert all(point.top < point.y < point.bottom for point in line.points)
        assert all(chart.start <= point.x <= chart.end for point in line.points)


def test_a_gap_splits_a_line() -> None:
    rows = [row for row in OVER_TIME.rows if row["source"] == "levels_fyi"]
    rows[1] = rows[1] | {"median": Figure(None, suppressed=TOO_FEW)}
    chart = section_chart(replace(OVER_TIME, rows=tuple(rows)), ANSWER, 760)
    assert isinstance(chart, LinesChart)
    assert (chart.lines[0].paths, chart.lines[0].bands) == ((), ())
    assert len(chart.lines[0].points) == 2


@pytest.mark.parametrize(
    "section",
    [
        WORDS_ONLY,
        replace(PAY, chart=None),
        replace(PAY, rows=()),
        replace(PAY, rows=(PAY.rows[1],)),
        replace(OVER_TIME, rows=(OVER_TIME.rows[-1],)),
    ],
)
def test_nothing_to_draw(section) -> None:
    assert section_chart(section, ANSWER, 760) is None


def test_a_chart_of_a_missing_column_is_our_own_mistake() -> None:
    with pytest.raises(KeyError, match="no column 'pay'"):
        section_chart(replace(PAY, chart=SectionChart("pay", "level")), ANSWER, 760)


def test_one_year_alone_is_no_wide_axis() -> None:
    newest = replace(PAY.columns[2], name="newest", label="Newest", unit=YEAR)
    section = replace(
        PAY,
        columns=(PAY.columns[0], newest),
        rows=({"level": "a", "newest": 2025}, {"level": "b", "newest": 2025}),
        chart=SectionChart("newest", "level"),
    )
    chart = section_chart(section, ANSWER, 760)
    assert isinstance(chart, DotsChart)
    assert [tick for tick, _ in chart.ticks] == [2024, 2025, 2026]


@pytest.mark.parametrize(
    ("section", "words"),
    [
        (PAY, "Dot: median; line: its 95 % interval."),
        (OVER_TIME, "Line: median; band: its 95 % interval."),
        (replace(PAY, chart=SectionChart("records", "level")), "Dot: records."),
        (APART, "Dot: difference; line: its 95 % interval; dotted: no difference."),
        (
            replace(PAY, rows=(PAY.rows[0], PAY.rows[2])),
            "Dot: median; line: its 95 % interval. All of levels_fyi.",
        ),
        (WORDS_ONLY, ""),
    ],
)
def test_captions_say_what_the_marks_are(section, words: str) -> None:
    assert caption(section) == words


def test_sources_keep_their_colours_whatever_stands_beside_them() -> None:
    found = series_colours(["Paris", "ai_jobs", "Rome", "Paris"])
    assert found == {
        "Paris": SERIES_COLOURS[0],
        "ai_jobs": SOURCE_COLOURS["ai_jobs"],
        "Rome": SERIES_COLOURS[1],
    }
    assert len(series_colours(str(place) for place in range(20))) == 20
