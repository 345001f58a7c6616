"""Commands about one profile, or many."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from paylens.serve.commands.options import (
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
from paylens.serve.commands.output import console, print_json


def show(market: MarketFolder = None, json: Json = False) -> None:
    """The main answer: what an ML engineer in the US earns, and how the article's tables fare."""
    from paylens.serve.show_main import main_answer

    main_answer(market, as_json=json)


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
    from paylens.report.answers import Market
    from paylens.report.estimator import OPTIONS
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
        print_json(answer)
        return
    from paylens.serve.show_estimate import show_estimate

    show_estimate(answer, console())


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
    from paylens.report.answers import Market
    from paylens.report.estimator import OPTIONS
    from paylens.report.profile import QUESTIONS

    facts = {name: context.params[name] for name in QUESTIONS}
    _require_a_fact(facts)
    options = {name: context.params[name] for name in OPTIONS if name in context.params}
    answer = Market.at(market).explain(**facts, **options)
    if json:
        print_json(answer)
        return
    from paylens.serve.show_explanation import show_explanation

    show_explanation(answer, console())


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
