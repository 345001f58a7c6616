"""data_jobs: one workbook, one line per advert."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from publishers.files import Row, csv, plain, write_workbook
from publishers.world import ROLES, people

ADVERT = {
    "job_title_short": "Data Scientist",
    "job_title": "Data Scientist",
    "job_location": "Springfield, IL",
    "job_via": "via LinkedIn",
    "job_schedule_type": "Full-time",
    "job_work_from_home": "false",
    "search_location": "Illinois, United States",
    "job_posted_date": "2023-05-31 10:00:00",
    "job_no_degree_mention": "false",
    "job_health_insurance": "false",
    "job_country": "United States",
    "salary_rate": "year",
    "salary_year_avg": "120000",
    "salary_hour_avg": None,
    "company_name": "Acme",
    "job_skills": "['python', 'c++']",
}
PLACES = ["Springfield, IL", "Seattle, WA", "Austin, TX", "Anywhere", "California"]


def write_data_jobs(
    folder: Path, rows: Sequence[Row] = ({},), name: str = "data_jobs_salary_all.xlsx"
) -> Path:
    """Each row changes a few columns of one ordinary advert; a name in .csv writes a CSV."""
    path = folder / "data_jobs_2023" / name
    adverts = [{**ADVERT, **row} for row in rows]
    if path.suffix == ".csv":
        return plain(path, csv(adverts, list(ADVERT)))
    lines = [list(ADVERT), *([advert[column] for column in ADVERT] for advert in adverts)]
    return write_workbook(path, "Sheet1", lines)


def write_world(folder: Path, seed: int, size: int) -> None:
    """A seeded file of `size` adverts: a third by the hour, some copied, some abroad."""
    write_data_jobs(folder, _adverts(np.random.default_rng([seed, 4]), size))


def _adverts(random: np.random.Generator, size: int) -> list[Row]:
    rows: list[Row] = []
    for person in people(random, size, 0.2):
        hourly = random.random() < 0.33
        usd = round(max(person["usd"], 16_000), -2)
        abroad = random.random() < 0.1
        rows.append(
            {
                "job_title": ROLES[person["role"]][0],
                "job_location": "Pune, India" if abroad else str(random.choice(PLACES)),
                "job_country": "India" if abroad else "United States",
                "job_via": str(random.choice(["via LinkedIn", "via Indeed", "via Snagajob"])),
                "job_posted_date": f"2023-{random.integers(1, 13):02}-15 09:00:00",
                "job_health_insurance": str(random.choice(["true", "false"])),
                "salary_rate": "hour" if hourly else "year",
                "salary_year_avg": None if hourly else str(int(usd)),
                "salary_hour_avg": str(round(usd / 2080, 2)) if hourly else None,
                "company_name": str(random.choice(["Acme", "Globex", "Initech", "Umbrella"])),
                "job_skills": str(random.choice(["['sql', 'r']", "['python']", "['excel']"])),
            }
        )
        if random.random() < 0.1:
            rows.append({**rows[-1], "job_location": str(random.choice(PLACES))})
    return rows
