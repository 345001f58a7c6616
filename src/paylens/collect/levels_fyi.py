"""levels.fyi salary data as published on Kaggle: a ZIP with one CSV, one line per person."""

from pathlib import Path
from typing import TYPE_CHECKING

from paylens.collect.source import read_csv

if TYPE_CHECKING:
    import polars

COLUMNS = (
    "timestamp",
    "company",
    "level",
    "title",
    "totalyearlycompensation",
    "location",
    "yearsofexperience",
    "yearsatcompany",
    "tag",
    "basesalary",
    "stockgrantvalue",
    "bonus",
    "gender",
    "rowNumber",
    "Education",
)


def read(path: Path) -> "polars.DataFrame":
    """Raw rows; free text and race are left in the file."""
    return read_csv(path, COLUMNS).select("row", *COLUMNS)
