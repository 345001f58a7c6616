"""A job title in plain words: abbreviations spelled out, marks and noise gone, spelling mended."""

from __future__ import annotations

import re
from functools import cache

from paylens.harmonise.dimension import normalise
from paylens.harmonise.title_rules import declared, whole_words

MARKS = (
    (re.compile(r"\s-+\s|[\[\](){}|;:–—•·,]|-$"), " , "),
    (re.compile(r"\+\+|[^\w,/&+]+|_"), " "),
    (re.compile(r" ?[&+] ?"), " and "),
    (re.compile(r"/"), " / "),
    (re.compile(r"(?<=[a-z]{6})(?=\d+\b)"), " "),
)
EMPTY_PARTS = re.compile(r"(?:[,/] +)*, *(?:[,/] *)*")
BLANKS = re.compile(r" +")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = declared("words")
    return whole_words("|".join(words["spelled_out"])), whole_words(words["noise"]["pattern"])


def plain_title(title: str) -> str:
    """The title in lower case, "," between its parts and "/" between alternatives.

    "Sr. ML Eng. (Remote)" is "senior machine learning engineer".
    """
    words = declared("words")
    abbreviations, spelled_out = words["abbreviations"], words["spelled_out"]
    glued = tuple(words["noise"]["glued"])
    several, noise = _patterns()
    marked = title.lower() if title.isascii() else normalise(title)
    for mark, plain_mark in MARKS:
        marked = mark.sub(plain_mark, marked)
    each = [_unglued(word, glued) if word.endswith(glued) else word for word in marked.split()]
    plain = " ".join([abbreviations.get(word, word) for word in each])
    plain = several.sub(lambda found: spelled_out[found[0]], plain)
    plain = noise.sub("", plain)
    return BLANKS.sub(" ", EMPTY_PARTS.sub(" , ", plain)).strip(" ,/")


def _unglued(word: str, endings: tuple[str, ...]) -> str:
    """What adverts glue to a word of five letters or more, taken off: "engineerremote"."""
    ending = next(ending for ending in endings if word.endswith(ending))
    return word.removesuffix(ending) if len(word) - len(ending) >= 5 else word


@cache
def nearest_word(word: str) -> tuple[str, float]:
    """The declared word that `word` misspells and how alike they are; itself and 1 if none."""
    spelling = declared("words")["spelling"]
    if len(word) < spelling["shortest"] or word in spelling["right"] or word in spelling["words"]:
        return word, 1.0
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    found = process.extractOne(
        word,
        spelling["words"],
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=spelling["cutoff"],
    )
    return (found[0], float(found[1])) if found else (word, 1.0)


def respelled(plain: str) -> tuple[str, float]:
    """A plain title with its misspellings read as the nearest words, and the least likeness."""
    near = [nearest_word(word) for word in plain.split()]
    return " ".join(word for word, _ in near), min((likeness for _, likeness in near), default=1.0)
