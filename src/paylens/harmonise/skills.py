"""Skills: one vocabulary (dimensions/skills.toml) over every publisher's words.

A record's `skills` are those it names, `skills_asked` those it could have named. A skill that was
asked about and not named is not used; one that was not asked about is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable

from paylens.collect.source import Card
from paylens.harmonise.dimension import dimension, normalise


def skill_names(words: Iterable[str], card: Card) -> dict[str, list[str]]:
    """Each of a publisher's words → the skills it means; empty for a word without one.

    The card's own words come first ("C/C++" may mean two skills), then the dimension's aliases.
    """
    return {word: _skills_of(word.strip(), card) for word in words}


def _skills_of(word: str, card: Card) -> list[str]:
    known = dimension("skills").aliases.get(normalise(word))
    declared: dict[str, list[str]] = card.words.get("skills", {})
    return declared.get(word, [known] if known else [])
