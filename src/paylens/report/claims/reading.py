"""Every claim of a document, in its order, and what of it could not be read as one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from paylens.report.claims import limits
from paylens.report.claims import phrases as say
from paylens.report.claims.amounts import amounts_in
from paylens.report.claims.blocks import GRID, HEADING, SENTENCE, Block, Document
from paylens.report.claims.claim import (
    ALWAYS,
    COMPARISON,
    TREND,
    VARIES,
    WITH_AMOUNTS,
    Claim,
    Unread,
)
from paylens.report.claims.grids import Context, grid_claims
from paylens.report.claims.sentences import amount_claims
from paylens.report.claims.statements import facts_of, statement_claims
from paylens.report.claims.words import Vocabulary, rules

COUNTRY = "US"
NO_STATEMENT = "speaks of pay, but states no amount, comparison or trend of somebody's pay"
PRAISE = "names no figure and nothing to compare with"
DEMAND_TOO = "says that pay depends on demand too, which no record of pay tells; the rest is judged"
FORECAST = "a forecast: records tell the past"
NOBODYS_AMOUNT = "an amount that is nobody's pay, or nobody can say whose"
# What announces a table or a text claims nothing of its own.
TABLE_OF_CONTENTS = re.compile(
    r"^(?:this|these|the|our)(?: following)? (?:tables?|charts?|figures?|sections?)\b"
    r"|^in this (?:article|post|guide|section)\b", re.I,
)  # fmt: skip
BETWEEN = re.compile(r"[,;]\s+(?:and|but|while|whereas|so)\s+|;\s+")
MONEY = re.compile(r"[$€£₹]\s?\d|\d\s?(?:k\b|LPA|€|£)")
# Words of every English text that are no words of German, Dutch, French, Spanish or Italian.
ENGLISH_SHARE = 0.05
NOT_ENGLISH = "the text does not look like English, the only language read; amounts may be missed"
# So much of what was cut is listed.
LISTED = 80


@dataclass(frozen=True)
class Reading:
    """What a document claims, what could not be read, and the role that it is about throughout."""

    claims: tuple[Claim, ...]
    unread: tuple[Unread, ...]
    role: str | None
    notes: tuple[str, ...] = ()


def read(document: Document, vocabulary: Vocabulary) -> Reading:
    """The claims of a document; what a claim leaves unsaid is assumed, and said to be."""
    claims: list[Claim] = []
    unread: list[Unread] = []
    context = Context("")
    believed, introduces = False, False
    notes: list[str] = [*document.notes, *_language(document)]
    for place, block in enumerate(document.blocks):
        if len(claims) >= limits.MOST_CLAIMS:
            left_off = len(document.blocks) - place
            notes.append(
                f"reading stopped after {limits.MOST_CLAIMS} claims: the last {left_off:,} of its "
                f"{len(document.blocks):,} headings, sentences and tables were not read"
            )
            break
        found: list[Claim] = []
        left: list[Unread] = []
        # A short line that is the whole text says something itself, and heads nothing.
        alone = len(document.blocks) == 1 and not block.level
        if block.kind == HEADING and not alone:
            found, believed = _heading(block, believed, vocabulary)
            context = Context(block.text)
        elif block.kind == GRID:
            before = _before(document, place, context) if introduces else context
            found, left = grid_claims(block, before, vocabulary)
        else:
            following = _next_sentence(document, place)
            found, left = _sentence(block, following, vocabulary)
        claims += [replace(claim, block=place) for claim in found]
        # A sentence that claims something itself does not say what the table below it is of.
        introduces = block.kind == SENTENCE and not found
        if block.cut:
            left.append(Unread(f"{block.text[:LISTED]} …", block.cut))
        unread += [replace(each, block=place) for each in left]
    if len(claims) > limits.MOST_CLAIMS:
        notes.append(f"only its first {limits.MOST_CLAIMS} of {len(claims)} claims are judged")
    if len(unread) > limits.MOST_UNREAD:
        notes.append(f"{len(unread) - limits.MOST_UNREAD:,} more that were not read are not listed")
    role = _role(document, vocabulary)
    kept = tuple(_assuming(claim, role) for claim in claims[: limits.MOST_CLAIMS])
    return Reading(kept, tuple(unread[: limits.MOST_UNREAD]), role, tuple(notes))


def _heading(block: Block, believed: bool, vocabulary: Vocabulary) -> tuple[list[Claim], bool]:
    """Claims of a heading; below "misconceptions" it states what the text denies."""
    if say.MISCONCEPTIONS.search(block.text):
        return [], True
    if say.QUESTION.search(block.text) or amounts_in(block.text):
        return [], False
    found = [
        claim
        for claim in statement_claims(block.text, vocabulary)
        if claim.kind not in ("varies", "demand") and claim.about.versus != {}
    ]
    numbered = bool(re.match(r"(?:paragraph|myth|misconception|#?\d)", block.text, re.I))
    if believed and (found or numbered):
        return [replace(claim, denied=True) for claim in found], True
    return found, False


def _before(document: Document, place: int, context: Context) -> Context:
    """The heading, and the sentence that stands right before a grid."""
    previous = document.blocks[place - 1] if place else None
    sentence = previous.text if previous and previous.kind == SENTENCE else ""
    return Context(context.heading, sentence)


def _next_sentence(document: Document, place: int) -> str:
    following = document.blocks[place + 1] if place + 1 < len(document.blocks) else None
    return following.text if following and following.kind == SENTENCE else ""


def _sentence(
    block: Block, following: str, vocabulary: Vocabulary
) -> tuple[list[Claim], list[Unread]]:
    text = block.text
    if say.QUESTION.search(text) or TABLE_OF_CONTENTS.match(text):
        return [], []
    found = amount_claims(text, vocabulary)
    if found:
        most = limits.MOST_CLAIMS_OF_A_SENTENCE
        return [*found[:most], *_beside_amounts(text, vocabulary)], _too_many(text, len(found))
    refuted = bool(say.BELIEVED.search(text) and say.REFUTED.search(following))
    refuted = refuted or bool(say.BELIEVED.search(text) and say.REFUTED.search(text.split(",")[-1]))
    stated = statement_claims(text, vocabulary, refuted=refuted)
    if stated and not (say.FORECAST.search(text) and stated[0].kind == "trend" and not _past(text)):
        return stated, _untold_factors(stated)
    if MONEY.search(text):
        return [], [Unread(text, NOBODYS_AMOUNT)]
    if say.PAY.search(text):
        praise = PRAISE if say.HIGH.search(text) else NO_STATEMENT
        return [], [Unread(text, FORECAST if say.FORECAST.search(text) else praise)]
    return [], []


def _untold_factors(stated: list[Claim]) -> list[Unread]:
    """What pay is said to depend on beside what is judged, and no record of pay tells."""
    text = stated[0].text
    varies = say.VARIES.search(text) if stated[0].kind == VARIES else None
    if varies is None or not re.search(r"\bdemand\b", text[varies.end() :], re.I):
        return []
    return [Unread(text, DEMAND_TOO)]


def _too_many(text: str, claims: int) -> list[Unread]:
    """What one sentence says more than is read of one."""
    found = []
    amounts = len(amounts_in(text))
    if amounts > limits.MOST_AMOUNTS:
        found.append(f"its first {limits.MOST_AMOUNTS} of {amounts} amounts")
    if claims > limits.MOST_CLAIMS_OF_A_SENTENCE:
        found.append(f"its first {limits.MOST_CLAIMS_OF_A_SENTENCE} claims")
    return [Unread(f"{text[:LISTED]} …", f"only {' and '.join(found)} were read")] if found else []


def _beside_amounts(text: str, vocabulary: Vocabulary) -> list[Claim]:
    """Comparisons and trends in the parts of a sentence that name no amount."""
    found: list[Claim] = []
    for part in BETWEEN.split(text):
        if MONEY.search(part) or amounts_in(part):
            continue
        stated = statement_claims(part, vocabulary)
        found += [
            replace(claim, text=text)
            for claim in stated
            if claim.kind in (ALWAYS, TREND) or (claim.kind == COMPARISON and claim.about.versus)
        ]
    return found


def _past(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:ha(?:s|ve) (?:been|risen|grown)|rose|grew|increased|fell|recent)\b", text, re.I
        )
    )


def _role(document: Document, vocabulary: Vocabulary) -> str | None:
    """The role of the whole text: its title's, else the one that it names most often."""
    for block in document.blocks:
        if block.kind != HEADING:
            continue
        found = facts_of(vocabulary.words(block.text)).get("role")
        if found:
            return found
    counts = Counter(
        word.value
        for block in document.blocks
        for word in vocabulary.words(block.text)
        if word.dimension == "role"
    )
    return counts.most_common(1)[0][0] if counts else None


