"""Whether a comparison, a trend, or what pay is said to vary by holds, source by source.

Each source is held against itself: people it reports on, of one kind of pay. What is stated of pay
is tested as the records are; like-for-like differences, where the market holds them, stand beside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from paylens.harmonise.dimension import dimension
from paylens.market.distribution import Distribution
from paylens.market.evidence import Evidence, Figure
from paylens.market.statistics import pay_statistics
from paylens.market.store import Cell, Store
from paylens.report.cell_years import within
from paylens.report.claims.amount_verdicts import GROUP, PLACES, WIDE, band_of
from paylens.report.claims.claim import (
    ALWAYS,
    COMPARISON,
    CONSISTENT,
    DEMAND,
    DOWN,
    INCREASES,
    LESS,
    SAME,
    TREND,
    VARIES,
    Claim,
)
from paylens.report.claims.verdicts import (
    CONTRADICTED,
    OPPOSITE,
    Finding,
    SourceFigure,
    not_enough,
    together,
)
from paylens.report.claims.words import UNKNOWN_ROLE
from paylens.report.cohorts import main_kind
from paylens.report.compare.groups import probability_higher
from paylens.report.like_for_like import pay_differences, populations_for
from paylens.report.mixture import legal_cells
from paylens.report.verdict import AGREES, FEWEST_RECORDS, TOO_HIGH, TOO_LOW

# Medians less far apart than this are the same; the verdicts' own ten per cent.
APART = 0.10
POINTS = 5.0
# Of a hundred pairs, all but one: what "always" can mean of people.
ALWAYS_SHARE = 0.99
TREND_YEARS = 5
EVERYONE = "everyone else"
ALONE = ("role", "country")
Series = tuple[str, str, str]


@dataclass(frozen=True)
class Group:
    """The pay of one value's people in one source; USD per year."""

    value: str
    median: Figure
    distribution: Distribution
    evidence: Evidence


