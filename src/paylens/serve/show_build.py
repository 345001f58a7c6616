"""`paylens build` on the screen: progress while it works, a closing report after."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from paylens.market.evidence import print_json
from paylens.market.floor import OWN, PUBLIC
from paylens.market.store import REFERENCE
from paylens.report.build import BuildReport, build


def run_build(
    folder: Path, out: Path | None, only_cleared: bool, own_floor: bool, *, as_json: bool
) -> None:
    """Build a market into `out`, or the reference market where `out` is None."""
    console = Console(stderr=True)
    with console.status("looking for files …", spinner="dots") as status:

        def progress(step: str) -> None:
            status.update(f"{step} …")
            if not sys.stderr.isatty():
                print(step, file=sys.stderr)

        report = build(
            folder,
            out or REFERENCE,
            only_cleared=only_cleared,
            keep_records=out is not None,
            floor=OWN if own_floor else PUBLIC,
            progress=progress,
        )
    if as_json:
        print_json(report)
    else:
        _show(report, Console(), is_reference=out is None)


def _show(report: BuildReport, console: Console, *, is_reference: bool) -> None:
    console.print(_accounts(report), highlight=False)
    for source, reason in report.skipped.items():
        console.print(f"[dim]not read: {source}: {reason}[/dim]", highlight=False)
    console.print(
        f"\n[bold]{report.cells:,} cells and a fitted model in {report.market} "
        f"(version {report.version}).[/bold] Every reason: paylens sources, or --json.",
        highlight=False,
    )
    if not is_reference:
        console.print(f"Try: paylens estimate --role 'ML engineer' --market {report.market}")


def _accounts(report: BuildReport) -> Table:
    """One line per source: rows read = kept + not kept, and the commonest reason."""
    table = Table(box=None)
    for column in ("source", "read", "kept", "not kept"):
        table.add_column(column, justify="left" if column == "source" else "right")
    table.add_column("mostly because")
    for account in report.sources:
        reasons = sorted(account.dropped, key=lambda reason: -account.dropped[reason])
        counts = (account.read, account.kept, account.read - account.kept)
        table.add_row(account.source, *(f"{count:,}" for count in counts), *reasons[:1])
    return table
