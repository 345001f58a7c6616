"""ask_a_manager: one CSV, one line per answer to the form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from publishers.files import Row, csv, plain
from publishers.world import people

# Short name → heading and the ordinary answer.
ASK_A_MANAGER = {
    "time": ("Timestamp", "4/11/2023 11:02:00"),
    "age": ("How old are you?", "35-44"),
    "industry": ("Industry", "Computing or Tech"),
    "area": ("Functional area of job", "Computing or Tech"),
    "title": ("Job title", "Data Scientist"),
    "title_context": ("Job title - additional context", None),
    "salary": ("Annual salary (gross)", "120000"),
    "additional": ("Additional monetary compensation", "10000"),
    "currency": ("Currency", "USD"),
    "other": ("Currency - other", None),
    "pay_context": ("Income - additional context", None),
    "country": ("Country", "United States"),
    "state": ("State", "Illinois"),
    "city": ("City", "Springfield"),
    "remote": ("Remote or on-site?", "Hybrid"),
    "years": ("Years of experience, overall", "8-10 years"),
    "years_in_field": ("Years of experience in field", "5-7 years"),
    "education": ("Highest level of education completed", "Master's degree"),
    "gender": ("Gender", "Woman"),
    "race": ("Race", "another answer that nothing may read"),
}
COUNTRIES = {
    "US": ("United States", "Illinois", "USD", 1.0),
    "GB": ("United Kingdom", None, "GBP", 0.8),
    "DE": ("Germany ", None, "EUR", 0.92),
    "IN": ("India", None, "Other", 83.0),
}
BANDS = {"1 year or less": 1, "2-4 years": 3, "5-7 years": 6, "8-10 years": 9, "11-20 years": 15}
TITLES = {
    "data_scientist": "Data Scientist",
    "ml_engineer": "Machine Learning Engineer",
    "research_scientist": "Machine Learning Scientist",
    "data_engineer": "Data Engineer",
    "data_analyst": "Data Analyst",
    "software_engineer": "Software Engineer",
}


def write_ask_a_manager(
    folder: Path,
    rows: Sequence[Row] = ({},),
    *,
    name: str = "ask_a_manager_2023.csv",
    drop: Iterable[str] = (),
) -> Path:
    """Each row changes a few answers, by their short names, of one ordinary person."""
    headings = {short: heading for short, (heading, _) in ASK_A_MANAGER.items()}
    usual = {short: answer for short, (_, answer) in ASK_A_MANAGER.items()}
    lines = [{headings[k]: v for k, v in ({**usual, **row}).items()} for row in rows]
    columns = [heading for heading in headings.values() if heading not in set(drop)]
    return plain(folder / "ask_a_manager" / name, csv(lines, columns))


def write_world(folder: Path, seed: int, size: int) -> None:
    """A seeded file of `size` people, some of whom sent the form twice."""
    random = np.random.default_rng([seed, 4])
    rows: list[dict[str, str | None]] = []
    for number, person in enumerate(people(random, size, 0.25)):
        country, state, currency, units = COUNTRIES[person["country"]]
        base = round(max(person["usd"], 20_000) * units)
        row: dict[str, str | None] = {
            "time": f"4/{random.integers(11, 29)}/2023 {number % 24}:{number % 60:02}:00",
            "title": TITLES[person["role"]],
            "salary": str(base),
            "additional": str(random.choice([None, 0, round(base / 10)]) or ""),
            "currency": currency,
            "other": "INR" if currency == "Other" else None,
            "country": country,
            "state": state,
            "years": min(BANDS, key=lambda band: abs(BANDS[band] - person["years"])),
            "gender": str(random.choice(["Woman", "Man", "Non-binary"], p=[0.7, 0.25, 0.05])),
        }
        rows += [row] * (2 if random.random() < 0.05 else 1)
    write_ask_a_manager(folder, rows)