@dataclass
class StatementJudge:
    """Judges statements against one market; what it found once it keeps."""

    store: Store
    known: Callable[[str], list[str]]
    _found: dict[Any, Finding] = field(default_factory=dict)

    def judge(self, claim: Claim) -> Finding:
        """The finding on a claim without amounts; a denied one is turned round."""
        about = claim.about
        key = (claim.kind, claim.direction, claim.percent, tuple(sorted(about.facts.items())),
               tuple(sorted((about.versus or {}).items())), about.dimension, about.year,
               about.assumed.get("role"), about.assumed.get("country"))  # fmt: skip
        if key not in self._found:
            self._found[key] = self._judge(claim)
        found = self._found[key]
        if claim.denied:
            return replace(found, verdict=OPPOSITE.get(found.verdict, found.verdict))
        return found

    def _judge(self, claim: Claim) -> Finding:
        role = claim.about.facts.get(UNKNOWN_ROLE)
        if role:
            return not_enough(f"no source reports the pay of {role!r}")
        if claim.kind == DEMAND:
            return not_enough("records of pay tell nothing of demand; no source counts openings")
        if claim.kind in (COMPARISON, ALWAYS):
            return self._comparison(claim)
        if claim.kind == TREND:
            return self._trend(claim)
        return self._by_dimension(claim)

    def _comparison(self, claim: Claim) -> Finding:
        name = _compared_by(claim)
        first = _value(name, claim.about.facts.get(name) or claim.about.assumed.get(name, ""))
        versus = claim.about.versus or {}
        second = _value(name, versus[name]) if name in versus else None
        if first is None or (name in versus and second is None):
            return not_enough("the years named are no band that the records are counted by")
        if name == "certifications":
            return not_enough("no source asks for certificates")
        for label, roles, country in self._populations(claim, name):
            groups = self._groups(name, roles, country, claim.about.year)
            pairs = [
                (series, *pair)
                for series, by_value in sorted(groups.items())
                if (pair := _pair(by_value, first, second))
            ]
            if pairs:
                finding = _compared(claim, name, label, pairs)
                return self._with_like_for_like(finding, claim, name, first, second)
        declared = dimension(name)
        who = declared.value_label(second) if second else EVERYONE
        return not_enough(
            f"no source has {FEWEST_RECORDS} records of both: {declared.value_label(first)}, {who}"
        )

    def _with_like_for_like(
        self, finding: Finding, claim: Claim, name: str, first: str, second: str | None
    ) -> Finding:
        """The finding with what otherwise equal people differ by, where the market holds it."""
        if name in PLACES or (second is None and not dimension(name).many):
            return finding
        country = None if name == "country" else _country(claim)
        role = None if name == "role" else _role(claim)
        found = pay_differences(self.store, name, first, second, populations_for(role, country))
        told = [
            f"{each.combined.value:+.0%} {each.pay} pay like for like"
            for each in found
            if each.combined.value is not None
        ]
        return replace(finding, reason="; ".join([finding.reason, *told]))

    def _by_dimension(self, claim: Claim) -> Finding:
        """Whether pay varies by a dimension, is the same across it, or rises along it."""
        name = claim.about.dimension or ""
        if name == "certifications":
            return not_enough("no source asks for certificates")
        for label, roles, country in self._populations(claim, name):
            groups = self._groups(name, roles, country, claim.about.year)
            found = []
            for series, by_value in sorted(groups.items()):
                ordered = [by_value[value] for value in _order(name, by_value) if value in by_value]
                if len(ordered) >= 2:
                    found.append(_spread(claim, name, label, series, ordered))
            if found:
                verdict = together({one.finding for one in found})
                reason = "; ".join(f"{one.source} ({one.pay} pay): {one.what}" for one in found)
                return Finding(verdict, reason, label, tuple(found))
        return not_enough(
            f"no source has {FEWEST_RECORDS} records of two values of "
            f"{dimension(name).label.lower()}"
        )

    def _trend(self, claim: Claim) -> Finding:
        """The newest year of each source against one up to five years before it."""
        for label, roles, country in self._populations(claim, "year"):
            cells = legal_cells(self._cells("", roles, country))
            found = []
            for series, own in sorted(_by_series(cells).items()):
                one = _trend_of(claim, label, series, own)
                if one:
                    found.append(one)
            if found:
                verdict = together({one.finding for one in found})
                reason = "; ".join(f"{one.source} ({one.pay} pay): {one.what}" for one in found)
                return Finding(verdict, reason, label, tuple(found))
        return not_enough("no source has two years with enough records")

    def _populations(
        self, claim: Claim, name: str
    ) -> Iterable[tuple[str, list[str] | None, str | None]]:
        """Label, roles and country, the claim's own first, then the ML and data roles."""
        role = None if name == "role" else _role(claim)
        country = None if name in ("country", *PLACES) and not claim.about.facts.get("country") else _country(claim)
        if name in PLACES:
            country = country or "US"
        place = dimension("country").value_label(country) if country else "all countries"
        group = dimension("role").groups[GROUP]
        if name == "role":
            yield f"All roles, {place}", None, country
            return
        if role:
            yield f"{dimension('role').value_label(role)}, {place}", [role], country
        if role is None or role in group:
            yield f"{WIDE}, {place}", list(group), country

    def _cells(self, name: str, roles: list[str] | None, country: str | None) -> list[Cell]:
        return self.store.cells(
            pay=["base", "total"],
            roles=roles,
            countries=[country] if country else None,
            dimension="" if name in ALONE else name,
        )

    def _groups(
        self, name: str, roles: list[str] | None, country: str | None, year: int | None
    ) -> dict[Series, dict[str, Group]]:
        """Per source, basis and kind of pay: the groups with records enough, by value."""
        cells = self._cells(name, roles, country)
        found: dict[Series, dict[str, Group]] = {}
        for series, own in _by_series(legal_cells(cells)).items():
            dated = [cell for cell in own if cell.year == year] if year else []
            by_value: dict[str, list[Cell]] = defaultdict(list)
            for cell in dated or within(own, None):
                value = getattr(cell, name) if name in ALONE else cell.value
                by_value[value].append(cell)
            groups = {value: self._group(value, each) for value, each in by_value.items() if value}
            found[series] = {value: one for value, one in groups.items() if one}
        return found

    def _group(self, value: str, cells: list[Cell]) -> Group | None:
        statistics = pay_statistics(cells, self.store.floor)
        if statistics is None or statistics.distribution is None:
            return None
        if (statistics.evidence.records or 0) < FEWEST_RECORDS or value == "other":
            return None
        return Group(
            value, statistics.figures["p50"], statistics.distribution, statistics.evidence
        )


