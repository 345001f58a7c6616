"""How well titles are read: accuracy on the labelled sample, and what stays `other`.

Run: python benchmarks/titles.py [--data FOLDER] [--unmapped 200]

With the publishers' files also the share of `other` per source, the time that reading every
distinct title takes, and the commonest titles without a role.
"""

import argparse
import csv
import time
from collections import Counter, defaultdict
from pathlib import Path

import polars as pl

from paylens.collect.source import read_csv
from paylens.harmonise.title import OTHER, TitleReading, read_title

SAMPLE = Path(__file__).parents[1] / "tests" / "harmonise" / "labelled_titles.csv"
FILES = {
    "ai_jobs": ("ai_jobs/salaries*.csv", "job_title"),
    "data_jobs": ("data_jobs_2023/*.xlsx", "job_title"),
    "ai_postings": ("ai_postings/postings*.csv", "title"),
    "ask_a_manager": ("ask_a_manager/*.csv", "Job title"),
    "h1b_lca": ("h1b_lca/*.csv", "job title"),
    "levels_fyi": ("levels_fyi/*.zip", "level"),
}
# In this source the free words are levels; its titles are a closed list.
LEVEL_WORDS = "levels_fyi"
TABLE = "| draw | source | titles | role | level | specialisation |\n|---|---|---:|---:|---:|---:|"


def titles_of(source: str, folder: Path) -> list[str]:
    """Every row's title in a publisher's file, in its order."""
    pattern, column = FILES[source]
    path = next(folder.glob(pattern))
    is_workbook = path.suffix == ".xlsx"
    raw = pl.read_excel(path, infer_schema_length=0) if is_workbook else read_csv(path, (column,))
    return raw[column].drop_nulls().str.strip_chars().replace("", None).drop_nulls().to_list()


def right(label: dict[str, str], reading: TitleReading) -> tuple[bool, bool, bool]:
    """Whether role, level and specialisations are as labelled."""
    named = set(filter(None, label["specialisation"].split("|")))
    return (
        reading.role == label["role"],
        (reading.level or "") == label["level"],
        set(reading.specialisation) == named,
    )


def print_accuracy() -> None:
    found: dict[tuple[str, str], list[tuple[bool, bool, bool]]] = defaultdict(list)
    for label in csv.DictReader(SAMPLE.read_text("utf-8").splitlines()):
        is_list = label["drawn"] == "closed_list"
        source = label["source"] + (" (closed list)" if is_list else "")
        outcome = right(label, read_title(label["title"]))
        found[label["half"], source].append(outcome)
        found[label["half"], "all"].append(outcome)
    print(TABLE)
    for (half, source), outcomes in sorted(found.items()):
        shares = " | ".join(
            f"{sum(field) / len(outcomes):.3f}" for field in zip(*outcomes, strict=True)
        )
        print(f"| {half} | {source} | {len(outcomes)} | {shares} |")


def print_unmapped(folder: Path, count: int) -> None:
    each = {source: titles_of(source, folder) for source in FILES if source != LEVEL_WORDS}
    distinct = {title for titles in each.values() for title in titles}
    started = time.process_time()
    readings = {title: read_title(title) for title in distinct}
    seconds = time.process_time() - started
    print(f"\n{len(distinct):,} distinct titles read in {seconds:.2f} s\n")
    print("| source | rows | `other` | with a level | near misses |\n|---|---:|---:|---:|---:|")
    for source, titles in each.items():
        read = [readings[title] for title in titles]
        other = sum(reading.role == OTHER for reading in read) / len(read)
        level = sum(reading.level is not None for reading in read) / len(read)
        near = sum(reading.near_miss is not None for reading in read)
        print(f"| {source} | {len(read):,} | {other:.1%} | {level:.1%} | {near} |")
    unmapped = Counter(
        title.lower()
        for titles in each.values()
        for title in titles
        if readings[title].role == OTHER
    )
    print()
    print("; ".join(f"{title} {rows}" for title, rows in unmapped.most_common(count)))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path)
    arguments.add_argument("--unmapped", type=int, default=200)
    chosen = arguments.parse_args()
    print_accuracy()
    if chosen.data:
        print_unmapped(chosen.data, chosen.unmapped)


if __name__ == "__main__":
    main()
