"""Roles and levels of titles labelled by hand: docs/titles.md has the labelling rule.

Accuracy is measured on titles that were not looked at while the rules were written: `held_out`,
and `fresh`, drawn and labelled after they were settled. Floors are just under what was measured.
"""

import csv
import time
from collections import Counter, defaultdict
from pathlib import Path

import polars as pl
import pytest

from paylens.collect.source import read_csv
from paylens.harmonise.dimension import dimension
from paylens.harmonise.title import OTHER, read_title, title_facts

SAMPLE = Path(__file__).with_name("labelled_titles.csv")
# draw, source: role, level
FLOORS = {
    ("held_out", "ai_jobs"): (0.95, 0.97),
    ("held_out", "data_jobs"): (0.97, 0.95),
    ("held_out", "ai_postings"): (0.95, 0.97),
    ("held_out", "ask_a_manager"): (0.97, 0.97),
    ("held_out", "levels_fyi"): (0.95, 0.95),
    ("held_out", "h1b_lca"): (0.95, 0.95),
    ("held_out", "stackoverflow"): (0.9, 0.95),
    ("held_out", "kaggle_survey"): (0.8, 0.95),
    ("fresh", "data_jobs"): (0.9, 0.95),
    ("fresh", "ai_postings"): (0.92, 0.95),
    ("fresh", "ask_a_manager"): (0.92, 0.97),
}


def labelled() -> list[dict[str, str]]:
    return list(csv.DictReader(SAMPLE.read_text("utf-8").splitlines()))


def test_the_sample_is_large_and_its_labels_are_declared():
    lines = labelled()
    assert len({line["title"].lower() for line in lines}) >= 400
    assert {line["role"] for line in lines} <= set(dimension("role").values)
    assert {line["level"] for line in lines} <= {"", *dimension("level").values}
    assert {(line["half"], line["source"]) for line in lines if line["half"] != "develop"} == set(
        FLOORS
    )


@pytest.mark.parametrize(("half", "source"), FLOORS)
def test_accuracy_on_titles_not_looked_at(half, source):
    lines = [line for line in labelled() if (line["half"], line["source"]) == (half, source)]
    confusion: Counter[tuple[str, str]] = Counter()
    right = defaultdict(int)
    for line in lines:
        found = read_title(line["title"])
        right["role"] += found.role == line["role"]
        right["level"] += (found.level or "") == line["level"]
        if found.role != line["role"]:
            confusion[line["role"], found.role] += 1
    shares = (right["role"] / len(lines), right["level"] / len(lines))
    print(f"{half} {source}: {len(lines)} titles, role {shares[0]:.3f}, level {shares[1]:.3f}")
    for (truth, read), count in confusion.most_common():
        print(f"  {truth} read as {read}: {count}")
    floors = FLOORS[half, source]
    assert shares[0] >= floors[0] and shares[1] >= floors[1]


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("pattern", "column", "most_other", "least_other"),
    [
        ("ai_jobs/salaries*.csv", "job_title", 0.02, 0.005),
        ("ai_postings/postings*.csv", "title", 0.28, 0.15),
        ("ask_a_manager/*.csv", "Job title", 0.66, 0.55),
    ],
)
def test_share_of_titles_without_a_role(real_data, pattern, column, most_other, least_other):
    titles = read_csv(next(real_data.glob(pattern)), (column,))[column]
    facts = title_facts(titles)
    assert least_other <= (facts["role"] == OTHER).mean() <= most_other
    doubtful = facts.filter(pl.col("role") != OTHER)["role_score"]
    assert doubtful.is_between(0.4, 1).all()


@pytest.mark.real_data
def test_every_distinct_title_is_read_quickly(real_data):
    path = next(real_data.glob("ask_a_manager/*.csv"))
    titles = read_csv(path, ("Job title",))["Job title"].drop_nulls().unique().to_list()
    read_title.cache_clear()
    started = time.process_time()
    for title in titles:
        read_title(title)
    assert time.process_time() - started < 2
