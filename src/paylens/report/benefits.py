"""What else is offered: benefits and remote work, as far as a source tells, and pay beside them.

Every benefit that the article names is answered; of what no source tells it is said what is
missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

from paylens.harmonise.dimension import dimension
from paylens.market.distribution import Distribution
from paylens.market.evidence import Figure
from paylens.market.scope import ML_AND_DATA
from paylens.market.statistics import TOO_FEW
from paylens.market.store import Cell, Store
from paylens.report.cell_years import within
from paylens.report.cohorts import main_kind
from paylens.report.profile import Profile
from paylens.report.sections import COUNT, MONEY, SHARE, Section, SectionChart, SectionColumn

if TYPE_CHECKING:
    from paylens.report.components import PartOfPay

Z_95 = NormalDist().inv_cdf(0.975)
# The benefits that the article names → the dimension and value that tell them, or the part of pay.
IN_RECORDS = {"health insurance": ("benefits", "health_insurance"), "remote work": ("remote",) * 2}
IN_PARTS = {"stock and stock options": "equity", "bonus": "bonus"}
IN_NONE = ("retirement plan", "paid time off")
NAMED = ("health insurance", "retirement plan", "paid time off", "remote work", *IN_PARTS)
NOBODY_ASKS = (
    "not enough data: no source asks. Missing: a survey with the question, or the texts of adverts"
)
NO_CELL = (
    "not enough data: fewer records than the publishing floor tell it of this role and country"
)
APART = (
    "Pay stands beside a benefit, it is not because of it: employers, roles and contracts that go "
    "with the benefit differ in pay too, and an advert that names none may still give it."
)
OPTIONS = "Stock grants and stock options are one amount in the reports."


@dataclass(frozen=True)
class Benefit:
    """One benefit in one source: how many records tell it, and median pay with and without.

    `share` is of the source's records in the years that tell it; `missing` says why there is none.
    """

    benefit: str
    source: str | None
    population: str
    pay: str | None
    share: Figure
    records: int | None
    median_with: Figure
    median_without: Figure
    missing: str


def benefits(
    store: Store,
    profile: Profile,
    years: tuple[int, int] | None,
    parts: Mapping[str, Sequence[PartOfPay]],
) -> list[Benefit]:
    """Every benefit that the article names, in its order, for a profile's role and country."""
    found: list[Benefit] = []
    for name in NAMED:
        if name in IN_RECORDS:
            found += _in_records(store, profile, years, name)
        elif name in IN_PARTS:
            found += _in_parts(profile, parts, name) or [_missing(name, NO_CELL)]
        else:
            found.append(_missing(name, NOBODY_ASKS))
    return found


def benefits_section(found: Sequence[Benefit]) -> Section:
    """A line per benefit and source, drawn as the share of records that tell it."""
    return Section(
        title="Benefits",
        sentence="What else comes with the pay, as far as any source tells.",
        columns=(
            SectionColumn("benefit", "Benefit"),
            SectionColumn("source", "Source"),
            SectionColumn("missing", "What is missing"),
            SectionColumn("population", "Of"),
            SectionColumn("share", "Share that tell it", SHARE),
            SectionColumn("records", "Records with it", COUNT),
            SectionColumn("median_with", "Median with", MONEY),
            SectionColumn("median_without", "Median of the others", MONEY),
        ),
        rows=tuple(
            {
                "benefit": each.benefit,
                "source": each.source,
                "population": each.population or None,
                "share": each.share,
                "records": each.records,
                "median_with": each.median_with,
                "median_without": each.median_without,
                "missing": each.missing or None,
            }
            for each in found
        ),
        chart=SectionChart(value="share", group="benefit", series="source"),
        notes=(APART, OPTIONS),
    )


def _share(count: int, records: int, store: Store) -> Figure:
    """A share that may be shown: of none of the two groups does it tell a count below the floor."""
    if 0 < records - count < store.floor.middle_records:
        return Figure(None, suppressed=TOO_FEW)
    return share_interval(count, records)


