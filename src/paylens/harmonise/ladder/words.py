"""An employer's own words for a level, read as a rung: a ladder, a place in it, perhaps a step.

"L5", "T5" and "Level 5" are the fifth rung of one ladder; "Senior Software Engineer II" stands
above "Senior SWE" in the ladder of engineers. `words.toml` declares the words.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from paylens.harmonise.dimension import normalise

FOLDER = Path(__file__).parent
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
CODE, LETTER = "code", "letter"
CONTRIBUTORS, MANAGERS = "individual contributors", "managers"
LONGEST_CODE = 5
RANK_STEP = 100.0


@dataclass(frozen=True)
class Rung:
    """What a level's words say.

    `ladder` and `track` name the ladder, `number` the place in it (rising with the code's number
    or the qualifier's rank). `step` is the step of the common ladder that the words say by
    themselves, `hint` one that they only suggest.
    """

    ladder: str
    track: str
    number: float
    step: str | None = None
    hint: str | None = None


@cache
def rung(words: str) -> Rung | None:
    """The rung that a level's words name; None where they name none ("N/A")."""
    tokens = _tokens(words)
    nouns = [token for token in tokens if token in _declared()["nouns"]]
    qualifiers = [token for token in tokens if token in _declared()["qualifiers"]]
    place = next((at for at, token in enumerate(tokens) if token[0].isdigit()), None)
    named = _named(nouns, qualifiers, tokens, place) if nouns or qualifiers else None
    if place is not None:
        letters = tokens[place - 1] if place else ""
        if letters in [*nouns, *qualifiers] or len(letters) > LONGEST_CODE:
            is_code = letters in _declared()["settings"]["around_letters"]
        else:
            is_code = bool(letters) or named is None
        if is_code:
            return _code(letters, tokens[place:], named)
    return named or _letter(tokens)


def ladder_name(ladder: str) -> str:
    """What people call a ladder."""
    return str(_declared()["names"].get(ladder, f"{ladder.upper()} levels"))


@cache
def _declared() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "words.toml").read_text("utf-8"))


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    pairs = [(way, meaning) for meaning, ways in _declared()["spellings"].items() for way in ways]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


def _tokens(words: str) -> list[str]:
    """Plain words and numbers, each in its declared spelling: "SDE-II" → engineer, 2."""
    text = re.sub(r"(\d)-(\d)", r"\1.\2", normalise(words))
    spelled = f" {' '.join(re.findall(r'[a-z]+|[0-9]+(?:[.][0-9]+)?', text))} "
    for way, meaning in _spellings():
        spelled = spelled.replace(f" {way} ", f" {meaning} ")
    tokens = spelled.split()
    for place, token in enumerate(tokens):
        around = [*tokens[max(place - 1, 0) : place], *tokens[place + 1 : place + 2]]
        if token in ROMAN and not any(_is_code_part(other) for other in around):
            tokens[place] = str(ROMAN[token])
    return tokens


def _is_code_part(token: str) -> bool:
    return len(token) == 1 or token[0].isdigit()


def _code(letters: str, rest: list[str], named: Rung | None) -> Rung:
    """A lettered number; what else the words name says its step."""
    settings = _declared()["settings"]
    suffix = rest[1] if len(rest) > 1 and len(rest[1]) == 1 and rest[1].isalpha() else ""
    part = (ord(suffix) - ord("a") + 1) / 100 if suffix else 0.0
    number = round(float(rest[0]) + part, 2)
    own = letters in settings["own_ladder_letters"]
    track = MANAGERS if letters in settings["managers_letters"] else CONTRIBUTORS
    return Rung(letters if own else CODE, track, number, named.step if named else None)


def _letter(tokens: list[str]) -> Rung | None:
    """A grade that is a single letter."""
    left = [token for token in tokens if token not in _declared()["settings"]["around_letters"]]
    if len(left) != 1 or len(left[0]) != 1:
        return None
    return Rung(LETTER, CONTRIBUTORS, float(ord(left[0]) - ord("a") + 1))


def _named(nouns: list[str], qualifiers: list[str], tokens: list[str], place: int | None) -> Rung:
    """A noun with its qualifiers and a number: "Senior Engineer 2"."""
    settings, ranks = _declared()["settings"], _declared()["qualifiers"]
    noun = nouns[-1] if nouns else "engineer"
    taken = [noun, *(settings["managing"] if noun == "vp" else [])]
    qualifiers = [word for word in qualifiers if word not in taken]
    main = max(qualifiers, key=lambda word: float(ranks[word]["rank"]), default="")
    rank = float(ranks[main]["rank"]) if main else float(settings["plain_rank"])
    counted = min(float(tokens[place]), RANK_STEP / 4) if place is not None else 0.0
    managing = [word for word in (main, noun) if word in settings["managing"]]
    ranked = {main} if main in managing else {main, noun}
    shifts = [_declared()["shifts"].get(word, 0.0) for word in sorted(set(tokens) - ranked)]
    shift = sum(shifts)
    ladder = "manager" if main in managing else noun
    declared = {} if main in managing else _declared()["nouns"][noun]
    says = ranks[main].get("step") if main and main not in declared.get("silent", []) else None
    hint = None if main or noun != "engineer" else _declared()["numbered"].get(f"{counted:g}")
    return Rung(
        ladder=ladder,
        track=MANAGERS if managing else CONTRIBUTORS,
        number=round((rank + shift) * RANK_STEP + counted, 2),
        step=(says or declared.get("step")) if shift >= 0 else None,
        hint=hint,
    )
