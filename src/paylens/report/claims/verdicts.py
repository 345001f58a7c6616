"""A claim with its verdict, the sources' figures, and how far it is off."""

from __future__ import annotations

from dataclasses import dataclass, field

from paylens.market.evidence import Evidence, Figure
from paylens.report.claims.claim import About, Claim
from paylens.report.verdict import AGREES, DISAGREE, NOT_ENOUGH, TOO_HIGH, TOO_LOW

CONTRADICTED = "contradicted"
VERDICTS = (AGREES, TOO_LOW, TOO_HIGH, DISAGREE, CONTRADICTED, NOT_ENOUGH)


@dataclass(frozen=True)
class SourceFigure:
    """What one source says of a claim, in one population.

    `figure` is in USD per year, or a share where `unit` is "share" (a difference: 0.25 is 25 %
    more). `off_percent` is how far the claim lies above it, or below (minus).
    """

    source: str
    population: str
    basis: str
    pay: str
    what: str
    figure: Figure
    finding: str
    evidence: Evidence
    unit: str = "USD per year"
    off_percent: float | None = None


@dataclass(frozen=True)
class JudgedClaim:
    """A claim, what it is about, whether it holds, why, and on what that rests.

    `usd_per_year` are its amounts in USD per year.
    """

    number: int
    text: str
    kind: str
    about: About
    verdict: str
    reason: str
    population: str
    evidence: tuple[SourceFigure, ...]
    usd_per_year: tuple[float, ...]
    claim: Claim = field(repr=False)

    @property
    def agreeing(self) -> str:
        """Of a claim that agrees with some of the sources that can tell: with how many of them."""
        told = [one.finding for one in self.evidence if one.finding != NOT_ENOUGH]
        holds = CONTRADICTED if self.claim.denied else AGREES
        if self.verdict != AGREES or told.count(holds) in (0, len(told)):
            return ""
        return f"{told.count(holds)} of {len(told)} sources"


@dataclass(frozen=True)
class Finding:
    """A verdict before it is put beside its claim."""

    verdict: str
    reason: str
    population: str = ""
    evidence: tuple[SourceFigure, ...] = ()
    usd_per_year: tuple[float, ...] = ()


def not_enough(reason: str) -> Finding:
    """Nothing at hand that could tell."""
    return Finding(NOT_ENOUGH, reason)


def together(findings: set[str]) -> str:
    """One verdict of the sources' findings: all alike, else they disagree."""
    if AGREES in findings and CONTRADICTED not in findings:
        return AGREES
    return next(iter(findings)) if len(findings) == 1 else DISAGREE


OPPOSITE = {AGREES: CONTRADICTED, CONTRADICTED: AGREES}


def decided(found: list[SourceFigure], label: str) -> Finding:
    """The verdict of the sources that can tell; all are listed."""
    told = {one.finding for one in found} - {NOT_ENOUGH}
    verdict = together(told) if told else NOT_ENOUGH
    listed = "; ".join(
        f"{one.source} ({one.pay} pay): {one.what}"
        + (" (not told apart)" if one.finding == NOT_ENOUGH else "")
        for one in found
    )
    return Finding(verdict, listed, label, tuple(found))
