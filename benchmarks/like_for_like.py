"""How often like-for-like intervals hold on real records, and what their probabilities are worth.

    python benchmarks/like_for_like.py --data FOLDER [--draws 1000]

FOLDER holds the publishers' files. For each population the records are put into two groups at
random, the better paid levels and years oftener into the first, and the first group's log pay is
raised by a planted difference: the 95 % interval should hold it in 95 % of draws, and leave out
zero in 5 % where nothing was planted. Then pairs of roles: the probability that a random one of the
first earns more than a random one of the second, otherwise alike, as answers give it, beside the
share of matched pairs of records in which it is so. Prints two tables in Markdown.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from paylens.harmonise.records import harmonise
from paylens.market.effects.differences import differences
from paylens.market.effects.effects import GENDER
from paylens.market.effects.factors import controls, with_categories
from paylens.market.effects.found import Effects, ValueEffect
from paylens.market.effects.populations import Population, populations, prepared
from paylens.market.effects.specification import specifications
from paylens.market.scope import ANY, ML_AND_DATA
from paylens.report.build import choose

PLANTED = (0.0, 0.10)
SAMPLE = 600
POPULATIONS = (
    ("levels_fyi", "total", ML_AND_DATA),
    ("kaggle_survey", "total", ML_AND_DATA),
    ("ai_jobs", "base", ML_AND_DATA),
    ("ai_postings", "base", ANY),
    ("stackoverflow", "total", ANY),
    ("ask_a_manager", "base", ANY),
)
PAIRS = (("ml_engineer", "data_scientist"), ("ml_engineer", "software_engineer"))


def found_in(told: pl.DataFrame, held: list[str], clusters: str | None) -> Effects:
    """The comparison of `=value` in these records."""
    rows = differences(told, held, None, clusters, 10)
    values = {r.value: ValueEffect(r.value, r.records, r.log_effect, r.residual_sd) for r in rows}
    return Effects(
        source="", basis="", pay="", role="", country="", year=None, specification="", dimension="",
        banding="", against="average", all_records=told.height, years=(0, 0), held_equal=(),
        not_held=(), values=values, covariances=tuple(tuple(r.covariances) for r in rows),
    )  # fmt: skip


def held_in(records: pl.DataFrame, compared: str) -> tuple[pl.DataFrame, list[str], str | None]:
    """Records with categories, the like-for-like controls they can hold, and their clusters."""
    specification = specifications()["like_for_like"]
    names = sorted({each for c in specification.controls for each in c.split("|")})
    told = with_categories(records, names)
    held, _ = controls(specification, told, compared)
    clusters = "employer" if told["employer"].n_unique() > 1 else None
    return told, held, clusters


def planted_rows(population: Population, draws: int) -> Iterator[tuple[float, float, float]]:
    """Per planted difference: the share of draws that hold it, and that leave out zero."""
    generator = np.random.default_rng(20261127)
    for planted in PLANTED:
        held, different = 0, 0
        for _ in range(draws):
            sample = population.records.sample(
                min(SAMPLE, population.records.height), seed=int(generator.integers(2**31))
            )
            told, names, clusters = held_in(sample, GENDER)
            first = _first(told, names, generator)
            raised = pl.Series(planted * first)
            told = told.with_columns(
                pl.col("log_low") + raised,
                pl.col("log_high") + raised,
                pl.Series(np.where(first, "a", "b")).alias("=value"),
            )
            low, high = found_in(told, names, clusters).difference("a", "b").interval
            held += low <= planted <= high
            different += not low <= 0 <= high
        yield planted, held / draws, different / draws


def _first(told: pl.DataFrame, names: list[str], generator: np.random.Generator) -> np.ndarray:
    """Who is in the first group: by chance, the better paid values of the controls oftener."""
    odds = np.full(told.height, -0.7)
    for name in names:
        middle = pl.col("log_low").clip(9, 14).mean().over(f"={name}")
        odds += told.select(middle - pl.col("log_low").clip(9, 14).mean()).to_series().to_numpy()
    return np.asarray(generator.random(told.height) < 1 / (1 + np.exp(-odds)))


def pair_row(population: Population, first: str, second: str) -> tuple[float, float, int] | None:
    """The probability as answers give it, the share of matched pairs, and how many there are."""
    told, held, clusters = held_in(population.records, "role")
    told = told.with_columns(pl.col("role").alias("=value"))
    if min(told.filter(pl.col("role") == role).height for role in (first, second)) < 30:
        return None
    given = found_in(told, held, clusters).difference(first, second).probability_higher
    keys = [f"={name}" for name in held]
    pairs = told.filter(pl.col("role") == first).join(
        told.filter(pl.col("role") == second), on=keys, suffix="_other"
    )
    higher = pl.col("log_low").gt(pl.col("log_low_other")).cast(pl.Float64)
    equal = pl.col("log_low").eq(pl.col("log_low_other")).cast(pl.Float64)
    cells = pairs.group_by(keys).agg((higher + equal / 2).mean().alias("share"), n=pl.len())
    sizes = told.filter(pl.col("role").is_in([first, second])).group_by(keys).agg(of=pl.len())
    weighed = cells.join(sizes, on=keys).with_columns(w=pl.col("n") / pl.col("of"))
    return given, float((weighed["share"] * weighed["w"]).sum() / weighed["w"].sum()), pairs.height


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--draws", type=int, default=1000)
    told = asked.parse_args()
    chosen, _ = choose(told.data, only_cleared=False)
    print("| source | records | planted | interval holds it | called different |")
    print("|---|---|---|---|---|")
    pairs = []
    for source, pay, role in POPULATIONS:
        records = prepared(harmonise(source, chosen[source], told.data).records, pay)
        there = {(p.basis, p.role, p.country): p for p in populations(records, pay)}
        basis = max({key[0] for key in there}, key=lambda b: there[b, ANY, "US"].records.height)
        for planted, held, different in planted_rows(there[basis, role, "US"], told.draws):
            drawn = min(SAMPLE, there[basis, role, "US"].records.height)
            print(
                f"| {source} | {drawn} | {planted:.2f} | {held:.1%} | {different:.1%} |", flush=True
            )
        for first, second in PAIRS:
            found = pair_row(there[basis, ANY, "US"], first, second)
            if found is not None:
                pairs.append((source, first, second, *found))
    print(
        "\n| source | first | second | given | matched pairs | pairs |\n|---|---|---|---|---|---|"
    )
    for source, first, second, given, matched, count in pairs:
        print(f"| {source} | {first} | {second} | {given:.1%} | {matched:.1%} | {count:,} |")


if __name__ == "__main__":
    main()
