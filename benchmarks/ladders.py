"""Employers' ladders on the common one: how often they are right, and the files that ship.

Run: python benchmarks/ladders.py --data FOLDER [--write]

--write fits years.toml and levels_fyi.csv in src/paylens/harmonise/ladder on the whole file again.
Without it: words hidden and found again from order and years; the largest employers' ladders
against what is commonly known of them (known_ladders.toml); whether a part of the file reads as
the whole does; how the pay of reports with a level differs from that of others like them.
"""

import argparse
import json
import tomllib
from pathlib import Path

import numpy as np
import polars as pl

from paylens.collect.source import card, find_files, read
from paylens.harmonise.corrections import corrected
from paylens.harmonise.ladder import fit, mapping, years
from paylens.harmonise.ladder.rungs import read_words, rungs_of, steps
from paylens.harmonise.ladder.words import CODE, rung
from paylens.harmonise.records import harmonise
from paylens.harmonise.sources.levels_fyi import interpret

KNOWN = Path(__file__).parent / "known_ladders.toml"
FOLDS, SEED, PART = 5, 7, 0.15
SCORES = ((0.0, 0.6), (0.6, 0.8), (0.8, 1.01))
YEARS = (1, 2, 3, 4, 6, 8, 11, 16)
CELL = ("role", "country", "years", "year")


def write(people: pl.DataFrame) -> None:
    """The files that ship: what years say of a step, and every ladder of 10 or more records."""
    fitted = years.fitted_years(people)
    lines = ["# Fitted by `python benchmarks/ladders.py --write`; years.py says what it means.", ""]
    lines += [f"between = {fitted.between:.4f}", f"within = {fitted.within:.4f}"]
    for name in ("steps", "roles"):
        lines += ["", f"[{name}]"]
        lines += [f"{json.dumps(k)} = {v:.4f}" for k, v in getattr(fitted, name).items()]
    years.SHIPPED.write_text("\n".join(lines) + "\n", "utf-8")
    declared = mapping.declared_of(people["employer"])
    ladders = fit.fitted_ladders(people, years.YearsOfSteps.shipped(), declared)
    mapping.write_shipped(ladders.sort("employer", "ladder", "order"))


def words_hidden(people: pl.DataFrame) -> None:
    """Hide the words of a fifth of the employers at a time; do order and years find their step?"""
    employers = people["employer"].unique().sort()
    folds = np.random.default_rng(SEED).integers(0, FOLDS, len(employers))
    folded = people.join(pl.DataFrame({"employer": employers, "fold": folds}), on="employer")
    nothing = [pl.lit(0).alias(f"{word}_{step}") for word in ("step", "hint") for step in steps()]
    found = []
    for fold in range(FOLDS):
        usual = years.fitted_years(folded.filter(pl.col("fold") != fold))
        held = rungs_of(folded.filter(fold=fold), usual.roles).with_columns(nothing)
        found.append(fit.placed(held, usual, {}))
    said = read_words(people["employer_level"]).select("ladder", "number", "step").unique()
    said = said.drop_nulls().filter(pl.col("ladder") != CODE)
    places = {step: place for place, step in enumerate(steps())}
    level, step = (pl.col(name).replace_strict(places) for name in ("level", "step"))
    both = (
        pl.concat(found).join(said, on=["ladder", "number"]).with_columns(off=(level - step).abs())
    )
    below_top = both.filter(pl.col("step") != steps()[-1])
    groups = [("all below executive", below_top)]
    groups += [(step, both.filter(step=step)) for step in steps()]
    score = pl.col("score")
    groups += [
        (f"score {a} to {min(b, 1)}", below_top.filter((score >= a) & (score < b)))
        for a, b in SCORES
    ]
    print("| words hidden | rungs | same step found | within one | mean score |")
    print("|---|---|---|---|---|")
    for name, rows in groups:
        if rows.height:
            same, near = ((rows["off"] <= most).mean() for most in (0, 1))
            mean = rows["score"].mean()
            print(f"| {name} | {rows.height} | {same:.0%} | {near:.0%} | {mean:.2f} |")


