"""Job titles to roles, levels and specialisations, by the declared rules of `titles/`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from paylens.harmonise.dimension import dimension
from paylens.harmonise.title_rules import (
    Rule,
    declared,
    level_rules,
    role_rules,
    specialisation_rules,
)
from paylens.harmonise.title_words import plain_title, respelled

if TYPE_CHECKING:
    import polars

OTHER = "other"
# The noun that is read first or not at all: "Engineer, reporting to the manager".
MANAGERS = "manager"
NO_RULE = Rule(OTHER, 0.0, "no rule")


@dataclass(frozen=True)
class TitleReading:
    """What a title says: a role, perhaps a level and fields within the role.

    `score` is how sure the role is: 1 where the words say it, less where they leave a doubt or are
    misspelled, 0 for `other`. `why` is the reason of the rule that decided; `near_miss` is the
    title as it was read where its spelling was mended.
    """

    role: str
    score: float
    why: str
    level: str | None = None
    specialisation: tuple[str, ...] = ()
    near_miss: str | None = None


@cache
def read_title(title: str) -> TitleReading:
    """What one job title in anyone's words says; role `other` where no rule finds one."""
    plain = plain_title(title)
    rule = _deciding_rule(plain)
    vague = {OTHER, *_generic()[0]}
    if rule.role not in vague and rule not in role_rules().fields:
        return _reading(plain, rule)
    mended, likeness = respelled(plain)
    near = _deciding_rule(mended) if likeness < 1 else rule
    if near != rule and near.role != OTHER and (rule.role == OTHER or near.role not in vague):
        return replace(_reading(mended, near), score=near.score * likeness, near_miss=mended)
    return _reading(plain, rule)


def title_facts(titles: polars.Series) -> polars.DataFrame:
    """Columns role, role_score, level and specialisation, one row per title.

    Each distinct title is read once. `specialisation` is null where the title names none.
    """
    import polars as pl

    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "title": pl.String,
        "role": pl.String,
        "role_score": pl.Float64,
        "level": pl.String,
        "specialisation": pl.List(pl.String),
    }
    words = titles.drop_nulls().unique().to_list()
    read = [(word, read_title(word)) for word in words]
    lines = [(w, r.role, r.score, r.level, list(r.specialisation) or None) for w, r in read]
    known = pl.DataFrame(lines, schema, orient="row")
    asked = titles.alias("title").to_frame()
    return asked.join(known, on="title", how="left", maintain_order="left").drop("title")


@cache
def _names(role_names: bool) -> dict[str, str]:
    """Whole titles with a role: those of [exact], or the names that dimensions/role.toml gives."""
    names = dimension("role").aliases if role_names else declared("words")["exact"]
    return {plain_title(name): role for name, role in names.items()}


@cache
def _generic() -> tuple[frozenset[str], float]:
    written = declared("words")["generic"]
    return frozenset(written["roles"]), written["score"]


def _deciding_rule(plain: str) -> Rule:
    """The rule that decides the role of a plain title."""
    exact = _names(role_names=False).get(plain)
    if exact is not None:
        return Rule(exact, 1.0, "a known title")
    phrase = _first(role_rules().phrases, plain)
    found = phrase or _by_nouns(plain) or _first(role_rules().fields, plain)
    if found is not None and found.role != OTHER:
        return found
    named = _names(role_names=True).get(plain)
    return Rule(named, 1.0, "a role's name") if named else found or NO_RULE


def _by_nouns(plain: str) -> Rule | None:
    """The rule of the title's first noun, or of a later one where the first names no field."""
    nouns = role_rules().nouns.finditer(plain)
    first = next(nouns, None)
    if first is None:
        return None
    by_noun = _by_noun(plain, first)
    generic, score = _generic()
    if by_noun.role not in generic:
        return by_noun
    others = (_by_noun(plain, noun) for noun in nouns if noun.lastgroup != MANAGERS)
    named = next((rule for rule in others if rule.role not in generic | {OTHER}), None)
    return by_noun if named is None else replace(named, score=min(score, named.score))


def _by_noun(plain: str, noun: re.Match[str]) -> Rule:
    before = plain[: noun.start()].rstrip(" ,/")
    found = _first(role_rules().of_noun[noun.lastgroup or ""], plain, before)
    assert found is not None, "the last rule of a noun always holds"
    return found


def _first(rules: tuple[Rule, ...], plain: str, before: str = "") -> Rule | None:
    return next((rule for rule in rules if rule.holds(plain, before)), None)


def _reading(plain: str, rule: Rule) -> TitleReading:
    score = 0.0 if rule.role == OTHER else rule.score
    fields = _specialisation(plain, rule.role)
    return TitleReading(rule.role, score, rule.why, _level(plain), fields)


def _level(plain: str) -> str | None:
    rules = level_rules()
    if rules.alternatives.search(plain):
        return None
    for rule in rules.levels:
        if rule.pattern.search(plain) and not (rule.unless and rule.unless.search(plain)):
            return rule.level
    return None


def _specialisation(plain: str, role: str) -> tuple[str, ...]:
    return tuple(
        name
        for name, (words, without) in specialisation_rules().items()
        if role not in without and words.search(plain)
    )
