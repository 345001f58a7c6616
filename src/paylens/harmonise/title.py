"""Job titles to roles: the declared patterns of dimensions/role.toml, the first found decides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from paylens.harmonise.dimension import dimension

if TYPE_CHECKING:
    import polars

OTHER = "other"


@dataclass(frozen=True)
class TitleReading:
    """What a title says: a role, perhaps a level and fields within the role.

    `score` is how sure the role is (1 by a rule, less for a near miss, 0 for `other`); `why` is
    the rule or the word that decided.
    """

    role: str
    score: float
    why: str
    level: str | None = None
    specialisation: tuple[str, ...] = ()


@cache
def read_title(title: str) -> TitleReading:
    """What one job title in anyone's words says; role `other` where no rule finds one."""
    lowered = title.lower()
    for rule in dimension("role").extra["titles"]:
        if re.search(rule["pattern"], lowered):
            return TitleReading(str(rule["role"]), 1.0, rule["pattern"])
    return TitleReading(OTHER, 0.0, "no rule")


def title_facts(titles: polars.Series) -> polars.DataFrame:
    """Columns role, role_score, level and specialisation, one row per title.

    Each distinct title is read once. `specialisation` is null where the title names none.
    """
    import polars as pl

    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "title": pl.String,
        "role": pl.String,
        "role_score": pl.Float64,
        "level": pl.String,
        "specialisation": pl.List(pl.String),
    }
    words = titles.drop_nulls().unique().to_list()
    read = [(word, read_title(word)) for word in words]
    lines = [(w, r.role, r.score, r.level, list(r.specialisation) or None) for w, r in read]
    known = pl.DataFrame(lines, schema, orient="row")
    asked = titles.alias("title").to_frame()
    return asked.join(known, on="title", how="left", maintain_order="left").drop("title")
