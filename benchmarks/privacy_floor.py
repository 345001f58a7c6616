"""What the rule of ten records per word costs: rivals with rare employers and cities hidden.

    python benchmarks/privacy_floor.py --data FOLDER [--series h1b_lca/base]

FOLDER holds the publishers' files; without it the results of the last run are printed. LightGBM
and CatBoost are tuned and fitted as in benchmarks/accuracy on its random split, once with every
word and once with those of fewer than ten records hidden from them, as they are from paylens,
whose loss is read from benchmarks/accuracy/results. Writes benchmarks/privacy_floor.json.
"""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from accuracy.amounts import draws_of, read
from accuracy.predicting import Prepared, prepared
from accuracy.rivals.registry import PAYLENS, TO_BEAT, makers
from accuracy.splits import RANDOM, Task, split
from accuracy.table import Table
from accuracy.told import EVERYTHING
from paylens.model.facts import Array, Facts, Words
from paylens.model.scoring import pinball

RESULTS = Path(__file__).with_suffix(".json")
ACCURACY = Path(__file__).parent / "accuracy" / "results" / f"{RANDOM}.json"
FLOOR = 10
EVERY_WORD, FLOORED = "every word", f"words of {FLOOR} records"


def common(table: Table) -> dict[str, Array]:
    """Each word fact's codes that at least FLOOR of the table's records have."""
    found = {}
    for fact, words in table.facts.words.items():
        known = words.place >= 0
        held = np.unique(np.stack([words.place[known], table.record[known]]), axis=1)[0]
        codes, count = np.unique(held, return_counts=True)
        found[fact] = codes[count >= FLOOR]
    return found


def floored(table: Table, kept: dict[str, Array]) -> Table:
    """The table with every word that is not kept unknown."""
    words = {
        fact: Words(column.values, np.where(np.isin(column.place, kept[fact]), column.place, -1))
        for fact, column in table.facts.words.items()
    }
    facts: Facts = replace(table.facts, words=words)
    return replace(table, facts=facts)


def losses(task: Task, given: Prepared, rival: str) -> dict[str, float]:
    """A rival's mean pinball loss with every word and with the common ones."""
    kept = common(given.seen)
    tables = {
        EVERY_WORD: (given.seen, given.asked),
        FLOORED: (floored(given.seen, kept), floored(given.asked, kept)),
    }
    found = {}
    for name, (seen, asked) in tables.items():
        fitted = makers(task.learners)[rival]()
        fitted.fit(seen, given.log_pay)
        found[name] = float(pinball(fitted.predict(asked), draws_of(task.tests)).mean())
    return found


def measured(data: Path, wanted: list[str]) -> list[dict[str, str | float]]:
    """A line per series and rival."""
    lines: list[dict[str, str | float]] = []
    for task in split(read(data), RANDOM).tasks:
        if task.series in wanted:
            given = prepared(task)
            for rival in TO_BEAT:
                lines.append({"series": task.series, "rival": rival} | losses(task, given, rival))
    return lines


def main() -> None:
    """Measure if a folder is named, and print the table."""
    parser = argparse.ArgumentParser(description="What the floor of ten records per word costs.")
    parser.add_argument("--data", type=Path, help="folder of the publishers' files")
    parser.add_argument("--series", default="h1b_lca/base", help="comma between several")
    asked = parser.parse_args()
    if asked.data is not None:
        found = measured(asked.data, asked.series.split(","))
        RESULTS.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    own = {
        line["series"]: line["pinball"]
        for line in json.loads(ACCURACY.read_text("utf-8"))["scores"]
        if line["rival"] == PAYLENS and line["group"] == "all" and line["told"] == EVERYTHING
    }
    print(f"| series | rival | {EVERY_WORD} | {FLOORED} | paylens | paylens / rival, {FLOORED} |")
    print("| --- | --- | --- | --- | --- | --- |")
    for line in json.loads(RESULTS.read_text("utf-8")):
        mine = own[line["series"]]
        print(
            f"| {line['series']} | {line['rival']} | {line[EVERY_WORD]:.4f} | {line[FLOORED]:.4f}"
            f" | {mine:.4f} | {mine / line[FLOORED]:.3f} |"
        )


if __name__ == "__main__":
    main()
