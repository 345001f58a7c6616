"""Employers' rungs: the levels that are one rung put together, and what their people say of it."""

from __future__ import annotations

from typing import Any

import polars as pl

from paylens.harmonise.dimension import dimension
from paylens.harmonise.ladder.words import MANAGERS, rung

LADDER = ("employer", "ladder")
MANAGER_TITLE = "Software Engineering Manager"
QUARTILES = (25, 50, 75)
FEWEST_RECORDS = 10


def steps() -> list[str]:
    """The common ladder, lowest first."""
    return list(dimension("level").values)


def read_words(words: pl.Series) -> pl.DataFrame:
    """Each distinct word for a level with the rung it names: employer_level, ladder, track, number,
    step, hint. A word that names none is left out."""
    schema: dict[str, Any] = {"employer_level": pl.String, "ladder": pl.String, "track": pl.String}
    schema |= {"number": pl.Float64, "step": pl.String, "hint": pl.String}
    read = [(word, rung(word)) for word in words.drop_nulls().unique().to_list()]
    lines = [(w, r.ladder, r.track, r.number, r.step, r.hint) for w, r in read if r is not None]
    return pl.DataFrame(lines, schema, orient="row")


def rungs_of(people: pl.DataFrame, roles: dict[str, float]) -> pl.DataFrame:
    """One line per employer's rung, lowest number first within its ladder.

    `people` has employer, employer_level, title and experience_years; `roles` the log years that
    a title's people have more than engineers on the same rung. `step_<step>` counts the records
    whose words say a step, `hint_<step>` those that suggest one. `log_years` is the mean of
    log (1 + years), as an engineer's, over `with_years` records. `spellings` has the employer's
    words, the commonest first, others only where 10 or more records have them.
    """
    titles = pl.col("title").replace_strict(roles, default=0.0, return_dtype=pl.Float64)
    years, manages = pl.col("experience_years"), pl.col("title") == MANAGER_TITLE
    manages = (manages.mean() > 0.5).over(*LADDER)
    read = (
        people.drop_nulls(["employer", "employer_level"])
        .join(read_words(people["employer_level"]), on="employer_level")
        .with_columns(
            log_years=(years + 1).log() - titles.fill_null(0.0),
            track=pl.when(manages).then(pl.lit(MANAGERS)).otherwise("track"),
        )
    )
    found = read.group_by(*LADDER, "number").agg(
        pl.col("track").min(),
        pl.col("log_years").mean(),
        pl.col("log_years").var().alias("log_years_variance"),
        pl.col("log_years").count().cast(pl.Int64).alias("with_years"),
        *[_records_where(word, step) for word in ("step", "hint") for step in steps()],
        *[years.quantile(n / 100, "linear").alias(f"experience_years_p{n}") for n in QUARTILES],
        records=pl.len().cast(pl.Int64),
    )
    common = (pl.col("len") >= FEWEST_RECORDS) | (pl.int_range(pl.len()) == 0)
    spelled = (
        read.group_by(*LADDER, "number", "employer_level")
        .len()
        .sort(*LADDER, "number", "len", "employer_level", descending=[False] * 3 + [True, False])
        .filter(common.over(*LADDER, "number"))
        .group_by(*LADDER, "number", maintain_order=True)
        .agg(spellings="employer_level")
    )
    return found.join(spelled, on=[*LADDER, "number"]).sort(*LADDER, "number")


def _records_where(word: str, step: str) -> pl.Expr:
    return (pl.col(word) == step).sum().cast(pl.Int64).alias(f"{word}_{step}")
