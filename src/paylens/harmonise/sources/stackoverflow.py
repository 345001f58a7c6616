"""stackoverflow: one row of the pay file is one person; the languages file adds their languages.

Respondents are numbered, so two alike are two people; only a row copied with its number is one
report. The survey asks where a person lives; that is taken as the country of work too. Experience
is years of coding, education included, which for many began before work did. The pay file's own
language is the first of the alphabet among a person's, and is not used.
"""

from __future__ import annotations

import polars as pl

from paylens.collect.source import Card
from paylens.collect.stackoverflow import SEPARATOR
from paylens.harmonise.interpretation import (
    MERGED_COPY,
    NO_PAY,
    NOT_A_NUMBER,
    Interpretation,
    exact,
    mapped,
    mapped_set,
    number,
)
from paylens.harmonise.place import country_codes
from paylens.harmonise.skills import skill_names

JOINED = "a respondent's language (joined to their report)"
OF_NOBODY = "language of nobody in the pay file"
FACTS = ("respondent", "salary", "YearsCode", "Country", "EdLevel", "PrimaryRole", "languages")


def interpret(raw: pl.DataFrame, card: Card) -> Interpretation:
    """One record per person of the pay file, none for a row of the languages file."""
    if "in_pay_file" in raw.columns:
        return _no_reports(raw, card)
    people = raw.with_columns(
        pay=number("salary"),
        first_row=pl.col("row").min().over(FACTS),
    )
    reason = (
        pl.when(pl.col("salary").is_null())
        .then(pl.lit(NO_PAY))
        .when(pl.col("pay").is_null())
        .then(pl.lit(NOT_A_NUMBER))
        .when(pl.col("row") != pl.col("first_row"))
        .then(pl.lit(MERGED_COPY))
    )
    of_a_report = pl.col("pay").is_not_null()
    people = people.with_columns(
        reason=reason, record_id=pl.when(of_a_report).then(pl.col("first_row").cast(pl.String))
    )
    rows = people.select("row", "record_id", "reason", listed_low="pay", listed_high="pay")
    return Interpretation(rows, _facts(people.filter(pl.col("reason").is_null()), card))


def _no_reports(raw: pl.DataFrame, card: Card) -> Interpretation:
    joined = pl.col("in_pay_file").is_not_null()
    rows = raw.select(
        "row",
        record_id=pl.lit(None, pl.String),
        reason=pl.when(joined).then(pl.lit(JOINED)).otherwise(pl.lit(OF_NOBODY)),
        listed_low=pl.lit(None, pl.Float64),
        listed_high=pl.lit(None, pl.Float64),
    )
    nobody = pl.DataFrame(
        schema=dict.fromkeys((*FACTS, "record_id"), pl.String) | {"pay": pl.Float64}
    )
    return Interpretation(rows, _facts(nobody, card))


def _facts(people: pl.DataFrame, card: Card) -> pl.DataFrame:
    country = country_codes(people["Country"])
    years = number("YearsCode")
    return people.select(
        "record_id",
        *exact("total", pl.col("pay")),
        *_skills(people["languages"], card),
        basis=pl.lit("survey"),
        observed_on=pl.lit(card.settings["observed_on"]),
        title=pl.col("PrimaryRole"),
        role=mapped(card, "role", "PrimaryRole"),
        level=mapped(card, "level", "PrimaryRole"),
        specialisation=mapped_set(card, "specialisation", "PrimaryRole"),
        country=country,
        residence_country=country,
        place_words=pl.col("Country"),
        experience_years_low=years,
        experience_years_high=years,
        education=mapped(card, "education", "EdLevel"),
        currency=pl.lit("USD"),
        period=pl.lit("year"),
        publisher_usd_per_unit=pl.lit(None, pl.Float64),
    )


def _skills(languages: pl.Series, card: Card) -> list[pl.Series]:
    """`skills` and `skills_asked`; both null for a person without an answer."""
    named = skill_names(card.settings["languages"], card)
    asked = sorted({skill for skills in named.values() for skill in skills})
    one = {word: " ".join(skills) for word, skills in named.items()}
    skill = pl.element().replace_strict(one, default=None, return_dtype=pl.String)
    answers = pl.DataFrame({"languages": languages})
    listed = pl.col("languages").str.split(SEPARATOR).list.eval(skill).list.join(" ")
    found = listed.str.extract_all(r"\S+").list.unique().list.sort()
    answered = pl.col("languages").is_not_null()
    return answers.select(
        skills=found,
        skills_asked=pl.when(answered).then(pl.lit(asked, pl.List(pl.String))),
    ).get_columns()
