"""What "one report" changes: medians by raw row, distinct row and report.

Run: python benchmarks/one_report.py --data FOLDER
"""

import argparse
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import numpy as np
import polars as pl

from paylens.collect.source import card, find_files, read
from paylens.harmonise.corrections import corrected
from paylens.harmonise.interpretation import MERGED_COPY
from paylens.harmonise.money import with_usd
from paylens.harmonise.records import harmonise
from paylens.harmonise.title import title_facts
from paylens.market.cells import cells
from paylens.market.distribution import Distribution
from paylens.market.grid import BINS

ROLES = ("ml_engineer", "data_scientist", "data_engineer")
SHARES = (0.10, 0.25, 0.50, 0.75, 0.90)
# Source → its year, and the roles of which it has enough.
ADVERTS = {
    "data_jobs": (2023, ("data_scientist", "data_engineer", "data_analyst", "ml_engineer")),
    "ai_postings": (
        2026,
        ("software_engineer", "ai_engineer", "ml_engineer", "solution_architect"),
    ),
}


def print_ai_jobs(data: Path) -> None:
    files = find_files("ai_jobs", data)
    raw = pl.concat(read("ai_jobs", path) for path in files)
    found = cells(harmonise("ai_jobs", files).records, 10)
    for role in ROLES:
        for name, rows in (("each row", raw), ("each distinct row", raw.drop("row").unique())):
            pay = _listed(rows, role)
            print_line(role, name, len(pay), np.quantile(pay, SHARES))
        print_reports(role, "each distinct range", found, 2024)


def _listed(raw: pl.DataFrame, role: str) -> np.ndarray:
    chosen = raw.filter(
        title_facts(raw["job_title"])["role"] == role, company_location="US", work_year="2024"
    )
    return chosen["salary_in_usd"].cast(pl.Float64).to_numpy()


def print_adverts(source: str, data: Path) -> None:
    """Each advert with the facts of its report, then each report."""
    year, roles = ADVERTS[source]
    found = harmonise(source, find_files(source, data))
    copied = pl.col("reason").is_null() | (pl.col("reason") == MERGED_COPY)
    owners = found.rows.filter(copied).select("record_id").drop_nulls()
    adverts = cells(owners.join(found.records, on="record_id"), 10)
    reports = cells(found.records, 10)
    for role in roles:
        print_reports(role, "each advert", adverts, year)
        print_reports(role, "each employer's title and pay", reports, year)


def print_boards(data: Path) -> None:
    """data_jobs in the US with and without the adverts whose pay is the board's."""
    (path,) = find_files("data_jobs", data)
    known = card("data_jobs")
    raw, _ = corrected(read("data_jobs", path), known)
    interpret = import_module("paylens.harmonise.sources.data_jobs").interpret
    for name, boards in (("all boards", []), ("as kept", known.settings["boards"])):
        settings = {**known.settings, "boards": boards}
        records = with_usd(interpret(raw, replace(known, settings=settings)).records)
        for role in ADVERTS["data_jobs"][1]:
            pay = records.filter(role=role, country="US")["base_low_usd_per_year"].to_numpy()
            print_line(role, name, len(pay), np.quantile(pay, SHARES))


def print_reports(role: str, name: str, found: pl.DataFrame, year: int) -> None:
    chosen = found.filter(role=role, country="US", year=year, dimension="", basis="posting")
    if chosen.is_empty():
        return
    cell = chosen.row(0, named=True)
    weights = np.zeros(BINS)
    weights[cell["bins"]] = cell["weights"]
    reports = Distribution(cell["records"], weights, {})
    print_line(role, name, reports.records, [reports.percentile(share) for share in SHARES])


def print_line(role: str, name: str, count: int, values: "np.ndarray | list[float]") -> None:
    print(f"| {role} | {name} | {count:,} | {' | '.join(f'{v:,.0f}' for v in values)} |")


def print_head(title: str, counted: str) -> None:
    print(f"\n{title}\n\n| role, US | {counted} | count | p10 | p25 | p50 | p75 | p90 |")
    print("|---|---|---|---|---|---|---|---|")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    data = arguments.parse_args().data
    print_head("ai_jobs, 2024", "one report is")
    print_ai_jobs(data)
    for source, (year, _) in ADVERTS.items():
        print_head(f"{source}, {year}", "one report is")
        print_adverts(source, data)
    print_head("data_jobs, 2023", "adverts")
    print_boards(data)


if __name__ == "__main__":
    main()
