"""ai-jobs.net salary index: one CSV, one line per listed amount, no key."""

from pathlib import Path
from typing import TYPE_CHECKING

from paylens.collect.source import read_csv

if TYPE_CHECKING:
    import polars

COLUMNS = (
    "work_year",
    "experience_level",
    "employment_type",
    "job_title",
    "salary",
    "salary_currency",
    "salary_in_usd",
    "employee_residence",
    "remote_ratio",
    "company_location",
    "company_size",
)


def read(path: Path) -> "polars.DataFrame":
    """Raw rows in the publisher's order: the two ends of a posted range are neighbours."""
    return read_csv(path, COLUMNS)
