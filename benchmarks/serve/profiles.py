"""Profiles without end, no two alike among those asked, drawn alike in every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product

SEED = 7
FACTS = {
    "role": ("ML engineer", "data scientist", "data engineer", "AI engineer", "data analyst"),
    "country": ("US", "GB", "DE", "CA", "IN", "FR"),
    "level": ("entry", "mid", "senior", "staff"),
    "experience": tuple(str(years) for years in range(26)),
    "education": ("bachelor", "master", "doctorate"),
    "remote": ("remote", "on site"),
}


def profiles() -> Iterator[dict[str, str]]:
    """Every combination of FACTS once, in an order that is always the same."""
    combinations = list(product(*FACTS.values()))
    random.Random(SEED).shuffle(combinations)
    for values in combinations:
        yield dict(zip(FACTS, values, strict=True))