def _assuming(claim: Claim, role: str | None) -> Claim:
    """The claim with what stands in for each thing that it does not state."""
    about, assumed = claim.about, {}
    named = {"role", "unknown_role"} & set(about.facts) or "role" in (about.versus or {})
    if not named and about.dimension != "role":
        assumed["role"] = role or ""
    everywhere = {"country", "city", "metro"}
    if not everywhere & set(about.facts) and about.dimension not in everywhere:
        assumed["country"] = COUNTRY
    if claim.kind in WITH_AMOUNTS:
        if about.pay is None:
            assumed["pay"] = "base"
        if about.statistic is None and claim.kind != "share":
            assumed["statistic"] = "median"
        if about.currency is None:
            assumed["currency"] = "USD"
        if about.period is None:
            assumed["period"] = "year"
    if about.year is None:
        assumed["year"] = "latest"
    return replace(claim, about=replace(about, assumed=assumed))


def _language(document: Document) -> tuple[str, ...]:
    """A note where the text is likely in no language that is read here."""
    sentences = [block.text for block in document.blocks if block.kind == SENTENCE]
    words = re.findall(r"[^\W\d_]+", " ".join(sentences).lower())
    if len(words) < 30:
        return ()
    english = set(rules()["english"]["words"])
    share = sum(word in english for word in words) / len(words)
    if share >= ENGLISH_SHARE:
        return ()
    return (NOT_ENGLISH,)
