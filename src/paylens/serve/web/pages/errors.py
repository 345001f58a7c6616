"""What cannot be answered, as a page: why, the nearest values, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse

from paylens.errors import InvalidValue, NotEnoughData, QuestionError, UnknownValue
from paylens.harmonise.dimension import dimension
from paylens.report.estimator import OPTIONS
from paylens.report.profile import QUESTIONS
from paylens.serve.parameters import OWN_PAY
from paylens.serve.web.pages.question import WITHOUT, Question
from paylens.serve.web.pages.rendering import page

STATUS_TITLES = {
    404: "There is no such page",
    405: "That cannot be done here",
    413: "That is too much text",
    422: "That could not be understood",
    429: "Too many questions at once",
    500: "Something broke on our side",
    503: "That took too long",
}


# Errors that pass: what failed once may be asked again.
PASSING = (429, 500, 503)


@dataclass(frozen=True)
class NextStep:
    """The one thing to do next, in words, and where it leads."""

    words: str
    address: str


def question_refused(
    request: Request, question: Question, error: QuestionError, form: dict[str, Any]
) -> HTMLResponse:
    """The form again, with what is wrong beside it and links to the nearest questions."""
    name = asked_as(error)
    title = "Not enough data" if isinstance(error, NotEnoughData) else STATUS_TITLES[422]
    return page(
        request,
        "refused.html",
        status=422,
        title=title,
        message=str(error),
        wrong=name,
        wrong_field=name if name in (*QUESTIONS, *OPTIONS, OWN_PAY.name) else None,
        also_wrong=also_wrong(error),
        nearest=_nearest_questions(question, error, name),
        without=_without(question, name),
        **form,
    )


def error_page(
    request: Request, status: int, detail: str = "", nearest: Sequence[tuple[str, str]] = ()
) -> HTMLResponse:
    """An error that is about no question; `nearest` are words and addresses that may be meant."""
    return page(
        request,
        "error.html",
        status=status,
        title=STATUS_TITLES.get(status, "That did not work"),
        message="" if detail == HTTPStatus(status).phrase else detail,
        code=status,
        nearest=nearest,
        next_step=_next_step(request, status),
    )


def _next_step(request: Request, status: int) -> NextStep:
    """The same again where the error may pass; else the list in which the address was sought."""
    if status in PASSING and request.method == "GET":
        query = f"?{request.url.query}" if request.url.query else ""
        # One slash, and nothing that a browser reads as one: "//name" would be another host.
        return NextStep("Try again", f"/{quote(request.scope['path'].lstrip('/'))}{query}")
    for place, words in (("/tables", "See all tables"), ("/sources", "See all sources")):
        if request.url.path.startswith(f"{place}/"):
            return NextStep(words, place)
    return NextStep("What is an ML engineer paid?", "/")


def asked_as(error: QuestionError) -> str | None:
    """The question that an error is about."""
    about = error.dimension if isinstance(error, UnknownValue) else None
    about = error.field if isinstance(error, InvalidValue) else about
    labels = {dimension(name).label.lower(): question for question, name in QUESTIONS.items()}
    labels[OWN_PAY.label.lower()] = OWN_PAY.name
    return labels.get(about or "", about)


def also_wrong(error: QuestionError) -> tuple[str | None, ...]:
    """The further questions that an error is about."""
    return tuple(map(asked_as, error.also)) if isinstance(error, UnknownValue) else ()


def wrong_word(error: QuestionError) -> str | None:
    """The word that an error is about, where it is about one."""
    if isinstance(error, UnknownValue):
        return error.word
    return str(error.value) if isinstance(error, InvalidValue) else None


def _without(question: Question, name: str | None) -> list[tuple[str, str]]:
    """The same question without what is wrong, in words, with its address; where the error is about
    nothing told, without each of the options."""
    told = {**question.facts, **question.options}
    options = () if name else question.told_options
    about = (name,) if name in told else options
    left = [
        (WITHOUT.get(each, f"the {each}".replace("_", " ")), question.without(each))
        for each in about
    ]
    return [(words, other.address) for words, other in left if other.facts]


def _nearest_questions(
    question: Question, error: QuestionError, name: str | None
) -> list[tuple[str, str]]:
    """The nearest known words, each with the address of the question asked with it."""
    if not isinstance(error, UnknownValue) or name not in QUESTIONS:
        return []
    return [
        (word, Question(question.facts | {asked: word}, question.options).address)
        for each in (error, *error.also)
        for word in each.nearest
        if (asked := asked_as(each)) in QUESTIONS
    ]
