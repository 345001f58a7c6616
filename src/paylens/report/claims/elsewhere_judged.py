"""Claims that another answer judges: pay by skills as `skills` has it, a gap as `gap` has it.

So one question has one answer, whichever way it is asked.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from paylens.errors import NotEnoughData
from paylens.market.evidence import Evidence
from paylens.market.store import Store
from paylens.report.claims.claim import CONSISTENT, LESS, Claim
from paylens.report.claims.verdicts import (
    CONTRADICTED,
    OPPOSITE,
    Finding,
    SourceFigure,
    decided,
    not_enough,
)
from paylens.report.gap import WOMEN, gap
from paylens.report.gap_article import INSIDE, LARGER, SMALLER, JudgedGap, judged_gaps
from paylens.report.skills.skills import SkillDifference, skill_pay
from paylens.report.tables import DEFAULT_COUNTRY
from paylens.report.verdict import AGREES, FEWEST_RECORDS, NOT_ENOUGH, TOO_HIGH, TOO_LOW
from paylens.report.wording import signed

# So many differences, all this close to none, show that pay does not go with skills.
MANY, NARROW = 10, 0.10


def skills_finding(store: Store, kind: str, role: str | None, country: str) -> Finding:
    """Whether pay depends on skills, or is the same whatever they are, in each source.

    It depends on them where differences stand after the correction of `skills`, and does not where
    all of many are told to be close to none.
    """
    try:
        answer = skill_pay(store, role, country, None, ())
    except NotEnoughData as error:
        return not_enough(str(error))
    by_source: dict[tuple[str, str], list[SkillDifference]] = defaultdict(list)
    for one in answer.found:
        by_source[one.difference.source, one.difference.pay].append(one)
    return decided([_of_skills(kind, own) for _, own in sorted(by_source.items())], answer.among)


def _of_skills(kind: str, own: list[SkillDifference]) -> SourceFigure:
    """What one source's differences say, shown by the clearest of them."""
    stand = [one for one in own if one.stands]
    clearest = max(own, key=lambda one: (one.stands, abs(one.nearer_end)))
    difference = clearest.difference
    depends = AGREES if stand else CONTRADICTED if _all_narrow(own) else NOT_ENOUGH
    what = f"{len(stand)} of {len(own)} differences between skills stand"
    if stand:
        what += f", such as {clearest.label} {signed(difference.difference.value or 0.0)}"
    return SourceFigure(
        source=difference.source,
        population=clearest.among,
        basis=clearest.basis,
        pay=difference.pay,
        what=what,
        figure=difference.difference,
        finding=OPPOSITE.get(depends, depends) if kind == CONSISTENT else depends,
        evidence=difference.evidence,
        unit="share",
    )


def _all_narrow(own: list[SkillDifference]) -> bool:
    figures = [one.difference.difference for one in own]
    return len(own) >= MANY and all(
        figure.low is not None
        and figure.high is not None
        and -NARROW <= figure.low <= figure.high <= NARROW
        for figure in figures
    )


def gap_finding(
    store: Store, claim: Claim, first: str, role: str | None, country: str | None
) -> Finding:
    """Whether women earn so many percent less than men, by the sources and people of `gap`."""
    assert claim.percent is not None
    share = claim.percent / 100 * (-1 if claim.direction == LESS else 1)
    # Men's pay against women's, turned round: the gap is a share of men's pay.
    claimed = share if first == WOMEN else 1 / (1 + share) - 1
    try:
        answer = gap(store, role, country or DEFAULT_COUNTRY, None, claim.about.year)
    except NotEnoughData as error:
        return not_enough(str(error))
    evidence = {(each.sources[0], each.pay): each for each in answer.evidence}
    found = [
        _of_gap(one, claimed, answer.among, evidence[one[0], one[1]])
        for one in judged_gaps(claimed, answer.gaps, answer.raw)
        if (one[0], one[1]) in evidence
    ]
    if not found:
        return not_enough(f"no source has {FEWEST_RECORDS} women and men: {answer.among}")
    finding = decided(found, answer.among)
    agreeing = sum(one.finding == AGREES for one in found)
    return replace(finding, reason=f"{agreeing} of {len(found)} agree: {finding.reason}")


def _of_gap(judged: JudgedGap, claimed: float, among: str, evidence: Evidence) -> SourceFigure:
    source, pay, of, figure, said = judged
    assert figure.value is not None and figure.low is not None and figure.high is not None
    too_far = {LARGER: TOO_HIGH, SMALLER: TOO_LOW}
    if claimed > 0:
        too_far = {SMALLER: TOO_HIGH, LARGER: TOO_LOW}
    interval = f"({signed(figure.low)} to {signed(figure.high)})"
    return SourceFigure(
        source=source,
        population=among,
        basis=evidence.basis[0],
        pay=pay,
        what=f"women against men {signed(figure.value)} {interval}, gap of {of}",
        figure=figure,
        finding=AGREES if said == INSIDE else too_far[said],
        evidence=evidence,
        unit="share",
        off_percent=100 * (abs(claimed) - abs(figure.value)),
    )
