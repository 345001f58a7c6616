"""A text that is told field by field: its form's fields, and the texts that a form's words make.

Which fields a text has, and how it is written out of them, says the module that its parameter names
as `form`. The fields of the second text are called `NAME-2.PLACE`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from paylens.errors import InvalidValue, QuestionError, UnknownValue
from paylens.harmonise.dimension import dimension
from paylens.report.profile import QUESTIONS
from paylens.serve.parameters import FACTS, Parameter
from paylens.serve.web.pages.errors import asked_as
from paylens.serve.web.pages.form import Field, chosen
from paylens.serve.web.pages.question import Question as Profile
from paylens.serve.web.settings import LONGEST_TEXT

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Group:
    """Fields that stand together; `told` where one of them is, or is asked first."""

    label: str
    fields: tuple[Field, ...]
    told: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields."""
        return tuple(each.name for each in self.fields)


@dataclass(frozen=True)
class FilledText:
    """One text as fields; the last is empty."""

    number: int
    groups: tuple[Group, ...]
    words: Mapping[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all fields."""
        return tuple(name for group in self.groups for name in group.names)


@dataclass(frozen=True)
class FilledTexts:
    """All texts that were told, as fields, and as they are where no form can say them."""

    filled: tuple[FilledText, ...]
    unread: tuple[str, ...]

    @property
    def shown(self) -> dict[str, str]:
        """What each field shows."""
        return {name: said for each in self.filled for name, said in each.words.items()}


def texts_in(parameter: Parameter, pairs: Iterable[tuple[str, str]]) -> dict[int, str]:
    """The texts that the fields of a form make, by their numbers; empty ones are left out.

    Raises
    ------
    InvalidValue
        Words longer than any field needs.
    """
    told: dict[int, dict[str, str]] = defaultdict(dict)
    field_name = re.compile(rf"{re.escape(parameter.name)}-(\d{{1,2}})\.(.+)", re.S)
    for name, said in pairs:
        if not said.strip() or not (found := field_name.fullmatch(name)):
            continue
        if len(said) > LONGEST_TEXT:
            raise InvalidValue(name, f"{said[:20]}…", f"up to {LONGEST_TEXT} characters")
        told[int(found[1])][found[2]] = said
    made = {number: _form(parameter).text_of(told[number]) for number in sorted(told)}
    return {number: text for number, text in made.items() if text.strip()}


def with_texts(parameters: Iterable[Parameter], pairs: Pairs) -> Pairs:
    """What a form told, the fields of each text as that text.

    Raises
    ------
    InvalidValue
        As `texts_in`.
    """
    made = [
        (each.name, text)
        for each in parameters
        if each.form
        for text in texts_in(each, pairs).values()
    ]
    return [*made, *pairs]


def filled(parameter: Parameter, texts: Sequence[str], facts: Mapping[str, Field]) -> FilledTexts:
    """The fields of each text, and of an empty one to compare with."""
    form = _form(parameter)
    words = {number: form.words_of(text) for number, text in enumerate(texts, start=1)}
    told = {number: said for number, said in words.items() if said is not None}
    return FilledTexts(
        tuple(
            _filled(parameter, number, said, facts)
            for number, said in (told | {len(texts) + 1: {}}).items()
        ),
        tuple(text for number, text in enumerate(texts, start=1) if words[number] is None),
    )


def refused_field(
    parameter: Parameter, texts: Sequence[str], error: QuestionError
) -> tuple[str | None, str]:
    """The field that a refusal is about, and the refusal in the form's own words; the whole
    parameter where it is about a text as a whole, None where it is about no text."""
    form = _form(parameter)
    if not texts and not isinstance(error, InvalidValue):
        return f"{parameter.name}-1.{form.FIRST_NEEDED}", form.NOTHING_TOLD
    for number, text in enumerate(texts, start=1):
        words = form.words_of(text)
        if words is None:
            return parameter.name, str(error)
        place, said = None, str(error)
        if isinstance(error, InvalidValue):
            called = words.get("name", "")
            place = form.place_of(error.field, called, number, words)
            said = form.refusal_in_labels(error, called, number, words) or said
            place = place or _told_as(asked_as(error), str(error.value), words)
        elif isinstance(error, UnknownValue):
            place = next((name for name, said in words.items() if error.word in said), None)
        if place:
            return f"{parameter.name}-{number}.{place}", said
    return None, str(error)


def _told_as(fact: str | None, value: str, words: Mapping[str, str]) -> str | None:
    """The place in which a fact was told so."""
    told = (name for name, said in words.items() if name.rpartition(".")[2] == fact)
    return next((name for name in told if value in words[name]), None)


def _form(parameter: Parameter) -> Any:
    return import_module(parameter.form)


def _filled(
    parameter: Parameter, number: int, words: Mapping[str, str], facts: Mapping[str, Field]
) -> FilledText:
    start = f"{parameter.name}-{number}."
    groups: list[Group] = []
    shown: dict[str, str] = {}
    for part in _form(parameter).parts_of(words):
        fields: list[Field] = []
        for place in part.places:
            said = words.get(place.name, "")
            field = _field(place.field, facts)
            if field is None and not said:
                continue
            field = field or _unlisted(place.field.key)
            fields.append(replace(field, name=f"{start}{place.name}", listed=field.name))
            fact = place.field.key in facts and not place.field.label
            shown[f"{start}{place.name}"] = _shown(field, said) if fact else said
        groups += _groups(part, fields, shown)
    return FilledText(number, tuple(groups), shown)


def _groups(part: Any, fields: list[Field], shown: Mapping[str, str]) -> list[Group]:
    """A part's fields; the less asked ones in a group of their own."""
    asked = tuple(each for each in fields if each.first)
    others = tuple(each for each in fields if not each.first)
    return [
        Group(words, each, told=start or any(shown[field.name] for field in each))
        for words, each, start in ((part.label, asked, part.first), (part.others, others, False))
        if each
    ]


def _field(declared: Any, facts: Mapping[str, Field]) -> Field | None:
    """A field of its own, or that of a fact; None of a fact that nobody is asked for."""
    if not declared.label:
        return facts.get(declared.key)
    return Field(
        name=declared.key,
        label=declared.label,
        example=declared.example,
        choices=tuple((each, each) for each in declared.choices),
        typed=not declared.choices,
        first=declared.first,
    )


def _unlisted(question: str) -> Field:
    label = dimension(QUESTIONS[question]).label
    return Field(question, label, FACTS[question].example, (), typed=True, first=False)


def _shown(field: Field, said: str) -> str:
    return chosen(field, Profile(facts={field.name: said})) or ("" if not field.typed else said)
