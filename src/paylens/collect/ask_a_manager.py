"""Ask a Manager salary survey: the answers to one open form as a CSV, one line per person."""

from pathlib import Path
from typing import TYPE_CHECKING

from paylens.collect.source import read_csv

if TYPE_CHECKING:
    import polars

# The form's headings → what they are called here.
COLUMNS = {
    "Timestamp": "timestamp",
    "Industry": "industry",
    "Functional area of job": "area",
    "Job title": "title",
    "Annual salary (gross)": "salary",
    "Additional monetary compensation": "additional",
    "Currency": "currency",
    "Currency - other": "other_currency",
    "Country": "country",
    "State": "state",
    "City": "city",
    "Remote or on-site?": "remote",
    "Years of experience, overall": "years",
    "Years of experience in field": "years_in_field",
    "Highest level of education completed": "education",
    "Gender": "gender",
}


def read(path: Path) -> "polars.DataFrame":
    """Raw rows; age, race and what people added in their own words are left in the file."""
    return read_csv(path, tuple(COLUMNS)).select("row", *COLUMNS).rename(COLUMNS)
