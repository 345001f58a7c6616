"""US visa filings (Labor Condition Applications) for software jobs: one CSV, one line a filing."""

from pathlib import Path
from typing import TYPE_CHECKING

from paylens.collect.source import read_csv

if TYPE_CHECKING:
    import polars

COLUMNS = (
    "employer",
    "job title",
    "base salary",
    "city",
    "county",
    "state",
    "submit date",
    "case status",
)


def read(path: Path) -> "polars.DataFrame":
    """Raw rows, without the day on which the work was to start."""
    return read_csv(path, COLUMNS).select("row", *COLUMNS)
