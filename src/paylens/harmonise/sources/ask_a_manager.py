"""ask_a_manager: one row is one person's base salary and what other money they get beside it.

Rows alike in everything but their time are one person who sent the form twice. The form asks "how
much additional monetary compensation do you get, if any": a blank says none. Within an industry
the base pay of those who left it blank is that of those who wrote 0, and a ninth below that of
those with an amount. An addition that equals the salary to the unit is the salary written again:
base stands, bonus and total are unknown.

All occupations answer, and words such as "scientist" or "architect" mean other professions among
them: a title names a role of computing only with evidence in the title or the functional area.
"""

from __future__ import annotations

import polars as pl

from paylens.collect.source import Card
from paylens.harmonise.interpretation import (
    MERGED_COPY,
    NO_PAY,
    NOT_A_NUMBER,
    Interpretation,
    exact,
    interval_ends,
    mapped,
    number,
)
from paylens.harmonise.place import country_codes, place_columns
from paylens.harmonise.regions import region_code
from paylens.harmonise.title import OTHER, title_facts
from paylens.harmonise.us_places import COUNTRY as US
from paylens.harmonise.us_places import state_of

WHICH_DOLLARS = "currency AUD/NZD in neither country"
TWO_DOLLARS = "AUD/NZD"
OTHER_CURRENCY = "Other"
OTHER_INDUSTRY = "other_industry"
SEVERAL = ","
# Columns in which people wrote one word in many cases.
LOWER_CASE = ["industry", "education", "other_currency"]


def interpret(raw: pl.DataFrame, card: Card) -> Interpretation:
    """One record per person who gave a salary in a known currency."""
    lower = pl.col(LOWER_CASE).str.to_lowercase().str.replace_all("’", "'", literal=True)
    text = raw.with_columns(pl.col(pl.String).str.strip_chars()).with_columns(lower)
    same = [column for column in text.columns if column not in ("row", "timestamp")]
    people = text.with_columns(
        first_row=pl.col("row").min().over(same),
        base=_plain_number("salary"),
        country_words="country",
        country=country_codes(text["country"]),
    ).with_columns(currency=_currency(card))
    people = people.with_columns(reason=_reason())
    of_a_report = pl.col("reason").is_null() | (pl.col("reason") == MERGED_COPY)
    people = people.with_columns(
        record_id=pl.when(of_a_report).then(pl.col("first_row").cast(pl.String))
    )
    rows = people.select("row", "record_id", "reason", listed_low="base", listed_high="base")
    return Interpretation(rows, _facts(people.filter(pl.col("reason").is_null()), card))


def _plain_number(column: str) -> pl.Expr:
    """Digits with perhaps a decimal part; null for anything else."""
    plain = pl.col(column).str.contains(r"^\d+(\.\d+)?$")
    return pl.when(plain).then(number(column))


def _currency(card: Card) -> pl.Expr:
    """ISO codes; null for words that name none, AUD/NZD where it stays unknown which."""
    upper = pl.col("other_currency").str.to_uppercase()
    code = pl.when(upper.str.contains("^[A-Z]{3}$")).then(upper)
    one_of_two = pl.when(code.is_in(list(card.words["dollars"].values()))).then(code)
    return (
        pl.when(pl.col("currency") == TWO_DOLLARS)
        .then(pl.coalesce(one_of_two, mapped(card, "dollars", "country"), "currency"))
        .when(pl.col("currency") == OTHER_CURRENCY)
        .then(pl.coalesce(mapped(card, "currency", "other_currency"), code))
        .otherwise("currency")
    )


def _reason() -> pl.Expr:
    return (
        pl.when(pl.col("salary").is_null())
        .then(pl.lit(NO_PAY))
        .when(pl.col("base").is_null())
        .then(pl.lit(NOT_A_NUMBER))
        .when(pl.col("currency") == TWO_DOLLARS)
        .then(pl.lit(WHICH_DOLLARS))
        .when(pl.col("row") != pl.col("first_row"))
        .then(pl.lit(MERGED_COPY))
    )


def _facts(people: pl.DataFrame, card: Card) -> pl.DataFrame:
    bonus = _bonus()
    moment = pl.col("timestamp").str.to_datetime("%m/%d/%Y %H:%M:%S", strict=False)
    industry = mapped(card, "industry", "industry").fill_null(OTHER_INDUSTRY)
    return (
        people.with_columns(_place(people))
        .hstack(title_facts(people["title"]))
        .select(
            "record_id",
            "title",
            "level",
            "specialisation",
            "country",
            "region",
            "metro",
            "city",
            "place_words",
            "currency",
            *interval_ends(card, "experience_years", "years"),
            *interval_ends(card, "experience_in_field_years", "years_in_field"),
            *exact("base", pl.col("base")),
            *exact("bonus", bonus),
            *exact("total", pl.col("base") + bonus),
            *_role(card),
            basis=pl.lit("survey"),
            observed_on=moment.dt.date(),
            remote=mapped(card, "remote", "remote"),
            education=mapped(card, "education", "education"),
            gender=mapped(card, "gender", "gender"),
            industry=pl.when(pl.col("industry").is_not_null()).then(industry),
            period=pl.lit("year"),
            publisher_usd_per_unit=pl.lit(None, pl.Float64),
        )
    )


def _bonus() -> pl.Expr:
    """A blank is none; junk, and the salary written again, are unknown."""
    amount = (
        pl.when(pl.col("additional").is_null()).then(0.0).otherwise(_plain_number("additional"))
    )
    return pl.when(amount != pl.col("base")).then(amount)


def _role(card: Card) -> list[pl.Expr]:
    """The title's role, or what is left of a role of computing that nothing else speaks for."""
    evidence = card.settings["evidence"]
    left = pl.col("role").replace_strict(
        evidence["otherwise"], default=None, return_dtype=pl.String
    )
    words = pl.concat_str("title", "area", separator=" | ", ignore_nulls=True)
    doubted = pl.when(left.is_not_null()).then(words).str.to_lowercase()
    sure = doubted.str.contains(evidence["pattern"]).fill_null(True)
    role = pl.when(sure).then("role").otherwise(left)
    score = pl.when(role == OTHER).then(0.0).otherwise("role_score")
    return [role.alias("role"), score.alias("role_score")]


def _place(people: pl.DataFrame) -> list[pl.Series]:
    """Country, region, metro, city, and `place_words`.

    Who names several states is in the one that has the city; in no region where that is not one.
    """
    several = pl.col("state").str.contains(SEVERAL)
    pairs = people.filter(several, pl.col("city").is_not_null()).select("city", "state").unique()
    found = [_one_state(*pair) for pair in pairs.iter_rows()]
    known = pairs.with_columns(pl.Series("one_state", found, pl.String))
    asked = people.select("city", "state", "country", "country_words").join(
        known, on=["city", "state"], how="left", maintain_order="left"
    )
    state = asked.select(pl.when(several).then("one_state").otherwise("state").alias("state"))
    country, region, *rest = place_columns(asked["city"], state["state"], asked["country"])
    unsure = asked.select((several & pl.col("one_state").is_null()).fill_null(False))
    words = pl.concat_str("city", "state", "country_words", separator=", ", ignore_nulls=True)
    return [
        country,
        region.set(unsure.to_series(), None),
        *rest,
        asked.select(words.alias("place_words"))["place_words"],
    ]


def _one_state(city: str, states: str) -> str | None:
    codes = (region_code(state, US) for state in states.split(SEVERAL))
    return state_of(city, [code for code in codes if code])
