"""Speed and memory, each beside a named alternative in the same run.

Run: python benchmarks/speed.py [--data FOLDER]; with a folder the build is measured too.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import reading
from process import measured

RUNS = 7
BATCH_ROWS = 100_000
BATCH_AIM_SECONDS = 20
FIT_AIM_SECONDS = 15 * 60
EXPLAIN_AIM_MS = 20
BASELINE = "import typer, rich, numpy"
NEVER_KEPT = "PYTHONDONTWRITEBYTECODE"
COMMANDS = {
    "paylens --help": ["--help"],
    "paylens estimate": [
        "estimate",
        "--role",
        "ML engineer",
        "--country",
        "US",
        "--experience",
        "6",
    ],
    "paylens tables": ["tables"],
}


def seconds(commands: dict[str, list[str]]) -> dict[str, float]:
    """Processor time of each command in a fresh process, all in turn, once for each run; median.

    Byte code is kept, as an installer does: the first run, which compiles, does not count.
    """
    kept = {name: value for name, value in os.environ.items() if name != NEVER_KEPT}
    times: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(RUNS + 1):
            for name, command in commands.items():
                before = os.times()
                environment = kept | {"PYTHONPYCACHEPREFIX": folder}
                subprocess.run(command, check=True, capture_output=True, env=environment)
                after = os.times()
                user = after.children_user - before.children_user
                times[name].append(user + after.children_system - before.children_system)
    return {name: statistics.median(runs[1:]) for name, runs in times.items()}


def cold() -> list[tuple[str, str, float, float]]:
    """Commands in a fresh interpreter beside one that only imports what any command line does."""
    commands = {BASELINE: [sys.executable, "-c", BASELINE]}
    commands |= {name: [sys.executable, "-m", "paylens", *rest] for name, rest in COMMANDS.items()}
    found = seconds(commands)
    return [
        (f"cold `{name}` (processor s)", f"`{BASELINE}`", found[name], found[BASELINE])
        for name in COMMANDS
    ]


def warm() -> tuple[str, str, float, float]:
    """One estimate in process, facts changing, beside the first one of the process."""
    from paylens import Market

    market = Market.reference()
    start = time.perf_counter()
    market.estimate(role="ML engineer", country="US", experience=3)
    first = time.perf_counter() - start
    times = []
    for years in range(40):
        start = time.perf_counter()
        market.estimate(role="ML engineer", country="US", experience=years % 20, level="senior")
        times.append(time.perf_counter() - start)
    return (
        "warm estimate (ms)",
        "the first in the process",
        statistics.median(times) * 1e3,
        first * 1e3,
    )


def explained() -> list[tuple[str, str, float, float]]:
    """A warm explanation of an estimate beside its aim, where the market explains."""
    from paylens import Market

    explain: Callable[..., Any] | None = getattr(Market.reference(), "explain", None)
    if explain is None:
        return []
    times = []
    for years in range(21):
        start = time.perf_counter()
        explain(role="ML engineer", country="US", experience=years, level="senior")
        times.append(time.perf_counter() - start)
    return [("warm explain (ms)", "the aim", statistics.median(times) * 1e3, EXPLAIN_AIM_MS)]


def batch() -> list[tuple[str, str, float, float]]:
    """A batch of 100,000 profiles beside as many single estimates, extrapolated from 50."""
    from paylens import Market

    chosen = random.Random(0)
    market = Market.reference()
    rows = [
        {
            "role": chosen.choice(
                ["ML engineer", "data scientist", "data engineer", "ai engineer"]
            ),
            "country": chosen.choice(["US", "Germany", "India", "UK", "Canada", ""]),
            "experience": chosen.choice(["", *map(str, range(25))]),
            "level": chosen.choice(["", "entry", "mid", "senior"]),
            "education": chosen.choice(["", "master", "phd"]),
            "company_size": chosen.choice(["", str(chosen.randrange(5, 90_000))]),
        }
        for _ in range(BATCH_ROWS)
    ]
    with tempfile.TemporaryDirectory() as folder:
        profiles, out = Path(folder, "profiles.csv"), Path(folder, "estimates.csv")
        with profiles.open("w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        start = time.perf_counter()
        command = ["estimate", "--batch", str(profiles), "--out", str(out), "--pay", "total"]
        subprocess.run([sys.executable, "-m", "paylens", *command], check=True, capture_output=True)
        taken = time.perf_counter() - start
    start = time.perf_counter()
    for row in rows[:50]:
        market.estimate(pay="total", **row)
    single = (time.perf_counter() - start) / 50 * BATCH_ROWS
    name = f"batch of {BATCH_ROWS:,} (s)"
    return [(name, "one by one", taken, single), (name, "the aim", taken, BATCH_AIM_SECONDS)]


def fit(data: Path) -> tuple[str, str, float, float]:
    """Fitting and calibrating on all records beside the aim."""
    import polars as pl

    from paylens import PayModel
    from paylens.collect.source import card, find_files, source_names
    from paylens.harmonise.records import harmonise

    names = [name for name in source_names() if not card(name).official]
    files = {name: find_files(name, data) for name in names}
    records = pl.concat([harmonise(name, paths).records for name, paths in files.items() if paths])
    start = time.perf_counter()
    PayModel().fit(records).calibrate(records)
    return "fit and calibrate (s)", "the aim", time.perf_counter() - start, FIT_AIM_SECONDS


def build(data: Path) -> list[tuple[str, str, float, float]]:
    """Reading all files, and a whole build, beside DuckDB and fastexcel merely reading them."""
    ours, theirs, _, memory, their_memory = reading.measure(data)
    with tempfile.TemporaryDirectory() as folder:
        command = ["-m", "paylens", "build", "--from", str(data), "--out", folder, "--json"]
        taken, build_memory, _ = measured([sys.executable, *command])
    merely = "DuckDB and fastexcel reading"
    return [
        ("files into records and cells (s)", merely, ours, theirs),
        ("the same, peak memory (MB)", merely, memory, their_memory),
        ("build with the model (s)", merely, taken, theirs),
        ("build, peak memory (MB)", merely, build_memory, their_memory),
    ]


def main() -> None:
    """Print one line per measurement with its ratio to the alternative."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path)
    given = arguments.parse_args()
    found = [*cold(), warm(), *explained(), *batch()]
    if given.data:
        found += [fit(given.data), *build(given.data)]
    print("| measured | paylens | alternative | | ratio |\n|---|---|---|---|---|")
    for name, alternative, ours, theirs in found:
        print(f"| {name} | {ours:,.3g} | {alternative} | {theirs:,.3g} | {ours / theirs:.2f} |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nPeak memory of the process that answered warm: {peak:,.0f} MB")


if __name__ == "__main__":
    main()
