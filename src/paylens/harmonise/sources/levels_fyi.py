"""levels_fyi: one row is one person's report, with base, equity, bonus and their total.

A base of 0 means that the parts were not given; the total stands. Rows alike in everything but
the publisher's row number are one report. The employer's own level is kept verbatim; its step of
the common ladder comes from the employer's ladder (harmonise/ladder), never from pay.
"""

from __future__ import annotations

import polars as pl

from paylens.collect.source import Card
from paylens.harmonise.employer import employers
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
from paylens.harmonise.ladder.mapping import ladders_of, levels_of
from paylens.harmonise.place import country_codes, place_columns

NOT_GIVEN = "NA"
NUMBERS = {
    "total": "totalyearlycompensation",
    "base": "basesalary",
    "equity": "stockgrantvalue",
    "bonus": "bonus",
    "years": "yearsofexperience",
    "years_at_employer": "yearsatcompany",
}


def interpret(raw: pl.DataFrame, card: Card) -> Interpretation:
    """One record per distinct row; components only where a base is given."""
    text = raw.with_columns(
        pl.when(pl.col(pl.String) != NOT_GIVEN).then(pl.col(pl.String)).name.keep()
    )
    same = [column for column in text.columns if column not in ("row", "rowNumber")]
    numbers = {name: number(column) for name, column in NUMBERS.items()}
    paid = pl.col("total") > 0
    people = (
        text.with_columns(first_row=pl.col("row").min().over(same))
        .drop("bonus")
        .with_columns(text.select(**numbers))
        .with_columns(
            record_id=pl.when(paid).then(pl.col("first_row").cast(pl.String)),
            first=pl.col("row") == pl.col("first_row"),
        )
    )
    given = pl.col("totalyearlycompensation").is_not_null()
    dropped = (
        pl.when(pl.col("record_id").is_null() & given & pl.col("total").is_null())
        .then(pl.lit(NOT_A_NUMBER))
        .when(pl.col("record_id").is_null())
        .then(pl.lit(NO_PAY))
    )
    rows = people.select(
        "row",
        "record_id",
        dropped.when(~pl.col("first")).then(pl.lit(MERGED_COPY)).alias("reason"),
        listed_low="total",
        listed_high="total",
    )
    facts = _facts(people.filter("first", paid), card)
    ladders = ladders_of(facts.rename({"experience_years_low": "experience_years"}))
    levels = levels_of(facts["employer"], facts["employer_level"], ladders)
    return Interpretation(rows, facts.with_columns(level=levels), ladders)


def _facts(people: pl.DataFrame, card: Card) -> pl.DataFrame:
    with_base = pl.col("base") > 0
    engineer = pl.col("title") == "Software Engineer"
    named = employers(people["company"])
    on_ml = engineer & (pl.col("tag") == card.settings["ml_tag"])
    return people.with_columns(_places(people["location"])).select(
        "record_id",
        "country",
        "region",
        "metro",
        "city",
        "title",
        place_words="location",
        basis=pl.lit("survey"),
        observed_on=pl.col("timestamp")
        .str.extract(r"^(\S+)")
        .str.to_date("%m/%d/%Y", strict=False),
        role=pl.when(on_ml).then(pl.lit("ml_engineer")).otherwise(mapped(card, "role", "title")),
        specialisation=_fields_of_work(card),
        employer_level=_employer_levels(people, named),
        experience_years_low=pl.col("years"),
        experience_years_high=pl.col("years"),
        experience_at_employer_years=pl.col("years_at_employer"),
        education=mapped(card, "education", "Education"),
        gender=mapped(card, "gender", "gender"),
        employer=named,
        currency=pl.lit("USD"),
        period=pl.lit("year"),
        publisher_usd_per_unit=pl.lit(None, pl.Float64),
        **_amounts("total", pl.col("total")),
        **{
            name: column
            for kind in ("base", "equity", "bonus")
            for name, column in _amounts(kind, pl.when(with_base).then(pl.col(kind))).items()
        },
    )


def _amounts(kind: str, amount: pl.Expr) -> dict[str, pl.Expr]:
    return {column.meta.output_name(): column for column in exact(kind, amount)}


def _fields_of_work(card: Card) -> pl.Expr:
    """The tag's field; empty for a tag that names none, null where none was given."""
    none_named = pl.when(pl.col("tag").is_not_null()).then(pl.lit([], pl.List(pl.String)))
    return mapped_set(card, "specialisation", "tag").fill_null(none_named)


def _places(locations: pl.Series) -> list[pl.Series]:
    """A location is "City, ST" in the US and "City, Region, Country" anywhere else."""
    parts = locations.str.split(", ")
    countries = parts.list.slice(2).list.join(", ")
    return place_columns(
        city=parts.list.first(),
        region=parts.list.get(1, null_on_oob=True),
        country=country_codes(countries.replace("", "United States")),
    )


def _employer_levels(people: pl.DataFrame, named: pl.Series) -> pl.Series:
    """The employer's own word for a level, in the employer's commonest spelling ("l5" is "L5")."""
    words = people.select(
        "level", employer=named, key=pl.col("level").str.strip_chars().str.to_lowercase()
    )
    one = ["employer", "key"]
    spelling = (
        words.drop_nulls("level")
        .group_by(*one, "level")
        .len()
        .sort("len", "level", descending=[True, False])
        .unique(one, keep="first", maintain_order=True)
        .select(*one, spelled="level")
    )
    joined = words.join(spelling, on=one, how="left", nulls_equal=True, maintain_order="left")
    return joined["spelled"]
