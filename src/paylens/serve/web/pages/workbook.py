"""A table as an Excel workbook: its figures on one sheet, what they are on another."""

from __future__ import annotations

import csv
import io
import re

from paylens.report.table_rows import Table
from paylens.serve.export_tables import as_csv

NUMBER = re.compile(r"-?\d+(\.\d+)?")
WIDTH = 18


def as_workbook(table: Table) -> bytes:
    """The same lines as the CSV; text is never taken for a formula."""
    from xlsxwriter import Workbook

    written = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(written, settings) as book:
        bold = book.add_format({"bold": True})
        money = book.add_format({"num_format": "#,##0"})
        sheet = book.add_worksheet("Figures")
        sheet.freeze_panes(1, 3)
        for row, line in enumerate(csv.reader(io.StringIO(as_csv([table])))):
            for column, text in enumerate(line):
                if row and NUMBER.fullmatch(text):
                    sheet.write_number(row, column, float(text), money)
                else:
                    sheet.write_string(row, column, text, bold if row == 0 else None)
        sheet.set_column(0, 3, WIDTH)
        about = book.add_worksheet("About")
        about.set_column(0, 0, 120)
        for row, text in enumerate(_about(table)):
            about.write_string(row, 0, text)
    return written.getvalue()


def _about(table: Table) -> list[str]:
    publishers = {
        column.source: f"{column.source}: {column.publisher}; {column.who}"
        for block in table.blocks
        for column in block.columns
    }
    populations = [block.population for block in table.blocks]
    return [
        table.title,
        table.sentence,
        table.unit,
        *populations,
        *publishers.values(),
        *table.notes,
    ]
