"""Kaggle's multi-select questions: which skills and fields of work a person named, of which asked.

Every option is a column, `languages: Python`. A person was asked about a question's options where
they chose any of them, "None" and "Other" included; who left a question out, or was never shown
it, was not asked.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from paylens.collect.source import Card
from paylens.harmonise.skills import skill_names

MARK = ": "
# A question's option columns → the values that each stands for.
Question = dict[str, list[str]]


def skill_columns(people: pl.DataFrame, card: Card) -> list[pl.Series]:
    """Columns `skills` and `skills_asked`, sorted.

    Both are null for a person who answered none of the questions that ask for skills. `skills` is
    a subset of `skills_asked`, which are all skills with an option in a question answered.
    """
    questions = [
        _skills_of(options, card)
        for options in _options(people, card.settings["skill_questions"]).values()
    ]
    return [_named(people, questions).alias("skills"), _asked(people, questions)]


def fields_of_work(people: pl.DataFrame, card: Card) -> pl.Series:
    """Column `specialisation`, sorted; null for a person whom no question asked for a field."""
    questions = [
        {column: _fields_of(question, word, card) for column, word in options.items()}
        for question, options in _options(people, card.settings["field_questions"]).items()
    ]
    return _named(people, questions).alias("specialisation")


def _options(people: pl.DataFrame, questions: list[str]) -> dict[str, dict[str, str]]:
    """Those of the questions that this survey has → option column → the option's words."""
    found: dict[str, dict[str, str]] = {}
    for column in people.columns:
        question, _, word = column.partition(MARK)
        if word and question in questions:
            found.setdefault(question, {})[column] = word
    return found


def _skills_of(options: dict[str, str], card: Card) -> Question:
    names = skill_names(options.values(), card)
    return {column: names[word] for column, word in options.items()}


def _fields_of(question: str, word: str, card: Card) -> list[str]:
    whole: dict[str, str] = card.settings["field_of"]
    if question in whole:
        return [] if word in card.settings["none"] else [whole[question]]
    by_option: dict[str, list[str]] = card.words["specialisation"]
    return by_option.get(word, [])


def _values(questions: Iterable[Question]) -> list[str]:
    return sorted({v for question in questions for values in question.values() for v in values})


def _answered(columns: list[str]) -> pl.Expr:
    return pl.any_horizontal(pl.col(columns).is_not_null())


def _named(people: pl.DataFrame, questions: list[Question]) -> pl.Series:
    """The values of the options chosen, sorted; null where no question was answered."""
    columns = [column for question in questions for column in question]
    if not columns:
        return pl.Series([None] * people.height, dtype=pl.List(pl.String))
    by_value: dict[str, list[str]] = {}
    for question in questions:
        for column, values in question.items():
            for value in values:
                by_value.setdefault(value, []).append(column)
    words = [
        pl.when(_answered(options)).then(pl.lit(value))
        for value, options in sorted(by_value.items())
    ]
    joined = pl.concat_str(pl.lit(""), *words, separator=" ", ignore_nulls=True)
    listed = pl.when(_answered(columns)).then(joined.str.extract_all(r"\S+"))
    return people.select(listed).to_series()


def _asked(people: pl.DataFrame, questions: list[Question]) -> pl.Series:
    """All values of the questions answered: put together once per combination, and joined."""
    which = people.select(
        _answered(list(question)).alias(f"question_{n}") for n, question in enumerate(questions)
    )
    combinations = which.unique(maintain_order=True)
    values = [
        _values(question for question, answered in zip(questions, row, strict=True) if answered)
        if any(row)
        else None
        for row in combinations.iter_rows()
    ]
    known = combinations.with_columns(skills_asked=pl.Series(values, dtype=pl.List(pl.String)))
    found = which.join(known, on=which.columns, how="left", maintain_order="left")
    return found["skills_asked"]
