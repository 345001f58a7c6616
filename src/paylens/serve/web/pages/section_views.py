"""What a page shows of one section: its charts, its first rows and the rest a click away."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from paylens.market.evidence import GRADES
from paylens.report.sections import Section, SectionColumn, SectionedAnswer, Value
from paylens.serve.section_cells import is_text
from paylens.serve.web.charts.colours import source_told
from paylens.serve.web.charts.sections import Chart, caption, section_chart

WIDTHS = {"wide": 760, "narrow": 360}
# Rows of a table that stands open under its chart, and rows of any table before "the other …".
MOST_UNDER_CHART = 6
MOST_AT_ONCE = 12
# A table with a longer text in a row is prose: on a phone its rows are shown one under another.
LONGEST_WORDS = 28
# So is one of few rows with words among more columns than a phone has room for.
FEW_ROWS, MANY_COLUMNS = 6, 5
RELIABILITY = "reliability"
# A longer text in parts is a list.
LONGEST_LINE = 90
PART = "; "

Row = dict[str, Value]


@dataclass(frozen=True)
class SectionView:
    """A section, ready for its template; `address` asks for its chart as a file."""

    section: Section
    charts: dict[str, Chart | None]
    caption: str
    address: str
    first: tuple[Row, ...]
    rest: tuple[Row, ...]
    is_open: bool
    is_prose: bool


def section_views(answer: SectionedAnswer) -> list[SectionView]:
    """Every section of an answer, in order."""
    return [_view(answer, each, place) for place, each in enumerate(answer.sections, start=1)]


def parts_of(text: str) -> list[str]:
    """The parts of a long text that says something of one source after another; else nothing."""
    parts = text.split(PART) if len(text) > LONGEST_LINE else []
    return parts if len(parts) > 1 and all(source_told(part) for part in parts) else []


def is_grade(text: str, column: SectionColumn) -> bool:
    """Whether a cell is a grade of evidence, which is drawn as well."""
    return column.name == RELIABILITY and text in GRADES


def _view(answer: SectionedAnswer, section: Section, place: int) -> SectionView:
    charts = {size: section_chart(section, answer, px) for size, px in WIDTHS.items()}
    whole = len(section.rows) <= MOST_AT_ONCE + 2
    return SectionView(
        section=section,
        charts=charts,
        caption=caption(section),
        address=urlencode({"section": place}),
        first=section.rows if whole else section.rows[:MOST_AT_ONCE],
        rest=() if whole else section.rows[MOST_AT_ONCE:],
        is_open=charts["wide"] is None or len(section.rows) <= MOST_UNDER_CHART,
        is_prose=_is_prose(section),
    )


def _is_prose(section: Section) -> bool:
    columns = section.columns
    is_small = len(section.rows) <= FEW_ROWS and len(columns) >= MANY_COLUMNS
    if is_small and any(is_text(column) for column in columns[1:]):
        return True
    return any(_longest(section, row) > LONGEST_WORDS for row in section.rows)


def _longest(section: Section, row: Row) -> int:
    """The length of the longest words of a row beyond its first cell."""
    words = [row.get(column.name) for column in section.columns[1:] if is_text(column)]
    return max((len(each) for each in words if isinstance(each, str)), default=0)
