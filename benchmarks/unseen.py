"""How far off estimates are for what no record has: a country, a role, two facts together.

    python benchmarks/unseen.py --data FOLDER [--records 60000] [--folds 2]

FOLDER holds the publishers' files; without it the results of the last run are printed. In each
fold a part of the words of each kind below is drawn, all records that hold them are held out, and
the model is fitted on a sample of the rest. Held-out records are told all that their source asks.
Groups (a word or pair in a series) of at least 10 records count alike. `log_sd` is the smallest
normal error in log pay that, added to the estimate, lets the 80 % interval cover 80 %. Writes
benchmarks/unseen.json and prints a table.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from paylens.collect.source import card, find_files, source_names
from paylens.harmonise.records import harmonise
from paylens.market.grid import LOG_EDGES, STEP, Array
from paylens.market.widening import widened
from paylens.model.observations import SPREAD, Observations, observe_series
from paylens.model.pay_model import PayModel

# Kind → the facts whose values are held out together, and the share of them drawn in a fold.
KINDS: dict[str, tuple[tuple[str, ...], float]] = {
    "country": (("country",), 0.08),
    "role": (("role",), 0.08),
    "role and country": (("role", "country"), 0.08),
    "role and employer": (("role", "employer"), 0.08),
    "role and city": (("role", "city"), 0.08),
    "city and employer": (("city", "employer"), 0.08),
    "level and employer": (("level", "employer"), 0.08),
    "industry and country": (("industry", "country"), 0.08),
}
SEEN = "seen (control)"
GAPS = {"the year after the last": 1, "the third year after the last": 3}
CONTROL_SHARE = 0.05
FEWEST_RECORDS = 10
FEWEST_OF_YEAR = 300
MOST_ROWS_PER_GROUP = 40
DRAWS = 20
TARGET = 0.8


def main() -> None:
    """Run the benchmark and write its results beside this file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, help="folder of the publishers' files")
    parser.add_argument("--records", type=int, default=60_000, help="records to fit on")
    parser.add_argument("--folds", type=int, default=2)
    options = parser.parse_args()
    path = Path(__file__).with_suffix(".json")
    if options.data is None:
        print(table(json.loads(path.read_text("utf-8"))["results"]))
        return
    records = read(options.data)
    found: dict[str, list[Group]] = defaultdict(list)
    for fold in range(options.folds):
        print(f"fold {fold + 1} of {options.folds}", file=sys.stderr)
        for kind, groups in measured(records, fold, options.records).items():
            found[kind] += groups
    for kind, gap in GAPS.items():
        found[kind] = of_newest_year(records, gap, options.records)
    results = [summary(kind, found[kind]) for kind in [SEEN, *KINDS, *GAPS] if found[kind]]
    content = {"records": options.records, "folds": options.folds, "results": results}
    path.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    print(table(results))


def read(folder: Path) -> pl.DataFrame:
    """All records of the sources of single reports."""
    files = {n: find_files(n, folder) for n in source_names() if not card(n).official}
    return pl.concat(harmonise(name, paths).records for name, paths in files.items() if paths)


Group = tuple[Array, Array]


def measured(records: pl.DataFrame, fold: int, most: int) -> dict[str, list[Group]]:
    """Per kind, each held-out group's densities and true log pay (rows, draws)."""
    kinds = records.select(kind_of(fold))[:, 0]
    rest = records.filter(kinds.is_null())
    control = pl.int_range(rest.height, eager=True).shuffle(seed=fold) < (
        rest.height * CONTROL_SHARE
    )
    fitted = rest.filter(~control)
    fitted = fitted.sample(min(most, fitted.height), seed=fold)
    model = PayModel().fit(fitted).calibrate(fitted)
    groups = {SEEN: groups_of(model, rest.filter(control), ("role", "country"))}
    for kind, (facts, _) in KINDS.items():
        groups[kind] = groups_of(model, records.filter(kinds == kind), facts)
    return groups


def of_newest_year(records: pl.DataFrame, gap: int, most: int) -> list[Group]:
    """Groups of each source's newest year of FEWEST_OF_YEAR records, fitted on those at least so
    many years before it.

    Sources with fewer years are left out.
    """
    year = pl.col("observed_on").dt.year()
    counts = records.group_by("source", year=year).agg(pl.len())
    full = counts.filter(pl.col("len") >= FEWEST_OF_YEAR)
    newest = full.group_by("source").agg(newest=pl.max("year"), years=pl.len())
    dated = records.join(newest.filter(pl.col("years") > gap), on="source")
    before = dated.filter(year <= pl.col("newest") - gap).drop("newest", "years")
    fitted = before.sample(min(most, before.height), seed=0)
    model = PayModel().fit(fitted).calibrate(fitted)
    after = dated.filter(year == pl.col("newest")).drop("newest", "years")
    return groups_of(model, after, ("role", "country"))


def kind_of(fold: int) -> pl.Expr:
    """The first kind of which a record holds a drawn word; null where it holds none."""
    chosen = pl.lit(None, pl.String)
    for kind, (facts, share) in reversed(KINDS.items()):
        words = pl.concat_str(*facts, separator="\t")
        drawn = words.map_batches(
            lambda column, share=share: draw(column, fold, share), return_dtype=pl.Boolean
        )
        chosen = pl.when(drawn).then(pl.lit(kind)).otherwise(chosen)
    return chosen


