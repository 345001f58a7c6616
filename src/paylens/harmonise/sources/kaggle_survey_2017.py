"""kaggle_survey of 2017: pay as an exact amount in a currency, both written by the respondent.

The question was "What is your current total yearly compensation (salary + bonus)?", hence total
pay per year. Only those in work who write code saw it: nobody without work, retired or studying
full time is among them. An amount without a currency is counted and not taken for dollars; one
that looks like a month's pay is not multiplied.
"""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from paylens.collect.source import Card
from paylens.harmonise.interpretation import NO_PAY, NOT_A_NUMBER

YEAR = 2017
# The survey was open from 7 to 25 August.
MONTH = 8
NO_CURRENCY = "no currency given"
NOT_POSITIVE = "pay of zero or less"
# Commas only between thousands: "140000,00" may be 140 thousand or 14 million.
NUMBER = r"^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?(E\+?\d+)?$"


def with_bands(card: Card) -> Card:
    """The card with the bands of 2017 in the place of the later surveys'."""
    return replace(card, words=card.words | card.settings["bands_2017"])


def with_amounts(raw: pl.DataFrame) -> pl.DataFrame:
    """Add total_form, total_low, total_high, currency, publisher_usd_per_unit and reason."""
    written = pl.col("amount").str.strip_chars()
    number = pl.when(written.str.contains(NUMBER)).then(
        written.str.replace_all(",", "").cast(pl.Float64, strict=False)
    )
    reason = (
        pl.when(pl.col("amount").is_null())
        .then(pl.lit(NO_PAY))
        .when(number.is_null())
        .then(pl.lit(NOT_A_NUMBER))
        .when(number <= 0)
        .then(pl.lit(NOT_POSITIVE))
        .when(pl.col("currency").is_null())
        .then(pl.lit(NO_CURRENCY))
    )
    return raw.with_columns(
        reason=reason,
        total_form=pl.lit("exact"),
        total_low=number,
        total_high=number,
        publisher_usd_per_unit=pl.col("usd_per_unit").cast(pl.Float64, strict=False),
    )
