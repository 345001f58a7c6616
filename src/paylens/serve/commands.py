"""The commands: each reads its options, asks one question and shows the answer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from paylens.serve.options import (
    Anchor,
    AsOf,
    AsReportedIn,
    City,
    Company,
    CompanySize,
    Country,
    Currency,
    Education,
    Employment,
    Experience,
    Industry,
    Json,
    Level,
    LowestBracket,
    MarketFolder,
    Metro,
    MyPay,
    Pay,
    Ppp,
    Project,
    Real,
    Remote,
    Role,
    Skills,
    Specialisation,
)
from paylens.serve.question_commands import Commands

app = typer.Typer(
    name="paylens",
    cls=Commands,
    no_args_is_help=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="--debug with any command shows where an error came from.",
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def paylens(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """What an ML engineer is paid: from real pay records, with evidence and an honest range.

    Without a command: a short dialogue in a terminal, otherwise this help.
    """
    if version:
        from importlib.metadata import version as version_of

        print(version_of("paylens"))
        return
    if context.invoked_subcommand is not None:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        print(context.get_help())
        return
    from paylens.serve.dialogue import ask

    ask()


@app.command()
def show(market: MarketFolder = None, json: Json = False) -> None:
    """The main answer: what an ML engineer in the US earns, and how the article's tables fare."""
    from paylens.serve.show_main import main_answer

    main_answer(market, as_json=json)


@app.command()
def estimate(
    context: typer.Context,
    role: Role = None,
    country: Country = None,
    experience: Experience = None,
    level: Level = None,
    city: City = None,
    metro: Metro = None,
    education: Education = None,
    industry: Industry = None,
    company: Company = None,
    company_size: CompanySize = None,
    specialisation: Specialisation = None,
    skills: Skills = None,
    remote: Remote = None,
    employment: Employment = None,
    year: AsOf = None,
    project: Project = False,
    pay: Pay = "base",
    currency: Currency = None,
    real: Real = None,
    ppp: Ppp = False,
    anchor: Anchor = None,
    my_pay: MyPay = None,
    as_reported_in: AsReportedIn = None,
    lowest_bracket: LowestBracket = False,
    batch: Annotated[
        Path | None, typer.Option(help="A CSV of profiles, one column per fact.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write the batch's estimates.")] = None,
    market: MarketFolder = None,
    json: Json = False,
) -> None:
    """What a profile is paid: p10, p25, p50, p75, p90 and mean, for any facts you give."""
    from paylens.report.answers import OPTIONS, Market
    from paylens.report.profile import QUESTIONS

    facts = {name: context.params[name] for name in QUESTIONS}
    options = {name: context.params[name] for name in OPTIONS}
    source = Market.at(market)
    if batch or out:
        _batch(source, batch, out, facts, options, json)
        return
    _require_a_fact(facts)
    answer = source.estimate(**facts, **options, my_pay=my_pay)
    if json:
        _print_json(answer)
        return
    from paylens.serve.show_estimate import show_estimate

    show_estimate(answer, _console())


@app.command()
def explain(
    context: typer.Context,
    role: Role = None,
    country: Country = None,
    experience: Experience = None,
    level: Level = None,
    city: City = None,
    metro: Metro = None,
    education: Education = None,
    industry: Industry = None,
    company: Company = None,
    company_size: CompanySize = None,
    specialisation: Specialisation = None,
    skills: Skills = None,
    remote: Remote = None,
    employment: Employment = None,
    year: AsOf = None,
    project: Project = False,
    pay: Pay = "base",
    currency: Currency = None,
    real: Real = None,
    ppp: Ppp = False,
    anchor: Anchor = None,
    as_reported_in: AsReportedIn = None,
    lowest_bracket: LowestBracket = False,
    market: MarketFolder = None,
    json: Json = False,
) -> None:
    """Why an estimate is what it is: how far each fact moves it, in money, and records like it."""
    from paylens.report.answers import OPTIONS, Market
    from paylens.report.profile import QUESTIONS

    facts = {name: context.params[name] for name in QUESTIONS}
    _require_a_fact(facts)
    options = {name: context.params[name] for name in OPTIONS if name in context.params}
    answer = Market.at(market).explain(**facts, **options)
    if json:
        _print_json(answer)
        return
    from paylens.serve.show_explanation import show_explanation

    show_explanation(answer, _console())


