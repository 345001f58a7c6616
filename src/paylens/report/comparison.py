"""Every source's median beside the others', per role and country, and how far they are apart.

What is compared is what was reported: observed medians of each source's last five years, never
pooled and never across kinds of pay. Official wages stand beside them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from paylens.collect.source import card
from paylens.harmonise.dimension import dimension
from paylens.market.distribution import Distribution
from paylens.market.evidence import Evidence, Figure
from paylens.market.grid import BINS
from paylens.market.scope import LAST_YEARS, SALARY_KINDS
from paylens.market.statistics import pay_statistics
from paylens.market.store import Cell, Store
from paylens.report.disagreement import APART, Disagreement, disagreements
from paylens.report.mixture import legal_cells
from paylens.report.official import OfficialWages, movement, official_wages

FEWEST_RECORDS = 30
NO_ROLE = ("", "other")
Place = tuple[str, str]
Series = tuple[str, str]


@dataclass(frozen=True)
class SourceMedian:
    """One source's median of one kind of pay, for a role and country, USD per year.

    `newest_year` is the newest with at least 30 records of its own, None where no year has them.
    `moved_usd_per_year` is the median with every year's records moved to `moved_to` by the growth
    of official wages; None where some are past it or cannot be moved there, or none needs to be.
    """

    source: str
    pay: str
    median: Figure
    evidence: Evidence
    newest_year: int | None
    moved_usd_per_year: float | None
    moved_to: int | None


@dataclass(frozen=True)
class RoleComparison:
    """A role in a country: what each source says, official wages, and where sources disagree."""

    role: str
    role_label: str
    country: str
    country_label: str
    medians: tuple[SourceMedian, ...]
    official: OfficialWages | None
    disagreements: tuple[Disagreement, ...]

    @property
    def records(self) -> int:
        """Records of all sources; one that has two kinds of pay counts twice."""
        return sum(median.evidence.records or 0 for median in self.medians)


@dataclass(frozen=True)
class SourceFacts:
    """What a source declares of itself: who is in it more than in the market, what it counts."""

    source: str
    publisher: str
    basis: tuple[str, ...]
    years: tuple[int, ...]
    leans: str
    counts: dict[str, str]


@dataclass(frozen=True)
class Comparison:
    """All roles and countries that several sources cover."""

    sentence: str
    rule: str
    market: str
    sources: tuple[SourceFacts, ...]
    official: SourceFacts | None
    rows: tuple[RoleComparison, ...]


def compare_sources(store: Store) -> Comparison:
    """The comparison of a market's sources, the countries and roles with most records first."""
    by_series = _by_series(store.cells(pay=list(SALARY_KINDS)))
    series = {key: _recent(cells) for key, cells in by_series.items()}
    found: dict[Place, list[SourceMedian]] = defaultdict(list)
    for cells in series.values():
        for place, own in _by_place(cells).items():
            median = _median(store, own)
            if median is not None:
                found[place].append(median)
    rows = [
        _row(store, place, medians)
        for place, medians in found.items()
        if len({median.source for median in medians}) > 1
    ]
    return Comparison(
        sentence=_sentence(rows),
        rule=_rule(),
        market=str(store.manifest["version"]),
        sources=tuple(_facts(name, rows) for name in _sources_of(rows)),
        official=_official_facts(rows),
        rows=tuple(_ordered(rows)),
    )


def _by_series(cells: list[Cell]) -> dict[Series, list[Cell]]:
    grouped: dict[Series, list[Cell]] = defaultdict(list)
    for cell in cells:
        grouped[cell.source, cell.pay].append(cell)
    return grouped


def _recent(cells: list[Cell]) -> list[Cell]:
    """The last five years of a source, on the basis that holds most of their records."""
    newest = max(cell.year for cell in cells)
    recent = [cell for cell in cells if cell.year > newest - LAST_YEARS]
    counts: dict[str, int] = defaultdict(int)
    for cell in recent:
        counts[cell.basis] += cell.distribution.records
    basis = max(sorted(counts), key=lambda name: counts[name])
    return [cell for cell in recent if cell.basis == basis]


def _by_place(cells: list[Cell]) -> dict[Place, list[Cell]]:
    grouped: dict[Place, list[Cell]] = defaultdict(list)
    for cell in legal_cells(cells):
        if cell.role not in NO_ROLE and cell.country and cell.distribution.records > 0:
            grouped[cell.role, cell.country].append(cell)
    return grouped


