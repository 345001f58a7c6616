"""Official wages by occupation, area and year: OEWS of the country and of two of its states.

Country: one line per detailed occupation and year. `*` (not released) is null; `#` is a wage at or
above the year's top code and null too, with the top code beside it. The 2020 file is coded by a mix
of SOC 2010 and SOC 2018: its 15-1256 (software developers together with testers) and 15-2098 (data
scientists together with other mathematical occupations) are other groups of people than 15-1252
and 15-2051 from 2021 on, and are not joined to them.

New York: yearly wages of the state and its ten labour market regions. The file names no year; the
card says by which evidence its wages are those of 2023. Entry and experienced wages are the means
of the lower third and the upper two thirds, no percentiles, and have columns of their own.

Washington: hourly wages of the state and its areas, published for 2022; the card says by which
evidence they are those of 2021. Percentiles become yearly by the one rule for hours. A row without
a yearly wage (an occupation that does not work all year) is dropped, as it is for the country.
"""

from __future__ import annotations

import polars as pl

from paylens.collect.source import Card
from paylens.harmonise.dimension import dimension
from paylens.harmonise.official.table import NO_YEAR, number, reason, year_of
from paylens.harmonise.periods import per_year

NOT_AN_OCCUPATION = "not a detailed occupation"
NOT_THE_COUNTRY = "not the whole country's, over all industries"
NOT_RELEASED = "annual wage not released"
NOT_AVAILABLE = ["*", "**", ""]
WAGES = {
    "mean_usd_per_year": "A_MEAN",
    "p10_usd_per_year": "A_PCT10",
    "p25_usd_per_year": "A_PCT25",
    "p50_usd_per_year": "A_MEDIAN",
    "p75_usd_per_year": "A_PCT75",
    "p90_usd_per_year": "A_PCT90",
}
WASHINGTON_PERCENTILES = {
    "p25_usd_per_year": "25th Percentile",
    "p50_usd_per_year": "50th Percentile",
    "p75_usd_per_year": "75th Percentile",
}


def interpret(raw: pl.DataFrame, card: Card) -> pl.DataFrame:
    """One file's rows in the table's form; its columns tell which of the three layouts it has."""
    if "O_GROUP" in raw.columns:
        found = _country(raw, card)
    elif "Entry Wage" in raw.columns:
        found = _new_york(raw, card)
    else:
        found = _washington(raw, card)
    roles = {soc: role for role, soc in dimension("role").extra["soc"].items()}
    return found.with_columns(
        country=pl.lit(card.settings["country"]),
        role=pl.col("soc").replace_strict(roles, default=None, return_dtype=pl.String),
    )


def _country(raw: pl.DataFrame, card: Card) -> pl.DataFrame:
    whole = (pl.col("AREA") == card.settings["area"]) & (pl.col("I_GROUP") == "cross-industry")
    released = [pl.col(column).is_in(NOT_AVAILABLE).not_() for column in WAGES.values()]
    kept = {
        NOT_THE_COUNTRY: whole,
        NOT_AN_OCCUPATION: pl.col("O_GROUP") == "detailed",
        NOT_RELEASED: pl.any_horizontal(released),
    }
    top_codes = card.settings["top_code_usd_per_year"]
    return raw.select(
        "row",
        reason=reason(kept),
        soc="OCC_CODE",
        title="OCC_TITLE",
        area_kind=pl.lit("country"),
        year="year",
        edition="year",
        employment=number("TOT_EMP"),
        **{name: number(column) for name, column in WAGES.items()},
        relative_standard_error_percent=number("MEAN_PRSE"),
        top_coded_above_usd_per_year=pl.col("year").replace_strict(
            {int(year): code for year, code in top_codes.items()},
            default=None,
            return_dtype=pl.Float64,
        ),
    )


def _new_york(raw: pl.DataFrame, card: Card) -> pl.DataFrame:
    state = pl.col("Area Type") == "1"
    return raw.select(
        "row",
        reason=reason({NOT_AN_OCCUPATION: _is_detailed("Standard Occupational Code")}),
        soc="Standard Occupational Code",
        title="Occupational Title",
        region=pl.lit("NY"),
        area_kind=pl.when(state).then(pl.lit("state")).otherwise(pl.lit("state_region")),
        area_code=pl.when(~state).then("Area"),
        area=pl.when(~state).then("Area Name"),
        year=pl.lit(card.settings["new_york"]["year"]),
        employment=number("Employment"),
        mean_usd_per_year=number("Mean Wage"),
        p50_usd_per_year=number("Median Wage"),
        lower_third_mean_usd_per_year=number("Entry Wage"),
        upper_two_thirds_mean_usd_per_year=number("Experienced Wage"),
    )


def _washington(raw: pl.DataFrame, card: Card) -> pl.DataFrame:
    settings = card.settings["washington"]
    years = {int(edition): year for edition, year in settings["year_of_edition"].items()}
    code, name = pl.col("Area code"), pl.col("Area name")
    state = code == settings["state_code"]
    area_kind = (
        pl.when(state)
        .then(pl.lit("state"))
        .when(code.str.starts_with("0"))
        .then(pl.lit("metro"))
        .otherwise(pl.lit("nonmetro"))
    )
    edition = year_of("Year")
    yearly = number("Annual wage")
    kept = {
        NOT_AN_OCCUPATION: _is_detailed("SOC code"),
        NO_YEAR: edition.is_not_null(),
        NOT_RELEASED: yearly.is_not_null(),
    }
    return raw.select(
        "row",
        reason=reason(kept),
        soc="SOC code",
        title="Occupational title",
        region=name.str.extract(r", ([A-Z]{2})\b").fill_null("WA"),
        area_kind=area_kind,
        area_code=pl.when(~state).then(code.str.strip_prefix("0")),
        area=pl.when(~state).then(name),
        year=edition.replace_strict(years, default=edition, return_dtype=pl.Int32),
        edition=edition,
        employment=number("Employment"),
        mean_usd_per_year=yearly,
        **{
            percentile: (number(column) * per_year()["hour"]).round()
            for percentile, column in WASHINGTON_PERCENTILES.items()
        },
        top_coded_above_usd_per_year=pl.lit(settings["top_code_usd_per_hour"] * per_year()["hour"]),
    )


def _is_detailed(column: str) -> pl.Expr:
    """Whether a state's code is an occupation's: groups of occupations end in four zeros."""
    return pl.col(column).str.ends_with("-0000").not_()
