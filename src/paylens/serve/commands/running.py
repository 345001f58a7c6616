"""Commands that make a market, score it and serve it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from paylens.serve.commands.options import (
    Json,
    MarketFolder,
)


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
    fetch_addresses: Annotated[
        bool,
        typer.Option(
            "--fetch-addresses", help="Let whoever asks have public web pages read for `check`."
        ),
    ] = False,
) -> None:
    """The page and the API, until stopped with Ctrl-C."""
    from paylens.serve.web.server import serve
    from paylens.serve.web.settings import Settings

    settings = Settings(
        requests_per_minute=rate_limit,
        origins=tuple(allow_origin or ()),
        fetch_addresses=fetch_addresses,
    )
    serve(market, host, port, workers, settings)
