"""Whether a comparison, a trend, or what pay is said to vary by holds, source by source.

Each source is held against itself: people it reports on, of one kind of pay. What is stated of pay
is tested as the records are; like-for-like differences, where the market holds them, stand beside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from paylens.errors import NotEnoughData
from paylens.harmonise.dimension import dimension
from paylens.market.evidence import Figure
from paylens.market.scope import ML_AND_DATA
from paylens.market.store import Store
from paylens.report.claims.asked import PLACES, WIDE, band_of
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
    Claim,
)
from paylens.report.claims.elsewhere_judged import gap_finding, skills_finding
from paylens.report.claims.groups_compared import (
    ALONE,
    EVERYONE,
    Group,
    Groups,
    Series,
    beyond,
    in_order,
    pair_of,
    share_higher,
)
from paylens.report.claims.verdicts import (
    CONTRADICTED,
    OPPOSITE,
    Finding,
    SourceFigure,
    decided,
    not_enough,
)
from paylens.report.claims.words import UNKNOWN_ROLE
from paylens.report.cohorts import main_kind
from paylens.report.like_for_like import pay_differences, populations_for
from paylens.report.tables import DEFAULT_COUNTRY, DEFAULT_ROLE
from paylens.report.trend.series import Trend
from paylens.report.verdict import AGREES, FEWEST_RECORDS, NOT_ENOUGH, TOO_HIGH, TOO_LOW

# Medians less far apart than this are the same; the verdicts' own ten per cent.
APART = 0.10
# Two values that happen to pay alike do not tell that no value differs.
FEWEST_VALUES = 3
POINTS, POINTS_A_YEAR = 5.0, 2.5
MANY_TIMES = 4
# Of a hundred pairs, all but one: what "always" can mean of people.
ALWAYS_SHARE = 0.99


@dataclass
class StatementJudge:
    """Judges statements against one market; what it found once it keeps."""

    store: Store
    known: Callable[[str], list[str]]
    groups: Groups
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
        if name == "gender" and second and claim.percent is not None:
            return gap_finding(self.store, claim, first, _role(claim), _country(claim))
        findings: list[Finding] = []
        for label, roles, country in self._populations(claim, name):
            groups = self.groups.of(name, roles, country, claim.about.year)
            pairs = [
                (series, *pair)
                for series, by_value in sorted(groups.items())
                if (pair := pair_of(by_value, first, second))
                and share_higher(*pair).value is not None
            ]
            if pairs:
                figures = [_pair_figure(claim, label, *pair) for pair in pairs]
                findings.append(decided(figures, label))
            if findings and findings[-1].verdict != NOT_ENOUGH:
                return self._with_like_for_like(findings[-1], claim, name, first, second)
        if findings:
            return self._with_like_for_like(findings[0], claim, name, first, second)
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
        if dimension(name).many:
            role, country = _role(claim), _country(claim)
            return skills_finding(self.store, claim.kind, role, country or DEFAULT_COUNTRY)
        findings: list[Finding] = []
        for label, roles, country in self._populations(claim, name):
            groups = self.groups.of(name, roles, country, claim.about.year)
            found = []
            for series, by_value in sorted(groups.items()):
                ordered = [
                    by_value[value] for value in in_order(name, by_value) if value in by_value
                ]
                if len(ordered) >= 2:
                    found.append(_spread(claim, name, label, series, ordered))
            if found:
                findings.append(decided(found, label))
            if findings and findings[-1].verdict != NOT_ENOUGH:
                return findings[-1]
        if findings:
            return findings[0]
        return not_enough(
            f"no source has {FEWEST_RECORDS} records of two values of "
            f"{dimension(name).label.lower()}"
        )

    def _trend(self, claim: Claim) -> Finding:
        """Pay by year in each source, as `paylens trend` has it, in the country's own money."""
        from paylens.report.profile import Profile
        from paylens.report.trend.trend import trend

        role = _role(claim) or DEFAULT_ROLE
        country = _country(claim) or DEFAULT_COUNTRY
        try:
            found = trend(self.store, Profile({"role": role, "country": country}))
        except NotEnoughData as error:
            return not_enough(str(error))
        of_salary = [one for one in found.series if one.pay == main_kind(one.source)]
        counted = [one for one in of_salary if not one.weak] or of_salary
        if not counted:
            return not_enough("no source has two years with enough records")
        return decided([_trend_figure(claim, one) for one in counted], counted[0].among)

    def _populations(
        self, claim: Claim, name: str
    ) -> Iterable[tuple[str, list[str] | None, str | None]]:
        """Label, roles and country, the claim's own first, then the ML and data roles."""
        role = None if name == "role" else _role(claim)
        country = None if name == "country" else _country(claim)
        if name in PLACES:
            country = country or DEFAULT_COUNTRY
        place = dimension("country").value_label(country) if country else "all countries"
        group = dimension("role").groups[ML_AND_DATA]
        if name == "role":
            yield f"All roles, {place}", None, country
            return
        if role:
            yield f"{dimension('role').value_label(role)}, {place}", [role], country
        if role is None or role in group:
            yield f"{WIDE}, {place}", list(group), country


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


