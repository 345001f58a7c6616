"""kaggle_survey of 2017: named columns, Latin-1, pay as text, rates in a second file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from publishers.files import Row, csv, plain, zipped
from publishers.world import COUNTRIES, ROLES, people

KAGGLE_ANSWER_2017 = {
    "GenderSelect": "Male",
    "Country": "United States",
    "Age": "35",
    "EmploymentStatus": "Employed full-time",
    "CodeWriter": "Yes",
    "CurrentJobTitleSelect": "Data Scientist",
    "CurrentEmployerType": "Employed by government,Self-employed",
    "FormalEducation": "Master's degree",
    "Tenure": "3 to 5 years",
    "EmployerIndustry": "Technology",
    "EmployerSize": "100 to 499 employees",
    "WorkToolsSelect": "Python,SQL",
    "WorkMethodsSelect": "Data Visualization",
    "MLSkillsSelect": None,
    "RemoteWork": "Never",
    "CompensationAmount": None,
    "CompensationCurrency": "USD",
}
RATES_2017 = {"USD": "1", "EUR": "1.2", "INR": "0.0156", "TWD": "0.0333", "NGN": "0.0028"}
TENURES = {"Less than a year": 0.5, "1 to 2 years": 2, "3 to 5 years": 4, "6 to 10 years": 8}
TENURES |= {"More than 10 years": 14}
PLACES = {"GB": "United Kingdom", "US": "United States"}


def write_kaggle_survey_2017(
    folder: Path,
    rows: Sequence[Row] = ({},),
    *,
    rates: dict[str, str] | None = RATES_2017,
    name: str = "kaggle_survey_2017_responses.csv.zip",
    drop: Iterable[str] = (),
) -> Path:
    """Each row changes a few answers of one ordinary person, who gives no pay.

    `rates` go into the second file; None leaves it out.
    """
    columns = [column for column in KAGGLE_ANSWER_2017 if column not in set(drop)]
    content = csv([{**KAGGLE_ANSWER_2017, **row} for row in rows], columns)
    content = content.decode("utf-8").encode("latin-1")
    path = folder / "kaggle_survey" / name
    if rates is not None:
        lines = [{"originCountry": code, "exchangeRate": rate} for code, rate in rates.items()]
        second = csv(lines, ["originCountry", "exchangeRate"])
        plain(path.with_name("conversion_rates_2017.csv"), second)
    return zipped(path, content) if path.suffix == ".zip" else plain(path, content)


def write_world(folder: Path, seed: int, size: int) -> None:
    """A seeded file of a quarter of `size` people."""
    random = np.random.default_rng([seed, 2017])
    write_kaggle_survey_2017(folder, _world(random, max(size // 4, 1)))


def _world(random: np.random.Generator, size: int) -> list[dict[str, Any]]:
    rows = []
    for person in people(random, size, 0.5):
        _, place, currency, units, _ = COUNTRIES[person["country"]]
        known = random.random() < 0.7
        tools = sorted({str(word) for word in random.choice(["Python", "R", "SQL", "Java"], 2)})
        rows.append(
            {
                "Country": PLACES.get(person["country"], place.rpartition(", ")[2]),
                "CurrentJobTitleSelect": ROLES[person["role"]][1]
                .replace("Data Engineer", "DBA/Database Engineer")
                .replace("Software Engineer", "Software Developer/Software Engineer")
                .replace("Research Scientist", "Scientist/Researcher"),
                "GenderSelect": str(random.choice(["Male", "Female"], p=[0.8, 0.2])),
                "Tenure": min(TENURES, key=lambda t: abs(TENURES[t] - person["years"])),
                "WorkToolsSelect": ",".join(tools),
                "CompensationAmount": f"{person['usd'] * units:,.0f}" if known else None,
                "CompensationCurrency": currency if random.random() < 0.9 else None,
            }
        )
    return rows
