"""A model's card as Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from paylens.report.card_metrics import Measured
from paylens.report.model_card import ModelCard, Terms
from paylens.serve.text import years


def as_markdown(card: ModelCard) -> str:
    """The card as a page."""
    sections = (_head, _data, _facts, _method, _metrics, _weaknesses, _not_for)
    return "\n".join(line for section in sections for line in section(card)) + "\n"


def _head(card: ModelCard) -> list[str]:
    return [
        "# Model card",
        "",
        card.sentence,
        "",
        f"Market `{card.market}`, a hash of all that is in it; the newest record is of "
        f"{card.newest_year}. Rebuilt by `{card.rebuilt_by}`.",
        "",
    ]


def _data(card: ModelCard) -> list[str]:
    series = [
        (each.series, f"{each.records:,}", years(range(each.first_year, each.last_year + 1)),
         " and ".join(each.basis), ", ".join(each.facts))
        for each in card.series
    ]  # fmt: skip
    return [
        "## Data",
        "",
        *_table(("source", "publisher", "records", "years", "basis", "terms", "redistribute"),
                map(_source, card.sources)),
        "",
        *(f"- **{each.source}**: {each.population}. Terms: {each.clause} <{each.url}>"
          for each in card.sources),
        "",
        "Beside the answers, never in the model: "
        + ("; ".join(f"{each.publisher}, {years(each.years)}" for each in card.official) or "none")
        + ".",
        "",
        "What the model answers for, each a source and a kind of pay, and what each asks:",
        "",
        *_table(("series", "records fitted on", "years", "basis", "facts it asks"), series),
        "",
    ]  # fmt: skip


def _source(each: Terms) -> tuple[str, ...]:
    told = (each.source, each.publisher, f"{each.records:,}", years(each.years))
    return (*told, " and ".join(each.basis), each.licence, each.redistribute)


def _facts(card: ModelCard) -> list[str]:
    return [
        "## Facts",
        "",
        f"- Read: {', '.join(card.facts)}.",
        f"- Protected, never read: {', '.join(card.protected)}. Nor is free text, nor a word that "
        "fewer than 10 records hold.",
        f"- Declared and not read: {', '.join(card.unread) or 'none'}.",
        "",
    ]


def _method(card: ModelCard) -> list[str]:
    lines = ["## Method", "", "As the model's own files say; at length in docs/model.md.", ""]
    for part, text in card.method.items():
        lines.append(f"- **{part}**: {' '.join(text.split())}")
    return [*lines, ""]


def _metrics(card: ModelCard) -> list[str]:
    metrics = card.metrics
    if not metrics.lines:
        return ["## Metrics", "", f"None: {metrics.fewest_records:,} records of a source are "
                "needed before some are held out.", ""]  # fmt: skip
    lines = [
        "## Metrics",
        "",
        f"Share of pay held out of the fit ({metrics.held_out_share:.0%} of each source's reports) "
        "that the model's 50, 80 and 90 % ranges held. ± is twice the standard error of the 80 % "
        "share in a random sample of so many.",
        "",
        *_table(("series", "told", "rows", "50 %", "80 %", "90 %", "±"),
                ((m.series, *_shares(m)) for m in metrics.lines)),
        "",
    ]  # fmt: skip
    if metrics.mean_off is None:
        return [*lines, "No part of a series has enough rows to be measured alone.", ""]
    return [
        *lines,
        f"Of {metrics.segments} parts of series, the 80 % range lies {100 * metrics.mean_off:.1f} "
        "points off its claim on average. The furthest off:",
        "",
        *_table(("series", "part", "told", "rows", "50 %", "80 %", "90 %", "±"),
                ((m.series, m.segment, *_shares(m)) for m in metrics.worst)),
        "",
    ]  # fmt: skip


def _shares(line: Measured) -> tuple[str, ...]:
    rows = f"{line.rows:,}{', too few to say much' if line.too_few else ''}"
    shares = (f"{share:.1%}" for share in (line.coverage_50, line.coverage_80, line.coverage_90))
    return line.told, rows, *shares, f"{200 * line.error:.1f}"


def _weaknesses(card: ModelCard) -> list[str]:
    return ["## Where it is weak", "", *(f"- {text}" for text in card.weaknesses), ""]


def _not_for(card: ModelCard) -> list[str]:
    return ["## What it must not be used for", "", *(f"- {text}" for text in card.not_for)]


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    cells = [heads, ("---",) * len(heads), *rows]
    return [f"| {' | '.join(text.replace('|', '/') for text in line)} |" for line in cells]
