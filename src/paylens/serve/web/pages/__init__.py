"""The pages: each asks the market one thing and renders the typed answer."""

from __future__ import annotations

from fastapi import APIRouter

from paylens.report.answers import Market
from paylens.serve.web.addresses import Addresses
from paylens.serve.web.pages.errors import error_page
from paylens.serve.web.pages.estimates import estimate_routes
from paylens.serve.web.pages.questions import question_routes
from paylens.serve.web.pages.sources import source_routes
from paylens.serve.web.pages.tables import table_routes

__all__ = ["error_page", "page_routes"]


def page_routes(market: Market, addresses: Addresses) -> APIRouter:
    """All pages of a market."""
    routes = APIRouter(include_in_schema=False)
    routes.include_router(question_routes(market, addresses))
    for each in (estimate_routes, table_routes, source_routes):
        routes.include_router(each(market))
    return routes
