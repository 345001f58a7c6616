"""Claims of a sentence: amounts first; without one, comparisons, trends and what pay varies by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from paylens.report.claims import limits
from paylens.report.claims import phrases as say
from paylens.report.claims.amounts import Amount, amounts_in, period_in
from paylens.report.claims.claim import (
    AMOUNT,
    AT_LEAST,
    AT_MOST,
    LESS,
    MORE,
    RANGE,
    SHARE,
    About,
    Claim,
)
from paylens.report.claims.words import Vocabulary, Word

# No yearly pay of a person; what is more is a market's or a company's.
HIGHEST = {"INR": 1e9, "JPY": 1e9, "KRW": 1e11, "HUF": 1e9}
MOST_OF_A_PERSON = 2e7
LOWEST_BARE = 10_000
PARTS = re.compile(
    r"\s*(?:;|,|\b(?:while|whereas|but|and|versus|vs\.?|compared (?:to|with))\b)", re.I
)


@dataclass(frozen=True)
class Stated:
    """A part of a sentence around one amount, and the words in it."""

    text: str
    start: int
    words: tuple[Word, ...]


def amount_claims(text: str, vocabulary: Vocabulary) -> list[Claim]:
    """The claims of a sentence that name amounts of pay."""
    amounts = [each for each in amounts_in(text)[: limits.MOST_AMOUNTS] if _is_pay(text, each)]
    if not amounts:
        return []
    words = [*vocabulary.words(text), *experience_words(text)]
    claims: list[Claim] = []
    before: dict[str, str] = {}
    shared = About()
    for amount, part in zip(amounts, _parts(text, amounts, words), strict=True):
        choices = _facts(part, text, amount)
        about = _about(part, amount, shared)
        for facts in choices:
            merged = _inherited(before, facts)
            claims.append(_amount_claim(text, part, amount, replace(about, facts=merged)))
        before, shared = claims[-1].about.facts, about
        if len(claims) > limits.MOST_CLAIMS_OF_A_SENTENCE:
            break
    return claims


def statistic_in(text: str) -> str | None:
    """The statistic that words name."""
    for form in say.PERCENTILES:
        match = form.search(text)
        if match:
            return "median" if match[1] == "50" else f"p{match[1]}"
    if say.MEDIAN.search(text):
        return "median"
    return "mean" if say.MEAN.search(text) else None


def pay_in(text: str) -> str | None:
    """The kind of pay that words name; parts named beside it do not count."""
    bare = say.PLUS.sub("", text)
    return next((kind for kind, form in say.KINDS_OF_PAY.items() if form.search(bare)), None)


def year_in(text: str) -> int | None:
    """The year that words name."""
    match = say.YEAR.search(text)
    return int(match[1]) if match else None


def experience_words(text: str) -> list[Word]:
    """Years of experience that a text names, as words of the dimension."""
    found = []
    for match in say.EXPERIENCE.finditer(text):
        if say.NOT_EXPERIENCE.search(text[: match.start()]) and not match["after"].strip():
            continue
        if re.match(r"\s*(?:ago|old|from now)", text[match.end() :]):
            continue
        found.append(Word("experience", _experience(match), match.start(), match.end()))
    return found


def _experience(match: re.Match[str]) -> str:
    if match["low"]:
        return f"{match['low']}-{match['high']} years"
    years = say.NUMBERS.get(match["one"].lower(), match["one"])
    more = "+" if match["plus"] or match["more"] else ""
    return f"{years}{more} years"


def _is_pay(text: str, amount: Amount) -> bool:
    before, after = text[: amount.start], text[amount.end :]
    if say.COUNTED.match(after) or amount.low <= 0:
        return False
    if (amount.high or amount.low) > HIGHEST.get(amount.currency or "", MOST_OF_A_PERSON):
        return False
    if say.NOT_PAY.search(text) and not re.search(r"\bsalar|\bearn|\bpaid\b", before, re.I):
        return False
    about_pay = bool(say.PAY.search(text))
    if amount.bare:
        if amount.low < LOWEST_BARE or (amount.high or amount.low) in range(1990, 2050):
            return False
        return about_pay
    return about_pay or bool(say.PAY_VERB.search(text)) or amount.period is not None or (
        _is_annual_size(amount) and not re.search(r"\b(?:bonus|budget|award)\b", text)
        and bool(re.search(r"\b(?:engineer|scientist|analyst|offer|job|role)", text, re.I))
    )  # fmt: skip


def _is_annual_size(amount: Amount) -> bool:
    return amount.low >= LOWEST_BARE


def _parts(text: str, amounts: Sequence[Amount], words: Sequence[Word]) -> list[Stated]:
    """The part of the sentence that belongs to each amount, cut between two of them."""
    cuts = [0]
    for one, other in zip(amounts, amounts[1:], strict=False):
        between = text[one.end : other.start]
        match = None
        for match in PARTS.finditer(between):
            if "(" not in between[: match.start()]:
                break
        cuts.append(one.end + match.start() if match else other.start)
    cuts.append(len(text))
    return [
        Stated(
            text[start:end],
            start,
            tuple(word for word in words if start <= word.start < end),
        )
        for start, end in zip(cuts, cuts[1:], strict=False)
    ]


def _facts(part: Stated, text: str, amount: Amount) -> list[dict[str, str]]:
    """The facts of one part; several values of one dimension are a claim of each."""
    by_dimension: dict[str, list[str]] = {}
    beside = say.BESIDE.search(text, amount.end)
    for word in part.words:
        if amount.start <= word.start < amount.end or (beside and word.start > beside.start()):
            continue
        values = by_dimension.setdefault(word.dimension, [])
        if word.value not in values:
            values.append(word.value)
    if "role" in by_dimension:
        by_dimension.pop("unknown_role", None)
    choices: list[dict[str, str]] = [{}]
    for name, values in by_dimension.items():
        kept = values if name in ("industry", "city", "country") else values[:1]
        choices = [{**choice, name: value} for value in kept for choice in choices]
        choices = choices[: limits.MOST_CLAIMS_OF_A_SENTENCE + 1]
    return choices


def _inherited(before: dict[str, str], own: dict[str, str]) -> dict[str, str]:
    """What a part leaves unsaid, the part before it said; another place replaces the place."""
    places = {"city", "country", "metro"}
    roles = {"role", "unknown_role"}
    dropped = set()
    for group in (places, roles):
        if group & set(own):
            dropped |= group
    return {name: value for name, value in before.items() if name not in dropped} | own


def _about(part: Stated, amount: Amount, shared: About) -> About:
    """Statistic, kind of pay, currency, period and year of one part, or of the part before it."""
    # What stands after the amount is the next one's business where another amount follows.
    return About(
        statistic=statistic_in(part.text) or shared.statistic,
        pay=pay_in(part.text) or shared.pay,
        currency=amount.currency,
        period=amount.period or period_in(part.text) or shared.period,
        year=year_in(part.text) or shared.year,
    )


def _amount_claim(text: str, part: Stated, amount: Amount, about: About) -> Claim:
    before = text[part.start : amount.start]
    share = say.SHARE.search(before)
    direction = _side(before)
    hedged = bool(say.HEDGE.search(part.text))
    if share and direction:
        percent = _share(share)
        return Claim(
            text, SHARE, replace(about, statistic=None), amount.amounts, direction, percent
        )
    kind = RANGE if amount.high is not None else AMOUNT
    if amount.high is None:
        bound = next((kind for kind, form in say.BOUND if form.search(before)), None)
        kind = bound or kind
        if re.match(r"\s?\+|\s+(?:or|and) (?:more|above|up)\b", text[amount.end :]):
            kind = AT_LEAST
    assert kind in (RANGE, AMOUNT, AT_LEAST, AT_MOST)
    return Claim(text, kind, about, amount.amounts, hedged=hedged)


def _side(before: str) -> str | None:
    if say.ABOVE.search(before):
        return MORE
    return LESS if say.BELOW.search(before) else None


def _share(match: re.Match[str]) -> float:
    percent = match["percent"] or match["later"]
    return float(percent) if percent else say.SHARES[match["words"].lower()]
