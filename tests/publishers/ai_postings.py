"""ai_postings: one CSV, one line per page of a posting."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from publishers.files import Row, csv, plain
from publishers.world import ROLES, people

POSTING = {
    "slug": "acme-data-scientist-0",
    "page_commit_date": "2026-01-20T06:00:00+00:00",
    "title": "Data Scientist",
    "company": "Acme",
    "date_posted": "2026-01-12",
    "employment_type": "FULL_TIME",
    "job_location_type": None,
    "city": "Springfield",
    "region": "IL",
    "country": "US",
    "currency": "USD",
    "unit": "YEAR",
    "salary_min": "120000",
    "salary_max": "180000",
    "skills": "Python|RAG",
    "badges": "Springfield, IL, US|Senior|AI/ML Engineer",
}
PLACES = [("Springfield", "IL"), ("Seattle", "WA"), ("Austin", "TX"), ("Remote", "US")]


def write_ai_postings(
    folder: Path, rows: Sequence[Row] = ({},), name: str = "postings_2026-01.csv"
) -> Path:
    """Each row changes a few columns of one ordinary posting; slugs are given in order."""
    postings = [
        {**POSTING, "slug": f"acme-data-scientist-{n}", **row} for n, row in enumerate(rows)
    ]
    return plain(folder / "ai_postings" / name, csv(postings, list(POSTING)))


def write_world(folder: Path, seed: int, size: int) -> None:
    """A seeded file of `size` postings: some without pay, some in a second city."""
    write_ai_postings(folder, _postings(np.random.default_rng([seed, 5]), size))


def _postings(random: np.random.Generator, size: int) -> list[Row]:
    rows: list[Row] = []
    for person in people(random, size, 0.2):
        usd = max(person["usd"], 25_000)
        paid = random.random() > 0.2
        city, region = PLACES[int(random.integers(len(PLACES)))]
        rows.append(
            {
                "title": ROLES[person["role"]][0],
                "company": str(random.choice(["Acme", "Globex", "Initech", "Umbrella"])),
                "date_posted": f"2026-01-{random.integers(1, 20):02}",
                "job_location_type": "TELECOMMUTE" if city == "Remote" else None,
                "city": city,
                "region": region,
                "salary_min": str(round(usd * 0.8, -2)) if paid else None,
                "salary_max": str(round(usd * 1.2, -2)) if paid else None,
                "currency": "USD" if paid else None,
                "unit": "YEAR" if paid else None,
                "skills": str(random.choice(["Python|RAG|Rust", "PyTorch", "AWS"])),
            }
        )
        if random.random() < 0.1:
            rows.append({**rows[-1], "city": "Boston", "region": "MA"})
    return rows
