"""Which skills, fields of work and kinds of them people mean, and those that the article names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from paylens.errors import NotEnoughData, QuestionError, UnknownValue
from paylens.harmonise.dimension import dimension, normalise

SKILLS, FIELDS = "skills", "specialisation"
FIELDS_LABEL = "Specialisations"
FIELDS_WORDS = ("specialisation", "specialisations", "specialization", "field", "fields")
MOST_NAMED = 30
NAMED_FILE = Path(__file__).with_name("article_skills.toml")


@dataclass(frozen=True)
class Skill:
    """A skill or a field of work: the value of one of the two dimensions."""

    dimension: str
    value: str

    @property
    def label(self) -> str:
        """As people read it."""
        return dimension(self.dimension).value_label(self.value)

    @property
    def kind(self) -> str:
        """The kind that it is of: a group of skills, or FIELDS."""
        if self.dimension == FIELDS:
            return FIELDS
        groups = dimension(SKILLS).groups
        return next((kind for kind, values in groups.items() if self.value in values), SKILLS)


@dataclass(frozen=True)
class NamedSkill:
    """A skill that the article names: what answers it, or what is missing and what is nearest."""

    label: str
    skill: Skill | None
    missing: str = ""
    nearest: str = ""


def kind_label(kind: str) -> str:
    """A kind as people read it."""
    if kind == FIELDS:
        return FIELDS_LABEL
    words = dimension(SKILLS).extra["kinds"].get(kind)
    return str(words[0]) if words else kind.capitalize()


def kinds() -> tuple[str, ...]:
    """All kinds, in declared order."""
    return (*dimension(SKILLS).extra["kinds"], FIELDS)


def kind_of(words: str) -> str:
    """The kind that words mean: "cloud", "languages".

    Raises
    ------
    NotEnoughData
        A kind that no source asks; names the nearest.
    UnknownValue
        Words that mean none; names all.
    """
    declared = dimension(SKILLS).extra["kinds"]
    unasked = dimension(SKILLS).extra["unanswered_kinds"].get(normalise(words))
    if unasked is not None:
        raise NotEnoughData(f"not enough data: no source knows {words}. The nearest: {unasked}.")
    known = {normalise(word): kind for kind, names in declared.items() for word in (kind, *names)}
    known |= dict.fromkeys(map(normalise, FIELDS_WORDS), FIELDS)
    found = known.get(normalise(words))
    if found is None:
        raise UnknownValue("kind of skills", words, [kind_label(kind) for kind in kinds()])
    return str(found)


def skill_of(word: str) -> Skill:
    """The skill or field of work that a word means.

    Raises
    ------
    NotEnoughData
        A word that is known and that no source asks; names the nearest.
    UnknownValue
        A word that means none.
    """
    for name in (SKILLS, FIELDS):
        declared = dimension(name)
        found = declared.aliases.get(declared.key(word))
        if found is not None:
            return Skill(name, found)
    return Skill(SKILLS, dimension(SKILLS).understand(word))


def skills_of(words: Iterable[str]) -> tuple[tuple[Skill, ...], tuple[str, ...]]:
    """What people named, each once, commas between them or not; and why some have no answer.

    Raises
    ------
    QuestionError
        Too many at once.
    NotEnoughData, UnknownValue
        As `skill_of`: a word without a meaning, or only words that no source asks.
    """
    named = [part.strip() for word in words for part in word.split(",") if part.strip()]
    if len(named) > MOST_NAMED:
        raise QuestionError(
            f"{len(named)} skills are more than {MOST_NAMED} at once. Name fewer, or a kind: "
            f"{', '.join(kind_label(kind).lower() for kind in kinds())}."
        )
    found: dict[Skill, None] = {}
    unasked: list[str] = []
    refused: NotEnoughData | None = None
    for word in named:
        try:
            found[skill_of(word)] = None
        except NotEnoughData as error:
            refused = error
            unasked.append(str(error))
    if refused is not None and not found:
        raise refused
    return tuple(found), tuple(unasked)


@cache
def named_skills() -> tuple[NamedSkill, ...]:
    """The skills that the article names, in its order."""
    written = tomllib.loads(NAMED_FILE.read_text("utf-8"))
    return tuple(
        NamedSkill(
            label=each["label"],
            skill=Skill(each["dimension"], each["value"]) if "value" in each else None,
            missing=each.get("missing", ""),
            nearest=each.get("nearest", ""),
        )
        for each in written["skills"]
    )
