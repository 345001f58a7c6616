"""How well claims are read: precision and recall on the project's own corpus.

Run: python benchmarks/claims.py [--failures]

Two measures. *Found*: a claim of the right kind with the right amounts. *Read*: the same, and
everything that it states (of whom, statistic, kind of pay, currency, period, year, direction,
percent) is right, and nothing else is said to be stated. Failures are listed of the tuned part
alone: nobody is to tune on the part held back.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parents[1] / "tests" / "report" / "claims"
PARTS = ("tuned", "held_back")
STATED = ("statistic", "pay", "currency", "period", "year")


@dataclass(frozen=True)
class Score:
    """How many claims were expected, how many were read, and how many of both are one."""

    expected: int
    read: int
    right: int

    @property
    def precision(self) -> float:
        """The share of what was read that is right."""
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        """The share of what was expected that was read rightly."""
        return self.right / self.expected if self.expected else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.expected + other.expected, self.read + other.read, self.right + other.right
        )


def cases(part: str) -> list[dict[str, Any]]:
    """The sentences and tables of one part of the corpus."""
    written = tomllib.loads((CORPUS / f"{part}.toml").read_text("utf-8"))
    return [*written["sentences"], *written["tables"]]


def readings(case: dict[str, Any], vocabulary: Any) -> list[dict[str, Any]]:
    """What is read in one case, in the corpus's form."""
    from paylens.report.claims.documents import document
    from paylens.report.claims.reading import read

    return [_stated(claim) for claim in read(document(case["text"]), vocabulary).claims]


def scores(case: dict[str, Any], vocabulary: Any) -> tuple[Score, Score]:
    """One case's scores: found, and read."""
    expected = [_normal(one) for one in case["claims"]]
    found = [_normal(one) for one in readings(case, vocabulary)]
    return _score([_core(e) for e in expected], [_core(f) for f in found]), _score(expected, found)


def _score(expected: list[str], found: list[str]) -> Score:
    together = Counter(expected) & Counter(found)
    return Score(len(expected), len(found), sum(together.values()))


def _core(reading: str) -> str:
    kept = ("amounts", "kind")
    return "; ".join(each for each in reading.split("; ") if each.split("=")[0] in kept)


def _normal(reading: dict[str, Any]) -> str:
    from paylens.harmonise.dimension import dimension

    told = dict(reading)
    if "experience" in told:
        told["experience"] = dimension("experience").interval(told["experience"])
    if "amounts" in told:
        told["amounts"] = [float(amount) for amount in told["amounts"]]
    if "percent" in told:
        told["percent"] = float(told["percent"])
    return "; ".join(f"{name}={value}" for name, value in sorted(told.items()))


def _stated(claim: Any) -> dict[str, Any]:
    about = claim.about
    told: dict[str, Any] = {"kind": claim.kind, **about.facts}
    told |= {name: getattr(about, name) for name in STATED if getattr(about, name) is not None}
    if claim.amounts:
        told["amounts"] = list(claim.amounts)
    for name in ("direction", "percent"):
        if getattr(claim, name) is not None:
            told[name] = getattr(claim, name)
    if claim.denied:
        told["denied"] = True
    if about.versus is not None:
        told["versus"] = about.versus
    if about.dimension is not None:
        told["dimension"] = about.dimension
    return told


def vocabulary() -> Any:
    """The words of the reference market."""
    from paylens.report.answers import Market
    from paylens.report.claims.words import Vocabulary

    return Vocabulary(Market.reference().known_values)


def main() -> None:
    """Print a table in Markdown; with --failures, the tuned part's failures too."""
    known = vocabulary()
    print(
        "| part | texts | claims | found: precision | recall | read in full: precision | recall |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|")
    for part in PARTS:
        found = read = Score(0, 0, 0)
        for case in cases(part):
            one, other = scores(case, known)
            found, read = found + one, read + other
            if (
                part == "tuned"
                and "--failures" in sys.argv
                and other.right < max(other.expected, other.read)
            ):
                print(
                    case["text"].strip(),
                    "\n  expected",
                    case["claims"],
                    "\n  read    ",
                    readings(case, known),
                )
        print(
            f"| {part.replace('_', ' ')} | {len(cases(part))} | {found.expected} "
            f"| {found.precision:.0%} | {found.recall:.0%} "
            f"| {read.precision:.0%} | {read.recall:.0%} |"
        )


if __name__ == "__main__":
    main()
