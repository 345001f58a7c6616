"""Employers' ladders on the common one: how often they are right, and the files that ship.

Run: python benchmarks/ladders.py --data FOLDER [--write]

--write fits years.toml and levels_fyi.csv in src/paylens/harmonise/ladder on the whole file again.
Without it: words left out and found again from order and years; the largest employers' ladders
against what is commonly known of them (known_ladders.toml); what a part of the file says against
the whole; how far pay of employers with plain words lies below that of others at the same level.
"""

import argparse
import json
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from paylens.collect.source import find_files
from paylens.harmonise.ladder import fit, years
from paylens.harmonise.ladder.mapping import (
    declared_of,
    employer_key,
    levels_of,
    shipped_ladders,
    write_shipped,
)
from paylens.harmonise.ladder.rungs import read_words, rungs_of, steps
from paylens.harmonise.ladder.words import rung
from paylens.harmonise.records import harmonise

KNOWN = Path(__file__).parent / "known_ladders.toml"
FOLDS, SEED, PART = 5, 7, 0.15


def people_of(records: pl.DataFrame) -> pl.DataFrame:
    return records.rename({"experience_years_low": "experience_years"})


def write(people: pl.DataFrame) -> None:
    fitted = years.fitted_years(people)
    lines = ["# Fitted by `python benchmarks/ladders.py --write`; see years.py for the meaning.", ""]
    lines += [f"between = {fitted.between:.4f}", f"within = {fitted.within:.4f}"]
    for name in ("steps", "roles"):
        lines += ["", f"[{name}]"]
        lines += [f"{json.dumps(k)} = {v:.4f}" for k, v in getattr(fitted, name).items()]
    years.SHIPPED.write_text("\n".join(lines) + "\n", "utf-8")
    declared = declared_of(people["employer"].unique().to_list())
    write_shipped(fit.fitted_ladders(people, years.YearsOfSteps.shipped(), declared))


def left_out(people: pl.DataFrame) -> None:
    """Hide every word of an employer; do order and years find the step that the words said?"""
    employers = people["employer"].unique().sort().to_list()
    fold = dict(zip(employers, np.random.default_rng(SEED).integers(0, FOLDS, len(employers)).tolist()))
    folded = people.with_columns(fold=pl.col("employer").replace_strict(fold))
    asked = []
    for number in range(FOLDS):
        norms = years.fitted_years(folded.filter(pl.col("fold") != number))
        held = rungs_of(folded.filter(fold=number), norms.roles).filter(pl.col("records") >= 10)
        silent = held.with_columns(pl.lit(0).alias(f"{w}_{s}") for w in ("step", "hint") for s in steps())
        for ladder in silent.partition_by("employer", "ladder", maintain_order=True):
            lines = fit._placed(ladder.to_dicts(), norms, {})
            asked.append(pl.DataFrame(lines, fit.LADDERS, orient="row"))
    said = read_words(people["employer_level"]).select("ladder", "number", "step").unique()
    said = said.drop_nulls().filter(pl.col("ladder") != "code")
    found = pl.concat(asked).join(said, on=["ladder", "number"])
    order = {step: place for place, step in enumerate(steps())}
    off = (pl.col("level").replace_strict(order) - pl.col("step").replace_strict(order)).abs()
    found = found.with_columns(off=off)
    print("| step in words | rungs | same step | within one | mean score |\n|---|---|---|---|---|")
    groups = [("all", found)] + [(s, found.filter(step=s)) for s in steps()]
    groups += [(f"score {a}-{b}", found.filter(pl.col("score").is_between(a, b, closed="left"))) for a, b in ((0, 0.6), (0.6, 0.8), (0.8, 1.01))]
    for name, rows in groups:
        if rows.height:
            print(
                f"| {name} | {rows.height} | {(rows['off'] == 0).mean():.0%} | "
                f"{(rows['off'] <= 1).mean():.0%} | {rows['score'].mean():.2f} |"
            )


def largest(people: pl.DataFrame) -> None:
    known = tomllib.loads(KNOWN.read_text("utf-8"))
    alone = fit.fitted_ladders(people, years.YearsOfSteps.shipped(), {})
    print("| employer | levels known | by data alone | within one | as shipped | differ by data alone |")
    print("|---|---|---|---|---|---|")
    for employer, expected in known.items():
        rows = []
        for words, step in expected.items():
            place = rung(words)
            here = dict(ladder=place.ladder, number=place.number, employer=employer)
            by = [t.filter(**here)["level"].to_list() for t in (alone, shipped_ladders())]
            if by[0]:
                rows.append((words, step, by[0][0], by[1][0]))
        far = [abs(steps().index(r[1]) - steps().index(r[2])) for r in rows]
        differ = "; ".join(f"{r[0]} {r[2]}, not {r[1]}" for r in rows if r[1] != r[2])
        same = [sum(r[1] == r[at] for r in rows) for at in (2, 3)]
        print(f"| {employer} | {len(rows)} | {same[0]} | {sum(d <= 1 for d in far)} | {same[1]} | {differ} |")


def part_of_the_whole(records: pl.DataFrame, path: Path) -> None:
    ...


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--write", action="store_true")
    asked = arguments.parse_args()
    records = harmonise("levels_fyi", find_files("levels_fyi", asked.data)).records
    people = people_of(records)
    if asked.write:
        write(people)
        return
    left_out(people)
    print()
    largest(people)


if __name__ == "__main__":
    main()
