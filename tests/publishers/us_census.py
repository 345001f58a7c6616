"""us_census: one line per year and occupation, with men and women side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from publishers.files import Row, csv, plain

CENSUS_ROW = {
    "year": "2016",
    "occupation": "Statisticians",
    "major_category": "Computer, Engineering, and Science",
    "minor_category": "Computer and mathematical",
    "total_workers": "50000",
    "workers_male": "30000",
    "workers_female": "20000",
    "percent_female": "40",
    "total_earnings": "80000",
    "total_earnings_male": "84000",
    "total_earnings_female": "77000",
    "wage_percent_of_male": "91.66666667",
}
OCCUPATIONS = {
    "Statisticians": 80_000,
    "Software developers, applications and systems software": 100_000,
    "Computer and information research scientists": 102_000,
    "Roof bolters, mining": 60_000,
}


def write_us_census(folder: Path, rows: Sequence[Row] = ({},), *, drop: Iterable[str] = ()) -> Path:
    """Each row changes a few columns of one ordinary occupation."""
    columns = [column for column in CENSUS_ROW if column not in set(drop)]
    path = folder / "us_census" / "jobs_gender.csv"
    return plain(path, csv([{**CENSUS_ROW, **row} for row in rows], columns))


def write_world(folder: Path, seed: int, size: int) -> None:
    """Four years of earnings, growing by 2 % a year; women's a tenth below men's, or not given."""
    rows = []
    for year in range(2013, 2017):
        for occupation, median in OCCUPATIONS.items():
            now = median * 1.02 ** (year - 2016)
            women = "NA" if occupation.endswith("mining") else f"{now * 0.9:.0f}"
            rows.append(
                {
                    "year": str(year),
                    "occupation": occupation,
                    "total_earnings": f"{now:.0f}",
                    "total_earnings_male": f"{now:.0f}",
                    "total_earnings_female": women,
                }
            )
    write_us_census(folder, rows)
