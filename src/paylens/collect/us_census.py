"""US Census Bureau earnings by sex: a CSV, one line per year and occupation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from paylens.collect.source import read_csv

if TYPE_CHECKING:
    import polars

COLUMNS = (
    "year",
    "occupation",
    "total_workers",
    "workers_male",
    "workers_female",
    "total_earnings",
    "total_earnings_male",
    "total_earnings_female",
)


def read(path: Path) -> polars.DataFrame:
    """Raw rows as text beside `row`.

    Raises
    ------
    LayoutChanged
        A column missing.
    """
    return read_csv(path, COLUMNS).select("row", *COLUMNS)
