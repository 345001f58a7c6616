"""What "one report" changes in ai_jobs: medians by raw row, distinct row and report.

Run: python benchmarks/one_report.py --data FOLDER
"""

import argparse
from pathlib import Path

import numpy as np
import polars as pl

from paylens.collect.source import find_files, read
from paylens.harmonise.records import harmonise
from paylens.harmonise.title import title_facts
from paylens.market.cells import cells
from paylens.market.distribution import Distribution
from paylens.market.grid import BINS

ROLES = ("ml_engineer", "data_scientist", "data_engineer")
SHARES = (0.10, 0.25, 0.50, 0.75, 0.90)


def rows_of(raw: pl.DataFrame, role: str) -> np.ndarray:
    chosen = raw.filter(
        (title_facts(raw["job_title"])["role"] == role)
        & (pl.col("company_location") == "US")
        & (pl.col("work_year") == "2024")
    )
    return chosen["salary_in_usd"].cast(pl.Float64).to_numpy()


def reports_of(found: pl.DataFrame, role: str) -> Distribution:
    chosen = found.filter(role=role, country="US", year=2024, dimension="", basis="posting").row(
        0, named=True
    )
    weights = np.zeros(BINS)
    weights[chosen["bins"]] = chosen["weights"]
    return Distribution(chosen["records"], weights, {})


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    files = find_files("ai_jobs", arguments.parse_args().data)
    raw = pl.concat(read("ai_jobs", path) for path in files)
    found = cells(harmonise("ai_jobs", files).records, 10)
    print("| role, US, 2024 | one report is | reports | p10 | p25 | p50 | p75 | p90 |")
    print("|---|---|---|---|---|---|---|---|")
    for role in ROLES:
        listed, distinct = rows_of(raw, role), rows_of(raw.drop("row").unique(), role)
        reports = reports_of(found, role)
        for name, count, values in (
            ("each row", len(listed), np.quantile(listed, SHARES)),
            ("each distinct row", len(distinct), np.quantile(distinct, SHARES)),
            ("each distinct range", reports.records, [reports.percentile(s) for s in SHARES]),
        ):
            print(f"| {role} | {name} | {count:,} | {' | '.join(f'{v:,.0f}' for v in values)} |")


if __name__ == "__main__":
    main()
