"""The article's table rows as data, each with the values of ours that answer it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("article.toml")


@dataclass(frozen=True)
class ArticleRow:
    """One printed figure, USD per year.

    `values` maps dimensions to values, preferred first; `country` narrows a city to the one that
    is meant; `nearest` names what `values` are where no source has the row's own value.
    """

    label: str
    amount: float
    values: dict[str, str]
    country: str | None = None
    nearest: str = ""


@dataclass(frozen=True)
class ArticleTable:
    """One of the article's tables; `number` is None for the two that it does not number.

    With `start`, a figure is the growth of the mean since that value of the dimension.
    """

    key: str
    title: str
    dimension: str
    statistic: str
    rows: tuple[ArticleRow, ...]
    number: int | None = None
    start: str = ""
    note: str = ""


@dataclass(frozen=True)
class Article:
    """What was published, where, and what it leaves unsaid."""

    title: str
    published: str
    pay: str
    population: str
    unit: str
    tables: tuple[ArticleTable, ...] = field(repr=False)


@cache
def article() -> Article:
    """The article's tables, in its order."""
    written = tomllib.loads(FILE.read_text("utf-8"))
    tables = [
        ArticleTable(rows=tuple(ArticleRow(**row) for row in table.pop("rows")), **table)
        for table in written.pop("tables")
    ]
    return Article(tables=tuple(tables), **written)
