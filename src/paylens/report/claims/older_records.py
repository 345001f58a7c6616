"""Records years older than a claim: what they say as they are, and moved as estimates are.

A claim that states no year may be of today. Where all that can judge it is years older, the growth
of wages alone would make a right figure too high.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from paylens.market.store import Cell, Store
from paylens.report.claims.asked import Asked
from paylens.report.claims.claim import GROWTH, Claim
from paylens.report.claims.shares import Found
from paylens.report.claims.verdicts import Finding
from paylens.report.cohorts import LATEST_YEARS
from paylens.report.official import COUNTRY, movement, official_wages
from paylens.report.table_rows import span
from paylens.report.tables import DEFAULT_ROLE
from paylens.report.verdict import AGREES, TOO_HIGH, TOO_LOW


@dataclass(frozen=True)
class Older:
    """That all which judged a claim is years older than it: of which years, and the same `moved`
    to `year` by `growth`, the shares by which the sources' medians move (empty: by nothing)."""

    years: str
    year: int
    moved: list[Found]
    growth: tuple[float, ...]

    @property
    def words(self) -> str:
        """How far official wages have moved since, in words."""
        ends = dict.fromkeys(f"{each:+.0%}" for each in (min(self.growth), max(self.growth)))
        return " to ".join(ends)


def older_than_claim(
    store: Store, claim: Claim, finding: Finding, found: Sequence[Found], asked: Asked
) -> Older | None:
    """What judged, moved to the newest official year, where all of it is years older.

    None where the claim states a year or is of growth, or where a source that judged has records
    of the latest years. Outside the US there are no official wages to move by.
    """
    newest = official_wages(store, DEFAULT_ROLE, COUNTRY)
    years = tuple(year for one in finding.evidence for year in one.evidence.years)
    if claim.about.year or claim.kind == GROWTH or newest is None or not years:
        return None
    if max(years) > newest.year - LATEST_YEARS:
        return None

    def log_shift(cell: Cell) -> float:
        years = (cell.year, newest.year)
        return movement(store, cell.role, cell.country, years, False).log_shift

    judged = {(one.source, one.population, one.pay) for one in finding.evidence}
    moved: list[Found] = []
    growth: list[float] = []
    for cohort, statistics, start in found:
        column = cohort.column
        if (column.source, cohort.population.label, column.pay) not in judged:
            continue
        later = cohort.moved(log_shift)
        value = asked.values[column.dimension]
        moved.append((later, later.statistics(store, value, asked.country), start))
        before, after = (one.figures["p50"].value for one in (statistics, moved[-1][1]))
        growth.append(after / before - 1 if before and after else 0.0)
    return Older(span(years), newest.year, moved, tuple(growth) if any(growth) else ())


def by_either(recorded: Finding, moved: Finding, older: Older) -> Finding:
    """The verdict of pay as recorded and as moved: it agrees where either does, or where the claim
    lies between them; too high is above both, too low below both."""
    told = {recorded.verdict, moved.verdict}
    if recorded.verdict == AGREES or recorded.verdict == TOO_LOW == moved.verdict:
        since = f"records of {older.years}; official wages {older.words} from then to {older.year}"
        return replace(recorded, reason=f"{recorded.reason}; {since}")
    verdict = AGREES if told == {TOO_HIGH, TOO_LOW} else moved.verdict
    note = (
        f"pay of {older.years} moved to {older.year} by {older.words}, the growth of official "
        "wages, as the claim states no year"
    )
    return replace(moved, verdict=verdict, reason=f"{moved.reason}; {note}")
