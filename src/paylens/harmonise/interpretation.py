"""What a source's own module hands to the common pipeline, and the small steps they share."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from paylens.collect.source import Card

MERGED_COPY = "copy of another report (merged)"
MERGED_END = "other end of the same range (merged)"
NO_PAY = "no pay given"
NOT_A_NUMBER = "pay is not a number"


@dataclass(frozen=True)
class Interpretation:
    """A file's rows and the reports found in them.

    `rows` has `row`, `record_id` (null where the row is dropped), `reason` (null for the row that
    stands for its report) and the row's own amount of the main kind of pay, `listed_low` and
    `listed_high`, in the report's currency and period. `records` has one line per `record_id`
    (text, unique within the file) with those record fields that the source knows, always `basis`,
    `observed_on`, `title`, `role`, `currency`, `period` and some pay, `role_score` where the role
    was read from free words, `publisher_usd_per_unit` (null where the publisher gives no rate), and
    where the source names places `place_words`, the place in the publisher's words. `ladders` are
    the employers' own ladders where the source names their levels (harmonise/ladder/fit.py says
    the columns).
    """

    rows: pl.DataFrame
    records: pl.DataFrame
    ladders: pl.DataFrame | None = None


def mapped(card: Card, field: str, column: str) -> pl.Expr:
    """The card's value for the publisher's word in `column`; null for a word without one."""
    return pl.col(column).replace_strict(card.words[field], default=None, return_dtype=pl.String)


def mapped_set(card: Card, field: str, column: str) -> pl.Expr:
    """The card's list of values for the publisher's word in `column`; null for a word without."""
    words = {word: " ".join(values) for word, values in card.words[field].items()}
    return pl.col(column).replace_strict(words, default=None, return_dtype=pl.String).str.split(" ")


def interval_ends(card: Card, field: str, column: str) -> list[pl.Expr]:
    """The card's [low, high) for the publisher's word, as `<field>_low` and `<field>_high`."""
    ends = []
    for position, end in enumerate(("low", "high")):
        words = {word: float(span[position]) for word, span in card.words[field].items()}
        expression = pl.col(column).replace_strict(words, default=None, return_dtype=pl.Float64)
        ends.append(expression.alias(f"{field}_{end}"))
    return ends


def number(column: str) -> pl.Expr:
    """The number that a cell writes; null for anything else, infinity and "nan" among it."""
    parsed = pl.col(column).cast(pl.Float64, strict=False)
    return pl.when(parsed.is_finite()).then(parsed)


def exact(kind: str, amount: pl.Expr) -> list[pl.Expr]:
    """The columns of one exact amount; nulls where the amount is null."""
    return [
        pl.when(amount.is_not_null()).then(pl.lit("exact")).alias(f"{kind}_form"),
        amount.alias(f"{kind}_low"),
        amount.alias(f"{kind}_high"),
    ]
