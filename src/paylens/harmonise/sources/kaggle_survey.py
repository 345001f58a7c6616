"""kaggle_survey: one row is one person, and one record where the person gave their pay.

The publisher gives no key; identical rows are different people who gave the same answers, so none
are merged. Pay is a bracket in USD, in 2017 an exact amount in a currency. The survey asks where a
person lives; that is taken as the country of work too, as the nearest thing known. Experience is
years of writing code, in 2017, 2018 and 2019 code to analyse data, which for many began before work
did. In 2018 students saw the pay question as well; their role is `other`.
"""

from __future__ import annotations

import re

import polars as pl

from paylens.collect.source import Card
from paylens.harmonise.interpretation import NO_PAY, Interpretation, interval_ends, mapped
from paylens.harmonise.place import country_codes
from paylens.harmonise.sources.kaggle_survey_2017 import MONTH as MONTH_OF_2017
from paylens.harmonise.sources.kaggle_survey_2017 import YEAR, with_amounts, with_bands
from paylens.harmonise.sources.kaggle_survey_options import fields_of_work, skill_columns

NOT_DISCLOSED = "pay not disclosed"
NOT_A_BRACKET = "pay in words that are no known bracket"
# The four surveys with brackets were open in October: 22-29 October 2018, 8-28 October 2019,
# 1 September to 4 October 2021, 16 September to 16 October 2022.
SURVEY_MONTH = 10


def interpret(raw: pl.DataFrame, card: Card) -> Interpretation:
    """One record per person who gave a bracket, or in 2017 an amount."""
    if raw["survey_year"][0] == YEAR:
        card, paid = with_bands(card), with_amounts(raw)
    else:
        paid = _with_brackets(raw, card)
    kept = pl.col("reason").is_null()
    people = paid.with_columns(record_id=pl.when(kept).then(pl.col("row").cast(pl.String)))
    rows = people.select(
        "row", "record_id", "reason", listed_low="total_low", listed_high="total_high"
    )
    return Interpretation(rows, _facts(people.filter(kept), card))


def pay_bracket(words: str) -> tuple[float, float | None] | None:
    """The [low, high) that an option's words mean; high None for an open top; None for no bracket.

    "$0-999" → (0, 1000); "10-20,000", which is in thousands, → (10000, 20000);
    "> $500,000" → (500000, None).
    """
    plain = re.sub(r"[$\s]", "", words)
    if top := re.fullmatch(r">([\d,]*\d)|([\d,]*\d)\+", plain):
        return _number(top[1] or top[2]), None
    ends = re.fullmatch(r"(\d[\d,]*)-(\d[\d,]*)", plain)
    if ends is None:
        return None
    low, high = _number(ends[1]), _number(ends[2])
    in_thousands = "," not in ends[1] and "," in ends[2] and low * 1000 < high
    below = high + 1 if high % 10 == 9 else high
    low = low * 1000 if in_thousands else low
    return (low, below) if low < below else None


def _number(digits: str) -> float:
    return float(digits.replace(",", ""))


def _with_brackets(raw: pl.DataFrame, card: Card) -> pl.DataFrame:
    """Add total_form, total_low, total_high, currency, publisher_usd_per_unit and reason."""
    brackets = _brackets(raw["pay"], card)
    return raw.join(brackets, on="pay", how="left", maintain_order="left").with_columns(
        reason=pl.when(pl.col("pay").is_null()).then(pl.lit(NO_PAY)).otherwise("reason"),
        total_form=pl.lit("bracket"),
        currency=pl.lit("USD"),
        publisher_usd_per_unit=pl.lit(None, pl.Float64),
    )


def _brackets(pay: pl.Series, card: Card) -> pl.DataFrame:
    """Each distinct answer with its `total_low` and `total_high`, or the reason it has none."""
    lines = []
    for words in pay.drop_nulls().unique(maintain_order=True).to_list():
        bracket = pay_bracket(words)
        refused = NOT_DISCLOSED if words in card.settings["refusals"] else NOT_A_BRACKET
        lines.append((words, *(bracket or (None, None)), None if bracket else refused))
    schema = {
        "pay": pl.String,
        "total_low": pl.Float64,
        "total_high": pl.Float64,
        "reason": pl.String,
    }
    return pl.DataFrame(lines, schema, orient="row")


def _facts(people: pl.DataFrame, card: Card) -> pl.DataFrame:
    country = country_codes(people["country"])
    month = pl.when(pl.col("survey_year") == YEAR).then(MONTH_OF_2017).otherwise(SURVEY_MONTH)
    return people.select(
        "record_id",
        "total_form",
        "total_low",
        "total_high",
        "currency",
        "publisher_usd_per_unit",
        *interval_ends(card, "employer_size", "employer_size"),
        *interval_ends(card, "experience_years", "coding_years"),
        *interval_ends(card, "experience_in_field_years", "ml_years"),
        *skill_columns(people, card),
        fields_of_work(people, card),
        basis=pl.lit("survey"),
        observed_on=pl.date(pl.col("survey_year"), month, 1),
        place_words=pl.col("country"),
        title=pl.col("role"),
        role=mapped(card, "role", "role"),
        role_score=pl.when(pl.col("role").is_not_null()).then(1.0),
        employment_type=mapped(card, "employment_type", "employment"),
        country=country,
        residence_country=country,
        remote=mapped(card, "remote", "remote"),
        education=mapped(card, "education", "education"),
        gender=mapped(card, "gender", "gender"),
        industry=mapped(card, "industry", "industry"),
        period=pl.lit("year"),
    )
