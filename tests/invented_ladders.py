"""Invented employers' people: levels with known years, to place on the common ladder."""

from __future__ import annotations

import numpy as np
import polars as pl

from paylens.harmonise.ladder.years import YearsOfSteps

# Rungs of one step lie 0.3 apart in log years, people on one rung 0.45; round numbers.
YEARS = YearsOfSteps(
    steps={"entry": 0.7, "mid": 1.4, "senior": 2.0, "staff": 2.5, "executive": 2.5},
    between=0.3,
    within=0.45,
    roles={"Solution Architect": 0.3},
)
# The middle years of people on each step, as YEARS has them.
MIDDLE = {"entry": 1, "mid": 3, "senior": 6.5, "staff": 11}


def people(
    levels: dict[str, tuple[float, int]],
    employer: str = "Acme",
    title: str = "Software Engineer",
    seed: int = 0,
) -> pl.DataFrame:
    """`levels` gives each level's middle years of experience and its number of people."""
    random = np.random.default_rng(seed)
    lines = [
        (employer, level, title, float(max(round((1 + middle) * spread - 1, 1), 0)))
        for level, (middle, count) in levels.items()
        for spread in np.exp(random.normal(0, 0.3, count))
    ]
    columns = {"employer": pl.String, "employer_level": pl.String, "title": pl.String}
    return pl.DataFrame(lines, {**columns, "experience_years": pl.Float64}, orient="row")
