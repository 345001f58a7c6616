"""How far apart the sources' medians lie for the same role, country and kind of pay.

    python benchmarks/source_spread.py [--market FOLDER]

Each source's records of its own last five years, answers below the legal minimum left out, are
moved to one year by official wages where there are any. Of the roles and countries where at least
two sources have FEWEST_RECORDS, the variance between their log medians is averaged: its root is
how far one more source may lie from another. Prints one line per kind of pay and place; the
figures are SOURCES_LOG_SD of report/certainty.py.

Then each source is held out of each role and country and the others' mean predicts its median, with
the deviation measured on all other roles: the shares of such medians inside the 50, 80 and 95 %
intervals say whether the deviation is right.
"""

from __future__ import annotations

import argparse
import math
from collections import defaultdict
from pathlib import Path
from statistics import NormalDist

import numpy as np

from paylens.market.distribution import Distribution
from paylens.market.store import Cell, Store
from paylens.report.answers import Market
from paylens.report.mixture import LAST_YEARS, legal_cells, newest_year
from paylens.report.official import movement

FEWEST_RECORDS = 30
LEVELS = (0.5, 0.8, 0.95)
YEAR = 2024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--market", type=Path)
    store = Market.at(parser.parse_args().market).store
    shares = " ".join(f"{f'in {level:.0%}':>7}" for level in LEVELS)
    print(f"{'pay':6} {'where':10} {'groups':>7} {'log_sd':>7} {'held':>5} {shares}")
    for pay in ("base", "total"):
        medians = log_medians(store, pay)
        for where, inside in (("US", True), ("elsewhere", False)):
            found = {place: m for place, m in medians.items() if (place[1] == "US") == inside}
            distances = held_out(found)
            held = " ".join(f"{np.mean(np.abs(distances) < _z(level)):7.2f}" for level in LEVELS)
            log_sd = math.sqrt(np.mean([np.var(m, ddof=1) for m in found.values()]))
            print(f"{pay:6} {where:10} {len(found):7} {log_sd:7.3f} {len(distances):5} {held}")


def held_out(medians: dict[tuple[str, str], list[float]]) -> list[float]:
    """Each source's distance from the mean of the others of its role and country, in deviations
    that are measured on the other roles."""
    distances = []
    for (role, _), found in medians.items():
        others = [np.var(m, ddof=1) for (other, _), m in medians.items() if other != role]
        if not others:
            continue
        for place, median in enumerate(found):
            rest = found[:place] + found[place + 1 :]
            log_sd = math.sqrt(np.mean(others) * (1 + 1 / len(rest)))
            distances.append((median - float(np.mean(rest))) / log_sd)
    return distances


def _z(level: float) -> float:
    return NormalDist().inv_cdf(0.5 + level / 2)


def log_medians(store: Store, pay: str) -> dict[tuple[str, str], list[float]]:
    """Role and country → the sources' log medians, of two sources or more."""
    recent: dict[tuple[str, str], dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    newest = {
        row["source"]: newest_year(store, row["source"], pay)
        for row in store.year_counts
        if row["pay"] == pay
    }
    for cell in legal_cells(store.cells(pay=[pay])):
        last = newest[cell.source]
        if last - LAST_YEARS < cell.year <= last and cell.role and cell.country:
            recent[cell.role, cell.country][cell.source].append(cell)
    found = {}
    for place, sources in recent.items():
        medians = [_log_median(store, cells) for cells in sources.values()]
        known = [median for median in medians if median is not None]
        if len(known) > 1:
            found[place] = known
    return found


def _log_median(store: Store, cells: list[Cell]) -> float | None:
    """The cells' log median in the pay of YEAR; None where they hold too few records."""
    if sum(cell.distribution.records for cell in cells) < FEWEST_RECORDS:
        return None
    moved = [
        cell.distribution.moved(
            movement(store, cell.role, cell.country, (cell.year, YEAR), False).log_shift
        )
        for cell in cells
    ]
    median = Distribution.union(moved).percentile(0.5)
    return math.log(median) if median > 0 else None


if __name__ == "__main__":
    main()
