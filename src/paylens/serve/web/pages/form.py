"""The form of a question, derived from the declared dimensions and what the market holds."""

from __future__ import annotations

from dataclasses import dataclass

from paylens.errors import PaylensError
from paylens.harmonise.dimension import Dimension, dimension
from paylens.model.fields import SINGLE_WORDS
from paylens.report.answers import Market
from paylens.report.profile import QUESTIONS
from paylens.serve.parameters import FACTS
from paylens.serve.web.pages.question import Question

# More values than this are offered while typing instead of in a closed list.
LONGEST_LIST = 8
# Asked first; the others are a click away.
FIRST_ASKED = ("role", "country", "experience", "level", "city")
# Also takes a company's own words beside the listed ones.
FREE = ("level",)


@dataclass(frozen=True)
class Field:
    """One question's field: a closed list where `choices` are given and `typed` is false."""

    name: str
    label: str
    example: str
    choices: tuple[tuple[str, str], ...]
    typed: bool
    first: bool
    listed: str = ""

    @property
    def list_id(self) -> str:
        """The id of the list of its choices, which fields of one fact share (`listed`)."""
        return f"{self.listed or self.name}-choices"


def fields_of(market: Market) -> tuple[Field, ...]:
    """The fields of all facts that can move an estimate."""
    each = [(question, dimension(name)) for question, name in QUESTIONS.items()]
    return tuple(
        _field(question, declared, market)
        for question, declared in each
        if not declared.many or declared.name in SINGLE_WORDS
    )


def _field(question: str, declared: Dimension, market: Market) -> Field:
    choices = _choices(declared, market)
    typed = len(choices) > LONGEST_LIST or not choices or question in FREE
    if typed:
        choices = tuple((label, label) for _, label in choices)
    unit = f" ({declared.unit})" if declared.unit else ""
    return Field(
        name=question,
        label=f"{declared.label}{unit}",
        example=FACTS[question].example,
        choices=() if declared.intervals else choices,
        typed=typed or bool(declared.intervals),
        first=question in FIRST_ASKED,
    )


def _choices(declared: Dimension, market: Market) -> tuple[tuple[str, str], ...]:
    """Values and labels: those that the market holds of places, roles and companies."""
    if declared.name in ("country", "role") or not declared.values:
        held = () if declared.intervals else market.known_values(declared.name)
        labelled = [(value, declared.value_label(value)) for value in held]
        return tuple(sorted(labelled, key=lambda each: each[1].casefold()))
    return tuple(declared.values.items())


def chosen(field: Field, question: Question) -> str:
    """What a field shows: the value of a closed list that the reader's words mean, or the words."""
    words = question.facts.get(field.name, "")
    if field.typed or not words:
        return _label(field, words)
    try:
        return dimension(QUESTIONS[field.name]).understand(words)
    except PaylensError:
        return ""


def _label(field: Field, words: str) -> str:
    """A value's label where the words are the value itself: "US" is shown as United States."""
    values = dimension(QUESTIONS[field.name]).values
    return values.get(words, words)
