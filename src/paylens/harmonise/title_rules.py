"""The declared rules for job titles, in `titles/`, made ready to match.

Patterns match whole words of a title as `title_words` writes it. `{name}` in a pattern stands for
the list of words declared under that name in titles/words.toml, which says how rules are read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "titles"
# The files of nouns; where two nouns begin at the same word, the earlier one counts.
NOUN_FILES = ("management", "science", "analysis", "engineering", "other_nouns")


@dataclass(frozen=True)
class Rule:
    """One rule for a role: the patterns that must all be found, and the one that must not."""

    role: str
    score: float
    why: str
    before: re.Pattern[str] | None = None
    anywhere: re.Pattern[str] | None = None
    whole: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None

    def holds(self, title: str, before: str) -> bool:
        """Whether the rule decides a title; `before` is what stands before its noun."""
        return (
            (self.before is None or self.before.search(before) is not None)
            and (self.anywhere is None or self.anywhere.search(title) is not None)
            and (self.whole is None or self.whole.fullmatch(title) is not None)
            and (self.unless is None or self.unless.search(title) is None)
        )


@dataclass(frozen=True)
class LevelRule:
    """A step of the common ladder, the words that say it, and those that only seem to."""

    level: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


@dataclass(frozen=True)
class LevelRules:
    """Levels from the highest to the lowest, and words that offer one level or another."""

    levels: tuple[LevelRule, ...]
    alternatives: re.Pattern[str]


@dataclass(frozen=True)
class RoleRules:
    """Rules for roles in the order in which they are tried; each noun has its own."""

    phrases: tuple[Rule, ...]
    nouns: re.Pattern[str]
    of_noun: dict[str, tuple[Rule, ...]]
    fields: tuple[Rule, ...]


@cache
def declared(name: str) -> dict[str, Any]:
    """One file of `titles/` as it is written."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


@cache
def role_rules() -> RoleRules:
    """The rules of phrases.toml, of the files of nouns and of fields.toml."""
    nouns = [noun for name in NOUN_FILES for noun in declared(name)["nouns"]]
    kinds = "|".join(f"(?P<{noun['name']}>{_filled(noun['pattern'])})" for noun in nouns)
    return RoleRules(
        phrases=_rules(declared("phrases")["phrases"]),
        nouns=re.compile(rf"\b(?:{kinds})\b"),
        of_noun={noun["name"]: _rules_of(noun) for noun in nouns},
        fields=_rules(declared("fields")["fields"]),
    )


@cache
def level_rules() -> LevelRules:
    """The levels of levels.toml."""
    written = declared("levels")
    return LevelRules(
        tuple(
            LevelRule(line["level"], whole_words(line["pattern"]), _optional(line, "not"))
            for line in written["levels"]
        ),
        whole_words(written["alternatives"]),
    )


@cache
def specialisation_rules() -> dict[str, tuple[re.Pattern[str], frozenset[str]]]:
    """The words that say each specialisation, and the roles that it is not given to."""
    written = declared("levels")
    without = written["without"]
    return {
        name: (whole_words(pattern), frozenset(without["every"]) | set(without.get(name, ())))
        for name, pattern in written["specialisations"].items()
    }


def whole_words(pattern: str) -> re.Pattern[str]:
    """A declared pattern, to be searched for as whole words."""
    return re.compile(rf"\b(?:{_filled(pattern)})\b")


def _filled(pattern: str) -> str:
    """The pattern with {name} replaced by the words under that name; its groups capture nothing."""
    words = declared("words")["words"]
    filled = re.sub(r"\{([a-z_]+)\}", lambda name: f"(?:{words[name[1]]})", pattern)
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", filled)


def _optional(line: dict[str, Any], key: str) -> re.Pattern[str] | None:
    return whole_words(line[key]) if key in line else None


def _rules(lines: Iterable[dict[str, Any]]) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            line["role"],
            float(line.get("score", 1)),
            line["why"],
            before=_optional(line, "before"),
            anywhere=_optional(line, "anywhere"),
            whole=_optional(line, "whole"),
            unless=_optional(line, "not"),
        )
        for line in lines
    )


def _rules_of(noun: dict[str, Any]) -> tuple[Rule, ...]:
    """The noun's rules; the last one, without a pattern, is its role where no other decides."""
    last = {
        "role": noun.get("otherwise", "other"),
        "score": noun.get("otherwise_score", 1),
        "why": noun.get("otherwise_why", noun["name"].replace("_", " ")),
    }
    return _rules([*noun.get("rules", ()), last])
