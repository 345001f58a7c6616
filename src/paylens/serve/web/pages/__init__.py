"""The pages: each asks the market one thing and renders the typed answer."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from paylens.report.answers import Market
from paylens.serve.web.pages.errors import error_page
from paylens.serve.web.pages.estimates import estimate_routes

__all__ = ["error_page", "page_routes"]


def page_routes(market: Market, settings: Any = None) -> APIRouter:
    """All pages of a market."""
    routes = APIRouter(include_in_schema=False)
    routes.include_router(estimate_routes(market))
    return routes
