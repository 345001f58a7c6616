"""BLS OEWS national estimates: one workbook a year, one line per occupation or group of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from paylens.collect.source import card
from paylens.collect.workbook import read_workbook
from paylens.errors import LayoutChanged

if TYPE_CHECKING:
    import polars

COLUMNS = (
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


def read(path: Path) -> polars.DataFrame:
    """Raw rows beside `row` and the `year` whose May they describe.

    Raises
    ------
    FileUnreadable
        Not a workbook.
    LayoutChanged
        A column missing, or neither the sheet nor the file says the year.
    """
    import polars as pl

    sheet, table = read_workbook(path, COLUMNS, card("bls_oews").url)
    year = pl.lit(_year(path, sheet), pl.Int32).alias("year")
    return table.select("row", *COLUMNS).with_columns(year)


def _year(path: Path, sheet: str) -> int:
    named = re.search(r"M(20\d\d)", sheet) or re.search(r"M(20\d\d)", path.name)
    if named is None:
        raise LayoutChanged(path, ["a sheet or a file named national_M<year>_dl"], [sheet])
    return int(named.group(1))
