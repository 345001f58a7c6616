"""How far apart the sources' medians lie for the same role, country and kind of pay.

    python benchmarks/source_spread.py [--market FOLDER]

Each source's records of its own last five years, answers below the legal minimum left out, are
moved to one year by official wages where there are any. Of the roles and countries where at least
two sources have FEWEST_RECORDS, the variance between their log medians is averaged: its root is
how far one more source may lie from another. Prints one line per kind of pay and place; the
figures are SOURCES_LOG_SD of report/certainty.py.
"""

from __future__ import annotations

import argparse
import math
from collections import defaultdict
from pathlib import Path

import numpy as np

from paylens.market.distribution import Distribution
from paylens.market.store import Cell, Store
from paylens.report.answers import Market
from paylens.report.mixture import LAST_YEARS, legal_cells, newest_year
from paylens.report.official import movement

FEWEST_RECORDS = 30
YEAR = 2024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--market", type=Path)
    store = Market.at(parser.parse_args().market).store
    print(f"{'pay':6} {'where':10} {'groups':>7} {'log_sd':>7}")
    for pay in ("base", "total"):
        variances = spreads(store, pay)
        for where, inside in (("US", True), ("elsewhere", False)):
            found = [v for (_, country), v in variances.items() if (country == "US") == inside]
            print(f"{pay:6} {where:10} {len(found):7} {math.sqrt(np.mean(found)):7.3f}")


def spreads(store: Store, pay: str) -> dict[tuple[str, str], float]:
    """Role and country → variance between the sources' log medians."""
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
            found[place] = float(np.var(known, ddof=1))
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
