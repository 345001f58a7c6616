"""BLS OEWS: a workbook a year for the country, a CSV each from New York and Washington."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from paylens.collect.source import card, read_csv, require
from paylens.collect.workbook import read_workbook
from paylens.errors import LayoutChanged

if TYPE_CHECKING:
    import polars

COUNTRY = (
    "AREA",
    "AREA_TITLE",
    "I_GROUP",
    "OCC_CODE",
    "OCC_TITLE",
    "O_GROUP",
    "TOT_EMP",
    "A_MEAN",
    "MEAN_PRSE",
    "A_PCT10",
    "A_PCT25",
    "A_MEDIAN",
    "A_PCT75",
    "A_PCT90",
)
NEW_YORK = (
    "Area Type",
    "Area",
    "Area Name",
    "Standard Occupational Code",
    "Occupational Title",
    "Employment",
    "Mean Wage",
    "Median Wage",
    "Entry Wage",
    "Experienced Wage",
)
WASHINGTON = (
    "Year",
    "Area code",
    "Area name",
    "SOC code",
    "Occupational title",
    "Employment",
    "Average wage",
    "25th Percentile",
    "50th Percentile",
    "75th Percentile",
    "Annual wage",
)


def read(path: Path) -> polars.DataFrame:
    """Raw rows as text beside `row`; of the country beside the `year` whose May they describe.

    Raises
    ------
    FileUnreadable
        Neither a workbook nor a CSV.
    LayoutChanged
        A column missing, or neither a workbook's sheet nor its name says the year.
    """
    return _state(path) if path.suffix.lower() == ".csv" else _country(path)


def _country(path: Path) -> polars.DataFrame:
    import polars as pl

    sheet, table = read_workbook(path, COUNTRY, card("bls_oews").url)
    year = pl.lit(_year(path, sheet), pl.Int32).alias("year")
    return table.select("row", *COUNTRY).with_columns(year)


def _state(path: Path) -> polars.DataFrame:
    """The layout is the one of which most columns are there; names are written with blanks."""
    raw = read_csv(path, ())
    raw = raw.rename({column: column.strip() for column in raw.columns})
    found = raw.columns[1:]
    layout = max(NEW_YORK, WASHINGTON, key=lambda columns: len(set(columns) & set(found)))
    require(path, layout, found)
    return raw.select("row", *layout)


def _year(path: Path, sheet: str) -> int:
    named = re.search(r"M(20\d\d)", sheet) or re.search(r"M(20\d\d)", path.name)
    if named is None:
        raise LayoutChanged(path, ["a sheet or a file named national_M<year>_dl"], [sheet])
    return int(named.group(1))
