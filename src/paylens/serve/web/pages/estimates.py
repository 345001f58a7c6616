"""The home page and `/estimate`: the question, and its answer with all that it rests on."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from paylens.errors import QuestionError
from paylens.report.answers import Market
from paylens.report.estimate import Estimate
from paylens.report.explanation import Explanation
from paylens.serve.web.charts.distribution import distribution_chart
from paylens.serve.web.charts.waterfall import waterfall_chart
from paylens.serve.web.pages.errors import question_refused
from paylens.serve.web.pages.form import chosen, fields_of
from paylens.serve.web.pages.question import FIRST, Question, question_of
from paylens.serve.web.pages.rendering import page, wants_json
from paylens.serve.web.pages.source_dots import source_dots

SIZES = {"wide": (760, 330), "narrow": (360, 300)}
LONGEST_FORM_BYTES = 16_384
REMEMBERED = 512


def estimate_routes(market: Market) -> APIRouter:
    """The routes of the home page and of estimates."""
    routes = APIRouter(include_in_schema=False)
    fields = fields_of(market)
    why = _explainer(market)

    def answered(request: Request, question: Question, template: str) -> Response:
        answer = market.estimate(**question.asked, my_pay=question.my_pay)
        explained = why(question.facts, question.asked)
        return page(
            request,
            template,
            answer=answer,
            question=question,
            **form_context(question),
            **_charts(answer, explained),
        )

    def form_context(question: Question) -> dict[str, Any]:
        shown = {field.name: chosen(field, question) for field in fields}
        sources = [account["source"] for account in market.sources() if _reports(account)]
        return {"fields": fields, "shown": shown, "reported_by": sources}

    def refused(request: Request, question: Question, error: QuestionError) -> Response:
        return question_refused(request, question, error, form_context(question))

    @routes.get("/")
    async def home(request: Request) -> Response:
        return answered(request, Question(dict(FIRST)), "home.html")

    @routes.get("/estimate")
    async def estimate(request: Request) -> Response:
        question = Question()
        try:
            question = question_of(request.query_params, in_address=True)
            if wants_json(request):
                answer = market.estimate(**question.asked, my_pay=question.my_pay)
                return JSONResponse(answer.to_dict(), headers={"Vary": "Accept"})
            if not question.facts:
                return RedirectResponse("/", 303)
            return answered(request, question, "estimate.html")
        except QuestionError as error:
            if wants_json(request):
                raise
            return refused(request, question, error)

    @routes.post("/estimate")
    async def own_estimate(request: Request) -> Response:
        """Where a form goes: to a plain address, or straight to an answer with one's own pay."""
        body = (await request.body())[:LONGEST_FORM_BYTES].decode("utf-8", "replace")
        question = Question()
        try:
            question = question_of(dict(parse_qsl(body)), in_address=False)
            if not question.my_pay or question.in_address:
                return RedirectResponse(f"/estimate?{question.address}", 303)
            response = answered(request, question, "estimate.html")
        except QuestionError as error:
            response = refused(request, question, error)
        response.headers["Cache-Control"] = "no-store"
        return response

    return routes


def _explainer(market: Market) -> Any:
    """Explanations, the latest remembered: they hold nobody's own pay."""

    @lru_cache(maxsize=REMEMBERED)
    def remembered(asked: tuple[tuple[str, Any], ...]) -> Explanation:
        return market.explain(**dict(asked))

    def explained(facts: dict[str, str], asked: dict[str, Any]) -> Explanation | None:
        return remembered(tuple(asked.items())) if facts else None

    return explained


def _reports(account: dict[str, Any]) -> bool:
    return account["basis"] != ["official"]


def _charts(answer: Estimate, explained: Explanation | None) -> dict[str, Any]:
    """Every chart in two sizes: a page shows the one that its width has room for."""
    return {
        "explained": explained,
        "distributions": {
            name: distribution_chart(answer, *size) for name, size in SIZES.items()
        },
        "dots": {name: source_dots(answer, size[0]) for name, size in SIZES.items()},
        "waterfalls": {
            name: waterfall_chart(explained, size[0]) if explained else None
            for name, size in SIZES.items()
        },
    }
