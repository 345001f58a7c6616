"""Claims of how many people earn something: a share above an amount, a range that they lie in."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from paylens.market.evidence import Figure
from paylens.market.statistics import SHARES, PayStatistics
from paylens.report.claims.claim import LESS, RANGE, Claim
from paylens.report.claims.verdicts import Finding, SourceFigure, not_enough, together
from paylens.report.cohorts import Cohort
from paylens.report.verdict import AGREES, FEWEST_RECORDS, TOO_HIGH, TOO_LOW

# A share agrees within so many percentage points.
POINTS = 5.0
# What a range of people's pay says at least: so many of them lie in it.
HALF = 0.5
SPREAD_RULE = (
    "a range of what people earn agrees where at least half of a source's pay lies in it, within "
    f"{POINTS:.0f} points or the share's 95 % interval; else it is too low where more of the rest "
    "lies above it, too high where more lies below"
)
Found = tuple[Cohort, PayStatistics, PayStatistics | None]


def names_a_spread(claim: Claim) -> bool:
    """Whether a range is of people's pay; between two ends there can be one median as well."""
    return claim.kind == RANGE and claim.about.statistic in (None, "mean")


def share_finding(claim: Claim, usd: tuple[float, ...], found: Sequence[Found]) -> Finding:
    """Whether so many earn more, or less: the sources' own shares."""
    assert claim.percent is not None
    evidence = []
    for cohort, statistics in _judging(found):
        below = _share_below(statistics, usd[0])
        share = below if claim.direction == LESS else 1 - below
        figure = _with_interval(share, statistics)
        off = claim.percent - 100 * share
        inside = figure.low is not None and figure.low <= claim.percent / 100 <= figure.high  # type: ignore[operator]
        finding = AGREES if inside or abs(off) <= POINTS else TOO_HIGH if off > 0 else TOO_LOW
        what = f"share {'below' if claim.direction == LESS else 'above'} the amount"
        evidence.append(_source_figure(cohort, statistics, what, figure, finding, off))
    told = [f"{one.source}: {one.figure.value:.0%}" for one in evidence]
    return _together(evidence, told, usd)


def spread_finding(usd: tuple[float, ...], found: Sequence[Found]) -> Finding:
    """Whether people's pay lies in a range, by SPREAD_RULE."""
    evidence, told = [], []
    for cohort, statistics in _judging(found):
        below = _share_below(statistics, usd[0])
        above = 1 - _share_below(statistics, usd[-1])
        figure = _with_interval(max(1 - below - above, 0.0), statistics)
        finding = _spread(below, above, figure)
        evidence.append(
            _source_figure(cohort, statistics, "share within the range", figure, finding, None)
        )
        told.append(f"of {cohort.column.source} ({cohort.column.pay} pay) {_parts(below, above)}")
    if len(evidence) > 1:
        agreeing = sum(one.finding == AGREES for one in evidence)
        told[0] = f"{agreeing} of {len(evidence)} sources agree: {told[0]}"
    return _together(evidence, told, usd)


def modelled_spread(usd: tuple[float, ...], figures: Mapping[str, Figure]) -> tuple[str, str]:
    """The same of an estimate, by its percentiles: the verdict, and the shares in words."""
    values = [(share, figures[name].value) for name, share in SHARES.items()]
    shares, logs = zip(*[(share, math.log(value)) for share, value in values if value], strict=True)
    below, upto = (
        float(np.interp(math.log(amount), logs, shares, left=0.0, right=1.0))
        for amount in (usd[0], usd[-1])
    )
    inside = Figure(upto - below)
    return _spread(below, 1 - upto, inside), f"of it {_parts(below, 1 - upto)}"


def _spread(below: float, above: float, inside: Figure) -> str:
    assert inside.value is not None
    if max(inside.value + POINTS / 100, inside.high or 0.0) >= HALF:
        return AGREES
    return TOO_LOW if above > below else TOO_HIGH


def _parts(below: float, above: float) -> str:
    return (
        f"{max(1 - below - above, 0.0):.0%} lies in the range, {below:.0%} below and "
        f"{above:.0%} above"
    )


def _judging(found: Sequence[Found]) -> list[tuple[Cohort, PayStatistics]]:
    """The sources with records enough in the first population in which any has."""
    told = [
        (cohort, statistics)
        for cohort, statistics, _ in found
        if statistics.distribution is not None
        and (statistics.evidence.records or 0) >= FEWEST_RECORDS
    ]
    return [each for each in told if each[0].population == told[0][0].population]


def _share_below(statistics: PayStatistics, amount: float) -> float:
    assert statistics.distribution is not None
    return statistics.distribution.share_below(amount)


def _with_interval(share: float, statistics: PayStatistics) -> Figure:
    reach = 1.96 * math.sqrt(share * (1 - share) / (statistics.evidence.records or 1))
    return Figure(share, max(share - reach, 0.0), min(share + reach, 1.0))


def _source_figure(
    cohort: Cohort,
    statistics: PayStatistics,
    what: str,
    figure: Figure,
    finding: str,
    off_percent: float | None,
) -> SourceFigure:
    column = cohort.column
    return SourceFigure(
        source=column.source,
        population=cohort.population.label,
        basis=column.basis,
        pay=column.pay,
        what=what,
        figure=figure,
        finding=finding,
        evidence=statistics.evidence,
        unit="share",
        off_percent=off_percent,
    )


def _together(evidence: list[SourceFigure], told: list[str], usd: tuple[float, ...]) -> Finding:
    if not evidence:
        return replace(not_enough(f"no source has {FEWEST_RECORDS} records"), usd_per_year=usd)
    verdict = together({one.finding for one in evidence})
    return Finding(verdict, "; ".join(told), evidence[0].population, tuple(evidence), usd)
