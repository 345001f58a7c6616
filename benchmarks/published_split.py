"""ai_jobs fitted on reports up to 2023 and asked about 2024, beside what others published of it.

    python benchmarks/published_split.py --data FOLDER

FOLDER holds the publishers' files; without it the results of the last run are printed. The
published figures are of XGBoost with a conformal interval on 16,494 distinct rows of an edition
of the same table (YanCotta, SDS-CP032-mlpaygrade, GitHub), split by the same years. Here paylens
learns from ai_jobs alone, LightGBM as in benchmarks/accuracy; each distinct row counts once.
Writes benchmarks/published_split.json.
"""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import polars as pl

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from accuracy.amounts import draws_of, lines_of, read
from accuracy.predicting import prepared
from accuracy.rivals.registry import CONSTANT, LIGHTGBM, PAYLENS, ROLE, makers
from accuracy.splits import Task
from paylens.model.facts import Array
from paylens.model.scoring import INTERVALS, MEDIAN, within

RESULTS = Path(__file__).with_suffix(".json")
SERIES, TESTED_YEAR = "ai_jobs/base", 2024


@dataclass(frozen=True)
class Line:
    """Measures of the tested year; `coverage_90` and `width_90_usd` are of the 90 % interval."""

    prediction: str
    rows: int
    mae_usd: float
    r2: float
    coverage_90: float
    width_90_usd: float


PUBLISHED = Line("published XGBoost", 0, 48_512, 0.124, 0.719, 161_475)


def task_of(data: Path) -> tuple[pl.DataFrame, Task]:
    """ai_jobs' records up to the year before the tested one, and the task of its rows."""
    reports = read(data)
    year = pl.col("observed_on").dt.year()
    records = reports.records.filter(pl.col("source") == SERIES.split("/")[0])
    lines = lines_of(reports, SERIES)
    learners, tests = lines.filter(year < TESTED_YEAR), lines.filter(year == TESTED_YEAR)
    return records.filter(year < TESTED_YEAR), Task(SERIES, learners, tests)


def line(prediction: str, quantiles: Array, truth: Array) -> Line:
    """Measures of `quantiles` (n, 7) against `truth` (n, draws), both log pay."""
    pay, median = np.exp(truth), np.exp(quantiles[:, [MEDIAN]])
    place = list(INTERVALS).index(90)
    low, high = INTERVALS[90]
    return Line(
        prediction,
        len(truth),
        round(float(np.abs(pay - median).mean())),
        round(float(1 - ((pay - median) ** 2).mean() / ((pay - pay.mean()) ** 2).mean()), 3),
        round(float(within(quantiles, truth)[:, place].mean()), 4),
        round(float((np.exp(quantiles[:, high]) - np.exp(quantiles[:, low])).mean())),
    )


def measured(data: Path) -> list[Line]:
    """A line per prediction."""
    records, task = task_of(data)
    given, truth = prepared(task), draws_of(task.tests)
    found = []
    for name in (CONSTANT, ROLE, LIGHTGBM, PAYLENS):
        rival = makers(records)[name]()
        rival.fit(given.seen, given.log_pay)
        found.append(line(name, rival.predict(given.asked), truth))
    return found


def main() -> None:
    """Measure if a folder is named, and print the table."""
    parser = argparse.ArgumentParser(description="ai_jobs up to 2023 → 2024.")
    parser.add_argument("--data", type=Path, help="folder of the publishers' files")
    asked = parser.parse_args()
    if asked.data is not None:
        found = [asdict(each) for each in measured(asked.data)]
        RESULTS.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print("| prediction | rows | MAE | R² | 90 % interval covers | its mean width |")
    print("| --- | --- | --- | --- | --- | --- |")
    for each in [*json.loads(RESULTS.read_text("utf-8")), asdict(PUBLISHED)]:
        rows = f"{each['rows']:,}" if each["rows"] else "not said"
        print(
            f"| {each['prediction']} | {rows} | ${each['mae_usd']:,.0f} | {each['r2']:.2f}"
            f" | {100 * each['coverage_90']:.1f} % | ${each['width_90_usd']:,.0f} |"
        )


if __name__ == "__main__":
    main()
