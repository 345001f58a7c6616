"""`/sources` and `/method`: whose records these are, how answers are made, and their limits."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from paylens.errors import UnknownValue
from paylens.harmonise.dimension import dimension
from paylens.market.scope import ML_AND_DATA
from paylens.report.answers import Market
from paylens.report.comparison import RoleComparison
from paylens.report.model_card import ModelCard
from paylens.report.tables import DEFAULT_COUNTRY, DEFAULT_ROLE
from paylens.serve.web.charts.colours import colour_of
from paylens.serve.web.charts.coverage import coverage_chart
from paylens.serve.web.charts.dots import Dot, DotsChart, Group, dots_chart
from paylens.serve.web.pages.errors import error_page
from paylens.serve.web.pages.rendering import page, wants_json

WIDTHS = {"wide": 760, "narrow": 360}
# The roles and the country whose sources are drawn side by side.
ROLES = sorted(dimension("role").groups[ML_AND_DATA], key=lambda role: role != DEFAULT_ROLE)


def source_routes(market: Market) -> APIRouter:
    """The routes of the sources' pages and of the model's card."""
    routes = APIRouter(include_in_schema=False)
    comparison = cache(market.compare_sources)
    card = cache(market.model_card)

    @routes.get("/sources")
    def sources(request: Request) -> Response:
        if wants_json(request):
            return JSONResponse(market.sources(), headers={"Vary": "Accept"})
        accounts = market.sources()
        compared = comparison()
        here = {row.role: row for row in compared.rows if row.country == DEFAULT_COUNTRY}
        rows = [here[role] for role in ROLES if role in here]
        return page(
            request,
            "sources.html",
            reports=[each for each in accounts if each["basis"] != ["official"]],
            official=[each for each in accounts if each["basis"] == ["official"]],
            asked=_asked(accounts),
            compared=compared,
            rows=rows,
            dots={size: _compared_dots(rows, width) for size, width in WIDTHS.items()},
        )

    @routes.get("/sources/{name}")
    def source(request: Request, name: str) -> Response:
        try:
            detail = market.source(name)
        except UnknownValue as error:
            nearest = [(each, f"/sources/{each}") for each in error.nearest]
            return error_page(request, 404, str(error), nearest)
        return page(request, "source.html", detail=detail, account=detail.account)

    @routes.get("/method")
    def method(request: Request) -> Response:
        if wants_json(request):
            return JSONResponse(card().to_dict(), headers={"Vary": "Accept"})
        return page(request, "method.html", **_card_context(card()))

    return routes


def _asked(accounts: list[dict[str, Any]]) -> list[tuple[str, list[bool]]]:
    """Each dimension that any source holds, and which of the sources hold it."""
    names = sorted({name for account in accounts for name in account["dimensions"]})
    return [
        (dimension(name).label, [name in account["dimensions"] for account in accounts])
        for name in names
    ]


def _compared_dots(rows: list[RoleComparison], width: int) -> DotsChart | None:
    """Every source's observed median, per role."""
    return dots_chart([_role_group(row) for row in rows], width, "USD")


def _role_group(row: RoleComparison) -> Group:
    dots = [
        Dot(
            median.source, median.pay, colour_of(median.source),
            median.median.value, median.median.low, median.median.high,
        )
        for median in row.medians
    ]  # fmt: skip
    official = row.official
    if official is not None:
        dots.append(
            Dot("official wages", str(official.year), colour_of("bls_oews"),
                official.p50, official.p25, official.p75, shape="diamond")
        )  # fmt: skip
    return Group(f"{row.role_label}, {row.country_label}", tuple(dots))


def _card_context(card: ModelCard) -> dict[str, Any]:
    lines = card.metrics.lines
    return {
        "card": card,
        "charts": {size: coverage_chart(lines, width) for size, width in WIDTHS.items()},
    }
