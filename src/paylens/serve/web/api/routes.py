"""Every operation of the API: one question to the market, its typed result as JSON."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from paylens.errors import QuestionError
from paylens.market.evidence import as_json
from paylens.report.answer import Answer
from paylens.report.answers import Market
from paylens.report.estimate import Estimate
from paylens.report.explanation import Explanation
from paylens.report.model_card import ModelCard
from paylens.report.profile import QUESTIONS
from paylens.report.table_rows import Table
from paylens.serve.export_tables import as_csv
from paylens.serve.web.addresses import Addresses
from paylens.serve.web.api.parameters import Asked, Question, TableQuestion, Told, given
from paylens.serve.web.api.questions import add_questions
from paylens.serve.web.api.schemas import Refusal, model_of
from paylens.serve.web.problems import MEDIA_TYPE, Problem, problem_of
from paylens.serve.web.settings import LONGEST_TEXT

PREFIX = "/api/v1"
MOST_PROFILES = 200
CSV = "text/csv; charset=utf-8"
REFUSED: dict[int | str, dict[str, Any]] = {
    status: {"description": text, "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}}
    for status, text in {
        400: "The body is no text in UTF-8.",
        413: "The body is too large.",
        422: "Not understood, or no source can bear an answer; with the nearest allowed values.",
        429: "Too many requests in this minute.",
        503: "The answer took too long.",
    }.items()
}
Dimension = Annotated[str, Path(max_length=LONGEST_TEXT, examples=["experience"])]


class Health(BaseModel):
    """That the server answers, from which market, in which version."""

    status: str
    market: str
    paylens: str


def api_routes(market: Market, version: str, addresses: Addresses) -> APIRouter:
    """The API of a market; `version` is paylens' own.

    A single answer takes milliseconds of pure computing: it runs on the event loop itself, where
    handing it to a thread would cost more than it saves. What can take longer (batches, tables,
    the model's card) runs in threads.
    """
    routes = APIRouter(prefix=PREFIX, responses=REFUSED)

    @routes.get("/estimate", tags=["pay"], **_answers(Estimate))
    async def estimate(asked: Annotated[Asked, Query()]) -> Response:  # type: ignore[valid-type]
        """What a profile is paid, per year: percentiles and mean with intervals, and evidence."""
        return _json(market.estimate(**_told(asked)))

    @routes.post("/estimate", tags=["pay"], **_answers_each(Estimate))
    def estimates(
        profiles: Annotated[
            list[Told],  # type: ignore[valid-type]
            Body(
                min_length=1,
                max_length=MOST_PROFILES,
                examples=[[{"role": "ML engineer", "country": "US"}, {"role": "Data scientist"}]],
            ),
        ],
    ) -> Response:
        """Estimates of several profiles, in their order; one that is refused says why."""
        return JSONResponse([_estimate_or_refusal(market, asked) for asked in profiles])

    @routes.get("/explain", tags=["pay"], **_answers(Explanation))
    async def explain(asked: Annotated[Question, Query()]) -> Response:  # type: ignore[valid-type]
        """How far each fact moves the estimate, in money, and how many records are like it."""
        return _json(market.explain(**_told(asked)))

    @routes.get("/tables", tags=["tables"], responses=_listed(Table))
    def tables(request: Request, asked: Annotated[TableQuestion, Query()]) -> Response:
        """Every table of observed pay, as JSON or CSV."""
        return _tables(market, [], asked, request)

    @routes.get("/tables/{dimension}", tags=["tables"], responses=_listed(Table))
    def table(
        request: Request, dimension: Dimension, asked: Annotated[TableQuestion, Query()]
    ) -> Response:
        """Observed pay by one dimension, sources side by side, as JSON or CSV."""
        return _tables(market, [dimension], asked, request)

    @routes.get("/sources", tags=["evidence"])
    def sources() -> list[dict[str, Any]]:
        """Per source: publisher, terms, years, rows read, kept and dropped by reason."""
        return [dict(as_json(account)) for account in market.sources()]

    @routes.get("/model", tags=["evidence"], **_answers(ModelCard))
    def model() -> Response:
        """The model's card: data, terms, method, measured metrics, weaknesses, misuse."""
        return _json(market.model_card())

    @routes.get("/health", tags=["server"])
    async def health() -> Health:
        """Whether the server answers, and from which market."""
        return Health(status="ok", market=market.store.manifest["version"], paylens=version)

    add_questions(routes, market, addresses)
    return routes


def _told(asked: BaseModel) -> dict[str, Any]:
    """What was asked, refused where it holds no fact."""
    told = given(asked)
    if not told.keys() & QUESTIONS.keys():
        raise QuestionError(f"give at least one fact: {', '.join(QUESTIONS)}.")
    return told


def _estimate_or_refusal(market: Market, asked: BaseModel) -> dict[str, Any]:
    try:
        return market.estimate(**_told(asked)).to_dict()
    except QuestionError as error:
        told = problem_of(error)
        return Refusal(
            error=told["detail"], field=told.get("field"), nearest=told.get("nearest", [])
        ).model_dump()


def _tables(market: Market, names: list[str], asked: TableQuestion, request: Request) -> Response:
    found = market.tables(names, **asked.filters)
    vary = {"Vary": "Accept"}
    if (asked.format or _accepted(request)) == "csv":
        return Response(as_csv(found), media_type=CSV, headers=vary)
    return JSONResponse([table.to_dict() for table in found], headers=vary)


def _accepted(request: Request) -> str:
    """CSV where the asker takes it and does not name JSON (RFC 9110, 12.5.1)."""
    accepted = request.headers.get("accept", "")
    return "csv" if "text/csv" in accepted and "application/json" not in accepted else "json"


def _json(answer: Answer) -> Response:
    return JSONResponse(answer.to_dict())


def _answers(result: type) -> dict[str, Any]:
    """How an operation that gives one result is documented."""
    return {"responses": {200: {"model": model_of(result)}}}


def _answers_each(result: type) -> dict[str, Any]:
    return {"responses": {200: {"model": list[model_of(result) | Refusal]}}}  # type: ignore[misc]


def _listed(result: type) -> dict[int | str, dict[str, Any]]:
    text = {"schema": {"type": "string"}}
    return {200: {"model": list[model_of(result)], "content": {"text/csv": text}}}  # type: ignore[misc]
