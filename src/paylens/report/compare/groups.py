"""What each group is paid, as the records have it, and how often one of the first earns more."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from paylens.market.distribution import Distribution
from paylens.market.evidence import Evidence, Figure
from paylens.market.statistics import pay_statistics
from paylens.market.store import Cell, Store
from paylens.report.cell_years import within
from paylens.report.compare.values import ComparedValues
from paylens.report.like_for_like import Among
from paylens.report.mixture import legal_cells

PAY_KINDS = ("base", "total")
ON_CELLS = ("role", "country")
NORMAL_95 = 1.959964
Series = tuple[str, str, str]


@dataclass(frozen=True)
class Group:
    """One value's pay in one source, USD per year."""

    value: str
    label: str
    source: str
    basis: str
    pay: str
    figures: dict[str, Figure]
    evidence: Evidence
    distribution: Distribution = field(repr=False, compare=False)

    @property
    def series(self) -> Series:
        """Groups of one series may be compared: the same source, way of asking and kind of pay."""
        return self.source, self.basis, self.pay


def groups(
    store: Store,
    compared: ComparedValues,
    roles: list[str] | None,
    among: Among,
    pay: str | None,
    years: tuple[int, int] | None = None,
) -> list[Group]:
    """Every value's pay in every source that may show it, in the latest years of the source.

    `roles` are the roles counted, None where roles are compared or all count; `years` the first
    and the last year that count, where others than the latest are asked for.
    """
    cells = store.cells(
        pay=list(PAY_KINDS) if pay is None else [pay],
        roles=list(compared.values) if compared.dimension == "role" else roles,
        countries=_countries(compared, among),
        dimension="" if compared.dimension in ON_CELLS else compared.dimension,
        values=None if compared.dimension in ON_CELLS else list(compared.values),
    )
    by_series: dict[Series, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_series[cell.source, cell.basis, cell.pay].append(cell)
    found = []
    for _, own in sorted(by_series.items()):
        recent = legal_cells(within(own, years))
        for value in compared.values:
            found += _group(store, compared, value, recent)
    return found


def _countries(compared: ComparedValues, among: Among) -> list[str] | None:
    if compared.dimension == "country":
        return list(compared.values)
    return [among.country] if among.country else None


def _group(
    store: Store, compared: ComparedValues, value: str, cells: Iterable[Cell]
) -> list[Group]:
    name = compared.dimension
    own = [
        cell for cell in cells if (getattr(cell, name) if name in ON_CELLS else cell.value) == value
    ]
    statistics = pay_statistics(own, store.floor)
    if statistics is None or statistics.distribution is None:
        return []
    first = own[0]
    return [
        Group(
            value=value,
            label=compared.label(value),
            source=first.source,
            basis=first.basis,
            pay=first.pay,
            figures={key: statistics.figures[key] for key in ("p25", "p50", "p75", "mean")},
            evidence=statistics.evidence,
            distribution=statistics.distribution,
        )
    ]


def probability_higher(first: Distribution, second: Distribution) -> Figure:
    """How likely a random one of the first earns more than a random one of the second; ties count
    half. The interval is Hanley and McNeil's (1982, Radiology 143, 29-36)."""
    below = second.cumulative[:-1] + second.density / 2
    higher = float(first.density @ below)
    both = higher / (2 - higher), 2 * higher**2 / (1 + higher)
    count, other = first.records, second.records
    variance = higher * (1 - higher)
    variance += (count - 1) * (both[0] - higher**2) + (other - 1) * (both[1] - higher**2)
    reach = NORMAL_95 * math.sqrt(max(variance, 0.0) / (count * other))
    return Figure(higher, max(higher - reach, 0.0), min(higher + reach, 1.0))
