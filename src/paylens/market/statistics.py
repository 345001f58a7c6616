"""Cohort statistics: figures with intervals and evidence, over any union of cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from paylens.collect.source import card
from paylens.market.distribution import Distribution
from paylens.market.evidence import Evidence, Figure, reliability
from paylens.market.floor import OPEN_TOP_LIMIT, Floor, dominance
from paylens.market.store import Cell

SHARES = {"p10": 0.10, "p25": 0.25, "p50": 0.50, "p75": 0.75, "p90": 0.90}
STATISTICS = (*SHARES, "mean")
TOO_FEW = "fewer records than the publishing floor"
OPEN_TOP = "the open top bracket holds over 2 % of the records"


@dataclass(frozen=True)
class PayStatistics:
    """Percentiles and mean of one cohort, USD per year, with one evidence for all of them."""

    figures: dict[str, Figure]
    evidence: Evidence
    distribution: Distribution | None = field(default=None, repr=False, compare=False)

    @property
    def suppressed(self) -> bool:
        """Whether nothing of the cohort may be shown."""
        return self.evidence.records is None


def pay_statistics(cells: Iterable[Cell], floor: Floor) -> PayStatistics | None:
    """Statistics of all the cells' records together; None where there are none.

    The cells must be of one kind of pay.
    """
    found = list(cells)
    if not found:
        return None
    distribution = Distribution.union(cell.distribution for cell in found)
    if not floor.allows("p50", distribution.records):
        figures = {name: Figure(None, suppressed=TOO_FEW) for name in STATISTICS}
        return PayStatistics(figures, _evidence(found, None, "weak"))
    figures = {name: _figure(name, distribution, floor) for name in STATISTICS}
    median = figures["p50"]
    assert median.value is not None and median.low is not None and median.high is not None
    width = (median.high - median.low) / median.value if median.value else float("inf")
    label = reliability(distribution.records, width)
    return PayStatistics(figures, _evidence(found, distribution.records, label), distribution)


def _figure(name: str, distribution: Distribution, floor: Floor) -> Figure:
    if not floor.allows(name, distribution.records):
        return Figure(None, suppressed=TOO_FEW)
    if name == "mean":
        if distribution.open_top_share > OPEN_TOP_LIMIT:
            return Figure(None, suppressed=OPEN_TOP)
        return Figure(distribution.mean(), *distribution.mean_interval())
    share = SHARES[name]
    return Figure(distribution.percentile(share), *distribution.percentile_interval(share))


def _evidence(cells: list[Cell], records: int | None, label: str) -> Evidence:
    counts = [cell.employers for cell in cells if cell.employers]
    weighed = [
        (c.top_employer_share, c.distribution.records) for c in cells if c.top_employer_share
    ]
    share = sum(s * n for s, n in weighed) / sum(n for _, n in weighed) if weighed else None
    notes = [note for note in [dominance(max(counts, default=None), share)] if note and records]
    sources = sorted({cell.source for cell in cells})
    return Evidence(
        records=records,
        publishers=tuple(card(source).publisher for source in sources),
        sources=tuple(sources),
        years=tuple(sorted({cell.year for cell in cells})),
        basis=tuple(sorted({cell.basis for cell in cells})),
        pay=cells[0].pay,
        status="observed",
        reliability=label,
        employers=max(counts) if counts and records else None,
        notes=tuple(notes),
    )
