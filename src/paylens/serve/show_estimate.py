"""An estimate on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from paylens.market.grid import LOG_EDGES
from paylens.market.statistics import SHARES
from paylens.report.estimate import apart_in_words
from paylens.serve.text import blocks, evidence_line, money, table, years

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from paylens.report.estimate import Estimate
    from paylens.report.official import OfficialWages

WIDTH = 60


def show_estimate(answer: Estimate, console: Console) -> None:
    """Sentence, chart, percentiles, sources side by side, official wages, evidence, notes."""
    currency = answer.evidence.currency
    console.print(f"[bold]{answer.sentence}[/bold]\n", highlight=False)
    if answer.understood:
        each = answer.understood.items()
        told = "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in each)
        console.print(f"[dim]Understood: {told}[/dim]\n", highlight=False)
    for line in chart(answer):
        console.print(line, highlight=False)
    console.print()
    console.print(_percentiles(answer))
    if answer.my_pay:
        mine = answer.my_pay
        console.print(
            f"Your {money(mine['pay'], currency)} is above "
            f"[bold]{mine['percentile']:.0f} %[/bold] of them "
            f"(between {mine['percentile_low']:.0f} and {mine['percentile_high']:.0f} %).\n",
            highlight=False,
        )
    console.print(_sources(answer, currency))
    if answer.source_spread is not None:
        disagree = "The sources disagree: their" if answer.disagrees else "The sources'"
        console.print(
            f"{disagree} medians for this profile {apart_in_words(answer.source_spread)}.",
            highlight=False,
        )
    if answer.official:
        console.print(_official_line(answer.official), highlight=False)
    console.print(f"\n[dim]Evidence: {evidence_line(answer.evidence)}.[/dim]", highlight=False)
    if answer.coverage:
        console.print(f"[dim]{_coverage_line(answer.coverage)}[/dim]", highlight=False)
    for note in answer.notes:
        console.print(f"[dim]· {note}[/dim]", highlight=False)


def chart(answer: Estimate) -> list[str]:
    """The distribution between p2 and p98 as blocks over an axis, with the percentiles marked."""
    edges = LOG_EDGES + np.log(answer.units_per_usd)
    cumulative = answer.distribution.cumulative
    low, high = (np.interp(share, cumulative, edges) for share in (0.02, 0.98))
    ticks = np.linspace(low, high, WIDTH + 1)
    heights = np.diff(np.interp(ticks, edges, cumulative))
    marks = [" "] * WIDTH
    for name in SHARES:
        value = answer.figures[name].value
        if value:
            place = int((np.log(value) - low) / (high - low) * WIDTH)
            marks[min(max(place, 0), WIDTH - 1)] = "┃" if name == "p50" else "╵"
    currency = answer.evidence.currency
    ends = f"{money(float(np.exp(low)), currency)}", f"{money(float(np.exp(high)), currency)}"
    axis = ends[0] + " " * (WIDTH - len(ends[0]) - len(ends[1])) + ends[1]
    return [
        f"  [cyan]{blocks(heights.tolist())}[/cyan]",
        f"  {''.join(marks)}",
        f"  [dim]{axis}[/dim]",
    ]


def _percentiles(answer: Estimate) -> Table:
    shown = table("per year", *answer.figures)
    currency = answer.evidence.currency
    figures = answer.figures.values()
    shown.add_row(answer.evidence.pay, *[money(figure.value, currency) for figure in figures])
    if answer.figures["p50"].low is not None:
        ends = [f"{money(f.low, currency)} –\n{money(f.high, currency)}" for f in figures]
        shown.add_row(
            f"{answer.evidence.interval_level:.0%} interval of\nsampling alone", *ends, style="dim"
        )
    return shown


def _sources(answer: Estimate, currency: str) -> Table:
    here = f"this profile, {answer.year}"
    shown = table("source", "records", "years", "p25", "p50", "p75", here)
    for source in answer.sources:
        observed = source.observed.figures if source.observed else {}
        cells = [
            money(observed[n].value if n in observed else None, currency)
            for n in ("p25", "p50", "p75")
        ]
        name = f"{source.source} ({source.basis or 'carried over'}, {source.weight:.0%})"
        shown.add_row(
            name,
            f"{source.records:,}",
            years(source.years),
            *cells,
            money(source.estimated_p50, currency),
        )
    return shown


def _official_line(official: OfficialWages) -> str:
    kind = "" if official.same_occupation else "nearest occupation, "
    prices = f", {official.prices}" if official.prices else ""
    return (
        f"Official wages, {kind}{official.title} (SOC {official.soc}), US, "
        f"May {official.year}{prices}: "
        f"p25 {money(official.p25)}, p50 {money(official.p50)}, p75 {money(official.p75)} "
        f"({official.publisher}); beside the answer, not in it."
    )


def _coverage_line(coverage: dict[str, float | str]) -> str:
    return (
        f"Measured on {coverage['rows']:,} held-out records of {coverage['segment']}: the "
        f"model's 80 % range held {coverage['coverage_80']:.1%} of them, the 50 % range "
        f"{coverage['coverage_50']:.1%}."
    )
