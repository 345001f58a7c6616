"""A job title in plain words: abbreviations spelled out, marks and noise gone, misspellings found."""

from __future__ import annotations

import re
from functools import cache

from paylens.harmonise.dimension import normalise
from paylens.harmonise.title_rules import declared, whole_words

PART_MARKS = re.compile(r"\s-+\s|[\[\](){}|;:–—•·]|-$")
ALSO_MARKS = re.compile(r"\s*[&+]\s*")
OTHER_MARKS = re.compile(r"[^\w,/]+|_")
EMPTY_PARTS = re.compile(r"(?:[,/] *)*, *(?:[,/] *)*")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = declared("words")
    several = whole_words("|".join(words["spelled_out"]))
    return (
        several,
        whole_words(words["noise"]["pattern"]),
        re.compile(rf"(?<=\w{{5}})(?:{words['noise']['glued']})\b"),
    )


def plain_title(title: str) -> str:
    """The title in lower case, "," between its parts and "/" between alternatives.

    "Sr. ML Eng. (Remote)" is "senior machine learning engineer".
    """
    abbreviations: dict[str, str] = declared("words")["abbreviations"]
    spelled_out: dict[str, str] = declared("words")["spelled_out"]
    several, noise, glued = _patterns()
    marked = PART_MARKS.sub(" , ", normalise(title)).replace("++", " ")
    marked = ALSO_MARKS.sub(" and ", marked).replace(",", " , ").replace("/", " / ")
    words = OTHER_MARKS.sub(" ", marked).split()
    plain = " ".join(abbreviations.get(word, word) for word in words)
    plain = several.sub(lambda found: spelled_out[found[0]], plain)
    plain = " ".join(noise.sub(" ", glued.sub(" ", plain)).split())
    return EMPTY_PARTS.sub(", ", plain).strip(" ,/").replace(", ", " , ").replace("  ", " ")


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
