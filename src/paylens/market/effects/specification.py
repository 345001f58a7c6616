"""Specifications: which facts are held equal, declared in `specifications.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DECLARED = Path(__file__).parent / "specifications.toml"


@dataclass(frozen=True)
class Specification:
    """A named list of controls; `dimensions` it compares, all where none is named.

    A control may name a second dimension after `|`, for sources that do not ask the first.
    """

    name: str
    label: str
    controls: tuple[str, ...]
    dimensions: tuple[str, ...] = ()

    def compares(self, dimension: str) -> bool:
        """Whether the values of a dimension are compared by it."""
        return not self.dimensions or dimension in self.dimensions


@cache
def specifications() -> dict[str, Specification]:
    """All specifications by name, in declared order."""
    declared = tomllib.loads(DECLARED.read_text("utf-8"))
    return {
        name: Specification(
            name, each["label"], tuple(each["controls"]), tuple(each.get("dimensions", ()))
        )
        for name, each in declared.items()
    }
