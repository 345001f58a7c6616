"""What others say of discounts and of what moves in an offer, with where they say it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Saying:
    """What is said of one part of an offer; `url` is empty where nobody in particular says it."""

    part: str
    says: str
    name: str
    url: str


def discount_sources() -> tuple[Saying, ...]:
    """What is known of how much less an unsaleable share is worth."""
    return tuple(Saying("discount", e["says"], e["name"], e["url"]) for e in _told()["discount"])


def moving_parts() -> tuple[Saying, ...]:
    """Which parts of an offer move, by whose word."""
    return tuple(Saying(e["part"], e["says"], e["name"], e["url"]) for e in _told()["moves"])


@cache
def _told() -> dict[str, list[dict[str, Any]]]:
    text = (files("paylens.report.offer") / "conventions.toml").read_text("utf-8")
    return tomllib.loads(text)
