"""h1b_lca: one CSV, one line per visa filing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from publishers.files import Row, csv, plain
from publishers.world import people

FILING = {
    "employer": "acme inc",
    "job title": "engineer",
    "base salary": "90000",
    "city": "Springfield",
    "county": "Sangamon County",
    "state": "IL",
    "submit date": "10/25/2012",
    "start date": "03/07/2013",
    "case status": "certified",
    "countyID": "Sangamon1",
}
PLACES = [
    ("Springfield", "Sangamon County", "IL"),
    ("Seattle", "King County", "WA"),
    ("Austin", "Travis County", "TX"),
]


def write_h1b_lca(
    folder: Path, rows: Sequence[Row] = ({},), name: str = "h1bs-2012-2016-shortened.csv"
) -> Path:
    """Each row changes a few columns of one ordinary filing."""
    return plain(folder / "h1b_lca" / name, csv([{**FILING, **row} for row in rows], list(FILING)))


def write_world(folder: Path, seed: int, size: int) -> None:
    """A seeded file of `size` filings, one in ten not certified."""
    write_h1b_lca(folder, _filings(np.random.default_rng([seed, 6]), size))


def _filings(random: np.random.Generator, size: int) -> list[Row]:
    rows: list[Row] = []
    for person in people(random, size, 0.2):
        city, county, state = PLACES[int(random.integers(len(PLACES)))]
        rows.append(
            {
                "employer": str(random.choice(["acme inc", "globex llc", "initech", "umbrella"])),
                "job title": str(random.choice(["engineer", "developer", "analyst", "manager"])),
                "base salary": str(int(max(person["usd"] * 0.7, 16_000))),
                "city": city,
                "county": county,
                "state": state,
                "submit date": f"{random.integers(1, 13):02}/15/2012",
                "case status": "certified" if random.random() > 0.1 else "denied",
            }
        )
    return rows
