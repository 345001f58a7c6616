"""What an answer shows: titled tables of figures, each of which may be drawn.

Terminal, page, chart, Markdown and CSV all show these same sections, so that an answer is written
down once, in its own file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from paylens.market.evidence import Evidence, Figure
from paylens.report.answer import Answer

# What a column's values are, and so how they are written for a reader.
TEXT, COUNT, YEAR = "text", "count", "year"
MONEY = "money"  # USD per year, or the answer's own currency
SHARE = "share"  # 0.25: 25 %
DIFFERENCE = "difference"  # 0.25: 25 % more; -0.25: 25 % less
UNITS = (TEXT, COUNT, YEAR, MONEY, SHARE, DIFFERENCE)
# How a chart is drawn: a lane with interval per row, or a line over a column of numbers.
DOTS, LINES = "dots", "lines"

Value = str | int | float | Figure | tuple[Any, ...] | None


@dataclass(frozen=True)
class SectionColumn:
    """A column of a section: the rows' key, what people read, and what its values are (UNITS)."""

    name: str
    label: str
    unit: str = TEXT


@dataclass(frozen=True)
class SectionChart:
    """How a section is drawn, by the names of its columns.

    `value` is a column of figures; `group` names the row, `series` (a source, a value) its colour.
    `over` is the numeric column of a chart of lines. `reference` is drawn as a line: no difference.
    `interval` says what the ends of a figure are.
    """

    value: str
    group: str
    series: str | None = None
    kind: str = DOTS
    over: str | None = None
    reference: float | None = None
    interval: str = "95 % interval"


@dataclass(frozen=True)
class Section:
    """A titled table: one sentence, columns, rows by column name, a chart of them, notes.

    `text` is shown as it is written, for people to copy and change: a letter.
    """

    title: str
    sentence: str
    columns: tuple[SectionColumn, ...]
    rows: tuple[dict[str, Value], ...]
    chart: SectionChart | None = None
    notes: tuple[str, ...] = ()
    text: str = ""


class SectionedAnswer(Answer):
    """An answer that is shown as sections.

    `evidence` is what its figures rest on, one per kind of figures; MONEY is in its currency. An
    answer that understood facts says in `understood` how, by their names, for people to check.
    """

    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """What the answer shows, in order."""
        raise NotImplementedError

    @property
    def currency(self) -> str:
        """The currency of the answer's amounts."""
        return next((each.currency for each in self.evidence), "USD")

    def _lines(self) -> list[dict[str, Any]]:
        return [
            {"section": section.title, **_line(section, row)}
            for section in self.sections
            for row in section.rows
        ]


def understood_by(answer: SectionedAnswer) -> dict[str, str]:
    """What an answer understood of each fact, in people's words; empty where it takes none."""
    return dict(getattr(answer, "understood", None) or {})


def _line(section: Section, row: dict[str, Value]) -> dict[str, Any]:
    """A row with each figure's ends beside it, and lists in words."""
    line: dict[str, Any] = {}
    for column in section.columns:
        value = row.get(column.name)
        if isinstance(value, Figure):
            ends = {f"{column.name}_low": value.low, f"{column.name}_high": value.high}
            line |= {
                column.name: value.value,
                **ends,
                f"{column.name}_suppressed": value.suppressed,
            }
        else:
            line[column.name] = ", ".join(map(str, value)) if isinstance(value, tuple) else value
    return line