def largest_employers(people: pl.DataFrame) -> None:
    """What the data alone say, and what ships, against what is commonly known."""
    alone = fit.fitted_ladders(people, years.YearsOfSteps.shipped(), {})
    print("\n| employer | levels | data alone | within one | shipped | data alone differ |")
    print("|---|---|---|---|---|---|")
    total = np.zeros(4, int)
    for employer, known in tomllib.loads(KNOWN.read_text("utf-8")).items():
        by_data, shipped = (
            [_level(ladders, employer, words) for words in known]
            for ladders in (alone, mapping.shipped_ladders())
        )
        expected = list(known.values())
        pairs = list(zip(known, expected, by_data, strict=True))
        off = [abs(steps().index(want) - steps().index(got)) for _, want, got in pairs]
        same = sum(want == got for want, got in zip(expected, shipped, strict=True))
        counts = [len(known), off.count(0), sum(far <= 1 for far in off), same]
        total += counts
        differ = "; ".join(f"{name} {got}, not {want}" for name, want, got in pairs if want != got)
        print(f"| {employer} | {' | '.join(map(str, counts))} | {differ} |")
    print(f"| all | {' | '.join(map(str, total))} | |")


def _level(ladders: pl.DataFrame, employer: str, words: str) -> str:
    place = rung(words)
    return str(
        ladders.row(
            by_predicate=(
                (pl.col("employer") == employer)
                & (pl.col("ladder") == place.ladder)
                & (pl.col("number") == place.number)
            ),
            named=True,
        )["level"]
    )


def part_and_whole(path: Path, whole: pl.DataFrame) -> None:
    """Read 15 % of the rows by themselves: with the ladders that ship, and with none shipped."""
    raw, _ = corrected(read("levels_fyi", path), card("levels_fyi"))
    drawn = np.random.default_rng(SEED).random(raw.height) < PART
    part = interpret(raw.filter(drawn), card("levels_fyi")).records
    part = part.with_columns(record_id=pl.format(f"{path.name}:{{}}", "record_id"))
    part = part.join(whole, on="record_id", how="semi")
    fitted = fit.fitted_ladders(_people(part), years.YearsOfSteps.shipped(), {})
    unshipped = mapping.levels_of(part["employer"], part["employer_level"], fitted)
    print("\n| 15 % of the rows, read alone | same level as in the whole file |\n|---|---|")
    for name, levels in (("with shipped ladders", part["level"]), ("without", unshipped)):
        both = part.select("record_id", here=levels).join(whole, on="record_id")
        print(f"| {name} | {both['here'].eq_missing(both['level']).mean():.1%} |")


def who_has_a_level(records: pl.DataFrame) -> None:
    """Log total pay of one group less another, in cells of the same role, country, years, year."""
    said = read_words(records["employer_level"]).select("employer_level", in_words="step")
    years_of = pl.col("experience_years_low")
    rows = records.join(said, on="employer_level", how="left").with_columns(
        pay=pl.col("total_low").log(),
        years=pl.sum_horizontal(years_of >= edge for edge in YEARS),
        year=pl.col("observed_on").dt.year(),
    )
    worded, level = pl.col("in_words").is_not_null(), pl.col("level").is_not_null()
    with_level = rows.filter(level)
    asked = (
        ("level in plain words less any other report", rows, worded, CELL),
        ("level by its ladder less none", rows, level, CELL),
        ("same level too: in plain words less in codes", with_level, worded, (*CELL, "level")),
    )
    print("\n| like people | share of reports | compared | log total pay |\n|---|---|---|---|")
    for name, table, group, cell in asked:
        share = table.select(group.mean()).item()
        means = table.group_by(*cell, group.alias("in")).agg(pl.col("pay").mean(), n=pl.len())
        pairs = means.filter("in").join(means.filter(~pl.col("in")), on=cell, suffix="_out")
        weights = (1 / (1 / pairs["n"] + 1 / pairs["n_out"])).to_numpy()
        gap = np.average((pairs["pay"] - pairs["pay_out"]).to_numpy(), weights=weights)
        print(
            f"| {name} | {share:.0%} | {pairs['n'].sum() + pairs['n_out'].sum():,} | {gap:+.3f} |"
        )


def _people(records: pl.DataFrame) -> pl.DataFrame:
    return records.rename({"experience_years_low": "experience_years"})


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--write", action="store_true")
    asked = arguments.parse_args()
    if asked.write:
        mapping.SHIPPED.unlink(missing_ok=True)
    (path,) = find_files("levels_fyi", asked.data)
    records = harmonise("levels_fyi", [path]).records
    print(f"{records.height:,} records, {records['level'].is_not_null().mean():.0%} with a level\n")
    if asked.write:
        write(_people(records))
        return
    words_hidden(_people(records))
    largest_employers(_people(records))
    part_and_whole(path, records.select("record_id", "level"))
    who_has_a_level(records)


if __name__ == "__main__":
    main()
