"""Commands that show what the market holds and what its answers rest on."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from paylens.serve.commands.options import (
    Json,
    LowestBracket,
    MarketFolder,
    Ppp,
    Real,
)
from paylens.serve.commands.output import console, print_json


def tables(
    dimension: Annotated[
        list[str] | None, typer.Argument(help="Dimensions; all of the article's unless given.")
    ] = None,
    role: Annotated[str | None, typer.Option(help="Only this role.")] = None,
    country: Annotated[str | None, typer.Option(help="Only this country.")] = None,
    pay: Annotated[str | None, typer.Option(help="Only this kind of pay.")] = None,
    real: Real = None,
    ppp: Ppp = False,
    lowest_bracket: LowestBracket = False,
    market: MarketFolder = None,
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    md: Annotated[bool, typer.Option("--md", help="Print Markdown.")] = False,
) -> None:
    """Observed pay by any dimension, each source in its own columns, beside the article's."""
    from paylens.report.answers import Market
    from paylens.serve.show_tables import as_csv, as_markdown, show_tables

    found = Market.at(market).tables(
        dimension or [],
        role=role,
        country=country,
        pay=pay,
        lowest_bracket=lowest_bracket,
        real=real,
        ppp=ppp,
    )
    if json:
        print_json(found)
    elif csv or md:
        print((as_csv if csv else as_markdown)(found))
    else:
        show_tables(found, console())


def sources(
    source: Annotated[
        str | None, typer.Argument(help="One source in full: card, known errors, words read.")
    ] = None,
    compare: Annotated[
        bool, typer.Option("--compare", help="Their medians side by side, and likely reasons.")
    ] = False,
    market: MarketFolder = None,
    json: Json = False,
    md: Annotated[bool, typer.Option("--md", help="With --compare: print Markdown.")] = False,
) -> None:
    """Where the records come from: publishers, terms, years, rows read, kept and dropped."""
    from paylens.report.answers import Market

    if md and not compare:
        raise typer.BadParameter("--md goes with --compare")
    if compare and source:
        raise typer.BadParameter("--compare is of all sources; leave out the name of one")
    answers = Market.at(market)
    if compare:
        _compare(answers.compare_sources(), json, md)
        return
    found = answers.sources() if source is None else answers.source(source)
    if json:
        print_json(found)
        return
    from paylens.serve.show_sources import show_source, show_sources

    if isinstance(found, list):
        show_sources(found, console())
    else:
        show_source(found, console())


def _compare(comparison: Any, json: bool, md: bool) -> None:
    from paylens.serve.show_comparison import as_markdown, show_comparison

    if json:
        print_json(comparison)
    elif md:
        print(as_markdown(comparison), end="")
    else:
        show_comparison(comparison, console())


def model(
    card: Annotated[
        bool, typer.Option("--card", help="Data, terms, method, metrics, weaknesses, misuse.")
    ] = False,
    market: MarketFolder = None,
    json: Json = False,
    md: Annotated[bool, typer.Option("--md", help="With --card: print Markdown.")] = False,
) -> None:
    """The model behind the estimates: what it rests on and how often its ranges were right."""
    from paylens.report.answers import Market
    from paylens.serve.show_model import as_markdown, show_card, show_model

    if md and not card:
        raise typer.BadParameter("--md goes with --card")
    found = Market.at(market).model_card()
    if json:
        print_json(found)
    elif md:
        print(as_markdown(found), end="")
    else:
        (show_card if card else show_model)(found, console())


def levels(
    company: Annotated[
        str | None, typer.Argument(help="The employer; without it, all that have a ladder.")
    ] = None,
    market: MarketFolder = None,
    json: Json = False,
) -> None:
    """What a company's own levels (L5, SDE II, Band 7) are on the common ladder, and why."""
    from paylens.report.answers import Market

    found = Market.at(market).levels(company)
    if json:
        print_json(found)
        return
    from paylens.serve.show_levels import show_levels

    show_levels(found, console())
