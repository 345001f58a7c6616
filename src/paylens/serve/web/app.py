"""One application: pages and API over one market, guarded alike."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.routing import Match

from paylens.errors import PaylensError, QuestionError
from paylens.report.answers import Market
from paylens.serve.web.addresses import Addresses
from paylens.serve.web.api.examples import with_examples
from paylens.serve.web.api.routes import PREFIX, api_routes
from paylens.serve.web.headers import AnswerHeaders
from paylens.serve.web.heads import Heads
from paylens.serve.web.limits import Limits
from paylens.serve.web.logs import RequestLog
from paylens.serve.web.pages import error_page, page_routes
from paylens.serve.web.pages.rendering import wants_json
from paylens.serve.web.problems import (
    UNPROCESSABLE,
    invalid_request,
    problem,
    problem_of,
)
from paylens.serve.web.settings import Settings
from paylens.serve.web.unforeseen import Unforeseen

STATIC = Path(__file__).parent / "static"
SMALLEST_COMPRESSED_BYTES = 1000
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


def create_app(market: Market, settings: Settings) -> FastAPI:
    """The application that answers from `market`."""
    own = version("paylens")
    app = FastAPI(
        title="paylens",
        version=own,
        summary="What an ML engineer is paid, from real pay records, with evidence.",
        docs_url=None,
        redoc_url=None,
    )
    addresses = Addresses(settings.fetch_addresses)
    app.include_router(api_routes(market, own, addresses))
    app.include_router(page_routes(market, addresses))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.openapi = with_examples(app, market, PREFIX)  # type: ignore[method-assign]
    _handle_errors(app)
    _guard(app, settings, f"{own} {market.store.manifest['version']}")
    return app


def _guard(app: FastAPI, settings: Settings, answers_version: str) -> None:
    """What every request passes, the last added first."""
    app.add_middleware(Limits, settings=settings, refused=_refused)
    app.add_middleware(Unforeseen, refused=_refused)
    app.add_middleware(GZipMiddleware, minimum_size=SMALLEST_COMPRESSED_BYTES, compresslevel=5)
    if settings.origins:
        app.add_middleware(CORSMiddleware, allow_origins=settings.origins, allow_methods=["*"])
    app.add_middleware(Heads)
    app.add_middleware(AnswerHeaders, version=answers_version)
    app.add_middleware(RequestLog)


def _refused(request: Request, status: int, detail: str, **told: Any) -> Response:
    """A refusal as a page to readers, as a problem document to programs."""
    if request.url.path.startswith(f"{PREFIX}/") or wants_json(request):
        return problem(status, detail, **told)
    return error_page(request, status, detail)


def _handle_errors(app: FastAPI) -> None:
    @app.exception_handler(QuestionError)
    async def question(request: Request, error: QuestionError) -> Response:
        return _refused(request, UNPROCESSABLE, **problem_of(error))

    @app.exception_handler(PaylensError)
    async def market(request: Request, error: PaylensError) -> Response:
        return _refused(request, 500, str(error))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        return invalid_request(error)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        response = _refused(request, error.status_code, str(error.detail))
        response.headers.update(error.headers or {})
        if "Allow" in response.headers:
            response.headers["Allow"] = ", ".join(_methods(app, request))
        return response


def _methods(app: FastAPI, request: Request) -> list[str]:
    """The methods of every route of a path; the framework names only the first route's."""
    found = {
        method
        for method in METHODS
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in app.routes
        )
    }
    if "GET" in found:
        found.add("HEAD")
    return [method for method in METHODS if method in found]
