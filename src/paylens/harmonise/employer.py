"""Employers: the spellings of one name joined, the same way whichever source names it.

Names are one employer when their keys are equal (case, punctuation, "the", the words of a legal
form) or a declared alias joins them; likeness joins nothing. The spelling is the declared one, else
the name without its legal form, in small letters with capitals where it has no case of its own.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polars as pl

from paylens.harmonise.dimension import dimension

# One name a line: the commonest spelling of each employer that the sources spell in several ways.
NAMES = Path(__file__).parent / "employers" / "names.txt"
# A name in capitals of up to so many letters is an abbreviation: IBM, SAIC.
ABBREVIATION = 4


def employers(names: pl.Series) -> pl.Series:
    """One spelling per employer; null for a blank or "Confidential".

    Of several spellings of a name that no list has, the commonest wins, the first in order of two
    that are as common.
    """
    key = dimension("employer").key
    counts = names.alias("name").drop_nulls().value_counts()
    counted = counts.sort("count", "name", descending=[True, False])["name"].to_list()
    keys = {name: key(name) for name in sorted(counted)}
    spelling = dict(_declared())
    for name in counted:
        if keys[name] not in spelling:
            spelling[keys[name]] = spelled(name)
    known = {name: spelling[keys[name]] for name in counted}
    return names.replace_strict(known, default=None, return_dtype=pl.String)


def spelled(name: str) -> str:
    """A name without "the" and its legal form; with capitals where it has no case of its own."""
    key = dimension("employer").key
    whole, words = key(name), name.split()
    while len(words) > 1 and key(" ".join(words[:-1])) == whole:
        words.pop()
    while len(words) > 1 and key(" ".join(words[1:])) == whole:
        words.pop(0)
    plain = " ".join(words).strip(" ,;-")
    if plain == plain.lower() or (plain == plain.upper() and len(plain) > ABBREVIATION):
        return " ".join(word[:1].upper() + word[1:].lower() for word in plain.split())
    return plain


@cache
def _declared() -> dict[str, str | None]:
    """Key → spelling: the aliases, and the names that are spelled in several ways."""
    employer = dimension("employer")
    names: dict[str, str] = {
        employer.key(name): name for name in NAMES.read_text("utf-8").splitlines()
    }
    nobody: dict[str, str | None] = dict.fromkeys(["", *employer.extra["nobody"]])
    return {**names, **employer.aliases, **nobody}
