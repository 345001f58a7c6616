"""BLS OEWS national estimates: one workbook a year, one line per occupation or group of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from paylens.collect.source import card, first_line, require
from paylens.errors import FileUnreadable, LayoutChanged

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
    import fastexcel
    import polars as pl

    content = path.read_bytes()
    if not content:
        raise FileUnreadable(f"{path}: is empty.")
    try:
        workbook = fastexcel.read_excel(content)
        sheet = workbook.sheet_names[0]
        table = workbook.load_sheet(sheet, dtypes="string").to_polars()
    except fastexcel.FastExcelError as error:
        raise FileUnreadable(
            f"{path}: cannot be read as a workbook: {first_line(error)}. "
            f"Download it again from {card('bls_oews').url}"
        ) from error
    require(path, COLUMNS, table.columns)
    year = pl.lit(_year(path, sheet), pl.Int32).alias("year")
    return table.select(COLUMNS).with_row_index("row", offset=1).with_columns(year)


def _year(path: Path, sheet: str) -> int:
    named = re.search(r"M(20\d\d)", sheet) or re.search(r"M(20\d\d)", path.name)
    if named is None:
        raise LayoutChanged(path, ["a sheet or a file named national_M<year>_dl"], [sheet])
    return int(named.group(1))
