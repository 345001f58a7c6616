"""Do the shipped model's intervals hold held-out pay as often as they say, in every segment?

    python benchmarks/coverage.py

Reads the coverage table that ships with the model: rows that neither fit nor calibration saw.
Per series the 80 % interval should hold 80 % within 1.5 points or two standard errors; over all
segments of 200 rows or more (role and country, level, employer's size, year) an exact binomial
test with Holm's correction (1979, Scandinavian Journal of Statistics 6, 65-70) counts those that
differ. Prints Markdown.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from scipy.stats import binomtest

from paylens.market.store import Store
from paylens.model.coverage import segment_of
from paylens.model.pay_model import PayModel
from paylens.report.card_metrics import CLAIM, ERRORS, TOLERANCE

SIGNIFICANCE = 0.05

Line = dict[str, Any]


def main() -> None:
    """Print both tables."""
    table = PayModel.read(Store.reference().model_folder).coverage
    print(by_series(table))
    print(by_segment(table))


def by_series(table: list[Line]) -> str:
    """Coverage of each whole series with all facts given."""
    lines = [
        "| series | held-out rows | 80 % interval holds | allowed | |",
        "|---|---|---|---|---|",
    ]
    told = table[0]["told"]
    for line in table:
        if line["told"] == told and not segment_of(line):
            off, allowed = off_by(line), tolerance(line["rows"])
            verdict = "within" if off <= allowed else "outside"
            cells = [
                line["series"].replace("/", " "),
                f"{line['rows']:,}",
                f"{100 * line['coverage_80']:.1f} %",
                f"80 ± {100 * allowed:.1f}",
                verdict,
            ]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def by_segment(table: list[Line]) -> str:
    """How far segments are off and how many differ, by what was told."""
    lines = [
        "| told | segments | mean off by | differ after Holm's correction |",
        "|---|---|---|---|",
    ]
    groups = defaultdict(list)
    for line in table:
        groups[line["told"]].append(line)
    for told, found in groups.items():
        off = sum(off_by(line) for line in found) / len(found)
        named = "; ".join(name_of(line) for line in rejected(found)) or "none"
        lines.append(f"| {told} | {len(found)} | {100 * off:.1f} points | {named} |")
    return "\n".join(lines)


def rejected(found: list[Line]) -> list[Line]:
    """The lines whose coverage differs from what is claimed, by Holm's step-down test."""
    ordered = sorted(found, key=significance)
    for place, line in enumerate(ordered):
        if significance(line) >= SIGNIFICANCE / (len(ordered) - place):
            return ordered[:place]
    return ordered


def significance(line: Line) -> float:
    """The p-value of the exact binomial test."""
    held = round(line["coverage_80"] * line["rows"])
    return float(binomtest(held, line["rows"], CLAIM).pvalue)


def off_by(line: Line) -> float:
    """How far the 80 % interval's coverage is from 80 %."""
    return abs(float(line["coverage_80"]) - CLAIM)


def tolerance(rows: int) -> float:
    """What a series may be off by."""
    return max(TOLERANCE, ERRORS * (CLAIM * (1 - CLAIM) / rows) ** 0.5)


def name_of(line: Line) -> str:
    """A segment in words, with its coverage."""
    values = ", ".join(str(value) for value in segment_of(line).values()) or "all"
    return f"{line['series']} {values} ({100 * line['coverage_80']:.0f} % of {line['rows']:,})"


if __name__ == "__main__":
    main()
