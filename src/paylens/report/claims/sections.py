"""What `check` shows: verdicts counted, contradictions, claims by verdict, what was not read."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from paylens.harmonise.dimension import dimension
from paylens.report.claims.blocks import GRID, HEADING
from paylens.report.claims.claim import (
    ALWAYS,
    AT_LEAST,
    AT_MOST,
    COMPARISON,
    CONSISTENT,
    DEMAND,
    GROWTH,
    INCREASES,
    RANGE,
    SHARE,
    TREND,
    VARIES,
    WITH_AMOUNTS,
)
from paylens.report.claims.verdicts import CONTRADICTED, VERDICTS, JudgedClaim
from paylens.report.claims.within import dimension_label
from paylens.report.sections import COUNT, Section, SectionColumn, Value
from paylens.report.verdict import AGREES, DISAGREE, NOT_ENOUGH, TOO_HIGH, TOO_LOW

if TYPE_CHECKING:
    from paylens.report.claims.check import Check

ORDER = (CONTRADICTED, TOO_HIGH, TOO_LOW, DISAGREE, AGREES, NOT_ENOUGH)
TITLES = {
    CONTRADICTED: "Contradicted by the records",
    TOO_HIGH: "Too high",
    TOO_LOW: "Too low",
    DISAGREE: "The sources disagree",
    AGREES: "Agree with at least one source of the records",
    NOT_ENOUGH: "Not enough data",
}
LONGEST_QUOTE = 160
STATISTICS = {"mean": "average", "median": "median"}


def sections(found: Check) -> tuple[Section, ...]:
    """All that have something to show."""
    every = (
        _counted(found),
        _within(found),
        *(_claims(found, verdict) for verdict in ORDER),
        _unread(found),
    )
    shown = tuple(section for section in every if section.rows)
    return (_annotated(found), *shown) if found.annotated else shown


def claim_in_words(one: JudgedClaim) -> str:
    """What a claim says, in one form for all: of whom, and how much or how."""
    claim, about = one.claim, one.about
    who = who_in_words(one)
    if claim.kind in WITH_AMOUNTS:
        said = f"{who}: {_statistic(one)} {_amounts(one)}".replace("  ", " ")
    elif claim.kind in (COMPARISON, ALWAYS):
        said = _comparison(one, who)
    elif claim.kind == TREND:
        by = f" by {claim.percent:g} %" if claim.percent is not None else ""
        said = f"{who}: pay {'falls' if claim.direction == 'down' else 'grows'}{by}"
    elif claim.kind == DEMAND:
        said = f"{who}: in demand"
    else:
        name = "certifications" if about.dimension == "certifications" else ""
        label = name or dimension(about.dimension or "role").label.lower()
        words = {
            VARIES: "varies by",
            CONSISTENT: "is the same whatever the",
            INCREASES: "rises with",
        }
        said = f"{who}: pay {words[claim.kind]} {label}"
    return f"it is not so that {said}" if claim.denied else said


def who_in_words(one: JudgedClaim) -> str:
    """Whom a claim is about, as far as it is stated or assumed."""
    facts = dict(one.about.facts)
    role = facts.pop("role", None) or facts.pop("unknown_role", None)
    role = role or one.about.assumed.get("role")
    first = dimension_label("role", role) if role else "everyone"
    others = [dimension_label(name, value) for name, value in facts.items()]
    if "experience" in facts and facts.get("level") == "entry":
        others = [dimension_label("level", "entry")]
    if "experience" in facts:
        others = [_years(each) if each == facts["experience"] else each for each in others]
    year = [str(one.about.year)] if one.about.year else []
    return ", ".join([first, *others, *year])


def _years(words: str) -> str:
    if "year" in words:
        return words
    return f"{words} year" if words.strip() == "1" else f"{words} years"


def _statistic(one: JudgedClaim) -> str:
    stated = one.about.statistic
    kind = f"{one.about.pay} pay" if one.about.pay else ""
    if one.claim.kind == GROWTH:
        return "growth of"
    return " ".join(each for each in (STATISTICS.get(stated or "", stated or ""), kind) if each)


def _amounts(one: JudgedClaim) -> str:
    claim = one.claim
    period = one.about.period or "year"
    printed = [f"{amount:,.0f}" for amount in claim.amounts]
    code = one.about.currency or "USD"
    text = " to ".join(f"${each}" if code == "USD" else each for each in printed)
    text += ("" if code == "USD" else f" {code}") + (f" a {period}" if period != "year" else "")
    if one.usd_per_year and (code != "USD" or period != "year"):
        text += f" ({' to '.join(f'${each:,.0f}' for each in one.usd_per_year)} a year)"
    if claim.kind == SHARE:
        side = "under" if claim.direction == "less" else "over"
        return f"{claim.percent:.0f} % earn {side} {text}"
    return {AT_LEAST: "over ", AT_MOST: "up to ", RANGE: ""}.get(claim.kind, "") + text


def _comparison(one: JudgedClaim, who: str) -> str:
    claim, versus = one.claim, one.about.versus or {}
    other = ", ".join(dimension_label(name, value) for name, value in versus.items())
    by = f"{claim.percent:g} % " if claim.percent is not None else ""
    always = "always " if claim.kind == ALWAYS else ""
    if claim.direction == "same":
        return f"{who}: paid the same as {other or 'everyone else'}"
    return f"{who}: {always}paid {by}{claim.direction} than {other or 'everyone else'}"


def _counted(found: Check) -> Section:
    amounts = Counter(one.verdict for one in found.claims if one.kind in WITH_AMOUNTS)
    others = Counter(one.verdict for one in found.claims if one.kind not in WITH_AMOUNTS)
    rows: list[dict[str, Value]] = [
        {
            "verdict": verdict,
            "amounts": amounts[verdict],
            "statements": others[verdict],
            "together": amounts[verdict] + others[verdict],
        }
        for verdict in VERDICTS
        if amounts[verdict] + others[verdict]
    ]
    return Section(
        "Verdicts",
        "Claims of amounts, and statements that compare pay or say how it moves.",
        (
            SectionColumn("verdict", "Verdict"),
            SectionColumn("amounts", "Amounts", COUNT),
            SectionColumn("statements", "Statements", COUNT),
            SectionColumn("together", "Together", COUNT),
        ),
        tuple(rows),
    )


def _within(found: Check) -> Section:
    return Section(
        "Where the text contradicts itself",
        "Claims that do not fit together, whatever the records say, with the kind of pay and the "
        "population assumed where the text does not tell them.",
        (SectionColumn("claims", "Claims"), SectionColumn("what", "Why")),
        tuple(
            {"claims": ", ".join(map(str, one.claims)), "what": one.what}
            for one in found.contradictions
        ),
    )


def _claims(found: Check, verdict: str) -> Section:
    """The claims of one verdict; what is said several times stands once, with all its numbers."""
    alike: dict[tuple[str, str], list[JudgedClaim]] = {}
    for one in found.claims:
        if one.verdict == verdict:
            alike.setdefault((claim_in_words(one), one.reason), []).append(one)
    rows: list[dict[str, Value]] = [
        {
            "number": ", ".join(str(one.number) for one in same),
            "claim": words,
            "evidence": reason,
            "population": same[0].population,
            "text": _quote(same[0].text),
        }
        for (words, reason), same in alike.items()
    ]
    return Section(
        TITLES[verdict],
        "",
        (
            SectionColumn("number", "No."),
            SectionColumn("claim", "What it says"),
            SectionColumn("evidence", "What the sources say"),
            SectionColumn("population", "Judged by"),
            SectionColumn("text", "In the text"),
        ),
        tuple(rows),
    )


def _unread(found: Check) -> Section:
    return Section(
        "Not read as claims",
        "Sentences about pay that state nothing which records could test, or not in words that "
        "are understood here.",
        (SectionColumn("text", "In the text"), SectionColumn("reason", "Why")),
        tuple({"text": _quote(one.text), "reason": one.reason} for one in found.unread),
    )


def _quote(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1].rstrip()}…"


def _annotated(found: Check) -> Section:
    """The text with each claim's number and verdict behind it."""
    by_block: dict[int, list[JudgedClaim]] = {}
    for one in found.claims:
        by_block.setdefault(one.claim.block, []).append(one)
    parts = []
    for place, block in enumerate(found.blocks):
        own = by_block.get(place, [])
        if block.kind == GRID:
            parts.append(_annotated_grid(block.cells, block.header, own))
        else:
            mark = "\n" if block.kind == HEADING else ""
            parts.append(f"{mark}{block.text}{_marks(own)}")
    return Section("The text, annotated", "", (), (), text="\n".join(parts))


def _marks(own: list[JudgedClaim]) -> str:
    told = Counter(one.verdict for one in own)
    if not told:
        return ""
    numbers = ", ".join(str(one.number) for one in own)
    return f" [{numbers}: {'; '.join(told)}]"


def _annotated_grid(
    cells: tuple[tuple[str, ...], ...], header: bool, own: list[JudgedClaim]
) -> str:
    lines = []
    for place, row in enumerate(cells):
        number = place - 1 if header else place
        marked = [one for one in own if one.claim.row == number]
        lines.append(f"  {' | '.join(row)}{_marks(marked)}")
    return "\n".join(lines)
