"""An answer of sections on the terminal: the sentence, the tables, the notes, the evidence."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from textwrap import wrap

from rich.console import Console
from rich.text import Text

from paylens.report.sections import Section, SectionColumn, SectionedAnswer, Value, understood_by
from paylens.serve.references import as_commands
from paylens.serve.section_cells import Plain, interval_text, is_text, value_text, why_missing
from paylens.serve.text import evidence_line

PLAIN = Plain()
# Columns of numbers are not broken; their words are, to this many characters, unless there is room.
LONGEST_IN_NUMBERS, ROOMY = 12, 150
# In a narrower terminal the two ends of an interval stand below one another.
WIDE = 100
# Of columns of text only longer words are broken.
LONGEST_WORD, LONGEST_WORD_NARROW = 16, 9


def show_sections(answer: SectionedAnswer, console: Console) -> None:
    """Print an answer."""
    console.print(Text(as_commands(answer.sentence), style="bold"))
    understood = understood_by(answer)
    if understood:
        told = "; ".join(f"{name.replace('_', ' ')}: {words}" for name, words in understood.items())
        console.print(Text(f"Understood: {told}", style="dim"))
    for section in answer.sections:
        _show(section, answer.currency, console)
    console.print()
    for note in answer.notes:
        console.print(Text(f"• {as_commands(note)}"))
    for evidence in answer.evidence:
        console.print(Text(f"Evidence: {evidence_line(evidence)}", style="dim"))
        for note in evidence.notes:
            console.print(Text(f"  {note}", style="dim"))


def _show(section: Section, currency: str, console: Console) -> None:
    console.print()
    console.print(Text(section.title, style="bold underline"))
    if section.sentence:
        console.print(Text(as_commands(section.sentence)))
    if section.rows:
        for place, columns in enumerate(_parts(section, currency, console.width)):
            if place:
                console.print()
            console.print(_table(section, columns, currency, console.width))
    if section.text:
        console.print(Text(section.text, style="italic"), width=80)
    for note in section.notes:
        console.print(Text(f"• {as_commands(note)}", style="dim"))


def _parts(section: Section, currency: str, width: int) -> list[list[SectionColumn]]:
    """The columns of each table that is printed: what is too wide goes on below, labels again."""
    least = {c.name: _least_width(section, c, currency, width) for c in section.columns}
    labels = list(itertools.takewhile(is_text, section.columns))
    rest = list(section.columns[len(labels) :])
    parts = [[*labels]]
    for column in rest:
        part = parts[-1]
        # Two blanks around a column and one between two.
        wide = sum(least[c.name] for c in (*part, column)) + 3 * len(part)
        if wide > width and len(part) > len(labels):
            parts.append([*labels])
        parts[-1].append(column)
    return parts


def _least_width(section: Section, column: SectionColumn, currency: str, width: int) -> int:
    """How many characters a column takes at least."""
    if is_text(column):
        return _longest_word(section, column, width)
    cells = (_cell(row.get(column.name), column, currency, width).plain for row in section.rows)
    lines = [*wrap(column.label, LONGEST_IN_NUMBERS), *(n for c in cells for n in c.splitlines())]
    return max(map(len, lines), default=0)


def _longest_word(section: Section, column: SectionColumn, width: int) -> int:
    unbroken = LONGEST_WORD if width >= WIDE else LONGEST_WORD_NARROW
    words = [column.label, *(str(row.get(column.name) or "") for row in section.rows)]
    return min(max(len(word) for text in words for word in text.split() or [""]), unbroken)


def _table(section: Section, columns: Sequence[SectionColumn], currency: str, width: int) -> object:
    from rich import box
    from rich.table import Table

    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        if is_text(column):
            least = _longest_word(section, column, width)
            shown.add_column(column.label, min_width=least, overflow="fold")
        else:
            label = "\n".join(wrap(column.label, LONGEST_IN_NUMBERS))
            shown.add_column(label, justify="right", no_wrap=True)
    for row in section.rows:
        shown.add_row(*(_cell(row.get(c.name), c, currency, width) for c in columns))
    return shown


def _cell(value: Value, column: SectionColumn, currency: str, width: int) -> Text:
    missing = why_missing(value)
    if missing:
        roomy = is_text(column) or width >= ROOMY
        return Text(missing if roomy else "\n".join(wrap(missing, LONGEST_IN_NUMBERS)), style="dim")
    text = Text(as_commands(value_text(value, column, currency, PLAIN)))
    interval = interval_text(value, column, currency, PLAIN)
    if width < WIDE:
        interval = interval.replace("–", "–\n").replace(" to ", " to\n")
    return text.append(f"\n{interval}", style="dim") if interval else text
