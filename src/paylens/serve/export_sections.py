"""An answer of sections as Markdown and CSV, with the same figures as on the screen."""

from __future__ import annotations

import csv
import io

from paylens.market.evidence import Figure
from paylens.report.sections import (
    MONEY,
    Section,
    SectionColumn,
    SectionedAnswer,
    Value,
    understood_by,
)
from paylens.serve.section_cells import Plain, interval_text, is_text, value_text, why_missing
from paylens.serve.text import evidence_line

PLAIN = Plain()
DECIMALS = 6


def as_csv(answer: SectionedAnswer) -> str:
    """One line per row of every section; a figure's ends, and why it is not shown, beside it."""
    lines = [
        {"section": section.title, **_fields(section, row, answer.currency)}
        for section in answer.sections
        for row in section.rows
    ]
    names = list(dict.fromkeys(name for line in lines for name in line)) or ["section"]
    written = io.StringIO()
    writer = csv.DictWriter(written, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return written.getvalue()


def _fields(section: Section, row: dict[str, Value], currency: str) -> dict[str, object]:
    found: dict[str, object] = {}
    figures = {
        column.name
        for each in section.rows
        for column in section.columns
        if isinstance(each.get(column.name), Figure)
    }
    for column in section.columns:
        name, value = column.name, row.get(column.name)
        if name in figures:
            figure = value if isinstance(value, Figure) else Figure(_number(value))
            found[name] = _plain(figure.value, column)
            found[f"{name}_low"] = _plain(figure.low, column)
            found[f"{name}_high"] = _plain(figure.high, column)
            found[f"{name}_suppressed"] = figure.suppressed or ""
        else:
            found[name] = _plain(value, column)
    if any(column.unit == MONEY for column in section.columns):
        found["currency"] = currency
    return found


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _plain(value: Value, column: SectionColumn) -> object:
    """A value without rounding for the eye, but for cents."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(str(each) for each in value)
    if isinstance(value, float):
        return round(value) if column.unit == MONEY else round(value, DECIMALS)
    return value


def as_markdown(answer: SectionedAnswer) -> str:
    """The sentence, a heading and a table per section, the notes and the evidence."""
    understood = understood_by(answer)
    lines = [answer.sentence, ""]
    if understood:
        told = "; ".join(f"{name.replace('_', ' ')}: {words}" for name, words in understood.items())
        lines += [f"Understood: {told}.", ""]
    for section in answer.sections:
        lines += _section(section, answer.currency)
    lines += [f"- {note}" for note in answer.notes]
    for evidence in answer.evidence:
        lines.append(f"- Evidence: {evidence_line(evidence)}.")
        lines += [f"- {note}" for note in evidence.notes]
    return "\n".join(lines) + "\n"


def _section(section: Section, currency: str) -> list[str]:
    lines = [f"## {section.title}", ""]
    if section.sentence:
        lines += [section.sentence, ""]
    if section.rows:
        lines.append(_pipes([column.label for column in section.columns]))
        lines.append(_pipes(["---" if is_text(column) else "---:" for column in section.columns]))
        lines += [
            _pipes([_cell(row.get(c.name), c, currency) for c in section.columns])
            for row in section.rows
        ]
        lines.append("")
    if section.text:
        lines += ["```text", section.text, "```", ""]
    return [*lines, *(f"- {note}" for note in section.notes), *([""] if section.notes else [])]


def _cell(value: Value, column: SectionColumn, currency: str) -> str:
    text = why_missing(value) or value_text(value, column, currency, PLAIN)
    interval = interval_text(value, column, currency, PLAIN)
    return f"{text} ({interval})" if interval else text


def _pipes(texts: list[str]) -> str:
    return f"| {' | '.join(text.replace('|', '/') for text in texts)} |"
