"""What went wrong, for programs: problem documents (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from paylens.errors import InvalidValue, NotEnoughData, PaylensError, UnknownValue
from paylens.harmonise.dimension import dimension
from paylens.report.profile import QUESTIONS

MEDIA_TYPE = "application/problem+json"
UNPROCESSABLE = 422
NO_JSON = "json_invalid"
KIND = "urn:paylens:"
# The titles of our own kinds; other problems are titled as their status (RFC 9457, 4.2.1).
TITLES = {
    "question": "The question cannot be answered as it was asked",
    "unknown-value": "A word that means none of the known values",
    "invalid-value": "A value outside what is allowed",
    "not-enough-data": "Not enough data for an answer",
    "invalid-request": "A request that does not fit its description",
}
# What errors are about, where it is not a parameter's own name → the parameter.
PARAMETERS = {dimension(name).label.lower(): asked for asked, name in QUESTIONS.items()}
PARAMETERS |= {"source": "as_reported_in"}


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
    title = TITLES.get(kind.removeprefix(KIND)) or HTTPStatus(status).phrase
    told = Problem(type=kind, title=title, status=status, detail=detail, **more)
    return JSONResponse(
        _writable(told.model_dump(exclude_defaults=True)), status, media_type=MEDIA_TYPE
    )


def problem_of(error: PaylensError) -> dict[str, Any]:
    """An error of the asker's as the fields of a problem, without its status."""
    told: dict[str, Any] = {"detail": str(error), "kind": f"{KIND}question"}
    if isinstance(error, UnknownValue):
        told |= {"kind": f"{KIND}unknown-value", "field": _parameter(error.dimension)}
        told |= {"value": error.word, "nearest": error.nearest}
    elif isinstance(error, InvalidValue):
        told |= {"kind": f"{KIND}invalid-value", "field": _parameter(error.field)}
        told |= {"value": str(error.value), "allowed": error.allowed}
    elif isinstance(error, NotEnoughData):
        told["kind"] = f"{KIND}not-enough-data"
    return told


def invalid_request(error: RequestValidationError) -> JSONResponse:
    """A request that does not fit its description: every place, the first one in full."""
    found = error.errors()
    said = "; ".join(f"{_place(each)}: {each['msg']}" for each in found[:5])
    given = None if found[0]["type"] == NO_JSON else found[0].get("input")
    return problem(
        UNPROCESSABLE,
        f"{said}. See /openapi.json for what is allowed.",
        f"{KIND}invalid-request",
        field=_place(found[0]),
        value=None if given is None else str(given)[:200],
    )


def _parameter(about: str) -> str:
    """The parameter that an error is about."""
    return PARAMETERS.get(about, about)


def _place(found: dict[str, Any]) -> str:
    """Where in the request, down to a parameter; in a body that is no JSON there are no places."""
    where = found["loc"]
    inside = () if found["type"] == NO_JSON else where[1:]
    names = [place for place, part in enumerate(inside) if isinstance(part, str)]
    parts = inside[: names[0] + 1] if names else inside
    return ".".join(str(part) for part in parts) or str(where[0])


def _writable(told: dict[str, Any]) -> dict[str, Any]:
    """Texts as UTF-8 can hold them: JSON lets half a surrogate pair in, and it is echoed."""
    return {
        name: each.encode("utf-8", "replace").decode() if isinstance(each, str) else each
        for name, each in told.items()
    }
