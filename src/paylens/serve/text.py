"""How figures read in a terminal: money, shares, years, a row of blocks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from paylens.market.evidence import Evidence

if TYPE_CHECKING:
    from rich.table import Table

SYMBOLS = {"USD": "$", "Int$": "I$"}
BLOCKS = " ▁▂▃▄▅▆▇█"
FEWER = "fewer records than may be shown"


def money(amount: float | None, currency: str = "USD") -> str:
    """An amount without cents; a dash where there is none."""
    if amount is None:
        return "–"
    symbol = SYMBOLS.get(currency)
    minus = "−" if round(amount) < 0 else ""
    number = f"{abs(amount):,.0f}"
    return minus + (f"{symbol}{number}" if symbol else f"{currency} {number}")


def years(found: Iterable[int]) -> str:
    """Years as spans: (2019, 2020, 2021, 2023) → "2019–2021, 2023"."""
    spans: list[list[int]] = []
    for year in sorted(found):
        if spans and spans[-1][1] == year - 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in spans)


def blocks(heights: list[float]) -> str:
    """One character per height, the tallest full."""
    most = max(heights, default=0) or 1
    return "".join(BLOCKS[round(height / most * (len(BLOCKS) - 1))] for height in heights)


def evidence_line(evidence: Evidence) -> str:
    """The evidence of a figure in one line."""
    if evidence.records is None and evidence.answering is None:
        return f"{evidence.status}; {FEWER}"
    rate = f" (rate of {evidence.rate_date})" if evidence.rate_date else ""
    prices = f" ({evidence.prices})" if evidence.prices else ""
    anchored = f", {evidence.anchored}" if evidence.anchored else ""
    employers = f", at least {evidence.employers:,} employers" if evidence.employers else ""
    return (
        f"{evidence.status}; {_count(evidence)}{employers} of "
        f"{', '.join(evidence.publishers)}; {years(evidence.years) or 'no years'}; "
        f"{' and '.join(evidence.basis) or 'carried over'}; {evidence.pay} pay in "
        f"{evidence.currency}{rate}{prices}{anchored}; reliability: {evidence.reliability}"
    )


def _count(evidence: Evidence) -> str:
    """How many records; of an estimate, how many of those that answer are like the profile."""
    records, answering = evidence.records, evidence.answering
    if answering == 0:
        return f"no records of {evidence.pay} pay of the role and country"
    if answering is None or records == answering:
        return f"{records:,} records" if records else FEWER
    if records == 0:
        facts = " or ".join(fact.fact for fact in evidence.carried) or "all of these facts"
        return f"{answering:,} records of the role and country, none of which states {facts},"
    like = f"at most about {records:,}" if records else FEWER
    return f"{like} like this profile among the {answering:,} of the role and country"


def table(*columns: str) -> Table:
    """A table without frames, the first column to the left."""
    from rich import box
    from rich.table import Table

    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for place, column in enumerate(columns):
        shown.add_column(column, justify="left" if place == 0 else "right", overflow="fold")
    return shown
