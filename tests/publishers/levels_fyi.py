"""levels_fyi: a ZIP of one CSV, one line per person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from publishers.files import Row, csv, zipped
from publishers.world import COUNTRIES, people

LEVELS_REPORT = {
    "timestamp": "5/31/2021 10:00:00",
    "company": "Acme",
    "level": "L4",
    "title": "Software Engineer",
    "totalyearlycompensation": "200000",
    "location": "Springfield, IL",
    "yearsofexperience": "5.0",
    "yearsatcompany": "2.0",
    "tag": "Full Stack",
    "basesalary": "150000.0",
    "stockgrantvalue": "40000.0",
    "bonus": "10000.0",
    "gender": "Female",
    "otherdetails": "free text that nothing may read",
    "cityid": "1",
    "dmaid": "1",
    "rowNumber": "1",
    "Race": "NA",
    "Education": "NA",
}


def write_levels_fyi(folder: Path, rows: Sequence[Row] = ({},)) -> Path:
    """Each row changes a few columns of one ordinary report; row numbers are given in order."""
    path = folder / "levels_fyi" / "Levels_Fyi_Salary_Data.csv.zip"
    numbered = [{**LEVELS_REPORT, "rowNumber": str(n), **row} for n, row in enumerate(rows, 1)]
    return zipped(path, csv(numbered, list(LEVELS_REPORT)))


def write_world(folder: Path, seed: int, size: int) -> None:
    """A seeded file of `size` reports."""
    write_levels_fyi(folder, _levels_world(np.random.default_rng([seed, 2]), size))


def _levels_world(random: np.random.Generator, size: int) -> list[dict[str, str]]:
    rows = []
    for person in people(random, size, 0.25):
        ml = person["role"] == "ml_engineer"
        title = "Data Scientist" if person["role"] == "data_scientist" else "Software Engineer"
        total = max(round(person["usd"] * 1.3, -3), 22_000)
        parts = [0, 0, 0] if random.random() < 0.04 else [total * s for s in (0.7, 0.2, 0.1)]
        base, equity, bonus = (str(float(round(part))) for part in parts)
        year = int(random.integers(2018, 2022))
        rows.append(
            {
                "timestamp": f"{random.integers(1, 13)}/{random.integers(1, 29)}/{year} 9:00:00",
                "company": str(random.choice(["Acme", "Globex", "Initech", "Umbrella", "Hooli"])),
                "level": str(random.choice(["L3", "L4", "Senior Engineer", "Staff"])),
                "title": title,
                "tag": "ML / AI" if ml else "Full Stack",
                "totalyearlycompensation": str(int(total)),
                "basesalary": base,
                "stockgrantvalue": equity,
                "bonus": bonus,
                "location": COUNTRIES[person["country"]][1],
                "yearsofexperience": str(float(person["years"])),
                "yearsatcompany": str(float(min(person["years"], 3))),
                "gender": str(random.choice(["Male", "Female", "NA"], p=[0.5, 0.2, 0.3])),
                "Education": str(random.choice(["PhD", "Master's Degree", "NA"])),
            }
        )
    return rows
