"""Kaggle ML & DS survey of 2018, 2019, 2021 and 2022: one CSV a year, one line per person.

The line under the header is the text of each question, and the questions' numbers move every
year. The card says which column answers what in which year; the year itself is recognised by the
texts, so a renamed file is read as what it is.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paylens.collect.source import card, first_column, read_csv, require
from paylens.errors import FileUnreadable, LayoutChanged

if TYPE_CHECKING:
    import polars

NAME = "kaggle_survey"
FIRST_COLUMN_OF_2017 = "GenderSelect"


def read(path: Path) -> polars.DataFrame:
    """Raw answers under the card's names for the questions, beside `row` and `survey_year`.

    A question that was not asked that year is a column of nulls. The options of a multi-select
    question such as `languages` are `languages_1`, `languages_2` …, each its own text or null.

    Raises
    ------
    FileUnreadable
        The survey of 2017.
    LayoutChanged
        Not one of the four surveys, or one with a column missing.
    """
    import polars as pl

    if first_column(path) == FIRST_COLUMN_OF_2017:
        raise FileUnreadable(
            f"{path}: is the survey of 2017, which has another layout and is not read. "
            f"Surveys that are: {', '.join(years())}."
        )
    raw = read_csv(path, ())
    if raw.is_empty():
        raise FileUnreadable(f"{path}: holds no data rows. Expected: {card(NAME).title}.")
    year = _recognised(dict(zip(raw.columns, raw.row(0), strict=True))) or _refused(path, raw)
    columns = layout(year)
    require(path, tuple(columns.values()), raw.columns[1:])
    not_asked = [name for name in card(NAME).settings["facts"] if name not in columns]
    return raw.slice(1).select(
        pl.col("row") - 1,
        pl.lit(int(year), pl.Int32).alias("survey_year"),
        *(pl.col(column).alias(name) for name, column in columns.items()),
        *(pl.lit(None, pl.String).alias(name) for name in not_asked),
    )


def years() -> list[str]:
    """The years of the surveys that can be read."""
    return list(card(NAME).settings["layout"])


def layout(year: str) -> dict[str, str]:
    """What each used column is called here → the publisher's column that year."""
    declared: dict[str, Any] = card(NAME).settings["layout"][year]
    columns: dict[str, str] = {}
    for name, column in declared.items():
        if isinstance(column, str):
            columns[name] = column
        else:
            numbered = [f"{column['option']}{n}" for n in range(1, column["options"] + 1)]
            options = [*numbered, *column.get("others", [])]
            columns |= {f"{name}_{n}": option for n, option in enumerate(options, start=1)}
    return columns


def _recognised(questions: dict[str, Any]) -> str | None:
    """The year whose role and pay columns ask for role and pay."""
    texts = card(NAME).settings["questions"]
    for year in years():
        asked = {name: str(questions.get(layout(year)[name])) for name in texts}
        if all(asked[name].startswith(text) for name, text in texts.items()):
            return year
    return None


def _refused(path: Path, raw: polars.DataFrame) -> str:
    """Say what is missing: columns of the year in the file's name, else the questions."""
    named = re.search(r"20\d\d", path.name)
    if named and named.group() in years():
        require(path, tuple(layout(named.group()).values()), raw.columns[1:])
    texts = [f"{text!r}" for text in card(NAME).settings["questions"].values()]
    where = f"in the line of question texts, as in {', '.join(years())}"
    raise LayoutChanged(path, [f"{' and '.join(texts)} {where}"], raw.columns[1:])