def _require_a_fact(facts: dict[str, Any]) -> None:
    if all(value is None for value in facts.values()):
        raise typer.BadParameter(
            'give at least one fact, such as --role "ML engineer" --country US'
        )


def _batch(
    source: Any,
    batch: Path | None,
    out: Path | None,
    facts: dict[str, Any],
    options: dict[str, Any],
    json: bool,
) -> None:
    if batch is None or out is None:
        raise typer.BadParameter("--batch profiles.csv and --out estimates.csv go together")
    if any(value is not None for value in facts.values()):
        raise typer.BadParameter("with --batch the facts come from the file's columns")
    from paylens.serve.show_batch import run_batch

    run_batch(source, batch, out, options, as_json=json)


@app.command()
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
        _print_json(found)
    elif csv or md:
        print((as_csv if csv else as_markdown)(found))
    else:
        show_tables(found, _console())


@app.command()
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
        _print_json(found)
        return
    from paylens.serve.show_sources import show_source, show_sources

    if isinstance(found, list):
        show_sources(found, _console())
    else:
        show_source(found, _console())


def _compare(comparison: Any, json: bool, md: bool) -> None:
    from paylens.serve.show_comparison import as_markdown, show_comparison

    if json:
        _print_json(comparison)
    elif md:
        print(as_markdown(comparison), end="")
    else:
        show_comparison(comparison, _console())


@app.command()
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
        _print_json(found)
    elif md:
        print(as_markdown(found), end="")
    else:
        (show_card if card else show_model)(found, _console())


@app.command()
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
        _print_json(found)
        return
    from paylens.serve.show_levels import show_levels

    show_levels(found, _console())


@app.command()
def build(
    folder: Annotated[Path, typer.Option("--from", help="Folder with the publishers' files.")],
    out: Annotated[Path, typer.Option(help="Folder of the market.")] = Path("market"),
    reference: Annotated[bool, typer.Option(help="Write the market that ships.")] = False,
    only_cleared: Annotated[bool, typer.Option(help="Only sources with clear terms.")] = False,
    own_floor: Annotated[
        bool, typer.Option(help="Your own records: show figures from 5 and 10 records on.")
    ] = False,
    json: Json = False,
) -> None:
    """Read the publishers' files in a folder and write a market and its model."""
    from paylens.serve.show_build import run_build

    run_build(folder, None if reference else out, only_cleared, own_floor, as_json=json)


@app.command()
def backtest(
    source: Annotated[str, typer.Argument(help="Whose file it is, such as ai_jobs.")],
    file: Annotated[Path, typer.Argument(help="The publisher's raw file.")],
    out: Annotated[Path, typer.Option(help="Where to write one line per row.")],
    pay: Annotated[str | None, typer.Option(help="Kind of pay; the source's main one.")] = None,
    market: MarketFolder = None,
    json: Json = False,
) -> None:
    """Estimate each record of a raw file from its other facts only, and score the estimates."""
    from paylens.serve.show_backtest import run_backtest

    run_backtest(market, source, file, out, pay, as_json=json)


@app.command()
def serve(
    market: MarketFolder = None,
    host: Annotated[str, typer.Option(help="Address to listen at; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Processes that answer.")] = 1,
    rate_limit: Annotated[
        int, typer.Option(min=0, help="Requests per minute, client and worker; 0 for no limit.")
    ] = 600,
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(help="A site whose pages may read answers (CORS); may be repeated."),
    ] = None,
) -> None:
    """The page and the API, until stopped with Ctrl-C."""
    from paylens.serve.web.server import serve
    from paylens.serve.web.settings import Settings

    settings = Settings(requests_per_minute=rate_limit, origins=tuple(allow_origin or ()))
    serve(market, host, port, workers, settings)


def _console() -> Any:
    from rich.console import Console

    return Console()


def _print_json(answer: Any) -> None:
    from paylens.market.evidence import print_json

    print_json(answer)
