"""Stack Overflow Developer Survey: people and their pay in one CSV, their languages in another.

Both begin with the respondent's number. Which of the two a file is, its header says, so a renamed
copy is read as what it is; its companion is looked for beside it, by name and then by header.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from paylens.collect.source import read_csv, require

if TYPE_CHECKING:
    import polars

PAY_COLUMNS = ("salary", "YearsCode", "Country", "EdLevel", "PrimaryRole")
LANGUAGE_COLUMNS = ("LanguageHaveWorkedWith", "ConvertedCompYearly")
# Between a respondent's languages, as in the survey's own results.
SEPARATOR = ";"
KEY = ["respondent", "amount"]


def read(path: Path) -> polars.DataFrame:
    """Raw rows of either file.

    Of the pay file beside `languages`, a respondent's languages put together: null for who named
    none, and for all where no languages file lies in the folder. Of the languages file beside
    `in_pay_file`, "yes" where the respondent is in the pay file of the folder, else null.

    Raises
    ------
    LayoutChanged
        Neither of the two files.
    """
    raw = read_csv(path, ())
    if set(LANGUAGE_COLUMNS) <= set(raw.columns):
        return _with_presence(_languages(raw), path)
    require(path, PAY_COLUMNS, raw.columns[2:])
    return _with_languages(_people(raw), path)


def _people(raw: polars.DataFrame) -> polars.DataFrame:
    return raw.rename({raw.columns[1]: "respondent"}).select("row", "respondent", *PAY_COLUMNS)


def _languages(raw: polars.DataFrame) -> polars.DataFrame:
    named = {raw.columns[1]: "respondent", "ConvertedCompYearly": "salary"}
    return raw.rename(named).select("row", "respondent", "salary", "LanguageHaveWorkedWith")


def _with_languages(people: polars.DataFrame, path: Path) -> polars.DataFrame:
    import polars as pl

    companion = _beside(path, "pay", "languages", LANGUAGE_COLUMNS)
    if companion is None:
        return people.with_columns(languages=pl.lit(None, pl.String))
    named = (
        _keyed(_languages(read_csv(companion, LANGUAGE_COLUMNS)))
        .group_by(KEY, maintain_order=True)
        .agg(languages=pl.col("LanguageHaveWorkedWith").str.join(SEPARATOR))
    )
    return _joined(people, named)


def _with_presence(languages: polars.DataFrame, path: Path) -> polars.DataFrame:
    import polars as pl

    companion = _beside(path, "languages", "pay", PAY_COLUMNS)
    if companion is None:
        return languages.with_columns(in_pay_file=pl.lit(None, pl.String))
    people = _keyed(_people(read_csv(companion, PAY_COLUMNS))).select(KEY).unique()
    return _joined(languages, people.with_columns(in_pay_file=pl.lit("yes")))


def _joined(rows: polars.DataFrame, others: polars.DataFrame) -> polars.DataFrame:
    return _keyed(rows).join(others, on=KEY, how="left", maintain_order="left").drop("amount")


def _keyed(rows: polars.DataFrame) -> polars.DataFrame:
    """With `amount`: who has the same number must, to be sure, have the same pay."""
    import polars as pl

    return rows.with_columns(amount=pl.col("salary").cast(pl.Float64, strict=False))


def _beside(path: Path, word: str, other_word: str, columns: tuple[str, ...]) -> Path | None:
    """The other of the two files in the same folder: by its name, else by its header."""
    named = path.with_name(path.name.replace(word, other_word))
    for candidate in (named, *sorted(path.parent.glob("*.csv"))):
        if candidate != path and set(columns) <= set(_header(candidate)):
            return candidate
    return None


def _header(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            return next(csv.reader(lines), [])
    except (OSError, csv.Error):
        return []
