"""The commands: each reads its options, asks one question and shows the answer."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from paylens.serve.commands import accounts, estimates, running
from paylens.serve.commands.questions import Commands

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


for command in (
    estimates.show,
    estimates.estimate,
    estimates.explain,
    accounts.tables,
    accounts.sources,
    accounts.model,
    accounts.levels,
    running.build,
    running.backtest,
    running.serve,
):
    app.command()(command)
