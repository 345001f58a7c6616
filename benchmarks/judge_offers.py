"""Judge the invented offers in benchmarks/offers, for docs/offers.md.

    python benchmarks/judge_offers.py [--market FOLDER] [--write docs/offers.md]

Prints a table of verdicts and each offer's first sentence, as Markdown; `--write` puts them between
the marks in a file.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from paylens.report.answers import Market
from paylens.report.offer.judging import OfferAnswer
from paylens.report.sections import SectionColumn, Value
from paylens.serve.section_cells import Plain, value_text

OFFERS = Path(__file__).parent / "offers"
BEGIN, END = "<!-- verdicts: python benchmarks/judge_offers.py -->", "<!-- end of verdicts -->"
COLUMNS = ("component", "amount", "verdict", "sure", "place", "p25", "p50", "p75", "beside")


def main() -> None:
    """Judge, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--market", type=Path)
    parser.add_argument("--write", type=Path, help="a file with the marks")
    options = parser.parse_args()
    market = Market.at(options.market)
    paths = sorted(OFFERS.glob("*.toml"))
    told = [path.read_text("utf-8") for path in paths]
    parts = [_shown(market.offer(offers=[text])) for text in told]
    parts.append("All together: " + market.offer(offers=told).sentence)
    version = market.store.manifest["version"]
    shown = "\n\n".join([*parts, f"(Market {version}.)"])
    print(shown)
    if options.write:
        text = options.write.read_text("utf-8")
        before, _, rest = text.partition(BEGIN)
        after = rest.partition(END)[2]
        options.write.write_text(f"{before}{BEGIN}\n\n{shown}\n\n{END}{after}", "utf-8")


def _shown(answer: OfferAnswer) -> str:
    verdicts, market = answer.sections[:2]
    known = {column.name: column for column in (*verdicts.columns, *market.columns)}
    columns = [known[name] for name in COLUMNS]
    rows = [a | b for a, b in zip(verdicts.rows, market.rows, strict=True)]
    lines = [
        _row([column.label for column in columns]),
        _row(["---"] * len(columns)),
        *(_cells(row, columns, answer.currency) for row in rows),
    ]
    return f"**{answer.sentence}**\n\n" + "\n".join(lines)


def _cells(row: dict[str, Value], columns: list[SectionColumn], currency: str) -> str:
    return _row([value_text(row.get(c.name), c, currency, Plain()) for c in columns])


def _row(texts: list[str]) -> str:
    return f"| {' | '.join(texts)} |"


if __name__ == "__main__":
    main()
