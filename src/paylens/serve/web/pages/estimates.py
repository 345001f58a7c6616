"""The home page and `/estimate`: the question, and its answer with all that it rests on."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from paylens.errors import InvalidValue, QuestionError
from paylens.report.answers import Market
from paylens.report.estimate import Estimate
from paylens.report.explanation import Explanation
from paylens.serve.web.charts.distribution import distribution_chart
from paylens.serve.web.charts.waterfall import waterfall_chart
from paylens.serve.web.pages.errors import question_refused
from paylens.serve.web.pages.form import chosen, fields_of
from paylens.serve.web.pages.question import FIRST, Question, question_of
from paylens.serve.web.pages.rendering import fragment, page, wants_json
from paylens.serve.web.pages.source_dots import source_dots

SIZES = {"wide": (760, 330), "narrow": (360, 300)}
LONGEST_FORM_BYTES = 16_384
REMEMBERED = 512


class EstimatePages:
    """Estimates of one market as pages."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.fields = fields_of(market)
        # What is offered while typing is long and the same for everyone.
        self.choices = fragment("_choices.html", fields=self.fields)
        self.sources = [
            account["source"] for account in market.sources() if account["basis"] != ["official"]
        ]
        # The latest explanations are remembered: they hold nobody's own pay.
        self._explained = lru_cache(maxsize=REMEMBERED)(self._explain)

    async def home(self, request: Request) -> Response:
        """The first question and its answer."""
        return self._answered(request, Question(dict(FIRST)), "home.html")

    async def asked(self, request: Request) -> Response:
        """A question in an address, answered as a page, or as JSON where that is asked for."""
        if wants_json(request):
            question = question_of(request.query_params, in_address=True)
            answer = self.market.estimate(**question.asked, my_pay=question.my_pay)
            return JSONResponse(answer.to_dict(), headers={"Vary": "Accept"})
        return self._page(request, dict(request.query_params), in_address=True)

    async def filled_in(self, request: Request) -> Response:
        """Where a form goes: to a plain address, or straight to an answer with one's own pay."""
        body = await request.body()
        if len(body) > LONGEST_FORM_BYTES:
            return self._refused(
                request, Question(), InvalidValue("form", "too long", "up to 16 kB")
            )
        fields = dict(parse_qsl(body.decode("utf-8", "replace")))
        response = self._page(request, fields, in_address=False)
        response.headers["Cache-Control"] = "no-store"
        return response

    def _page(self, request: Request, fields: dict[str, str], *, in_address: bool) -> Response:
        question = Question()
        try:
            question = question_of(fields, in_address=in_address)
            if not question.facts:
                return RedirectResponse("/", 303)
            if not in_address and (question.in_address or not question.my_pay):
                return RedirectResponse(f"/estimate?{question.address}", 303)
            return self._answered(request, question, "estimate.html")
        except QuestionError as error:
            return self._refused(request, question, error)

    def _answered(self, request: Request, question: Question, template: str) -> Response:
        answer = self.market.estimate(**question.asked, my_pay=question.my_pay)
        shown_in = {} if "ppp" in question.options else {"currency": answer.evidence.currency}
        explained = self._explained(tuple((question.asked | shown_in).items()))
        context = self._form(question) | _charts(answer, explained)
        return page(request, template, answer=answer, **context)

    def _refused(self, request: Request, question: Question, error: QuestionError) -> Response:
        return question_refused(request, question, error, self._form(question))

    def _form(self, question: Question) -> dict[str, Any]:
        shown = {field.name: chosen(field, question) for field in self.fields}
        return {
            "question": question,
            "fields": self.fields,
            "choices": self.choices,
            "shown": shown,
            "reported_by": self.sources,
        }

    def _explain(self, asked: tuple[tuple[str, Any], ...]) -> Explanation:
        return self.market.explain(**dict(asked))


def estimate_routes(market: Market) -> APIRouter:
    """The routes of the home page and of estimates."""
    pages = EstimatePages(market)
    routes = APIRouter(include_in_schema=False)
    routes.add_api_route("/", pages.home, methods=["GET", "HEAD"])
    routes.add_api_route("/estimate", pages.asked, methods=["GET", "HEAD"])
    routes.add_api_route("/estimate", pages.filled_in, methods=["POST"])
    return routes


def _charts(answer: Estimate, explained: Explanation) -> dict[str, Any]:
    """Every chart in two sizes: a page shows the one that its width has room for."""
    return {
        "explained": explained,
        "distributions": {name: distribution_chart(answer, *size) for name, size in SIZES.items()},
        "dots": {name: source_dots(answer, size[0]) for name, size in SIZES.items()},
        "waterfalls": {name: waterfall_chart(explained, size[0]) for name, size in SIZES.items()},
    }
