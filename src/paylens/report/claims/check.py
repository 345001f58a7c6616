"""`check`: a text's claims about pay, each held against the sources, and against one another."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paylens.market.evidence import Evidence
from paylens.report.claims.amount_verdicts import AmountJudge
from paylens.report.claims.blocks import Block
from paylens.report.claims.claim import WITH_AMOUNTS, Claim, Unread
from paylens.report.claims.documents import NAMELESS, document
from paylens.report.claims.groups_compared import Groups
from paylens.report.claims.reading import NOT_ENGLISH, Reading, read
from paylens.report.claims.shares import SPREAD_RULE, names_a_spread
from paylens.report.claims.statement_verdicts import StatementJudge
from paylens.report.claims.verdicts import CONTRADICTED, VERDICTS, Finding, JudgedClaim
from paylens.report.claims.within import Contradiction, contradictions, dimension_label
from paylens.report.claims.words import Vocabulary
from paylens.report.sections import Section, SectionedAnswer
from paylens.report.verdict import RULE

if TYPE_CHECKING:
    from paylens.report.answers import Market

# What was found is kept for the next text, up to so many findings.
MOST_KEPT = 2_000
NOT_CAUSE = (
    "Comparisons hold each source's records against one another as they are; like for like, where "
    "given, is between people whose other recorded facts are equal. Neither says why."
)


@dataclass(frozen=True)
class Check(SectionedAnswer):
    """The claims of one text with their verdicts, its contradictions, and what was not read.

    `role` is what the whole text is about, and is assumed where a claim names none.
    """

    sentence: str
    name: str
    format: str
    role: str | None
    claims: tuple[JudgedClaim, ...]
    contradictions: tuple[Contradiction, ...]
    unread: tuple[Unread, ...]
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...]
    blocks: tuple[Block, ...] = field(repr=False)
    annotated: bool = field(default=False, repr=False)

    @property
    def sections(self) -> tuple[Section, ...]:
        """Verdicts counted, what the text contradicts, claims by verdict, what was not read."""
        from paylens.report.claims.sections import sections

        return sections(self)


class Checker:
    """Checks texts against one market; what it found for one text it keeps for the next."""

    def __init__(self, market: Market) -> None:
        self._vocabulary = Vocabulary(market.known_values)
        self._market = market
        self._forget()

    def check(self, content: bytes | str, name: str = "", *, annotated: bool = False) -> Check:
        """Read a text, and hold each of its claims against the sources.

        Raises
        ------
        DocumentUnreadable
            Empty, too large, a scan, damaged, or neither text, HTML nor PDF.
        """
        if len(self._statements._found) > MOST_KEPT or len(self._amounts._fetched) > MOST_KEPT:
            self._forget()
        read_document = document(content, name)
        reading = read(read_document, self._vocabulary)
        judged = [
            _judged(number, claim, self._finding(claim))
            for number, claim in enumerate(reading.claims, 1)
        ]
        clashes = contradictions(judged)
        return Check(
            sentence=_sentence(read_document.name, judged, clashes, reading),
            name=read_document.name,
            format=read_document.format,
            role=reading.role,
            claims=tuple(judged),
            contradictions=clashes,
            unread=reading.unread,
            evidence=_evidence(judged),
            notes=_notes(reading, judged),
            blocks=read_document.blocks,
            annotated=annotated,
        )

    def _finding(self, claim: Claim) -> Finding:
        if claim.kind in WITH_AMOUNTS:
            return self._amounts.judge(claim)
        return self._statements.judge(claim)

    def _forget(self) -> None:
        market = self._market
        self._amounts = AmountJudge(market.store, market.estimate, market.known_values)
        self._statements = StatementJudge(market.store, market.known_values, Groups(market.store))


def _judged(number: int, claim: Claim, found: Finding) -> JudgedClaim:
    return JudgedClaim(
        number=number,
        text=claim.text,
        kind=claim.kind,
        about=claim.about,
        verdict=found.verdict,
        reason=found.reason,
        population=found.population,
        evidence=found.evidence,
        usd_per_year=found.usd_per_year,
        claim=claim,
    )


def _sentence(
    name: str, judged: list[JudgedClaim], clashes: tuple[Contradiction, ...], reading: Reading
) -> str:
    name = "The text" if name == NAMELESS else name
    if not judged:
        if NOT_ENGLISH in reading.notes:
            return f"{name} could not be read: {NOT_ENGLISH}."
        unread = len(reading.unread)
        left = f" {unread} {'sentence speaks' if unread == 1 else 'sentences speak'} of pay."
        left = left if unread else ""
        return f"{name} claims nothing about pay that could be read.{left}"
    counts = Counter(one.verdict for one in judged)
    told = ", ".join(
        f"{counts[verdict]} {_said(verdict, counts[verdict])}{_by_some(verdict, judged)}"
        for verdict in VERDICTS
        if counts[verdict]
    )
    rows = sum(one.claim.row is not None for one in judged)
    where = f", {rows} of them in tables" if rows else ""
    if len(judged) == 1:
        (one,) = judged
        some = f", with {one.agreeing}" if one.agreeing else ""
        return f"{name} makes one claim about pay: {one.verdict}{some}."
    count = f"{len(judged)} claims"
    itself = ""
    if clashes:
        times = "once" if len(clashes) == 1 else f"{len(clashes)} times"
        itself = f" It contradicts itself {times}."
    return f"{name} makes {count} about pay{where}: {told}.{itself}"


def _by_some(verdict: str, judged: list[JudgedClaim]) -> str:
    """How many of those that agree do so with only some of the sources that judge."""
    some = [one.agreeing for one in judged if one.verdict == verdict and one.agreeing]
    if len(some) < 2:
        return "".join(f" (one of them with {agreeing})" for agreeing in some)
    return f" ({len(some)} of them with only some of the sources)"


def _said(verdict: str, count: int) -> str:
    words = {
        "agrees": f"agree{'s' if count == 1 else ''} with the records",
        "sources disagree": "on which the sources disagree",
        CONTRADICTED: "contradicted by them",
        "not enough data": "without enough data",
    }
    return words.get(verdict, verdict)


def _notes(reading: Reading, judged: list[JudgedClaim]) -> tuple[str, ...]:
    # The sentence says so already where nothing was read.
    notes = [note for note in reading.notes if judged or note != NOT_ENGLISH]
    assumed = Counter(name for one in judged for name in one.about.assumed)
    if judged:
        notes += [
            f"Assumed where unstated: {'; '.join(_assumptions(reading, assumed))}.",
            f"{RULE}.",
        ]
    if any(names_a_spread(one.claim) for one in judged):
        notes.append(f"{SPREAD_RULE[0].upper()}{SPREAD_RULE[1:]}.")
    if any(one.kind not in WITH_AMOUNTS for one in judged):
        notes.append(NOT_CAUSE)
    if any("estimated" in one.reason for one in judged):
        notes.append(
            "Facts that no source's table holds together are judged by the model's estimate."
        )
    return tuple(notes)


def _assumptions(reading: Reading, assumed: Counter[str]) -> list[str]:
    role = dimension_label("role", reading.role) if reading.role else "ML and data roles"
    what = {
        "role": f"{role} (the text's own subject)" if reading.role else role,
        "country": "the United States",
        "pay": "each source's own salary, base or total, side by side",
        "statistic": "the median",
        "currency": "US dollars",
        "period": "a year",
        "year": "the latest three years of each source",
    }
    return [
        f"{name}: {words} (in {assumed[name]} of the claims)"
        for name, words in what.items()
        if assumed[name]
    ]


def _evidence(judged: list[JudgedClaim]) -> tuple[Evidence, ...]:
    """What the figures rest on: of each source and kind of pay the one of most records."""
    most: dict[tuple[tuple[str, ...], str], Evidence] = {}
    for one in judged:
        for figure in one.evidence:
            found = figure.evidence
            key = (found.sources, found.pay)
            held = most.get(key)
            if held is None or (found.records or 0) > (held.records or 0):
                most[key] = found
    return tuple(most[key] for key in sorted(most))
