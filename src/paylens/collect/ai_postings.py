"""JobPosting data of US adverts, January 2026: one CSV, one line per page."""

from pathlib import Path
from typing import TYPE_CHECKING

from paylens.collect.source import read_csv

if TYPE_CHECKING:
    import polars

COLUMNS = (
    "slug",
    "title",
    "company",
    "date_posted",
    "job_location_type",
    "city",
    "region",
    "country",
    "currency",
    "unit",
    "salary_min",
    "salary_max",
    "skills",
)


def read(path: Path) -> "polars.DataFrame":
    """Raw rows; the site's badges are left in the file: they call pilots AI engineers."""
    return read_csv(path, COLUMNS).select("row", *COLUMNS)
