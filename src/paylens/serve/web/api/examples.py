"""An example of most operations: real answers of the market at hand, so never out of date.

Declared questions have none: to ask them all takes longer than anyone waits for a document.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI

from paylens.market.evidence import as_json
from paylens.report.answers import Market

ASKED: dict[str, Any] = {"role": "ML engineer", "country": "US", "experience": "6"}
SMALL_TABLE = "education"
JSON = "application/json"


def _table(market: Market) -> list[dict[str, Any]]:
    """One table cut to its first two rows: the rest is alike."""
    told = market.tables([SMALL_TABLE])[0].to_dict()
    return [told | {"rows": told["rows"][:2]}]


EXAMPLES: dict[tuple[str, str], Callable[[Market], Any]] = {
    ("/estimate", "get"): lambda market: market.estimate(**ASKED).to_dict(),
    ("/estimate", "post"): lambda market: [market.estimate(**ASKED).to_dict()],
    ("/explain", "get"): lambda market: market.explain(**ASKED).to_dict(),
    ("/tables", "get"): _table,
    ("/tables/{dimension}", "get"): _table,
    ("/sources", "get"): lambda market: as_json(market.sources()[:1]),
    ("/model", "get"): lambda market: market.model_card().to_dict(),
    ("/health", "get"): lambda market: {
        "status": "ok",
        "market": market.store.manifest["version"],
        "paylens": version("paylens"),
    },
}


def with_examples(app: FastAPI, market: Market, prefix: str) -> Callable[[], dict[str, Any]]:
    """`app.openapi` with examples, written when first asked for."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        written = app.openapi_schema is not None
        document = plain()
        if not written:
            for (path, method), make in EXAMPLES.items():
                answered = document["paths"][prefix + path][method]["responses"]["200"]
                answered["content"][JSON]["example"] = make(market)
        return document

    return openapi
