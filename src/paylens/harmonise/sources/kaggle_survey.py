"""kaggle_survey: one row is one person, and one record where the person chose a pay bracket.

The publisher gives no key; identical rows are different people who gave the same answers, so none
are merged. The survey asks where a person lives; that is taken as the country of work too, as the
nearest thing known. Experience is years of writing code, which for many began before work did.
In 2018 students saw the pay question as well; their role is `other`.
"""

from __future__ import annotations

import re

import polars as pl

from paylens.collect.source import Card
from paylens.harmonise.interpretation import NO_PAY, Interpretation, interval_ends, mapped
from paylens.harmonise.place import country_codes
from paylens.harmonise.skills import skill_names

NOT_DISCLOSED = "pay not disclosed"
NOT_A_BRACKET = "pay in words that are no known bracket"
# All four surveys were open in October: 22-29 October 2018, 8-28 October 2019,
# 1 September to 4 October 2021, 16 September to 16 October 2022.
SURVEY_MONTH = 10


def interpret(raw: pl.DataFrame, card: Card) -> Interpretation:
    """One record per person who gave a bracket."""
    brackets = _brackets(raw["pay"], card)
    people = raw.join(brackets, on="pay", how="left", maintain_order="left").with_columns(
        reason=pl.when(pl.col("pay").is_null()).then(pl.lit(NO_PAY)).otherwise("reason")
    )
    kept = pl.col("reason").is_null()
    people = people.with_columns(record_id=pl.when(kept).then(pl.col("row").cast(pl.String)))
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
    return people.select(
        "record_id",
        "total_low",
        "total_high",
        *interval_ends(card, "employer_size", "employer_size"),
        *interval_ends(card, "experience_years", "coding_years"),
        *interval_ends(card, "experience_in_field_years", "ml_years"),
        basis=pl.lit("survey"),
        observed_on=pl.date(pl.col("survey_year"), SURVEY_MONTH, 1),
        place_words=pl.col("country"),
        title=pl.col("role"),
        role=mapped(card, "role", "role"),
        country=country,
        residence_country=country,
        education=mapped(card, "education", "education"),
        gender=mapped(card, "gender", "gender"),
        industry=mapped(card, "industry", "industry"),
        skills=_skills(people, card),
        currency=pl.lit("USD"),
        period=pl.lit("year"),
        total_form=pl.lit("bracket"),
        publisher_usd_per_unit=pl.lit(None, pl.Float64),
    )


def _skills(people: pl.DataFrame, card: Card) -> pl.Expr:
    """Skills named in the multi-select questions, sorted; null for a person who answered none.

    An answer of "None" or "Other" is an empty list: asked, and none of the declared skills used.
    """
    questions = "|".join(card.settings["multi_select"])
    columns = [name for name in people.columns if re.fullmatch(rf"({questions})_\d+", name)]
    words = {word for column in columns for word in people[column].drop_nulls().unique()}
    named = {word: " ".join(found) for word, found in skill_names(sorted(words), card).items()}
    options = pl.col(columns)
    chosen = options.replace_strict(named, default=None, return_dtype=pl.String)
    listed = pl.concat_str(chosen, separator=" ", ignore_nulls=True).str.extract_all(r"\S+")
    answered = pl.any_horizontal(options.is_not_null())
    return pl.when(answered).then(listed.list.unique().list.sort())
