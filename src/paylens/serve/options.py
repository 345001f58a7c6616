"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

MarketFolder = Annotated[
    Path | None,
    typer.Option("--market", help="A market of your own; the shipped one unless given."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON with the same fields.")]
Real = Annotated[
    int | None,
    typer.Option(metavar="YEAR", help="In the prices of a year, by national consumer prices."),
]
Ppp = Annotated[
    bool, typer.Option("--ppp", help="In international dollars, by purchasing power parity.")
]
Anchor = Annotated[str | None, typer.Option(help="Move base pay to the official level: official.")]
LowestBracket = Annotated[bool, typer.Option(help="Keep survey answers below the legal minimum.")]
AsOf = Annotated[int | None, typer.Option(help="As of which year; the newest unless given.")]
Pay = Annotated[str, typer.Option(help="Kind of pay: base or total.")]

Role = Annotated[str | None, typer.Option(help='For example "ML engineer".')]
Country = Annotated[str | None, typer.Option(help="Country of work.")]
Experience = Annotated[str | None, typer.Option(help='Years: 6, "6 yrs", 3-5, 10+.')]
Level = Annotated[
    str | None, typer.Option(help="entry, mid, senior, staff, executive; or the company's own.")
]
City = Annotated[str | None, typer.Option(help="City of work.")]
Metro = Annotated[str | None, typer.Option(help='US metro area: "Bay Area", "NYC".')]
Education = Annotated[str | None, typer.Option(help="Highest degree.")]
Industry = Annotated[str | None, typer.Option(help="The employer's industry.")]
Company = Annotated[str | None, typer.Option(help="The employer.")]
CompanySize = Annotated[str | None, typer.Option(help="Employees: 120, 10,000+.")]
Specialisation = Annotated[
    str | None, typer.Option(help='Field of work: "computer vision", "nlp".')
]
Skills = Annotated[str | None, typer.Option(help="Skills, comma-separated.")]
Remote = Annotated[bool | None, typer.Option("--remote/--on-site", help="Where the work is done.")]
Employment = Annotated[str | None, typer.Option(help="full time, part time, contract …")]
Project = Annotated[bool, typer.Option(help="Go on past the last official year.")]
Currency = Annotated[str, typer.Option(help="Currency of the answer and of --my-pay.")]
AsReportedIn = Annotated[
    str | None, typer.Option(metavar="SOURCE", help="What one source's records would say.")
]
