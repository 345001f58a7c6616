"""What went wrong, for programs: problem documents (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from paylens.errors import InvalidValue, NotEnoughData, PaylensError, UnknownValue

MEDIA_TYPE = "application/problem+json"
UNPROCESSABLE = 422


class Problem(BaseModel):
    """A problem document; what is allowed and the nearest known values where there are any."""

    type: str = Field(description="What kind of problem, as a name that stays.")
    title: str
    status: int
    detail: str = Field(description="What, where, what is allowed and what to do next.")
    field: str | None = Field(None, description="What the problem is about.")
    value: str | None = Field(None, description="What was given for it.")
    allowed: str | None = None
    nearest: list[str] = Field(default_factory=list, description="The closest known values.")


def problem(status: int, detail: str, kind: str = "about:blank", **more: Any) -> JSONResponse:
    """A problem document as a response."""
    title = HTTPStatus(status).phrase
    told = Problem(type=kind, title=title, status=status, detail=detail, **more)
    return JSONResponse(told.model_dump(exclude_defaults=True), status, media_type=MEDIA_TYPE)


def problem_of(error: PaylensError) -> dict[str, Any]:
    """An error of the asker's as the fields of a problem, without its status."""
    told: dict[str, Any] = {"detail": str(error), "kind": "urn:paylens:question"}
    if isinstance(error, UnknownValue):
        told |= {"kind": "urn:paylens:unknown-value", "field": error.dimension}
        told |= {"value": error.word, "nearest": error.nearest}
    elif isinstance(error, InvalidValue):
        told |= {"kind": "urn:paylens:invalid-value", "field": error.field}
        told |= {"value": str(error.value), "allowed": error.allowed}
    elif isinstance(error, NotEnoughData):
        told["kind"] = "urn:paylens:not-enough-data"
    return told


def invalid_request(error: RequestValidationError) -> JSONResponse:
    """A request that does not fit its description: every place, the first one in full."""
    found = error.errors()
    said = "; ".join(f"{_place(each['loc'])}: {each['msg']}" for each in found[:5])
    given = found[0].get("input")
    return problem(
        UNPROCESSABLE,
        f"{said}. See /openapi.json for what is allowed.",
        "urn:paylens:invalid-request",
        field=_place(found[0]["loc"]),
        value=None if given is None else str(given)[:200],
    )


def _place(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location[1:]) or str(location[0])
