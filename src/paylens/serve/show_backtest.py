"""`paylens backtest` on the screen."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from paylens.harmonise.dimension import dimension
from paylens.market.evidence import as_json as fields_of
from paylens.market.evidence import print_json
from paylens.model.backtest import backtest
from paylens.report.answers import Market
from paylens.serve.files import write_whole
from paylens.serve.text import table

if TYPE_CHECKING:
    from paylens.market.store import Store
    from paylens.model.backtest import BacktestReport

MOST_OF_A_KIND = 8
SEEN = (
    "This file is among those the market was built from, so its rows were seen: the scores flatter."
)


def run_backtest(
    market: Path | None, source: str, file: Path, out: Path, pay: str | None, *, as_json: bool
) -> None:
    """Score the estimates of a raw file's records and write one line per row to `out`."""
    with Console(stderr=True).status(f"estimating the records of {file.name} …"):
        opened = Market.at(market)
        report = backtest(opened.model, source, file, pay)
        report = replace(report, seen=_was_seen(opened.store, file))
        with write_whole(out) as draft:
            draft.write_text(report.rows.write_csv(float_precision=2), "utf-8")
    if as_json:
        print_json(fields_of(report) | {"left_out_share": report.left_out_share, "out": str(out)})
    else:
        _show(report, out, Console())


def _was_seen(store: Store, file: Path) -> bool:
    """Whether the market was built from this very file, whatever it is called."""
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return any(digest in account["files"].values() for account in store.accounts)


def _show(report: BacktestReport, out: Path, console: Console) -> None:
    first = report.scores[0]
    console.print(
        f"[bold]{report.series}: on {first['rows']:,} rows the pinball loss on log pay is "
        f"{first['pinball']:.4f}; the 80 % range held {first['coverage_80']:.1%} of them.[/bold]\n",
        highlight=False,
    )
    shown = table("", "rows", "pinball", "50 %", "80 %", "90 %", "median error")
    for score in _commonest(report.scores):
        shown.add_row(
            _name(score),
            f"{score['rows']:,}",
            f"{score['pinball']:.4f}",
            *[f"{score[f'coverage_{share}']:.1%}" for share in (50, 80, 90)],
            f"{score['median_ape']:.1%}",
        )
    if report.seen:
        console.print(SEEN, soft_wrap=True)
    console.print(shown)
    left = "; ".join(f"{reason}: {count:,}" for reason, count in report.left_out.items())
    console.print(
        f"\nNo pay given: {report.no_pay_given:,} rows. Left out: {left or 'none'} "
        f"({report.left_out_share:.1%}).\nOne line per row: {out}",
        highlight=False,
    )


def _commonest(scores: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All rows, and of each kind of segment the commonest; --json has all."""
    shown: Counter[tuple[str, bool]] = Counter()
    kept = []
    for score in scores:
        kind = (score["segment"], score["lowest_bracket"])
        shown[kind] += 1
        if shown[kind] <= MOST_OF_A_KIND:
            kept.append(score)
    return kept


def _name(score: dict[str, Any]) -> str:
    """What a line of scores is about, in people's words."""
    value = score["value"] or "not known"
    if score["segment"] in ("role", "country") and score["value"]:
        value = dimension(score["segment"]).value_label(value)
    name = "all rows" if score["segment"] == "all" else value
    return name if score["lowest_bracket"] else f"{name}, above the lowest bracket"
