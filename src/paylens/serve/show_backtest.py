"""`paylens backtest` on the screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from paylens.market.evidence import print_json
from paylens.model.backtest import backtest
from paylens.report.answers import Market
from paylens.serve.files import write_whole
from paylens.serve.text import table

if TYPE_CHECKING:
    from paylens.model.backtest import BacktestReport


def run_backtest(
    market: Path | None, source: str, file: Path, out: Path, pay: str | None, *, as_json: bool
) -> None:
    """Score the estimates of a raw file's records and write one line per row to `out`."""
    with Console(stderr=True).status(f"estimating the records of {file.name} …"):
        report = backtest(Market.at(market).model, source, file, pay)
        with write_whole(out) as draft:
            report.rows.write_csv(draft, float_precision=2)
    if as_json:
        print_json(report)
    else:
        _show(report, out, Console())


def _show(report: BacktestReport, out: Path, console: Console) -> None:
    console.print(f"[bold]{report.sentence}[/bold]\n", highlight=False)
    shown = table("records", "n", "pinball", "50 %", "80 %", "90 %", "median APE")
    for score in report.scores:
        shown.add_row(
            score.segment,
            f"{score.records:,}",
            f"{score.pinball:.4f}",
            *[
                f"{share:.1%}"
                for share in (score.coverage_50, score.coverage_80, score.coverage_90)
            ],
            "–" if score.median_ape is None else f"{score.median_ape:.1%}",
        )
    console.print(shown)
    left = "; ".join(f"{reason}: {count:,}" for reason, count in report.left_out.items())
    console.print(f"\nLeft out: {left or 'none'}.\nOne line per row: {out}", highlight=False)
