"""Job titles to roles: the declared patterns of dimensions/role.toml, the first found decides."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from paylens.harmonise.dimension import dimension

if TYPE_CHECKING:
    import polars

OTHER = "other"


@cache
def role_of(title: str) -> str:
    """The role of one job title in anyone's words; `other` where no rule finds one."""
    lowered = title.lower()
    for rule in dimension("role").extra["titles"]:
        if re.search(rule["pattern"], lowered):
            return str(rule["role"])
    return OTHER


def roles_of(titles: polars.Series) -> polars.Series:
    """The role of each title; each distinct title is looked at once."""
    import polars as pl

    words = titles.drop_nulls().unique().to_list()
    roles = {title: role_of(title) for title in words}
    return titles.replace_strict(roles, default=None, return_dtype=pl.String)
