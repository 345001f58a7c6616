"""An explanation on the screen: from the market's median to the estimate, fact by fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paylens.serve.text import evidence_line, money, table

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from paylens.report.explanation import Effect, Explanation

WIDTH = 20
MARKET, ESTIMATE = "market's median", "this estimate"


def show_explanation(answer: Explanation, console: Console) -> None:
    """Sentence, waterfall, records that resemble the profile, facts never together, notes."""
    console.print(f"[bold]{answer.sentence}[/bold]\n", highlight=False)
    console.print(_waterfall(answer))
    console.print(_resembling_line(answer), highlight=False)
    for pair in answer.never_together:
        seen = "Never seen together" if pair.unseen else "Not known together"
        console.print(f"{seen}: {pair.words} ({pair.reason}).", highlight=False)
    console.print(f"\n[dim]Evidence: {evidence_line(answer.evidence)}.[/dim]", highlight=False)
    for note in (answer.rule, *answer.notes):
        console.print(f"[dim]· {note}[/dim]", highlight=False)


def _waterfall(answer: Explanation) -> Table:
    currency = answer.evidence.currency
    shown = table("fact", "moves the median by", "95 % interval", "records", "")
    shown.columns[-1].justify = "left"
    shown.columns[-1].no_wrap = True
    steps = [answer.market_median]
    for effect in answer.effects:
        steps.append(steps[-1] + effect.amount)
    low, high = min(steps), max(steps)
    start, *ends = [round((step - low) / ((high - low) or 1.0) * WIDTH) for step in steps]
    shown.add_row(MARKET, money(steps[0], currency), "", "", " " * start + "│", style="bold")
    for effect, end in zip(answer.effects, ends, strict=True):
        shown.add_row(*_cells(effect, currency), bar(start, end))
        start = end
    shown.add_row(ESTIMATE, money(answer.median, currency), "", "", " " * start + "│", style="bold")
    return shown


def _cells(effect: Effect, currency: str) -> list[str]:
    interval = "–"
    if effect.low is not None and effect.high is not None:
        interval = f"{signed(effect.low, currency)} to {signed(effect.high, currency)}"
    fact = effect.fact.replace("_", " ")
    records = "–" if effect.records is None else f"{effect.records:,}"
    return [f"{fact}: {effect.words}", signed(effect.amount, currency), interval, records]


def bar(start: int, end: int) -> str:
    """A step of a waterfall between two places, rising or falling; a line where it is too small."""
    if start == end:
        return " " * start + "│"
    block = "█" if end > start else "░"
    return " " * min(start, end) + block * abs(end - start)


def signed(amount: float, currency: str) -> str:
    """An amount with its sign, also where it is positive."""
    sign = "-" if round(amount) < 0 else "+"
    return f"{sign}{money(abs(amount), currency)}"


def _resembling_line(answer: Explanation) -> str:
    found = answer.resembling
    if found.records is None:
        return f"Records that resemble this profile: not known; {found.rule}."
    count = f"{found.records:,}" if found.records else "fewer than can be counted"
    each = ", ".join(f"{source} {records:,}" for source, records in found.by_source.items())
    where = f" ({each})" if each else ""
    return f"Records that resemble this profile: {count}{where}; {found.rule}."
