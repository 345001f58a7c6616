"""Workbooks: the first sheet as text columns."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from paylens.collect.source import first_line, refuse_bomb, require
from paylens.errors import FileUnreadable

if TYPE_CHECKING:
    import polars


def read_workbook(path: Path, needed: tuple[str, ...], url: str) -> tuple[str, polars.DataFrame]:
    """The first sheet's name and its rows, all cells as text, beside `row` counted from 1.

    `url` is where a damaged file can be had again.

    Raises
    ------
    FileUnreadable
        Not a workbook, or one that would unpack to far more than any is.
    LayoutChanged
        One of the `needed` columns is missing.
    """
    import fastexcel

    content = path.read_bytes()
    if not content:
        raise FileUnreadable(f"{path}: is empty.")
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for packed in archive.infolist():
                refuse_bomb(path, packed)
    try:
        workbook = fastexcel.read_excel(content)
        sheet = workbook.sheet_names[0]
        table = workbook.load_sheet(sheet, dtypes="string").to_polars()
    except fastexcel.FastExcelError as error:
        raise FileUnreadable(
            f"{path}: cannot be read as a workbook: {first_line(error)}. "
            f"Download it again from {url}"
        ) from error
    require(path, needed, table.columns)
    return sheet, table.with_row_index("row", offset=1)
