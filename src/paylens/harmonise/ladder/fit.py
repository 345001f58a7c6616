"""Where an employer's rungs stand on the common ladder: words, order and years, never pay.

The words of a level weigh most ("Senior Engineer"), then the years of the people on a rung
(years.py); all rungs of a ladder are put together so that none is below a lower one (chain.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from paylens.harmonise.ladder.chain import Array, median_steps, shares_of_steps
from paylens.harmonise.ladder.rungs import FEWEST_RECORDS, LADDER, rungs_of, steps
from paylens.harmonise.ladder.words import CODE, LETTER, MANAGERS
from paylens.harmonise.ladder.years import YearsOfSteps

# How much each kind of evidence weighs, in log likelihood: what is fixed, words that say a
# step, words that suggest one. Years weigh up to YEARS_LIMIT: alone against words they lose.
FIXED, WORDS, HINT = 50.0, 5.0, 1.0
# So many records that say a step are enough among any number whose words say nothing.
ENOUGH_WORDS = 10
# A ladder of codes rises, unless its people's years say so much more clearly that it falls.
FALLING = 6.0
OVERRIDE, BY_WORDS, BY_YEARS, BY_ORDER = "override", "words", "years and order", "order"
LADDERS: dict[str, Any] = {
    "employer": pl.String,
    "ladder": pl.String,
    "track": pl.String,
    "order": pl.Int64,
    "number": pl.Float64,
    "employer_level": pl.String,
    "spellings": pl.List(pl.String),
    "level": pl.String,
    "score": pl.Float64,
    "decided_by": pl.String,
    "word_records": pl.Int64,
    "years_level": pl.String,
    "records": pl.Int64,
    "experience_years_p25": pl.Float64,
    "experience_years_p50": pl.Float64,
    "experience_years_p75": pl.Float64,
    "declared_source": pl.String,
}
# (employer, ladder, number)
Place = tuple[str, str, float]


@dataclass(frozen=True)
class Declared:
    """A step that is known; `apart` where the level stands in another place than its words say."""

    step: str
    source: str
    apart: bool = False


def fitted_ladders(
    people: pl.DataFrame, years: YearsOfSteps, declared: Mapping[Place, Declared]
) -> pl.DataFrame:
    """The rungs of 10 or more records of every employer: the columns of `LADDERS`.

    `people` has employer, employer_level, title and experience_years. `score` is the share of all
    rising assignments, weighed by their evidence, in which the rung has this step. `years_level`
    is what years alone would say, `word_records` how many records say the step in words,
    null for fewer than 10.
    """
    return placed(rungs_of(people, years.roles), years, declared)


def placed(
    rungs: pl.DataFrame, years: YearsOfSteps, declared: Mapping[Place, Declared]
) -> pl.DataFrame:
    """Lines of `rungs_of` with their steps; the columns of `LADDERS`."""
    enough = rungs.filter(pl.col("records") >= FEWEST_RECORDS)
    lines = [
        line
        for _, ladder in enough.group_by(*LADDER, maintain_order=True)
        for line in _one_ladder(ladder.to_dicts(), years, declared)
    ]
    return pl.DataFrame(lines, LADDERS, orient="row")


def _one_ladder(
    rungs: list[dict[str, Any]], years: YearsOfSteps, declared: Mapping[Place, Declared]
) -> list[dict[str, Any]]:
    """The lines of one ladder from its lowest rung."""
    for row in rungs:
        row["declared"] = declared.get((row["employer"], row["ladder"], row["number"]))
        row["fixed"] = row["declared"].step if row["declared"] else None
    apart = [row for row in rungs if row["declared"] and row["declared"].apart]
    in_order = [row for row in rungs if row not in apart]
    lines = _in_order(in_order, years)
    for row in apart:
        below = [n for n, line in enumerate(lines, 1) if not _is_above(line, row["declared"].step)]
        lines.insert(max(below, default=0), _line(row, row["declared"].step, 1.0, years))
    return [line | {"order": place} for place, line in enumerate(lines, 1)]


def _is_above(line: Mapping[str, Any], step: str) -> bool:
    return steps().index(line["level"]) > steps().index(step)


def _in_order(rungs: list[dict[str, Any]], years: YearsOfSteps) -> list[dict[str, Any]]:
    """Steps that do not fall from rung to rung; a ladder of codes may count downwards."""
    if not rungs:
        return []
    evidence = np.array([_evidence(row, years) for row in rungs])
    shares, rising = shares_of_steps(evidence)
    if rungs[0]["ladder"] in (CODE, LETTER):
        turned, falling = shares_of_steps(evidence[::-1])
        if falling > rising + FALLING:
            shares, rungs = turned, rungs[::-1]
    return [
        _line(row, steps()[step], float(shares[place, step]), years)
        for place, (row, step) in enumerate(zip(rungs, median_steps(shares), strict=True))
    ]


def _evidence(row: Mapping[str, Any], years: YearsOfSteps) -> Array:
    """Log likelihood of each step by what is fixed, the rung's own words and its years."""
    found = years.evidence(row)
    for place, step in enumerate(steps()):
        found[place] += WORDS * _strength(row, f"step_{step}")
        found[place] += HINT * _strength(row, f"hint_{step}")
        found[place] += FIXED * (row["fixed"] == step)
        found[place] -= _against(row, step)
    return found


def _against(row: Mapping[str, Any], step: str) -> float:
    """Managers stand at senior or above; only they are executives, and never by years alone."""
    top = step == steps()[-1]
    if row["track"] == MANAGERS:
        closed = steps().index(step) < steps().index("senior")
        return FIXED / 2 if closed else top * WORDS * (1 - _strength(row, f"step_{step}"))
    return FIXED / 2 if top else 0.0


def _strength(row: Mapping[str, Any], said: str) -> float:
    return float(min(1.0, max(row[said] / row["records"], row[said] / ENOUGH_WORDS)))


def _line(row: dict[str, Any], step: str, score: float, years: YearsOfSteps) -> dict[str, Any]:
    alone = years.evidence(row) - [_against(row, each) for each in steps()]
    in_words = row[f"step_{step}"]
    decided = BY_YEARS if row["with_years"] else BY_ORDER
    if _strength(row, f"step_{step}") == 1.0:
        decided = BY_WORDS
    return {name: row[name] for name in LADDERS if name in row} | {
        "employer_level": row["spellings"][0],
        "level": step,
        "score": round(score, 3),
        "decided_by": OVERRIDE if row["declared"] else decided,
        "word_records": in_words if in_words >= FEWEST_RECORDS else None,
        "declared_source": row["declared"].source if row["declared"] else None,
        "years_level": steps()[int(alone.argmax())] if row["with_years"] else None,
    }
