"""The form of a declared question, and what a reader told in it or in an address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from paylens.errors import InvalidValue
from paylens.report.answers import Market
from paylens.report.profile import QUESTIONS as FACTS
from paylens.serve.parameters import FILE, OPTIONS, SWITCH, YEAR, Parameter
from paylens.serve.questions import Question
from paylens.serve.web.pages.form import FIRST_ASKED, Field, chosen, fields_of
from paylens.serve.web.pages.question import SWITCHED_ON
from paylens.serve.web.pages.question import Question as Profile
from paylens.serve.web.pages.text_form import filled
from paylens.serve.web.settings import LONGEST_TEXT

# A form with more fields than this keeps the others a click away.
MOST_AT_ONCE = 7
MOST_VALUES = 200
# Fields of a list that are offered empty.
EMPTY_FIELDS = 2
FEWEST_FIELDS = 3


@dataclass(frozen=True)
class Told:
    """What was told of a question: words, or lists of words, by parameter; blanks left out."""

    question: Question
    values: dict[str, Any]
    in_address: bool = True
    is_example: bool = False

    @property
    def without_example(self) -> Told:
        """What the form shows: nothing of an example, which would be taken for the reader's own."""
        return replace(self, values={}) if self.is_example else self

    @property
    def asked(self) -> dict[str, Any]:
        """The values as the question takes them.

        Raises
        ------
        InvalidValue
            A year that is none.
        """
        by_name = {each.name: each for each in self.question.parameters}
        return {name: _value(by_name[name], told) for name, told in self.values.items()}

    @property
    def address(self) -> str:
        """The query that leads here again, without what stands in no address."""
        if self.is_example:
            return ""
        private = () if self.in_address else self.question.private
        told = {name: value for name, value in self.values.items() if name not in private}
        return urlencode(told, doseq=True)

    @property
    def hidden(self) -> bool:
        """Whether the address tells less than the reader did."""
        return not self.in_address and any(name in self.values for name in self.question.private)

    def with_word(self, name: str, before: str, after: str) -> Told:
        """The same with one word in place of another."""
        value = self.values.get(name)
        if isinstance(value, list):
            changed: Any = [after if each == before else each for each in value]
        else:
            changed = after
        return Told(self.question, self.values | {name: changed}, self.in_address)


def told_in(question: Question, pairs: Iterable[tuple[str, str]], *, in_address: bool) -> Told:
    """What an address or a form told; names that are none of the question's are ignored.

    Raises
    ------
    InvalidValue
        A text longer than any answer needs, a text and a file where one is asked, or more values
        than any question takes.
    """
    values: dict[str, Any] = {}
    parameters = {each.name: each for each in question.parameters}
    for name, written in pairs:
        text = written.strip()
        if name not in parameters or not text:
            continue
        longest = parameters[name].longest if parameters[name].kind == FILE else LONGEST_TEXT
        if len(text) > longest:
            raise InvalidValue(name, f"{text[:20]}…", f"up to {longest:,} characters")
        if parameters[name].kind == FILE and not parameters[name].several and name in values:
            raise InvalidValue(name, "a text and a file", "one of them: clear the text or the file")
        if parameters[name].several:
            values.setdefault(name, []).append(text)
        else:
            values[name] = text
    for name, value in values.items():
        if isinstance(value, list) and len(value) > MOST_VALUES:
            raise InvalidValue(name, f"{len(value)} values", f"up to {MOST_VALUES} values")
    return Told(question, values, in_address)


def told_first(question: Question) -> Told:
    """What the question's page asks where nothing was told."""
    values = {
        name: [str(each) for each in value] if isinstance(value, list | tuple) else str(value)
        for name, value in question.first.items()
    }
    return Told(question, values, is_example=True)


def pairs_of(query: str) -> list[tuple[str, str]]:
    """Names and values of a query or a form's body."""
    return parse_qsl(query, keep_blank_values=False, errors="replace")


