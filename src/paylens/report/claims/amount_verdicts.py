"""Whether a claimed amount, range, share or growth holds, by the tables' rule and cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from paylens.errors import QuestionError, UnknownCurrency
from paylens.harmonise.dimension import dimension
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
    SHARE,
    Claim,
)
from paylens.report.claims.older_records import by_either, older_than_claim
from paylens.report.claims.shares import (
    Found,
    modelled_spread,
    names_a_spread,
    share_finding,
    spread_finding,
)
from paylens.report.claims.verdicts import Finding, SourceFigure, not_enough
from paylens.report.claims.words import UNKNOWN_ROLE
from paylens.report.cohorts import Cohort, cohorts, crossed_by
from paylens.report.tables import growth_between
from paylens.report.verdict import (
    DISAGREE,
    FEWEST_RECORDS,
    NOT_ENOUGH,
    TOO_HIGH,
    Held,
    Judgement,
    judge,
)

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
        finding = _by_sources(claim, usd, asked, found)
        older = older_than_claim(self.store, claim, finding, found, asked)
        if older is None:
            return finding
        if not older.growth:
            note = f"records of {older.years} only, years older than the claim"
            return replace(finding, reason=f"{finding.reason}; {note}")
        moved = _by_sources(claim, usd, asked, older.moved)
        return self._beside_estimate(claim, usd, by_either(finding, moved, older))

    def _beside_estimate(self, claim: Claim, usd: tuple[float, ...], finding: Finding) -> Finding:
        """What older records alone find too high; not so where half of what the estimate, which
        knows newer records too, gives such people reaches as high."""
        middle = figure_name(claim) in ("p50", "mean") and claim.kind != SHARE
        if finding.verdict != TOO_HIGH or not middle:
            return finding
        answer = self._estimated(claim)
        if isinstance(answer, str):
            return finding
        low, median, high = (answer.figures[name].value for name in ("p25", "p50", "p75"))
        if None in (low, median, high) or usd[0] > high:
            return finding
        reason = (
            f"{finding.reason}; but paylens's estimate, from newer records too, has a median of "
            f"${median:,.0f} and half from ${low:,.0f} to ${high:,.0f}"
        )
        return replace(finding, verdict=DISAGREE, reason=reason)

    def _statistics(self, claim: Claim, asked: Asked) -> list[Found]:
        found: list[Found] = []
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
        pay = claim.about.pay or "base"
        if pay not in SALARY_KINDS or claim.kind in (GROWTH, SHARE):
            return not_enough("no source holds all these facts together for that kind of pay")
        answer = self._estimated(claim)
        if isinstance(answer, str):
            return replace(not_enough(answer), usd_per_year=usd)
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
        reason, verdict = judgement.reason, judgement.verdict
        if not evidence:
            reason = f"fewer than {FEWEST_RECORDS} records are like this: {words}"
        elif names_a_spread(claim):
            verdict, reason = modelled_spread(usd, answer.figures)
            evidence = tuple(replace(one, finding=verdict) for one in evidence)
        return Finding(verdict, f"{reason}; estimated", words, evidence, usd)

    def _estimated(self, claim: Claim) -> Any:
        """The estimate for a claim's people, or why there is none."""
        about = claim.about
        told = {QUESTION.get(name, name): value for name, value in about.facts.items()}
        told.setdefault("role", about.assumed.get("role") or "ml_engineer")
        if not {"country", "city", "metro"} & set(told):
            told["country"] = about.assumed["country"]
        try:
            return self.estimate(**told, pay=about.pay or "base")
        except (QuestionError, ValueError) as error:
            return str(error)


def _by_sources(claim: Claim, usd: tuple[float, ...], asked: Asked, found: list[Found]) -> Finding:
    """The finding of the sources' own records, by the rule of the claim's kind."""
    if claim.kind == SHARE or (names_a_spread(claim) and not asked.nearest):
        share = claim.kind == SHARE
        finding = share_finding(claim, usd, found) if share else spread_finding(usd, found)
        if finding.evidence:
            return replace(finding, population=_where(asked, finding.population))
        return finding
    held = [_held(claim, cohort, statistics, start) for cohort, statistics, start in found]
    judgement = judge(span_of(claim, usd), held, asked.nearest)
    reason = judgement.reason
    if judgement.verdict == NOT_ENOUGH and not asked.nearest:
        reason = _why_none(held)
    where = _where(asked, judgement.decided_by or asked.populations[0].label)
    return Finding(judgement.verdict, reason, where, _evidence(claim, judgement, found), usd)


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
    found: list[Found],
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


def _where(asked: Asked, label: str) -> str:
    population = next(
        (one for one in asked.populations if one.label == label), asked.populations[0]
    )
    country = asked.country or population.country or asked.values.get("country")
    place = dimension("country").value_label(country) if country else "all countries"
    role = asked.values.get("role")
    label = dimension("role").value_label(role) if role else label
    others = dict.fromkeys(
        dimension(name).value_label(value)
        for name, value in asked.values.items()
        if name not in ("role", "country")
    )
    return ", ".join([label, *filter(None, [" or ".join(others)]), place])
