"""An operation for every declared question: its typed result as JSON, CSV or Markdown."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from paylens.report.answers import Market
from paylens.report.sections import SectionedAnswer
from paylens.serve.export_sections import as_csv, as_markdown
from paylens.serve.questions import QUESTIONS, Question
from paylens.serve.web.addresses import Addresses
from paylens.serve.web.api.parameters import asked_of, given
from paylens.serve.web.api.schemas import model_of

CSV, MARKDOWN, JSON = "text/csv", "text/markdown", "application/json"
TEXTS = {"csv": (CSV, as_csv), "md": (MARKDOWN, as_markdown)}


def add_questions(routes: APIRouter, market: Market, addresses: Addresses) -> None:
    """Add the operations of all questions; in threads, as some take long.

    A question with somebody's own pay can be asked by POST as well, so that it is in no address.
    """
    for question in QUESTIONS:
        text = {"schema": {"type": "string"}}
        answered: dict[int | str, dict[str, Any]] = {
            200: {
                "model": model_of(question.result_class),
                "content": {CSV: text, MARKDOWN: text},
            }
        }
        about: dict[str, Any] = {
            "tags": ["answers"],
            "summary": question.title,
            "description": question.help,
            "responses": answered,
        }
        for method in question.methods:
            in_body = method == "post"
            how = Body(examples=_examples(question)) if in_body else Query()
            hint: Any = Annotated[asked_of(question, in_body=in_body), how]
            asked = _operation(market, question, hint, addresses)
            routes.add_api_route(f"/{question.name}", asked, methods=[method.upper()], **about)


def _examples(question: Question) -> list[dict[str, Any]]:
    return [dict(question.first)]


def _operation(
    market: Market, question: Question, hint: Any, addresses: Addresses
) -> Callable[..., Response]:
    """A function with the parameters that the question declares, for FastAPI to read."""

    def answer(request: Request, asked: BaseModel) -> Response:
        told = addresses.read(question, given(asked))
        form = told.pop("format", None) or _accepted(request)
        return _written(question.ask(market, told), form)

    answer.__name__ = question.name
    answer.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [_named("request", Request), _named("asked", hint)]
    )
    return answer


def _named(name: str, hint: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=hint)


def _written(answer: SectionedAnswer, form: str) -> Response:
    vary = {"Vary": "Accept"}
    if form in TEXTS:
        media_type, write = TEXTS[form]
        return Response(write(answer), media_type=f"{media_type}; charset=utf-8", headers=vary)
    return JSONResponse(answer.to_dict(), headers=vary)


def _accepted(request: Request) -> str:
    """The form that the asker takes; JSON where they name it (RFC 9110, 12.5.1)."""
    accepted = request.headers.get("accept", "")
    if JSON in accepted:
        return "json"
    return next((form for form, (media, _) in TEXTS.items() if media in accepted), "json")
