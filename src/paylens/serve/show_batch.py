"""`paylens estimate --batch`: a progress bar, a file, and how many rows were answered."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from paylens.errors import OutputError
from paylens.market.evidence import print_json
from paylens.report.answers import Market
from paylens.report.batch import Batch, batch_estimates
from paylens.serve.files import write_whole

PROCESSES = 2


def run_batch(
    market: Market, profiles: Path, out: Path, options: dict[str, Any], *, as_json: bool
) -> None:
    """Estimate every row of `profiles` and write them, with the estimates beside, to `out`.

    Raises
    ------
    OutputError
        `out` is the file of profiles itself, or cannot be written.
    """
    if profiles.resolve() == out.resolve():
        raise OutputError(f"{out}: is the file of profiles itself. Choose another --out.")
    with Progress(console=Console(stderr=True), transient=True) as bar, write_whole(out) as draft:
        task = bar.add_task("estimating", total=None)
        found = batch_estimates(
            market,
            profiles,
            market.options(**options),
            lambda done, total: bar.update(task, completed=done, total=total),
            processes=min(PROCESSES, os.cpu_count() or 1),
        )
        draft.write_text(found.table.write_csv(), "utf-8")
    rows, refused = found.table.height, sum(found.reasons.values())
    if as_json:
        summary = {"rows": rows, "answered": rows - refused, "refused": refused}
        columns = {name: getattr(found, name) for name in ("used", "replaced", "unread")}
        print_json(summary | {"reasons": found.reasons, "columns": columns, "out": str(out)})
        return
    print(f"{rows - refused:,} of {rows:,} rows answered, in {out}.")
    for line in _column_lines(found):
        print(line)
    if refused:
        reason, count = next(iter(found.reasons.items()))
        print(
            f"{refused:,} rows have their reason in the column `error`; the commonest "
            f"({count:,}): {reason}"
        )


def _column_lines(found: Batch) -> list[str]:
    """What became of the columns that were not asked."""
    lines = []
    if found.unread:
        lines.append(f"Columns passed on unread: {', '.join(found.unread)}.")
    if found.replaced:
        lines.append(f"Columns replaced by the answers': {', '.join(found.replaced)}.")
    return lines
