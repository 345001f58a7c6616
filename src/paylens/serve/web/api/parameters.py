"""What may be asked, as the declared dimensions and the options of an estimate have it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, create_model

from paylens.harmonise.dimension import dimension
from paylens.report.estimator import OPTIONS
from paylens.report.profile import QUESTIONS
from paylens.serve import parameters as shared
from paylens.serve import questions as declared
from paylens.serve.parameters import EARLIEST_YEAR, FACTS, LATEST_YEAR, SWITCH, YEAR, Parameter
from paylens.serve.web.settings import LONGEST_TEXT

# Of a question that takes a list; what it makes of them is for it to say.
MOST_VALUES = 200
Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
WholeText = Annotated[str, Field(max_length=shared.LONGEST_FILE)]
MOST_FILES = 20
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
# What a program has as a number or a truth value; in an address all are words.
ALSO: dict[str, Any] = {"experience": Number, "company_size": Number, "remote": StrictBool}
Year = Annotated[int, Field(ge=EARLIEST_YEAR, le=LATEST_YEAR)]
BY_KIND: dict[str, Any] = {YEAR: Year, SWITCH: bool}
IN_ADDRESS = ConfigDict(extra="forbid", str_strip_whitespace=True)
# In an address all values are words; JSON has types of its own, which are held to.
IN_BODY = ConfigDict(strict=True, **IN_ADDRESS)


def _fact(question: str) -> tuple[Any, Any]:
    label = dimension(QUESTIONS[question]).label
    kind = Text | ALSO[question] if question in ALSO else Text
    return kind | None, Field(None, description=label, examples=[FACTS[question].example])


def _option(each: Parameter) -> tuple[Any, Any]:
    kind = BY_KIND.get(each.kind, Text)
    hint = kind | None if each.default is None else kind
    return hint, Field(each.default, description=each.help)


_FACTS: dict[str, Any] = {question: _fact(question) for question in QUESTIONS}
_OPTIONS: dict[str, Any] = {name: _option(shared.OPTIONS[name]) for name in OPTIONS}
_MY_PAY: dict[str, Any] = {
    shared.OWN_PAY.name: (Text | Number | None, Field(None, description=shared.OWN_PAY.help))
}

Question: type[BaseModel] = create_model("Question", __config__=IN_ADDRESS, **_FACTS, **_OPTIONS)
Asked: type[BaseModel] = create_model(
    "Asked", __config__=IN_ADDRESS, **_FACTS, **_OPTIONS, **_MY_PAY
)
Told: type[BaseModel] = create_model("Told", __config__=IN_BODY, **_FACTS, **_OPTIONS, **_MY_PAY)


def asked_of(question: declared.Question, *, in_body: bool = False) -> type[BaseModel]:
    """What a declared question may be asked, and in which form it is answered."""
    fields: dict[str, Any] = {
        each.name: _parameter(each, question.first) for each in question.parameters
    }
    form: Any = (
        Literal["json", "csv", "md"] | None,
        Field(None, description="json, csv or md; what the Accept header says unless given."),
    )
    made: type[BaseModel] = create_model(
        f"{question.name.capitalize()}{'Told' if in_body else 'Asked'}",
        __config__=IN_BODY if in_body else IN_ADDRESS,
        **fields,
        format=form,
    )
    return made


def _parameter(each: Parameter, first: Mapping[str, Any]) -> tuple[Any, Any]:
    """A parameter's type, default and description; examples that belong together."""
    example = first.get(each.name) if first else each.example or None
    examples = None if example is None else [example]
    if each.kind == shared.FILE and each.several:
        told: Any = Field(
            description=f"{each.help} Each as text, or as JSON of the same keys.",
            min_length=1,
            max_length=MOST_FILES,
            examples=examples,
        )
        return list[WholeText | dict[str, Any]], told
    if each.kind == shared.FILE:
        whole: Any = Field(
            description=each.help, min_length=1, max_length=each.longest, examples=examples
        )
        return str, whole
    if each.several:
        several: Any = Field(default_factory=list, description=each.help, max_length=MOST_VALUES)
        return list[Text], several
    if each.choices:
        kind: Any = Literal[each.choices]
    elif each.name in ALSO:
        kind = Text | ALSO[each.name]
    elif each.private:
        kind = Text | Number
    else:
        kind = BY_KIND.get(each.kind, Text)
    hint = kind | None if each.default is None else kind
    return hint, Field(each.default, description=each.help, examples=examples)


class TableQuestion(BaseModel):
    """Whose pay the tables show, and in which form."""

    model_config = IN_ADDRESS

    role: Text | None = None
    country: Text | None = None
    pay: Text | None = None
    format: Literal["json", "csv"] | None = Field(
        None, description="json or csv; what the Accept header says unless given."
    )

    @property
    def filters(self) -> dict[str, str | None]:
        """As `Market.tables` takes them."""
        return {"role": self.role or None, "country": self.country or None, "pay": self.pay or None}


def given(question: BaseModel) -> dict[str, Any]:
    """What was asked, without what was left open."""
    return {name: value for name, value in question.model_dump().items() if value not in (None, "")}
