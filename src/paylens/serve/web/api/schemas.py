"""The typed results as models for the OpenAPI document: the fields that JSON shows, no others."""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, Field, create_model


@cache
def model_of(result: type) -> type[BaseModel]:
    """A pydantic model of a result's shown fields, and of those inside them."""
    hints = typing.get_type_hints(result)
    shown: Any = {
        each.name: (_shown(hints[each.name]), ...) for each in fields(result) if each.repr
    }
    about = (result.__doc__ or "").strip()
    made: type[BaseModel] = create_model(result.__name__, __doc__=about, **shown)
    return made


def _shown(hint: Any) -> Any:
    """A type as JSON has it: results as models, tuples as lists, numbers that may be unknown."""
    if is_dataclass(hint) and isinstance(hint, type):
        return model_of(hint)
    if hint is float:
        return float | None
    inside = [each for each in typing.get_args(hint) if each is not Ellipsis]
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return typing.Union[tuple(_shown(each) for each in inside)]  # noqa: UP007
    if origin in (tuple, list) and inside:
        return list[typing.Union[tuple(_shown(each) for each in inside)]]  # type: ignore[misc]  # noqa: UP007
    if origin is dict:
        return dict[str, _shown(inside[1])]  # type: ignore[misc]
    return hint


class Refusal(BaseModel):
    """Why one profile of several has no answer."""

    error: str
    field: str | None = None
    nearest: list[str] = Field(default_factory=list)