def _median(store: Store, cells: list[Cell]) -> SourceMedian | None:
    """None where there are under 30 records."""
    found = pay_statistics(cells, store.floor)
    if found is None or (found.evidence.records or 0) < FEWEST_RECORDS:
        return None
    full = [cell.year for cell in cells if cell.distribution.records >= FEWEST_RECORDS]
    moved, year = _moved(store, cells)
    return SourceMedian(
        source=cells[0].source,
        pay=cells[0].pay,
        median=found.figures["p50"],
        evidence=found.evidence,
        newest_year=max(full, default=None),
        moved_usd_per_year=moved,
        moved_to=year,
    )


def _moved(store: Store, cells: list[Cell]) -> tuple[float | None, int | None]:
    """The median in the pay of the newest official year, and that year.

    None where some records cannot be moved there, or all are of that year.
    """
    role, country = cells[0].role, cells[0].country
    official = official_wages(store, role, country)
    if official is None:
        return None, None
    moves = [movement(store, role, country, (cell.year, official.year), False) for cell in cells]
    reached = {move.to_year for move in moves}
    if reached != {official.year} or not any(move.log_shift for move in moves):
        return None, None
    weights = np.zeros(BINS)
    for cell, move in zip(cells, moves, strict=True):
        own = cell.distribution
        moved = Distribution.from_cumulative(
            own.cumulative, own.records, above=None, log_shift=move.log_shift
        )
        weights += moved.density * own.records
    records = sum(cell.distribution.records for cell in cells)
    return Distribution(records, weights, {}).percentile(0.5), official.year


def _row(store: Store, place: Place, medians: list[SourceMedian]) -> RoleComparison:
    role, country = place
    ordered = sorted(medians, key=lambda median: (median.pay, median.source))
    return RoleComparison(
        role=role,
        role_label=dimension("role").value_label(role),
        country=country,
        country_label=dimension("country").value_label(country),
        medians=tuple(ordered),
        official=official_wages(store, role, country),
        disagreements=tuple(disagreements(ordered)),
    )


def _ordered(rows: list[RoleComparison]) -> list[RoleComparison]:
    of_country: dict[str, int] = defaultdict(int)
    for row in rows:
        of_country[row.country] += row.records
    return sorted(rows, key=lambda r: (-of_country[r.country], r.country, -r.records, r.role))


def _sources_of(rows: list[RoleComparison]) -> list[str]:
    return sorted({median.source for row in rows for median in row.medians})


def _facts(source: str, rows: list[RoleComparison]) -> SourceFacts:
    evidence = [m.evidence for row in rows for m in row.medians if m.source == source]
    return SourceFacts(
        source=source,
        publisher=card(source).publisher,
        basis=tuple(sorted({basis for each in evidence for basis in each.basis})),
        years=tuple(sorted({year for each in evidence for year in each.years})),
        leans=card(source).leans or card(source).population,
        counts=card(source).counts,
    )


def _official_facts(rows: list[RoleComparison]) -> SourceFacts | None:
    years = sorted({row.official.year for row in rows if row.official})
    if not years:
        return None
    oews = card("bls_oews")
    return SourceFacts(
        oews.name, oews.publisher, ("official",), tuple(years), oews.population, oews.counts
    )


def _sentence(rows: list[RoleComparison]) -> str:
    shared = [pair for row in rows for pair in _pairs(row)]
    apart = sum(len(row.disagreements) for row in rows)
    return (
        f"{len(rows)} roles and countries are covered by several sources; of {len(shared)} pairs "
        f"of sources that give the same kind of pay there, {apart} lie more than {APART:.0%} apart."
    )


def _pairs(row: RoleComparison) -> list[tuple[str, str, str]]:
    return [
        (a.pay, a.source, b.source)
        for place, a in enumerate(row.medians)
        for b in row.medians[place + 1 :]
        if a.pay == b.pay
    ]


def _rule() -> str:
    return (
        f"each median rests on at least {FEWEST_RECORDS} records of the source's last {LAST_YEARS} "
        "years, on its main basis; years in which a role and country have too few records to be "
        "shown are left out, and so are survey answers below the legal minimum"
    )