def _pair_figure(
    claim: Claim, label: str, series: Series, first: Group, second: Group
) -> SourceFigure:
    higher = share_higher(first, second)
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
    holds, fails = (less, more) if claim.direction == LESS else (more, less)
    return AGREES if holds else CONTRADICTED if fails else NOT_ENOUGH


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
    declared = dimension(name)
    what = f"{declared.value_label(high.value)} {_by(difference)} {declared.value_label(low.value)}"
    return SourceFigure(
        source=series[0],
        population=label,
        basis=series[1],
        pay=series[2],
        what=what,
        figure=Figure(difference),
        finding=_spread_finding(claim, high, low, difference, groups),
        evidence=high.evidence,
        unit="share",
    )


def _spread_finding(
    claim: Claim, high: Group, low: Group, difference: float, groups: list[Group]
) -> str:
    """Whether the ends of a source's medians are as far apart as is said; it may not be told."""
    apart = beyond(high.median, low.median)
    if claim.kind == INCREASES:
        falls = beyond(low.median, high.median)
        return AGREES if apart else CONTRADICTED if falls else NOT_ENOUGH
    if claim.kind == CONSISTENT:
        return AGREES if difference <= APART else CONTRADICTED if apart else NOT_ENOUGH
    return AGREES if apart else CONTRADICTED if _all_alike(groups) else NOT_ENOUGH


def _all_alike(groups: list[Group]) -> bool:
    """Whether the medians of many values, wherever in their intervals, lie close together."""
    lows = [group.median.low for group in groups if group.median.low]
    highs = [group.median.high for group in groups if group.median.high]
    told = len(groups) >= FEWEST_VALUES and len(lows) == len(highs) == len(groups)
    return told and max(highs) / min(lows) - 1 <= APART


def _by(difference: float) -> str:
    if difference > MANY_TIMES - 1:
        return f"{1 + difference:,.0f} times"
    return f"{difference:+.0%} over"


def _trend_figure(claim: Claim, series: Trend) -> SourceFigure:
    """What one source's years say: the year that is named, else from its first to its last."""
    named = next((y for y in series.years if y.year == claim.about.year and y.since.value), None)
    alike = series.held_fixed.value is not None
    yearly = named.since if named else series.held_fixed if alike else series.raw
    assert yearly.value is not None
    value, low, high = yearly.value, yearly.low or yearly.value, yearly.high or yearly.value
    off = None
    if claim.percent is not None:
        off = claim.percent - 100 * (-value if claim.direction == DOWN else value)
        finding = AGREES if abs(off) <= POINTS_A_YEAR else TOO_HIGH if off > 0 else TOO_LOW
    else:
        rises, falls = low > 0, high < 0
        holds, fails = (falls, rises) if claim.direction == DOWN else (rises, falls)
        finding = AGREES if holds else CONTRADICTED if fails else NOT_ENOUGH
    span = f"in {named.year}" if named else f"from {series.first} to {series.last}"
    real = f", {series.real.value:+.1%} after prices" if series.real.value is not None else ""
    how = "like for like" if alike or named else "median"
    raw = f" (median {series.raw.value:+.1%})" if alike and series.raw.value is not None else ""
    return SourceFigure(
        source=series.source,
        population=series.among,
        basis=series.basis,
        pay=series.pay,
        what=f"{how} {value:+.1%} a year {span}{raw}{real}",
        figure=yearly,
        finding=finding,
        evidence=series.evidence,
        unit="share",
        off_percent=off,
    )