def _by_series(cells: Iterable[Cell]) -> dict[Series, list[Cell]]:
    """Cells by source, basis and kind of pay; of each source the kind that it is shown by."""
    found: dict[Series, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.pay == main_kind(cell.source):
            found[cell.source, cell.basis, cell.pay].append(cell)
    return found


def _role(claim: Claim) -> str | None:
    return claim.about.facts.get("role") or claim.about.assumed.get("role") or None


def _country(claim: Claim) -> str | None:
    return claim.about.facts.get("country") or claim.about.assumed.get("country")


def _compared_by(claim: Claim) -> str:
    """The dimension by which the two sides differ."""
    versus = claim.about.versus or {}
    if versus:
        return next(iter(versus))
    others = [name for name in claim.about.facts if name not in ALONE]
    return others[-1] if others else "role"


def _value(name: str, value: str) -> str | None:
    return band_of(value) if name == "experience" else value


def _pair(
    by_value: dict[str, Group], first: str, second: str | None
) -> tuple[Group, Group] | None:
    """Two groups; against all other values together where the second is None."""
    if first not in by_value:
        return None
    if second is not None:
        return (by_value[first], by_value[second]) if second in by_value else None
    others = [group for value, group in by_value.items() if value != first]
    if not others:
        return None
    union = Distribution.union(group.distribution for group in others)
    median = Figure(union.percentile(0.5), *union.percentile_interval(0.5))
    return by_value[first], Group(EVERYONE, median, union, others[0].evidence)


def _compared(
    claim: Claim, name: str, label: str, pairs: list[tuple[Series, Group, Group]]
) -> Finding:
    evidence = tuple(_pair_figure(claim, label, *pair) for pair in pairs)
    verdict = together({one.finding for one in evidence})
    reason = "; ".join(f"{one.source} ({one.pay} pay): {one.what}" for one in evidence)
    return Finding(verdict, reason, label, evidence)


def _pair_figure(
    claim: Claim, label: str, series: Series, first: Group, second: Group
) -> SourceFigure:
    higher = probability_higher(first.distribution, second.distribution)
    assert higher.value is not None and first.median.value and second.median.value
    difference = first.median.value / second.median.value - 1
    what = f"median {difference:+.0%}, more in {higher.value:.0%} of pairs"
    return SourceFigure(
        source=series[0],
        population=label,
        basis=series[1],
        pay=series[2],
        what=what,
        figure=Figure(difference) if claim.kind != ALWAYS else higher,
        finding=_pair_finding(claim, higher, difference),
        evidence=first.evidence,
        unit="share",
        off_percent=_off(claim, difference),
    )


def _off(claim: Claim, difference: float) -> float | None:
    if claim.percent is None:
        return None
    found = -difference if claim.direction == LESS else difference
    return claim.percent - 100 * found


def _pair_finding(claim: Claim, higher: Figure, difference: float) -> str:
    assert higher.value is not None and higher.low is not None and higher.high is not None
    if claim.kind == ALWAYS:
        share = 1 - higher.value if claim.direction == LESS else higher.value
        return AGREES if share >= ALWAYS_SHARE else CONTRADICTED
    if claim.direction == SAME:
        return AGREES if abs(difference) <= APART else CONTRADICTED
    off = _off(claim, difference)
    if off is not None:
        return AGREES if abs(off) <= POINTS else TOO_HIGH if off > 0 else TOO_LOW
    more = higher.low > 0.5 and difference > 0
    less = higher.high < 0.5 and difference < 0
    holds = less if claim.direction == LESS else more
    return AGREES if holds else CONTRADICTED


def _order(name: str, by_value: dict[str, Group]) -> list[str]:
    """The values of an ordered dimension in its order, in the first banding that a source has."""
    declared = dimension(name)
    if declared.bandings:
        held = [
            [value for value in values if value in by_value]
            for values in declared.bandings.values()
        ]
        return max(held, key=len)
    if declared.ordered:
        return [value for value in declared.values if value in by_value]
    return sorted(by_value)


def _spread(
    claim: Claim, name: str, label: str, series: Series, groups: list[Group]
) -> SourceFigure:
    """How far the lowest and the highest median of a source lie apart; the last from the first
    where pay is said to rise."""
    low, high = groups[0], groups[-1]
    if claim.kind != INCREASES:
        low = min(groups, key=lambda group: group.median.value or 0.0)
        high = max(groups, key=lambda group: group.median.value or 0.0)
    assert low.median.value and high.median.value
    difference = high.median.value / low.median.value - 1
    apart = _beyond(high.median, low.median) and difference > APART
    holds = not apart if claim.kind == CONSISTENT else apart
    declared = dimension(name)
    what = (
        f"{declared.value_label(high.value)} {difference:+.0%} over "
        f"{declared.value_label(low.value)}"
    )
    return SourceFigure(
        source=series[0],
        population=label,
        basis=series[1],
        pay=series[2],
        what=what,
        figure=Figure(difference),
        finding=AGREES if holds else CONTRADICTED,
        evidence=high.evidence,
        unit="share",
    )


def _beyond(high: Figure, low: Figure) -> bool:
    """Whether two intervals do not overlap."""
    return high.low is not None and low.high is not None and high.low > low.high


def _trend_of(claim: Claim, label: str, series: Series, cells: list[Cell]) -> SourceFigure | None:
    by_year: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_year[cell.year].append(cell)
    enough = {
        year: Distribution.union(cell.distribution for cell in own)
        for year, own in by_year.items()
        if sum(cell.distribution.records for cell in own) >= FEWEST_RECORDS
    }
    last = claim.about.year if claim.about.year in enough else max(enough, default=0)
    before = [year for year in enough if last - TREND_YEARS <= year < last]
    if claim.about.year:
        before = [year for year in before if year == last - 1]
    if not before:
        return None
    first = min(before)
    old, new = (_median(enough[year]) for year in (first, last))
    assert old.value and new.value
    yearly = (new.value / old.value) ** (1 / (last - first)) - 1
    up, down = _beyond(new, old), _beyond(old, new)
    off = None
    if claim.percent is not None:
        off = claim.percent - 100 * (-yearly if claim.direction == DOWN else yearly)
        finding = AGREES if abs(off) <= POINTS / 2 else TOO_HIGH if off > 0 else TOO_LOW
    else:
        finding = AGREES if (down if claim.direction == DOWN else up) else CONTRADICTED
    statistics = by_year[last][0]
    evidence = Evidence(
        records=enough[last].records,
        publishers=(statistics.source,),
        sources=(series[0],),
        years=(first, last),
        basis=(series[1],),
        pay=series[2],
        status="observed",
        reliability="fair",
    )
    what = f"median {yearly:+.1%} a year from {first} to {last}"
    return SourceFigure(
        series[0], label, series[1], series[2], what, Figure(yearly), finding, evidence, "share", off
    )


def _median(distribution: Distribution) -> Figure:
    return Figure(distribution.percentile(0.5), *distribution.percentile_interval(0.5))


# What `judge` reads beside comparisons and trends.
BY_DIMENSION = (VARIES, CONSISTENT, INCREASES)
