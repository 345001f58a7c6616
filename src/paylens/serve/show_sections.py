"""An answer of sections on the terminal: the sentence, the tables, the notes, the evidence."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from paylens.report.sections import Section, SectionColumn, SectionedAnswer, Value, understood_by
from paylens.serve.section_cells import Plain, interval_text, is_text, value_text, why_missing
from paylens.serve.text import evidence_line

PLAIN = Plain()


def show_sections(answer: SectionedAnswer, console: Console) -> None:
    """Print an answer."""
    console.print(Text(answer.sentence, style="bold"))
    understood = understood_by(answer)
    if understood:
        told = "; ".join(f"{name.replace('_', ' ')}: {words}" for name, words in understood.items())
        console.print(Text(f"Understood: {told}", style="dim"))
    for section in answer.sections:
        _show(section, answer.currency, console)
    console.print()
    for note in answer.notes:
        console.print(Text(f"• {note}"))
    for evidence in answer.evidence:
        console.print(Text(f"Evidence: {evidence_line(evidence)}", style="dim"))
        for note in evidence.notes:
            console.print(Text(f"  {note}", style="dim"))


def _show(section: Section, currency: str, console: Console) -> None:
    console.print()
    console.print(Text(section.title, style="bold underline"))
    if section.sentence:
        console.print(Text(section.sentence))
    if section.rows:
        console.print(_table(section, currency))
    if section.text:
        console.print(Text(section.text, style="italic"), width=80)
    for note in section.notes:
        console.print(Text(f"• {note}", style="dim"))


def _table(section: Section, currency: str) -> object:
    from rich import box
    from rich.table import Table

    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in section.columns:
        shown.add_column(
            column.label, justify="left" if is_text(column) else "right", overflow="fold"
        )
    for row in section.rows:
        shown.add_row(*(_cell(row.get(c.name), c, currency) for c in section.columns))
    return shown


def _cell(value: Value, column: SectionColumn, currency: str) -> Text:
    missing = why_missing(value)
    if missing:
        return Text(missing, style="dim")
    text = Text(value_text(value, column, currency, PLAIN))
    interval = interval_text(value, column, currency, PLAIN)
    return text.append(f"\n{interval}", style="dim") if interval else text