@dataclass(frozen=True)
class Control:
    """A parameter's field, the id of each of its inputs, and its help where it is no fact."""

    parameter: Parameter
    field: Field
    hint: str = ""


@dataclass(frozen=True)
class QuestionForm:
    """The form of one question over one market: what is seen first, and what is a click away."""

    first: tuple[Control, ...]
    others: tuple[Control, ...]
    facts: Mapping[str, Field]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All its fields, and where a text is told by fields those of facts."""
        own = tuple(control.field for control in (*self.first, *self.others))
        forms = any(control.parameter.form for control in (*self.first, *self.others))
        return (*own, *self.facts.values()) if forms else own

    def label_of(self, parameter: Parameter) -> str:
        """The label of a parameter's field."""
        controls = (*self.first, *self.others)
        return next(each.field.label for each in controls if each.parameter == parameter)

    def is_open(self, told: Told, wrong: str | None) -> bool:
        """Whether what is a click away is shown: where some of it was told, or is wrong."""
        return any(
            each.parameter.name == wrong
            or told.values.get(each.parameter.name) not in (None, each.parameter.default)
            for each in self.others
        )

    def shown(self, told: Told) -> dict[str, Any]:
        """What each field shows."""
        facts = {n: v for n, v in told.values.items() if n in FACTS and isinstance(v, str)}
        profile = Profile(facts=facts)
        shown: dict[str, Any] = {
            control.field.name: _shown(control, told, profile)
            for control in (*self.first, *self.others)
        }
        for parameter in told.question.forms:
            texts = filled(parameter, told.values.get(parameter.name, ()), self.facts)
            shown |= {parameter.name: texts} | texts.shown
        return shown


def form_of(question: Question, market: Market, of_addresses: str = "") -> QuestionForm:
    """The form of a question: a field per parameter, those of facts as everywhere; `of_addresses`
    is said beside a document."""
    facts = {field.name: field for field in fields_of(market)}
    controls = [_control(each, facts) for each in question.parameters]
    controls = [
        replace(each, hint=f"{each.hint}{of_addresses}")
        if each.parameter in question.files and not each.parameter.several
        else each
        for each in controls
    ]
    if len(controls) <= MOST_AT_ONCE:
        return QuestionForm(tuple(controls), (), facts)
    seen = {
        control.parameter.name
        for control in controls
        if control.parameter.name not in (*FACTS, *OPTIONS) or control.parameter.name in FIRST_ASKED
    }
    return QuestionForm(
        tuple(each for each in controls if each.parameter.name in seen),
        tuple(each for each in controls if each.parameter.name not in seen),
        facts,
    )


def _control(parameter: Parameter, facts: Mapping[str, Field]) -> Control:
    if parameter.name in facts:
        return Control(parameter, facts[parameter.name])
    label = parameter.label or parameter.name.replace("_", " ")
    field = Field(
        name=parameter.name,
        label=label[:1].upper() + label[1:],
        example=parameter.example,
        choices=tuple((value, value) for value in parameter.choices),
        typed=not parameter.choices,
        first=True,
    )
    return Control(parameter, field, parameter.help)


def _shown(control: Control, told: Told, profile: Profile) -> Any:
    value = told.values.get(control.parameter.name)
    if control.parameter.several:
        filled = list(value or [])
        return filled + [""] * max(EMPTY_FIELDS, FEWEST_FIELDS - len(filled))
    if control.parameter.kind == SWITCH:
        return isinstance(value, str) and value.lower() in SWITCHED_ON
    if control.parameter.name in FACTS and control.parameter.name in profile.facts:
        return chosen(control.field, profile)
    default = control.parameter.default
    return value or ("" if default is None else str(default))


def _value(parameter: Parameter, told: Any) -> Any:
    if parameter.kind == SWITCH:
        return str(told).lower() in SWITCHED_ON
    if parameter.kind == YEAR:
        if not (told.isascii() and told.isdigit() and len(told) == len("2025")):
            raise InvalidValue(parameter.name, told, "a year, such as 2024")
        return int(told)
    return told
