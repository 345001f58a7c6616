"""What the years of experience of a rung's people say of its step.

A rung's mean log (1 + years) is held against those of rungs whose words say or suggest a step: a
normal likelihood whose variance is the spread between rungs of one step plus that of the people on
one rung over their number. Roles differ on the same rung (solution architects come later than
engineers): each role's usual distance from software engineers is taken out first.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from paylens.harmonise.ladder.chain import Array
from paylens.harmonise.ladder.rungs import FEWEST_RECORDS, LADDER, read_words, rungs_of, steps

ENGINEER = "Software Engineer"
# The most that years can weigh, in log likelihood; less than words (fit.py).
YEARS_LIMIT = 4.0
SHIPPED = Path(__file__).parent / "years.toml"


@dataclass(frozen=True)
class YearsOfSteps:
    """`steps` has the mean log (1 + years) of the rungs of each step; `between` is how far rungs of
    one step lie apart (standard deviation), `within` how far the people on one rung do; `roles`
    the log years that a title's people have more than software engineers on the same rung."""

    steps: dict[str, float]
    between: float
    within: float
    roles: dict[str, float]

    @classmethod
    def shipped(cls) -> YearsOfSteps | None:
        """Fitted on the whole of levels_fyi by `python benchmarks/ladders.py --write`; None where
        the file was taken out."""
        if not SHIPPED.is_file():
            return None
        return cls(**tomllib.loads(SHIPPED.read_text("utf-8")))

    def evidence(self, rung: Mapping[str, Any]) -> Array:
        """Log likelihood of each step by the years of a line of `rungs_of`; the best is 0."""
        if not rung["with_years"]:
            return np.zeros(len(steps()))
        variance = self.between**2 + self.within**2 / rung["with_years"]
        usual = np.array([self.steps[step] for step in steps()])
        found = -((rung["log_years"] - usual) ** 2) / (2 * variance)
        limited: Array = np.maximum(found - found.max(), -YEARS_LIMIT)
        return limited


def fitted_years(people: pl.DataFrame) -> YearsOfSteps:
    """Fit on rungs of at least 10 records; `people` as in `rungs_of`, each step in some words."""
    roles = _roles(people)
    rungs = rungs_of(people, roles).filter(pl.col("with_years") >= FEWEST_RECORDS)
    means, left, degrees = {}, 0.0, 0
    for step in steps():
        says = pl.max_horizontal(f"step_{step}", f"hint_{step}") == pl.col("records")
        of_step = rungs.filter(says)["log_years"].to_numpy()
        means[step] = float(of_step.mean())
        left += float(((of_step - of_step.mean()) ** 2).sum())
        degrees += len(of_step) - 1
    within = float(np.sqrt(np.average(rungs["log_years_variance"], weights=rungs["with_years"])))
    own = within**2 * float(np.mean(1 / rungs["with_years"].to_numpy()))
    between = float(np.sqrt(max(left / degrees - own, 0.01)))
    return YearsOfSteps(means, between, within, roles)


def _roles(people: pl.DataFrame) -> dict[str, float]:
    read = people.join(read_words(people["employer_level"]), on="employer_level").with_columns(
        log_years=(pl.col("experience_years") + 1).log()
    )
    key = [*LADDER, "number"]
    means = read.group_by(*key, "title").agg(pl.col("log_years").mean(), records=pl.len())
    engineers = means.filter(title=ENGINEER).drop("title")
    shared = means.join(engineers, on=key, suffix="_engineers")
    weight = 1 / (1 / pl.col("records") + 1 / pl.col("records_engineers"))
    more = (pl.col("log_years") - pl.col("log_years_engineers")) * weight
    rows = shared.group_by("title").agg(more=more.sum() / weight.sum()).sort("title")
    return dict(rows.select("title", "more").iter_rows())
