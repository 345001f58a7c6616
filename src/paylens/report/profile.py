"""A profile: what is known of a person or a job, in the words of the dimensions."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from paylens.errors import InvalidValue, QuestionError, UnknownValue
from paylens.harmonise.dimension import Dimension, dimension

# What people are asked for → the dimension that it is a value of.
QUESTIONS = {
    "role": "role",
    "country": "country",
    "experience": "experience",
    "level": "level",
    "city": "city",
    "education": "education",
    "industry": "industry",
    "company": "employer",
    "company_size": "employer_size",
    "skills": "skills",
    "remote": "remote",
    "employment": "employment_type",
}
KnownValues = Callable[[str], Iterable[str]]


@dataclass(frozen=True)
class Profile:
    """Facts by record field, and what was understood of each question, for people to check."""

    facts: dict[str, Any] = field(default_factory=dict)
    understood: dict[str, str] = field(default_factory=dict)

    @property
    def role(self) -> str | None:
        """The role, or None where it was not given."""
        return self.facts.get("role")

    @property
    def country(self) -> str | None:
        """The country, ISO 3166-1 alpha-2, or None where it was not given."""
        return self.facts.get("country")


def understand(questions: Mapping[str, Any], known: KnownValues) -> Profile:
    """The profile that people's words mean; None and blank answers are unknown facts.

    `known` gives the values that the market holds of an open dimension: city, employer,
    employer_level.

    Raises
    ------
    UnknownValue
        A question that is not asked, or a word that means none of its values.
    InvalidValue
        A number that cannot be what it claims to be.
    """
    facts: dict[str, Any] = {}
    understood: dict[str, str] = {}
    for question, words in questions.items():
        if question not in QUESTIONS:
            raise UnknownValue("fact", question, list(QUESTIONS))
        if words is None or (isinstance(words, (str, list, tuple)) and not words):
            continue
        if isinstance(words, float) and math.isnan(words):
            continue
        found = _understand_one(question, words, known, questions)
        facts |= found
        understood[question] = describe(question, found)
    _check_together(facts)
    return Profile(facts, understood)


def _understand_one(
    question: str, words: Any, known: KnownValues, questions: Mapping[str, Any]
) -> dict[str, Any]:
    declared = dimension(QUESTIONS[question])
    if declared.intervals:
        low, high = declared.interval(words)
        return {f"{declared.field}_low": low, f"{declared.field}_high": high}
    if declared.many:
        return {declared.field: _many(declared, words)}
    if question == "level":
        return _level(declared, str(words), known, questions)
    if question == "remote" and isinstance(words, bool):
        return {"remote": "remote" if words else "onsite"}
    values = () if declared.values else known(declared.name)
    return {declared.field: declared.understand(str(words), values)}


def _many(declared: Dimension, words: Any) -> tuple[str, ...]:
    each = words.split(",") if isinstance(words, str) else list(words)
    return tuple(dict.fromkeys(declared.understand(word) for word in each if word.strip()))


def _level(
    declared: Dimension, words: str, known: KnownValues, questions: Mapping[str, Any]
) -> dict[str, Any]:
    """A step of the common ladder, or the employer's own word for one where it is given."""
    try:
        return {"level": declared.understand(words)}
    except UnknownValue:
        names = {name.lower(): name for name in known("employer_level")}
        if not questions.get("company") or words.lower() not in names:
            raise
        return {"employer_level": names[words.lower()]}


def describe(question: str, found: Mapping[str, Any]) -> str:
    """What was understood of one question, in people's words."""
    declared = dimension(QUESTIONS[question])
    if declared.intervals:
        return _span(found[f"{declared.field}_low"], found[f"{declared.field}_high"], declared.unit)
    if declared.many:
        return ", ".join(declared.value_label(value) for value in found[declared.field])
    return declared.value_label(str(next(iter(found.values()))))


def _span(low: float, high: float, unit: str) -> str:
    if math.isinf(high):
        return f"{low:,.0f} or more {unit}"
    return f"{low:,g} {unit}" if low == high else f"{low:,g} to {high:,g} {unit}"


def _check_together(facts: Mapping[str, Any]) -> None:
    if "employer_level" in facts and "employer" not in facts:
        raise QuestionError("a company's own level needs --company as well.")


def positive_amount(name: str, amount: float) -> float:
    """A pay that someone typed, or an error that says what is allowed."""
    if not (math.isfinite(amount) and 0 < amount < 1e12):
        raise InvalidValue(name, amount, "an amount per year above 0, such as 150000")
    return float(amount)
