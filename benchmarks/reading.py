"""Publishers' files into records and cells, beside DuckDB and fastexcel merely reading the files.

    python benchmarks/reading.py --data FOLDER [--times 10]

Both are measured on the files as they are and on files `times` as long (rows repeated with fresh
ids), each in a process of its own. The model is left out: it is fitted, not read.
"""

from __future__ import annotations

import argparse
import io
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

import fastexcel
import polars as pl
from process import measured

from paylens.collect.source import find_files, source_names

sys.path.append(str(Path(__file__).parents[1] / "tests"))

OURS = """
import sys, tempfile
from pathlib import Path
from paylens.report.build import choose, write_data
chosen, _ = choose(Path(sys.argv[1]), False)
with tempfile.TemporaryDirectory() as draft:
    write_data(Path(sys.argv[1]), chosen, Path(draft))
"""
THEIRS = """
import duckdb, fastexcel, pathlib, sys, tempfile, zipfile
options = "all_varchar = true, ignore_errors = true, strict_mode = false"
def table(path):
    if "_2017_" in path.name:  # latin-1, which DuckDB does not take from this file
        path.write_text(path.read_text("latin-1"), "utf-8")
    duckdb.sql(f"create or replace table t as from read_csv('{path}', {options})")
for name in sys.argv[1:]:
    path = pathlib.Path(name)
    if path.suffix == ".xlsx":
        fastexcel.read_excel(path).load_sheet(0, dtypes="string").to_polars()
    elif path.suffix == ".zip":
        with tempfile.TemporaryDirectory() as folder:
            zipfile.ZipFile(path).extractall(folder)
            table(next(pathlib.Path(folder).rglob("*.csv")))
    else:
        table(path)
"""
# Columns that make a repeated row another report; in the other files no row is ever merged.
FRESH_NUMBERS = {
    "ai_jobs": ["salary"],
    "ask_a_manager": ["Annual salary (gross)"],
    "data_jobs": ["salary_year_avg", "salary_hour_avg"],
    "ai_postings": ["salary_min", "salary_max"],
}
FRESH_SECONDS = {"levels_fyi": "timestamp"}
FIRST_COLUMN = "stackoverflow"


def main() -> None:
    """Print a line per size of files, with the ratio to the alternative, and how both grow."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--times", type=int, default=10)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        longer = Path(folder)
        lengthen(given.data, longer, given.times)
        short, long = measure(given.data), measure(longer)
    print("| files | records and cells | DuckDB and fastexcel reading | ratio | peak memory (MB) |")
    print("|---|---|---|---|---|")
    for name, found in (("as they are", short), (f"{given.times} times as long", long)):
        print("| {} | {:.2f} s | {:.2f} s | {:.2f} | {:,.0f} / {:,.0f} |".format(name, *found))
    print(f"| growth | {long[0] / short[0]:.1f} | {long[1] / short[1]:.1f} | | |")
    print(f"\n{count(given.data):,} rows in the files as they are.")


def measure(data: Path) -> tuple[float, float, float, float, float]:
    """Seconds of ours and of theirs, their ratio, peak memory of both."""
    files = [str(path) for name in source_names() for path in find_files(name, data)]
    ours, memory, _ = measured([sys.executable, "-c", OURS, str(data)])
    theirs, their_memory, _ = measured([sys.executable, "-c", THEIRS, *files])
    return ours, theirs, ours / theirs, memory, their_memory


def lengthen(data: Path, out: Path, times: int) -> None:
    """Every source's files with their rows repeated, each time with fresh ids."""
    for source in source_names():
        for path in find_files(source, data):
            target = out / path.relative_to(data)
            target.parent.mkdir(parents=True, exist_ok=True)
            repeated = [_copy(source, _table(path), number) for number in range(times)]
            first = repeated[0][: _question_lines(path)]
            rows = [table[_question_lines(path) :] for table in repeated]
            _write(pl.concat([first, *rows]), target)
    shutil.copytree(data / "reference", out / "reference")


def _copy(source: str, table: pl.DataFrame, number: int) -> pl.DataFrame:
    if number == 0:
        return table
    if source == FIRST_COLUMN:
        fresh = (pl.nth(0).cast(pl.Int64) + number * 1_000_000).cast(pl.String)
        return table.with_columns(fresh)
    if source in FRESH_SECONDS:
        seconds = pl.col(FRESH_SECONDS[source]).str.replace(r"\d\d$", f"{number:02}")
        return table.with_columns(seconds)
    for name in FRESH_NUMBERS.get(source, []):
        moved = (pl.col(name).cast(pl.Float64, strict=False) + number).cast(pl.String)
        table = table.with_columns(moved.fill_null(pl.col(name)))
    return table


def _table(path: Path) -> pl.DataFrame:
    if path.suffix == ".xlsx":
        return fastexcel.read_excel(path).load_sheet(0, dtypes="string").to_polars()
    content = path.read_bytes()
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            content = archive.read(archive.namelist()[0])
    text = content.decode("latin-1" if "_2017_" in path.name else "utf-8")
    return pl.read_csv(io.BytesIO(text.encode()), infer_schema=False)


def _question_lines(path: Path) -> int:
    """Lines under the header that are no answers."""
    return int(path.name.startswith("kaggle_survey") and "_2017_" not in path.name)


def _write(table: pl.DataFrame, path: Path) -> None:
    from publishers import write_workbook, zipped

    if path.suffix == ".xlsx":
        lines = [table.columns, *([cell or "" for cell in row] for row in table.iter_rows())]
        write_workbook(path, "Sheet1", lines)
        return
    content = table.write_csv()
    encoded = content.encode("latin-1" if "_2017_" in path.name else "utf-8")
    if path.suffix == ".zip":
        zipped(path, encoded)
    else:
        path.write_bytes(encoded)


def count(data: Path) -> int:
    """Rows in all files, the lines of questions left out."""
    paths = [path for name in source_names() for path in find_files(name, data)]
    return sum(_table(path).height - _question_lines(path) for path in paths)


if __name__ == "__main__":
    main()
