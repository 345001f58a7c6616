"""`paylens estimate --batch`: a progress bar, a file, and how many rows were answered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from paylens.errors import OutputError
from paylens.market.evidence import print_json
from paylens.report.answers import Market
from paylens.report.batch import batch_estimates
from paylens.serve.files import write_whole


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
        )
        draft.write_text(found.write_csv(), "utf-8")
    refused = found["error"].is_not_null().sum()
    summary = {"rows": found.height, "answered": found.height - refused, "refused": refused}
    if as_json:
        print_json(summary | {"out": str(out)})
        return
    print(f"{summary['answered']:,} of {found.height:,} rows answered, in {out}.")
    if refused:
        first = found.filter(found["error"].is_not_null())["error"][0]
        print(f"{refused:,} rows have their reason in the column `error`; the first: {first}")
