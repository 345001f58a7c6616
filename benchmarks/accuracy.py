"""How well paylens predicts pay it has not seen, beside simpler predictions on the same split.

    python benchmarks/accuracy.py [--data FOLDER]

FOLDER holds the publishers' files; without it the results of the last run are printed. Of each
source a random 15 % of reports is held out (the split of `paylens.model.train`); everything is
fitted on the rest. Scores are the mean pinball loss on log pay over p05, p10, p25, p50, p75, p90
and p95 (less is better) and the coverage of the 50, 80 and 90 % intervals. ai_jobs is scored on
distinct raw rows, each a listed end of a range, owned by the first report that lists it; other
ranges by either end; Kaggle's brackets by the expected loss over even draws in them. Writes
benchmarks/accuracy.json and prints a table.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from paylens.collect.source import card, find_files, source_names
from paylens.harmonise.records import harmonise
from paylens.model.backtest import HIGH, LOW, PERCENTILES, estimate_records, truth_of
from paylens.model.facts import facts_of_records, middle
from paylens.model.fields import Fields, declared_fields
from paylens.model.observations import years_of
from paylens.model.pay_model import PayModel
from paylens.model.scoring import scores
from paylens.model.shape import LEVELS
from paylens.model.train import split, train

BOOSTING = {
    "objective": "quantile",
    "learning_rate": 0.08,
    "num_leaves": 31,
    "min_data_in_leaf": 20,
    "cat_smooth": 20,
    "num_threads": 2,
    "verbose": -1,
}
ROUNDS, PATIENCE, VALIDATION_SHARE = 500, 30, 0.1


def main() -> None:
    """Run the benchmark and write its results beside this file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, help="folder of the publishers' files")
    data: Path | None = parser.parse_args().data
    path = Path(__file__).with_suffix(".json")
    if data is None:
        print(table(json.loads(path.read_text("utf-8"))["scores"]))
        return
    start = time.perf_counter()
    records, rows = read(data)
    kept, held_out = split(records)
    model = train(records, lambda step: print(f"  {step}", file=sys.stderr))
    fitted = time.perf_counter() - start
    results = [
        line
        for series in model.series_names
        for line in compare(model, series, rows, kept, held_out)
    ]
    print(table(results))
    print(f"\nread, fit, calibrate and measure: {fitted:.0f} s")
    content = {"seconds_to_train": round(fitted), "coverage": model.coverage, "scores": results}
    path.write_text(json.dumps(content, indent=1) + "\n", "utf-8")


