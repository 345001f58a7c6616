"""Whether a claimed amount, range, share or growth holds, by the tables' rule and cells."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from paylens.errors import QuestionError, UnknownCurrency
from paylens.harmonise.dimension import dimension
from paylens.market.evidence import Figure
from paylens.market.scope import SALARY_KINDS
from paylens.market.statistics import PayStatistics
from paylens.market.store import Cell, Store
from paylens.report.claims.asked import (
    START,
    Asked,
    asked_of,
    figure_name,
    span_of,
    usd_per_year,
)
from paylens.report.claims.claim import (
    GROWTH,
    LESS,
    SHARE,
    Claim,
)
from paylens.report.claims.verdicts import Finding, SourceFigure, not_enough
from paylens.report.claims.words import UNKNOWN_ROLE
from paylens.report.cohorts import Cohort, cohorts, crossed_by
from paylens.report.tables import growth_between
from paylens.report.verdict import (
    AGREES,
    FEWEST_RECORDS,
    NOT_ENOUGH,
    TOO_HIGH,
    TOO_LOW,
    Held,
    Judgement,
    judge,
)

# A share agrees within so many percentage points.
POINTS = 5.0
TOO_WIDE = "an interval too wide to judge by"
Estimator = Callable[..., Any]


@dataclass
class AmountJudge:
    """Judges amounts against one market; what it fetched once it keeps."""

    store: Store
    estimate: Estimator
    known: Callable[[str], list[str]]
    _fetched: dict[Any, list[Cohort]] = field(default_factory=dict)

    def judge(self, claim: Claim) -> Finding:
        """The finding on a claim that names amounts."""
        role = claim.about.facts.get(UNKNOWN_ROLE)
        if role:
            return not_enough(f"no source reports the pay of {role!r}")
        try:
            usd = usd_per_year(claim)
        except UnknownCurrency as error:
            return not_enough(str(error))
        asked = asked_of(claim, self.store)
        if isinstance(asked, str):
            return replace(not_enough(asked), usd_per_year=usd)
        if asked is None:
            return self._modelled(claim, usd)
        found = self._statistics(claim, asked)
        if claim.kind == SHARE:
            return _share(claim, usd, found)
        held = [_held(claim, cohort, statistics, start) for cohort, statistics, start in found]
        judgement = judge(span_of(claim, usd), held, asked.nearest)
        evidence = _evidence(claim, judgement, found, usd)
        reason = judgement.reason
        if judgement.verdict == NOT_ENOUGH and not asked.nearest:
            reason = _why_none(held)
        shown = judgement.decided_by or asked.populations[0].label
        where = _where(asked, shown)
        return Finding(judgement.verdict, reason, where, evidence, usd)

    def _statistics(
        self, claim: Claim, asked: Asked
    ) -> list[tuple[Cohort, PayStatistics, PayStatistics | None]]:
        found = []
        for cohort in self._cohorts(claim, asked):
            value = asked.values.get(cohort.column.dimension)
            if value is None:
                continue
            statistics = cohort.statistics(self.store, value, asked.country)
            start = cohort.statistics(self.store, START) if claim.kind == GROWTH else None
            found.append((cohort, statistics, start))
        return found

    def _cohorts(self, claim: Claim, asked: Asked) -> list[Cohort]:
        names = list(asked.values)
        pay, year = claim.about.pay, claim.about.year
        key = (asked.populations, tuple(names), pay, year)
        if key not in self._fetched:
            cells = _cells(self.store, asked, names, pay, year)
            self._fetched[key] = cohorts(cells, asked.populations, names, pay, False)
        return self._fetched[key]

    def _modelled(self, claim: Claim, usd: tuple[float, ...]) -> Finding:
        """Facts that no cell holds together: the model answers, and says so."""
        about = claim.about
        pay = about.pay or "base"
        if pay not in SALARY_KINDS or claim.kind in (GROWTH, SHARE):
            return not_enough("no source holds all these facts together for that kind of pay")
        told = {QUESTION.get(name, name): value for name, value in about.facts.items()}
        told.setdefault("role", about.assumed.get("role") or "ml_engineer")
        if not {"country", "city", "metro"} & set(told):
            told["country"] = about.assumed["country"]
        try:
            answer = self.estimate(**told, pay=pay)
        except (QuestionError, ValueError) as error:
            return replace(not_enough(str(error)), usd_per_year=usd)
        name = figure_name(claim)
        words = ", ".join(str(value) for value in answer.understood.values())
        held = Held(
            words, "paylens's model", pay, "modelled", answer.figures[name], answer.evidence.records
        )
        judgement = judge(span_of(claim, usd), [held])
        evidence = tuple(
            SourceFigure(
                "paylens's model", words, "modelled", pay, name, one.held.figure, one.finding,
                answer.evidence, off_percent=one.off_percent,
            )
            for one in judgement.comparisons
        )  # fmt: skip
        reason = judgement.reason
        if not evidence:
            reason = f"fewer than {FEWEST_RECORDS} records are like this: {words}"
        return Finding(judgement.verdict, f"{reason}; estimated", words, evidence, usd)


# The dimension → the fact that an estimate takes it by.
QUESTION = {"employer": "company", "employer_size": "company_size"}


def _cells(
    store: Store, asked: Asked, names: list[str], pay: str | None, year: int | None
) -> list[Cell]:
    named = {role for each in asked.populations for role in each.roles or ()}
    countries = {each.country for each in asked.populations if each.country}
    found = store.cells(
        pay=[pay] if pay else list(SALARY_KINDS),
        roles=sorted(named),
        countries=sorted(countries) or None,
        dimension=sorted({"", *(crossed_by(name) for name in names)}),
    )
    if year is None:
        return found
    return [cell for cell in found if cell.year == year] or found


def _held(
    claim: Claim, cohort: Cohort, statistics: PayStatistics, start: PayStatistics | None
) -> Held:
    column = cohort.column
    figure = statistics.figures[figure_name(claim)]
    counts = [statistics.evidence.records]
    if start is not None:
        figure = growth_between(statistics, start)
        counts.append(start.evidence.records)
    known = [count for count in counts if count is not None]
    records = min(known) if len(known) == len(counts) else None
    return Held(cohort.population.label, column.source, column.pay, column.basis, figure, records)


def _evidence(
    claim: Claim,
    judgement: Judgement,
    found: list[tuple[Cohort, PayStatistics, PayStatistics | None]],
    usd: tuple[float, ...],
) -> tuple[SourceFigure, ...]:
    by_column = {
        (cohort.population.label, cohort.column.source, cohort.column.pay): statistics
        for cohort, statistics, _ in found
    }
    what = "growth of the mean" if claim.kind == GROWTH else figure_name(claim)
    return tuple(
        SourceFigure(
            source=one.held.source,
            population=one.held.block,
            basis=one.held.basis,
            pay=one.held.pay,
            what=what,
            figure=one.held.figure,
            finding=one.finding,
            evidence=by_column[one.held.block, one.held.source, one.held.pay].evidence,
            off_percent=one.off_percent,
        )
        for one in judgement.comparisons
    )


def _why_none(held: list[Held]) -> str:
    """Why no source judges: each reason once, with the sources that it holds of."""
    reasons: dict[str, list[str]] = {}
    for one in held:
        count = one.records
        few = f"fewer than {FEWEST_RECORDS} records" if (count or 0) < FEWEST_RECORDS else TOO_WIDE
        sources = reasons.setdefault(one.figure.suppressed or few, [])
        if one.source not in sources:
            sources.append(one.source)
    told = [f"{reason} ({', '.join(sources)})" for reason, sources in reasons.items()]
    return "; ".join(told) or "no source has it"


def _share(
    claim: Claim,
    usd: tuple[float, ...],
    found: list[tuple[Cohort, PayStatistics, PayStatistics | None]],
) -> Finding:
    """Whether so many earn more, or less: the sources' own shares."""
    assert claim.percent is not None
    evidence: list[SourceFigure] = []
    for cohort, statistics, _ in found:
        records = statistics.evidence.records or 0
        if statistics.distribution is None or records < FEWEST_RECORDS:
            continue
        if evidence and evidence[0].population != cohort.population.label:
            continue
        below = statistics.distribution.share_below(usd[0])
        share = below if claim.direction == LESS else 1 - below
        reach = 1.96 * math.sqrt(share * (1 - share) / records)
        figure = Figure(share, max(share - reach, 0.0), min(share + reach, 1.0))
        off = claim.percent - 100 * share
        inside = figure.low is not None and figure.low <= claim.percent / 100 <= figure.high  # type: ignore[operator]
        finding = AGREES if inside or abs(off) <= POINTS else TOO_HIGH if off > 0 else TOO_LOW
        column = cohort.column
        evidence.append(
            SourceFigure(
                column.source, cohort.population.label, column.basis, column.pay,
                f"share {'below' if claim.direction == LESS else 'above'} the amount", figure,
                finding, statistics.evidence, "share", off,
            )
        )  # fmt: skip
    if not evidence:
        return replace(not_enough(f"no source has {FEWEST_RECORDS} records"), usd_per_year=usd)
    findings = {one.finding for one in evidence}
    verdict = (
        AGREES
        if AGREES in findings
        else findings.pop()
        if len(findings) == 1
        else "sources disagree"
    )
    reason = "; ".join(f"{one.source}: {one.figure.value:.0%}" for one in evidence)
    return Finding(verdict, reason, evidence[0].population, tuple(evidence), usd)


def _where(asked: Asked, label: str) -> str:
    population = next(
        (one for one in asked.populations if one.label == label), asked.populations[0]
    )
    country = asked.country or population.country or asked.values.get("country")
    place = dimension("country").value_label(country) if country else "all countries"
    role = asked.values.get("role")
    label = dimension("role").value_label(role) if role else label
    return f"{label}, {place}"
