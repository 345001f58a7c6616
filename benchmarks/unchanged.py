"""Whether a change of the code leaves every figure as it was: some hundred answers, then and now.

Run: python benchmarks/unchanged.py --keep FILE before the change, --against FILE after it.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from pathlib import Path
from typing import Any

from paylens import Market
from paylens.errors import PaylensError

PROFILES = 400
# Explanations and batches call the same model; of them a share is enough.
EXPLAINED_EVERY = 8
TOLERANCE = 1e-9
FACTS: dict[str, list[Any]] = {
    "role": ["ML engineer", "data scientist", "data engineer", "ai engineer", "manager", None],
    "country": ["US", "Germany", "India", "UK", "Canada", "Chad", None],
    "experience": [*range(0, 30, 3), "3-5", "10+", None, None],
    "level": ["entry", "mid", "senior", "executive", None, None],
    "education": ["master", "phd", None, None],
    "industry": ["finance", "healthcare", None, None, None],
    "company": ["Google", "Amazon", None, None, None, None],
    "company_size": [12, 300, 90_000, None, None],
    "city": ["San Francisco", "New York", None, None, None, None],
    "remote": ["remote", "onsite", None, None],
    "skills": ["python", "python,sql", None, None],
    "pay": ["base", "base", "total"],
    "year": [None, None, None, 2022, 2027],
}


def questions() -> list[dict[str, Any]]:
    """Always the same profiles, each of a few random facts."""
    chosen = random.Random(4)
    drawn = [
        {name: chosen.choice(values) for name, values in FACTS.items()} for _ in range(PROFILES)
    ]
    return [{name: value for name, value in each.items() if value is not None} for each in drawn]


def answers() -> list[Any]:
    """What is answered to each, or why nothing is."""
    market = Market.reference()
    found = []
    for place, asked in enumerate(questions()):
        for ask in (market.estimate, market.explain)[: 1 + (place % EXPLAINED_EVERY == 0)]:
            try:
                found.append(json.loads(json.dumps(ask(**asked).to_dict(), default=str)))
            except PaylensError as error:
                found.append(str(error))
    return found


def difference(before: Any, after: Any) -> float:
    """The largest relative difference between two answers' numbers; inf where all else differs."""
    if isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys():
        return max((difference(before[name], after[name]) for name in before), default=0.0)
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = zip(before, after, strict=True)
        return max((difference(*pair) for pair in pairs), default=0.0)
    if isinstance(before, float | int) and isinstance(after, float | int):
        return abs(before - after) / max(abs(before), abs(after), 1.0)
    return 0.0 if before == after else math.inf


def main() -> None:
    """Keep the answers, or say how far they are from those that were kept."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--keep", type=Path)
    arguments.add_argument("--against", type=Path)
    given = arguments.parse_args()
    found = answers()
    if given.keep:
        given.keep.write_text(json.dumps(found), "utf-8")
    if given.against:
        largest = difference(json.loads(given.against.read_text("utf-8")), found)
        print(f"{len(found)} answers; largest relative difference {largest:.1e}")
        sys.exit(largest > TOLERANCE)


if __name__ == "__main__":
    main()
