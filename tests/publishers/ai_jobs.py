"""ai_jobs: one CSV, a posting's two ends on neighbouring lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from publishers.files import Row, csv
from publishers.world import COUNTRIES, ROLES, people

AI_JOB = {
    "work_year": "2024",
    "experience_level": "SE",
    "employment_type": "FT",
    "job_title": "Data Scientist",
    "salary": "150000",
    "salary_currency": "USD",
    "salary_in_usd": "150000",
    "employee_residence": "US",
    "remote_ratio": "0",
    "company_location": "US",
    "company_size": "M",
}


def write_ai_jobs(folder: Path, rows: Sequence[Row] = ({},), name: str = "salaries.csv") -> Path:
    """Each row changes a few columns of one ordinary posting."""
    path = folder / "ai_jobs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(csv([{**AI_JOB, **row} for row in rows], list(AI_JOB)))
    return path


def write_world(folder: Path, seed: int, size: int) -> None:
    """A seeded file of `size` reports."""
    write_ai_jobs(folder, _ai_jobs_world(np.random.default_rng([seed, 1]), size))


def _ai_jobs_world(random: np.random.Generator, size: int) -> list[dict[str, str]]:
    """Survey answers to 2022; then postings as pairs, some copied and some with one end lost."""
    rows: list[dict[str, str]] = []
    for person in people(random, size, 0.2):
        year = int(random.choice(range(2020, 2026), p=[0.05] * 3 + [0.2, 0.4, 0.25]))
        _, _, currency, units, _ = COUNTRIES[person["country"]]
        usd = max(person["usd"], 16_000)
        ends = [usd * 1.2, usd * 0.8] if year > 2022 else [usd]
        if len(ends) == 2 and random.random() < 0.05:
            ends.pop(int(random.integers(2)))
        facts = {
            "work_year": str(year),
            "experience_level": person["level"],
            "job_title": ROLES[person["role"]][0],
            "salary_currency": currency,
            "employee_residence": person["country"],
            "company_location": person["country"],
            "company_size": str(random.choice(["S", "M", "L"], p=[0.1, 0.8, 0.1])),
            "remote_ratio": str(random.choice([0, 50, 100])),
        }
        report = [
            {**facts, "salary": str(round(end * units, -2)), "salary_in_usd": str(round(end))}
            for end in ends
        ]
        rows += report * (2 if random.random() < 0.2 else 1)
    return rows
