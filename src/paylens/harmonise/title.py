"""Job titles to roles, levels and specialisations, by the declared rules of `titles/`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from paylens.harmonise.dimension import dimension
from paylens.harmonise.title_rules import (
    declared,
    level_rules,
    role_rules,
    specialisation_rules,
)
from paylens.harmonise.title_words import plain_title, respelled

if TYPE_CHECKING:
    import polars

OTHER = "other"


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
    role, score, why = _role(plain)
    if role != OTHER:
        return TitleReading(role, score, why, _level(plain), _specialisation(plain, role))
    mended, likeness = respelled(plain)
    role, score, why = _role(mended) if likeness < 1 else (role, score, why)
    reading = TitleReading(role, score * likeness, why, _level(plain))
    if role == OTHER:
        return replace(reading, score=0.0)
    return replace(
        reading,
        level=_level(mended),
        specialisation=_specialisation(mended, role),
        near_miss=mended,
    )


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
def _known_titles() -> dict[str, str]:
    """Whole titles with a role: the names that dimensions/role.toml gives roles, then [exact]."""
    names = {plain_title(name): role for name, role in dimension("role").aliases.items()}
    return names | {plain_title(name): role for name, role in declared("words")["exact"].items()}


@cache
def _role(plain: str) -> tuple[str, float, str]:
    """Role, score and reason of a plain title."""
    rules = role_rules()
    known = _known_titles().get(plain)
    if known is not None:
        return known, 0.0 if known == OTHER else 1.0, "a known title"
    noun = rules.nouns.search(plain)
    before = plain[: noun.start()].rstrip(" ,/") if noun else ""
    of_noun = rules.of_noun[noun.lastgroup or ""] if noun else rules.fields
    for rule in (*rules.phrases, *of_noun):
        if rule.holds(plain, before):
            return rule.role, 0.0 if rule.role == OTHER else rule.score, rule.why
    return OTHER, 0.0, "no rule"


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