def draw(words: pl.Series, fold: int, share: float) -> pl.Series:
    """Whether each word is among the drawn ones: by its own key, the same in every run."""
    distinct = words.drop_nulls().unique().to_list()
    keys = {word: hashlib.blake2b(f"{word}".encode(), digest_size=8).digest() for word in distinct}
    places = {word: int.from_bytes(key, "big") / 2**64 for word, key in keys.items()}
    inside = {word: fold * share <= place < (fold + 1) * share for word, place in places.items()}
    return words.replace_strict(inside, default=False, return_dtype=pl.Boolean)


def groups_of(model: PayModel, held_out: pl.DataFrame, facts: tuple[str, ...]) -> list[Group]:
    """The held-out groups of each series, at most MOST_ROWS_PER_GROUP records of each."""
    answerer = model._calibrated()
    names = tuple(name for name in model.series_names if name in answerer.shapes)
    seen = observe_series(held_out, model.fields, names)
    words = held_out.select(pl.concat_str(*facts, separator="\t"))[:, 0].to_numpy()
    rng = np.random.default_rng(0)
    groups = []
    for index, series in enumerate(names):
        rows = np.flatnonzero(seen.series == index)
        own = words[seen.record[rows]].astype(str)
        kept = [rows[own == word] for word in np.unique(own)]
        chosen = [
            rng.permutation(group)[:MOST_ROWS_PER_GROUP]
            for group in kept
            if len(group) >= FEWEST_RECORDS
        ]
        if chosen:
            groups += _predicted(answerer, series, seen, chosen)
    return groups


def _predicted(
    answerer: Any, series: str, seen: Observations, chosen: list[np.ndarray]
) -> list[Group]:
    part = seen.take(np.concatenate(chosen))
    mixture = answerer.mixture(part.facts.take(part.record), series, part.year, SPREAD)
    density = np.diff(mixture.cumulative(), axis=1)
    share = np.tile((np.arange(DRAWS) + 0.5) / DRAWS, (len(part), 1))
    truth = part.log_pay_at(share, SPREAD)
    ends = np.cumsum([len(group) for group in chosen])[:-1]
    return list(zip(np.split(density, ends), np.split(truth, ends), strict=True))


def summary(kind: str, groups: list[Group]) -> dict[str, Any]:
    """Coverage as it is, and the error that lets the 80 % interval cover as much as it says."""
    log_sd = 0.0
    if coverage(groups, 0.0)[80] < TARGET:
        steps = np.arange(0.01, 1.5, 0.01)
        low, high = 0, len(steps) - 1
        while low < high:
            middle = (low + high) // 2
            enough = coverage(groups, steps[middle])[80] >= TARGET
            low, high = (low, middle) if enough else (middle + 1, high)
        log_sd = round(float(steps[low]), 2)
    medians = np.array([_error(density, truth) for density, truth in groups])
    return {
        "kind": kind,
        "groups": len(groups),
        "rows": sum(len(truth) for _, truth in groups),
        "mean_error": round(float(medians.mean()), 3),
        "error_of_groups": round(float(np.sqrt((medians**2).mean())), 3),
        "coverage": coverage(groups, 0.0),
        "log_sd": log_sd,
        "widened": coverage(groups, log_sd),
    }


def _error(density: Array, truth: Array) -> float:
    """How far a group's pay lies above the estimates' medians, in log pay."""
    below = np.cumsum(density, axis=1)
    medians = LOG_EDGES[1 + (below < 0.5).sum(axis=1)]
    return float((truth.mean(axis=1) - medians).mean())


def coverage(groups: list[Group], log_sd: float) -> dict[int, float]:
    """Shares of pay within the 50, 80 and 90 % intervals, the mean over groups."""
    found = []
    for density, truth in groups:
        wide = np.cumsum(widened(density, log_sd), axis=1)
        cumulative = np.concatenate([np.zeros((len(wide), 1)), wide], axis=1)
        place = np.clip((truth - LOG_EDGES[0]) / STEP, 0, cumulative.shape[1] - 1.001)
        left = place.astype(int)
        rows = np.arange(len(wide))[:, None]
        below, above = cumulative[rows, left], cumulative[rows, left + 1]
        rank = np.abs(below + (place - left) * (above - below) - 0.5)
        found.append([(rank <= percent / 200).mean() for percent in (50, 80, 90)])
    means = np.mean(found, axis=0)
    return {percent: round(float(x), 3) for percent, x in zip((50, 80, 90), means, strict=True)}


def table(results: list[dict[str, Any]]) -> str:
    """The results as Markdown."""
    lines = ["| never seen | groups | rows | 50 / 80 / 90 % cover | log_sd | then they cover |"]
    lines.append("|---|---|---|---|---|---|")
    for line in results:
        before, after = (
            " / ".join(f"{100 * share:.0f}" for share in line[name].values())
            for name in ("coverage", "widened")
        )
        lines.append(
            f"| {line['kind']} | {line['groups']} | {line['rows']:,} | {before} "
            f"| {line['log_sd']:.2f} | {after} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
