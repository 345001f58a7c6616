"""stackoverflow: a CSV of people and, beside it, a CSV of the languages they use."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from publishers.files import Row, csv, plain
from publishers.world import COUNTRIES, people

STACK_OVERFLOW_ANSWER = {
    "salary": "120000.0",
    "YearsCode": "10.0",
    "Country": "United States of America",
    "EdLevel": "Master’s degree (M.A., M.S., M.Eng., MBA, etc.)",
    "PrimaryLanguage": "C",
    "PrimaryRole": "Data scientist",
}
ROLES = {
    "data_scientist": "Data scientist",
    "ml_engineer": "AI/ML engineer",
    "research_scientist": "Applied scientist",
    "data_engineer": "Data engineer",
    "data_analyst": "Data or business analyst",
    "software_engineer": "Developer, back-end",
}
LANGUAGES = ["C", "C++", "Java", "JavaScript", "Python", "R", "SQL"]


def write_stackoverflow(
    folder: Path,
    rows: Sequence[Row] = ({},),
    *,
    name: str = "survey_results_2025_pay.csv",
    languages_name: str | None = "survey_results_2025_languages.csv",
) -> Path:
    """The pay file; each row changes a few columns of one ordinary answer.

    `languages` lists a person's languages, which go into the file beside it; `number` is the
    respondent's, in order unless given. No languages file without a name for it.
    """
    numbered = [
        {**STACK_OVERFLOW_ANSWER, "": str(row.get("number", n)), **row}
        for n, row in enumerate(rows)
    ]
    below = folder / "stackoverflow"
    if languages_name:
        lines = [_language(person, word) for person in numbered for word in _words(person)]
        columns = ["", "LanguageHaveWorkedWith", "YearsCode", "ConvertedCompYearly"]
        plain(below / languages_name, csv(lines, columns))
    return plain(below / name, csv(numbered, ["", *STACK_OVERFLOW_ANSWER]))


def _words(person: Row) -> list[str]:
    return list(person.get("languages", ()))


def _language(person: Row, word: str) -> dict[str, Any]:
    same = {"": person[""], "YearsCode": person["YearsCode"]}
    return {**same, "LanguageHaveWorkedWith": word, "ConvertedCompYearly": person["salary"]}


def write_world(folder: Path, seed: int, size: int) -> None:
    """A seeded pair of files of `size` people, some of whom name no language."""
    random = np.random.default_rng([seed, 3])
    rows = []
    for person in people(random, size, 0.4):
        count = int(random.integers(0, 4))
        usd = min(max(round(person["usd"]), 5_001), 499_999)
        rows.append(
            {
                "salary": str(float(usd)),
                "YearsCode": str(float(person["years"] + 1)),
                "Country": COUNTRIES[person["country"]][0],
                "PrimaryRole": ROLES[person["role"]],
                "languages": sorted(random.choice(LANGUAGES, count, replace=False).tolist()),
            }
        )
    write_stackoverflow(folder, rows)
