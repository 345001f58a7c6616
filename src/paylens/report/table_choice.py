"""Which tables people mean by the words they use for them."""

from __future__ import annotations

from collections.abc import Iterable

from paylens.errors import NotEnoughData, UnknownValue
from paylens.harmonise.dimension import dimension, dimension_names, normalise
from paylens.market.scope import SALARY_KINDS
from paylens.market.store import Store
from paylens.report.article import article
from paylens.report.prices import View
from paylens.report.table_rows import Table
from paylens.report.tables import article_tables, table


def tables_for(
    store: Store,
    names: Iterable[str] = (),
    *,
    role: str | None = None,
    country: str | None = None,
    pay: str | None = None,
    lowest_bracket: bool = False,
    view: View | None = None,
) -> list[Table]:
    """The tables that people ask for by dimensions' names; all of the article's where by none.

    The article is about salaries of ML engineers in the US, at the prices of its day: with a role,
    a country, a view or pay that is no salary, its figures are left out and every dimension of its
    tables is answered without them.

    Raises
    ------
    UnknownValue
        A name that is no dimension, or a role or country that is not known.
    NotEnoughData
        No source holds a dimension that was named.
    """
    asked = [_table_name(name) for name in names]
    printed: list[Table] = []
    about_the_article = role is None and country is None and view is None
    if about_the_article and (pay is None or pay in SALARY_KINDS):
        if not asked or any(_printed(name) for name in asked):
            printed = article_tables(store, asked, pay=pay, lowest_bracket=lowest_bracket)
        plain = [name for name in asked if not _all_printed(name)]
    else:
        plain = [_dimension_of(name) for name in asked or [each.key for each in article().tables]]
    found = []
    for name in dict.fromkeys(plain):
        try:
            found.append(
                table(
                    store,
                    name,
                    role=role,
                    country=country,
                    pay=pay,
                    lowest_bracket=lowest_bracket,
                    view=view,
                )
            )
        except NotEnoughData:
            if asked:
                raise
    if not printed and not found:
        raise NotEnoughData("no source holds any of the tables for that role, country and pay")
    return printed + found


def _table_name(words: str) -> str:
    """The dimension, or the article's table, that people mean."""
    names = {normalise(printed.key): printed.key for printed in article().tables}
    names |= {normalise(dimension(name).label): name for name in dimension_names()}
    names |= {normalise(name): name for name in dimension_names()}
    names |= {"certification": "certifications"}
    found = names.get(normalise(words))
    if found is None:
        from rapidfuzz import process

        near = [names[match] for match, _, _ in process.extract(normalise(words), list(names))]
        raise UnknownValue("table", words, list(dict.fromkeys(near))[:3])
    return found


def _printed(name: str) -> bool:
    return any(name in (printed.key, printed.dimension) for printed in article().tables)


def _dimension_of(name: str) -> str:
    """A dimension as it is; of a table that only the article has, the one that it is by."""
    if name in dimension_names():
        return name
    return next(printed.dimension for printed in article().tables if printed.key == name)


def _all_printed(name: str) -> bool:
    """Whether the article's tables of that name leave nothing for a table of its own to add."""
    return name not in dimension_names() or name in ("experience", "gender")
