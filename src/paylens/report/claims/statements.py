"""Claims of a sentence without amounts: comparisons, trends, and what pay varies by or does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from paylens.report.claims import phrases as say
from paylens.report.claims.claim import (
    ALWAYS,
    COMPARISON,
    CONSISTENT,
    DEMAND,
    DOWN,
    INCREASES,
    LESS,
    MORE,
    SAME,
    TREND,
    UP,
    VARIES,
    About,
    Claim,
)
from paylens.report.claims.sentences import experience_words, year_in
from paylens.report.claims.words import Vocabulary, Word, dimensions_named

# Who is spoken of; any other value is what sets the two sides apart.
PLACES = ("city", "metro", "country")
CONTEXT = ("role", "country")


def statement_claims(text: str, vocabulary: Vocabulary, *, refuted: bool = False) -> list[Claim]:
    """What a sentence without amounts claims; `refuted` where the next one takes it back."""
    words = [*vocabulary.words(text), *experience_words(text)]
    readers: Sequence[Callable[[str, list[Word]], list[Claim]]] = (
        _comparisons, _increases, _consistent, _trend, _varies, _high, _demand,
    )  # fmt: skip
    for reader in readers:
        found = reader(text, words)
        if found:
            denied = refuted or _denies(text, found[0].kind)
            hedged = bool(say.HEDGE.search(text))
            return [_marked(claim, denied, hedged) for claim in found]
    return []


def _marked(claim: Claim, denied: bool, hedged: bool) -> Claim:
    from dataclasses import replace

    return replace(claim, denied=denied, hedged=hedged)


def _denies(text: str, kind: str) -> bool:
    if kind in (VARIES, DEMAND, INCREASES):
        return False
    if kind == CONSISTENT:
        return bool(re.search(r"\b(?:myth|misconception|not (?:true|the case|entirely|consistent|"
                              r"the same)|untrue|"
                              r"isn['’]t|aren['’]t)\b", text, re.I))  # fmt: skip
    return bool(say.DENIED.search(text))


def facts_of(words: Sequence[Word]) -> dict[str, str]:
    """The first value of each dimension."""
    facts: dict[str, str] = {}
    for word in words:
        facts.setdefault(word.dimension, word.value)
    if "role" in facts:
        facts.pop("unknown_role", None)
    return facts


def _comparisons(text: str, words: list[Word]) -> list[Claim]:
    outearn = say.OUTEARN.search(text)
    compared = say.COMPARED.search(text)
    if not outearn and not compared:
        return []
    marker = outearn or say.THAN.search(text)
    if marker is None:
        same = say.SAME_TO.search(text)
        marker = same if same and _degree(text) == SAME else None
    place = marker.start() if marker else len(text)
    direction = MORE if outearn else _degree(text[:place])
    if direction is None:
        return []
    left = [word for word in words if word.start < place]
    right = [word for word in words if word.start >= place]
    kind = ALWAYS if say.ALWAYS.search(text) else COMPARISON
    if say.NEVER.search(text[:place]) and direction in (MORE, LESS):
        kind, direction = ALWAYS, LESS if direction == MORE else MORE
    percent = say.PERCENT.search(text[:place])
    return [
        Claim(
            text,
            kind,
            About(facts=facts, versus=versus, year=year_in(text)),
            direction=direction,
            percent=float(percent[1]) if percent else None,
        )
        for facts, versus in _sides(left, right, marker is not None)
    ]


def _degree(text: str) -> str | None:
    found = [(match.start(), name) for name, form in say.DEGREE for match in form.finditer(text)]
    return max(found)[1] if found else None


def _sides(
    left: list[Word], right: list[Word], marked: bool
) -> list[tuple[dict[str, str], dict[str, str]]]:
    """The facts of both sides; against everyone else where the other side names no value."""
    first, second = facts_of(left), facts_of(right)
    versus = {name: value for name, value in second.items() if first.get(name) != value}
    shared = {name: value for name, value in versus.items() if name in first}
    if shared:
        listed = [word for word in right if shared.get(word.dimension)]
        name = listed[0].dimension
        values = dict.fromkeys(word.value for word in listed if word.dimension == name)
        return [(first, {**shared, name: value}) for value in values]
    if marked and "role" in versus and set(first) - {"role"} == set() and first:
        return [(first, {})]
    apart = [word for word in left if word.dimension not in ("role", "unknown_role")]
    if not apart:
        return []
    names = [apart[-1].dimension] if apart[-1].dimension not in PLACES else list(PLACES)
    chosen = [word for word in apart if word.dimension in names]
    context = {name: value for name, value in first.items() if name not in names}
    return [({**context, word.dimension: word.value}, {}) for word in chosen]


def _increases(text: str, words: list[Word]) -> list[Claim]:
    match = say.INCREASES.search(text)
    if not match or not say.PAY.search(text):
        return []
    if match["other"]:
        named = dimensions_named(match["other"])
    else:
        word = match["dimension"].lower()
        named = ["education" if word.startswith(("educ", "degree")) else "experience"]
    return [Claim(text, INCREASES, About(_without(words, name), dimension=name)) for name in named]


def _consistent(text: str, words: list[Word]) -> list[Claim]:
    if not say.CONSISTENT.search(text) or not say.PAY.search(text):
        return []
    return [
        Claim(text, CONSISTENT, About(_without(words, name), dimension=name))
        for name in dimensions_named(text)
    ]


def _trend(text: str, words: list[Word]) -> list[Claim]:
    match = say.TREND.search(text)
    if not match or not say.TIME.search(text):
        return []
    percent = say.PERCENT.search(text)
    return [
        Claim(
            text,
            TREND,
            About(facts_of([w for w in words if w.dimension != "experience"]), year=year_in(text)),
            direction=DOWN if say.FALLS.search(match["verb"]) else UP,
            percent=float(percent[1]) if percent else None,
        )
    ]


def _varies(text: str, words: list[Word]) -> list[Claim]:
    # What pay "is not only determined by" is not what the sentence says it depends on.
    text, whole = say.NOT_ALONE.sub("", text), text
    if not say.VARIES.search(text) or not say.PAY.search(text):
        return []
    return [
        Claim(whole, VARIES, About(_without(words, name), dimension=name))
        for name in dimensions_named(text)
    ]


def _high(text: str, words: list[Word]) -> list[Claim]:
    """ "Well paid compared with …"; praise that compares with nobody claims nothing."""
    marker = say.THAN.search(text)
    if not say.HIGH.search(text) or marker is None:
        return []
    left = [word for word in words if word.start < marker.start()]
    right = [word for word in words if word.start >= marker.start()]
    everyone: list[tuple[dict[str, str], dict[str, str]]] = (
        [] if right or not left else [(facts_of(left), {})]
    )
    return [
        Claim(text, COMPARISON, About(facts, versus=versus), direction=MORE)
        for facts, versus in _sides(left, right, True) or everyone
    ]


def _demand(text: str, words: list[Word]) -> list[Claim]:
    if not say.DEMAND.search(text):
        return []
    return [Claim(text, DEMAND, About(facts_of(words)))]


def _without(words: Sequence[Word], name: str) -> dict[str, str]:
    dropped = PLACES if name in PLACES else (name,)
    return {key: value for key, value in facts_of(words).items() if key not in dropped}
