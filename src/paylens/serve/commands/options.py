"""Options that several commands share, as they are declared in `parameters`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from paylens.serve.parameters import FACTS, OPTIONS, OWN_PAY, Parameter


def option(parameter: Parameter) -> Any:
    """A parameter as an option of a command."""
    names = [parameter.flags] if parameter.flags else []
    return typer.Option(*names, help=parameter.advice, metavar=parameter.metavar)


MarketFolder = Annotated[
    Path | None,
    typer.Option("--market", help="A market of your own; the shipped one unless given."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON with the same fields.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Md = Annotated[bool, typer.Option("--md", help="Print Markdown.")]
Real = Annotated[int | None, option(OPTIONS["real"])]
Ppp = Annotated[bool, option(OPTIONS["ppp"])]
Anchor = Annotated[str | None, option(OPTIONS["anchor"])]
LowestBracket = Annotated[bool, option(OPTIONS["lowest_bracket"])]
AsOf = Annotated[int | None, option(OPTIONS["year"])]
Pay = Annotated[str, option(OPTIONS["pay"])]
Project = Annotated[bool, option(OPTIONS["project"])]
Currency = Annotated[str | None, option(OPTIONS["currency"])]
AsReportedIn = Annotated[str | None, option(OPTIONS["as_reported_in"])]
MyPay = Annotated[str | None, option(OWN_PAY)]

Role = Annotated[str | None, option(FACTS["role"])]
Country = Annotated[str | None, option(FACTS["country"])]
Experience = Annotated[str | None, option(FACTS["experience"])]
Level = Annotated[str | None, option(FACTS["level"])]
City = Annotated[str | None, option(FACTS["city"])]
Metro = Annotated[str | None, option(FACTS["metro"])]
Education = Annotated[str | None, option(FACTS["education"])]
Industry = Annotated[str | None, option(FACTS["industry"])]
Company = Annotated[str | None, option(FACTS["company"])]
CompanySize = Annotated[str | None, option(FACTS["company_size"])]
Specialisation = Annotated[str | None, option(FACTS["specialisation"])]
Skills = Annotated[str | None, option(FACTS["skills"])]
Remote = Annotated[bool | None, option(FACTS["remote"])]
Employment = Annotated[str | None, option(FACTS["employment"])]
