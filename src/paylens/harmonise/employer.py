"""Employers: the spellings of one name joined, the same way whichever source names it.

Names are one employer when their keys are equal (case, punctuation, "the", the words of a legal
form) or a declared alias joins them; likeness joins nothing. The spelling is the declared one, else
the name without its legal form, in small letters with capitals where it has no case of its own.

`employers/names.txt` declares the commonest spelling of each employer that the sources spell in
several ways and that has 10 kept records or more over all sources. It was made, and is made again,
by `python benchmarks/places.py --data FOLDER --names`; without it no such name is declared.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import polars as pl

from paylens.harmonise.dimension import dimension

NAMES = Path(__file__).parent / "employers" / "names.txt"
# A word in capitals of up to so many letters is an abbreviation: IBM, SAIC.
ABBREVIATION = 4
# Words that have no capital inside a name.
SMALL_WORDS = frozenset({"and", "at", "by", "for", "from", "in", "of", "the", "to"})


def employers(names: pl.Series) -> pl.Series:
    """One spelling per employer; null for a blank or "Confidential".

    Of several spellings of a name that no list has, the commonest wins, of equally common ones the
    first by letter.
    """
    key = dimension("employer").key
    counted = dict(names.drop_nulls().value_counts().iter_rows())
    keys = {name: key(name) for name in counted}
    declared = _declared()
    spelling = declared | commonest({n: counted[n] for n in counted if keys[n] not in declared})
    known = {name: spelling[keys[name]] for name in counted}
    return names.replace_strict(known, default=None, return_dtype=pl.String)


def commonest(counted: dict[str, int]) -> dict[str, str]:
    """Key → its commonest spelling, of equally common ones the first; `counted` is name → rows.

    Rows that write the name in capitals or small letters only do not vote for its letters' case.
    """
    key, votes = dimension("employer").key, Counter[tuple[str, str]]()
    for name, rows in counted.items():
        spelling = spelled(name)
        votes[key(name), spelling] += rows if spelling in name else 0
    return dict(sorted(votes, key=lambda pair: (-votes[pair], pair), reverse=True))


def spelled(name: str) -> str:
    """A name without "the" and its legal form; with capitals where it has no case of its own.

    A longer word in capitals has none either, nor has a word in small letters.
    """
    key = dimension("employer").key
    whole, words = key(name), name.split()
    while len(words) > 1 and key(" ".join(words[:-1])) == whole:
        words.pop()
    while len(words) > 1 and key(" ".join(words[1:])) == whole:
        words.pop(0)
    plain = " ".join(words).strip(" ,;-")
    shouted = plain == plain.upper() and len(plain) > ABBREVIATION
    return " ".join(_word(word, place, shouted) for place, word in enumerate(plain.split()))


def _word(word: str, place: int, shouted: bool) -> str:
    if place and word.lower() in SMALL_WORDS:
        return word.lower()
    letters = re.sub(r"\W", "", word)
    caseless = word == word.lower() or (word == word.upper() and len(letters) > ABBREVIATION)
    if not (shouted or caseless):
        return word
    parts = re.split(r"([-/])", word.lower())
    return "".join(part[:1].upper() + part[1:] for part in parts)


@cache
def _declared() -> dict[str, str | None]:
    """Key → spelling: the aliases, and the names that are spelled in several ways."""
    employer = dimension("employer")
    listed = NAMES.read_text("utf-8").splitlines() if NAMES.is_file() else []
    names: dict[str, str] = {employer.key(name): name for name in listed}
    nobody: dict[str, str | None] = dict.fromkeys(["", *employer.extra["nobody"]])
    return {**names, **employer.aliases, **nobody}