def read(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """All records, and the raw rows of kept records with their own amounts."""
    found = []
    for source in source_names():
        paths = [] if card(source).official else find_files(source, folder)
        if paths:
            found.append(harmonise(source, paths, folder))
    if not found:
        sys.exit(f"{folder}: no publisher's file found")
    rows = [part.rows.with_columns(source=pl.lit(part.source)) for part in found]
    kept = pl.concat(rows).filter(pl.col("record_id").is_not_null())
    return pl.concat([part.records for part in found]), kept


def amounts(records: pl.DataFrame, rows: pl.DataFrame, series: str) -> pl.DataFrame:
    """One line per amount of a series: record_id, its form, low and high.

    For ai_jobs the distinct raw rows, each with the first report that lists it.
    """
    source, kind = series.split("/")
    own = records.filter(pl.col("source") == source, pl.col(f"{kind}_form").is_not_null())
    low, high, form = (f"{kind}_{x}" for x in ("low_usd_per_year", "high_usd_per_year", "form"))
    if source == "ai_jobs":
        facts = [n for n in own.columns if n in _fact_columns()]
        listed = rows.filter(pl.col("source") == source).join(
            own.select("record_id", "observed_on", *facts), on="record_id", maintain_order="left"
        )
        amount = pl.col("listed_low_usd_per_year")
        distinct = listed.unique(
            ["observed_on", *facts, "listed_low_usd_per_year"], keep="first", maintain_order=True
        )
        return distinct.select(
            "record_id", amount.alias(LOW), amount.alias(HIGH), form=pl.lit("exact")
        )
    return own.select(
        "record_id",
        pl.col(form).alias("form"),
        pl.col(low).alias(LOW),
        pl.col(high).alias(HIGH),
    )


def _fact_columns() -> set[str]:
    fields = declared_fields()
    ends = {f"{fact}_{end}" for fact in fields.spans for end in ("low", "high")}
    return {*fields.words, *fields.ordered, *fields.numbers, "currency", "base_form"} | ends


def compare(
    model: PayModel,
    series: str,
    rows: pl.DataFrame,
    kept: pl.DataFrame,
    held_out: pl.DataFrame,
) -> Iterator[dict[str, Any]]:
    """Scores of paylens and of the simpler predictions for one series; Kaggle also per year."""
    source = series.split("/")[0]
    owners = amounts(pl.concat([kept, held_out]), rows, series)
    tests = owners.filter(pl.col("record_id").is_in(held_out["record_id"].implode()))
    seen = owners.filter(pl.col("record_id").is_in(kept["record_id"].implode()))
    test_records = held_out.filter(pl.col("source") == source)
    people = tests.select("record_id").join(
        test_records, on="record_id", how="left", maintain_order="left"
    )
    learners = seen.select("record_id").join(
        kept.filter(pl.col("source") == source), on="record_id", how="left", maintain_order="left"
    )
    estimated = tests.select("record_id").join(
        estimate_records(model, test_records, series),
        on="record_id",
        how="left",
        maintain_order="left",
    )
    truth, known = truth_of(tests), truth_of(seen)
    predictions = {
        "paylens": np.log(estimated.select(PERCENTILES).to_numpy()),
        "LightGBM per source": boosted(learners, known, people),
        "role's quantiles": by_role(learners, known, people),
        "constant": np.tile(np.quantile(known, LEVELS), (len(truth), 1)),
    }
    years = people["observed_on"].dt.year().to_numpy()
    groups = {"all": np.ones(len(truth), dtype=bool)}
    if source == "kaggle_survey":
        groups |= {str(year): years == year for year in np.unique(years)}
    for group, chosen in groups.items():
        for name, quantiles in predictions.items():
            found = scores(quantiles[chosen], truth[chosen])
            yield {"series": series, "year": group, "prediction": name} | found


def by_role(learners: pl.DataFrame, known: np.ndarray, people: pl.DataFrame) -> np.ndarray:
    """Each role's own quantiles; of all where a role has under 30 rows."""
    everyone = np.quantile(known, LEVELS)
    quantiles: dict[str | None, np.ndarray] = {}
    for role in learners["role"].unique().to_list():
        own = known[learners["role"].eq_missing(role).to_numpy()]
        quantiles[role] = np.quantile(own, LEVELS) if len(own) >= 30 else everyone
    return np.stack([quantiles.get(role, everyone) for role in people["role"].to_list()])


def boosted(learners: pl.DataFrame, known: np.ndarray, people: pl.DataFrame) -> np.ndarray:
    """Seven LightGBM quantile models on the source's own facts, words as categories; sorted."""
    import lightgbm

    fields = declared_fields()
    both = pl.concat([learners, people])
    matrix, categories = features(both, fields)
    seen, asked = matrix[: len(learners)], matrix[len(learners) :]
    rng = np.random.default_rng(0)
    log_pay = known[np.arange(len(known)), rng.integers(0, known.shape[1], len(known))]
    valid = rng.random(len(seen)) < VALIDATION_SHARE
    columns = []
    for level in LEVELS.tolist():
        data = lightgbm.Dataset(
            seen[~valid], log_pay[~valid], categorical_feature=categories, free_raw_data=False
        )
        checked = lightgbm.Dataset(seen[valid], log_pay[valid], reference=data)
        stop = lightgbm.early_stopping(PATIENCE, verbose=False)
        booster = lightgbm.train(
            BOOSTING | {"alpha": level}, data, ROUNDS, valid_sets=[checked], callbacks=[stop]
        )
        columns.append(np.asarray(booster.predict(asked)))
    return np.sort(np.stack(columns, axis=1), axis=1)


def features(records: pl.DataFrame, fields: Fields) -> tuple[np.ndarray, list[int]]:
    """The same facts as the model's, as plain numbers and category codes."""
    facts = facts_of_records(records, fields)
    words = [np.where(w.place >= 0, w.place, np.nan) for w in facts.words.values()]
    numbers = [middle(*ends) for ends in facts.spans.values()] + list(facts.numbers.values())
    sets = [column[:, i] for column in facts.sets.values() for i in range(column.shape[1])]
    matrix = np.stack([*words, years_of(records), *numbers, *sets], axis=1).astype(float)
    return matrix, list(range(len(words)))


def table(results: list[dict[str, Any]]) -> str:
    """The results as a Markdown table: losses, and coverage of the 50, 80 and 90 % intervals."""
    by_place: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for x in results:
        by_place.setdefault((x["series"], x["year"]), {})[x["prediction"]] = x
    names = ["paylens", "LightGBM per source", "role's quantiles", "constant"]
    lines = [
        f"| series | rows | {' | '.join(names)} | coverage | LightGBM's |",
        f"|{'---|' * (len(names) + 4)}",
    ]
    for (series, year), found in by_place.items():
        losses = [f"{found[name]['pinball']:.4f}" for name in names]
        shares = [
            " / ".join(f"{100 * found[name][f'coverage_{p}']:.0f}" for p in (50, 80, 90))
            for name in names[:2]
        ]
        name = series.replace("/", " ") + ("" if year == "all" else f", {year}")
        cells = [name, f"{found['paylens']['rows']:,}", *losses, *shares]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
