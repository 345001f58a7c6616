"""Kaggle ML & DS survey of 2017, 2018, 2019, 2021 and 2022: one CSV a year, one line per person.

From 2018 on the line under the header is the text of each question, and the questions' numbers
move every year. The card says which column answers what in which year; the year itself is
recognised by the texts, so a renamed file is read as what it is. The survey of 2017 has another
layout and its own module.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paylens.collect import kaggle_survey_2017
from paylens.collect.source import card, first_column, read_csv, require
from paylens.errors import FileUnreadable, LayoutChanged

if TYPE_CHECKING:
    import polars

NAME = "kaggle_survey"
# What stands between a multi-select question and the option that a column is for.
OPTION = " - Selected Choice - "


def read(path: Path) -> polars.DataFrame:
    """Raw answers under the card's names for the questions, beside `row` and `survey_year`.

    A question that was not asked that year is a column of nulls. A multi-select question such as
    `languages` has one column per option, `languages: Python`: the option's text where the person
    chose it, else null.

    Raises
    ------
    FileUnreadable
        A file without rows, or rates of 2017 in an unknown layout.
    LayoutChanged
        Not one of the five surveys, or one with a column missing.
    """
    import polars as pl

    if first_column(path) == kaggle_survey_2017.FIRST_COLUMN:
        answers = kaggle_survey_2017.read(path)
    else:
        answers = _read_with_texts(path)
    facts = card(NAME).settings["facts"]
    not_asked = [name for name in facts if name not in answers.columns]
    return answers.with_columns(pl.lit(None, pl.String).alias(name) for name in not_asked)


def _read_with_texts(path: Path) -> polars.DataFrame:
    import polars as pl

    raw = read_csv(path, ())
    if raw.is_empty():
        raise FileUnreadable(f"{path}: holds no data rows. Expected: {card(NAME).title}.")
    texts = {column: str(text) for column, text in zip(raw.columns, raw.row(0), strict=True)}
    year = _recognised(texts) or _refused(path, raw)
    require(path, _columns(year), raw.columns[1:])
    options = {
        f"{question}: {texts[column].rpartition(OPTION)[2].strip()}": column
        for question, columns in _options(year).items()
        for column in columns
    }
    named = _facts(year) | options
    return raw.slice(1).select(
        pl.col("row") - 1,
        pl.lit(int(year), pl.Int32).alias("survey_year"),
        *(pl.col(column).alias(name) for name, column in named.items()),
    )


def years() -> list[str]:
    """The years of the surveys with question texts under the header."""
    return list(card(NAME).settings["layout"])


def _facts(year: str) -> dict[str, str]:
    """What each question with one answer is called here → the publisher's column that year."""
    declared: dict[str, Any] = card(NAME).settings["layout"][year]
    return {name: column for name, column in declared.items() if isinstance(column, str)}


def _options(year: str) -> dict[str, list[str]]:
    """What each multi-select question is called here → the columns of its options that year."""
    declared: dict[str, Any] = card(NAME).settings["layout"][year]
    return {
        name: [f"{first['option']}{n}" for n in range(1, first["options"] + 1)]
        + first.get("others", [])
        for name, first in declared.items()
        if not isinstance(first, str)
    }


def _columns(year: str) -> tuple[str, ...]:
    return (*_facts(year).values(), *(name for names in _options(year).values() for name in names))


def _recognised(questions: dict[str, str]) -> str | None:
    """The year whose role and pay columns ask for role and pay."""
    texts = card(NAME).settings["questions"]
    for year in years():
        asked = {name: str(questions.get(_facts(year)[name])) for name in texts}
        if all(asked[name].startswith(text) for name, text in texts.items()):
            return year
    return None


def _refused(path: Path, raw: polars.DataFrame) -> str:
    """Say what is missing: columns of the year in the file's name, else the questions."""
    named = re.search(r"20\d\d", path.name)
    if named and named.group() in years():
        require(path, _columns(named.group()), raw.columns[1:])
    texts = [f"{text!r}" for text in card(NAME).settings["questions"].values()]
    where = f"in the line of question texts, as in {', '.join(years())}"
    raise LayoutChanged(path, [f"{' and '.join(texts)} {where}"], raw.columns[1:])