def share_interval(count: float, records: float) -> Figure:
    """A share with its 95 % score interval (Wilson 1927, JASA 22, 209-212)."""
    share = count / records
    centre = share + Z_95**2 / (2 * records)
    error = Z_95 * sqrt(share * (1 - share) / records + Z_95**2 / (4 * records**2))
    scale = 1 + Z_95**2 / records
    return Figure(share, max((centre - error) / scale, 0.0), min((centre + error) / scale, 1.0))


def _in_records(
    store: Store, profile: Profile, years: tuple[int, int] | None, name: str
) -> list[Benefit]:
    """A benefit that is a value of a dimension: of the role, else of all ML and data roles."""
    role = str(profile.role)
    group = dimension("role").groups[ML_AND_DATA]
    populations = {dimension("role").value_label(role): [role]}
    if role in group:
        populations["ML and data roles"] = list(group)
    for label, roles in populations.items():
        found = _of_roles(store, roles, str(profile.country), years, name)
        if found:
            return [_benefit(name, label, source, *cells, store) for source, cells in found]
    return [_missing(name, NO_CELL)]


Pair = tuple[list[Cell], list[Cell]]


def _of_roles(
    store: Store, roles: list[str], country: str, years: tuple[int, int] | None, name: str
) -> list[tuple[str, Pair]]:
    """Per source the cells with the benefit, and those of everyone in the same roles and years."""
    crossed, value = IN_RECORDS[name]
    cells = store.cells(roles=roles, countries=[country], dimension=["", crossed])
    by_source: dict[str, Pair] = defaultdict(lambda: ([], []))
    for cell in cells:
        if cell.pay == main_kind(cell.source) and cell.value in ("", value):
            by_source[cell.source][0 if cell.dimension else 1].append(cell)
    found = []
    for source, (told, everyone) in sorted(by_source.items()):
        counted = within(told, years)
        keys = {(cell.role, cell.year, cell.basis) for cell in counted}
        same = [cell for cell in everyone if (cell.role, cell.year, cell.basis) in keys]
        if counted and same:
            found.append((source, (counted, same)))
    return found


def _benefit(
    name: str, population: str, source: str, told: list[Cell], everyone: list[Cell], store: Store
) -> Benefit:
    with_it = Distribution.union(cell.distribution for cell in told)
    whole = Distribution.union(cell.distribution for cell in everyone)
    others = whole.without(with_it)
    return Benefit(
        benefit=name,
        source=source,
        population=population,
        pay=told[0].pay,
        share=_share(with_it.records, whole.records, store),
        records=with_it.records,
        median_with=_median(with_it, store),
        median_without=_median(others, store),
        missing="",
    )


def _median(found: Distribution, store: Store) -> Figure:
    if not store.floor.allows("p50", found.records):
        return Figure(None, suppressed=TOO_FEW)
    return Figure(found.percentile(0.5), *found.percentile_interval(0.5))


def _in_parts(
    profile: Profile, parts: Mapping[str, Sequence[PartOfPay]], name: str
) -> list[Benefit]:
    """A benefit that is a part of pay: the share of records that get any of it."""
    found = []
    for source, each in parts.items():
        part = next((part for part in each if part.part == IN_PARTS[name]), None)
        if part is None or part.records is None or part.without.value is None:
            continue
        count = (1 - part.without.value) * part.records
        found.append(
            Benefit(
                benefit=name,
                source=source,
                population=dimension("role").value_label(str(profile.role)),
                pay=part.part,
                share=share_interval(count, part.records),
                records=round(count),
                median_with=Figure(None),
                median_without=Figure(None),
                missing="pay with and without it: parts of pay are counted each by itself",
            )
        )
    return found


def _missing(name: str, why: str) -> Benefit:
    nothing = Figure(None)
    return Benefit(name, None, "", None, nothing, None, nothing, nothing, why)
