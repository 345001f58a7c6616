"""ai_postings: one employer's title at one posted range is one report, whatever its cities.

The site's badges are not read: they call pilots and shop staff AI engineers, and nearly all of them
senior, interns among them. Role, level and specialisation come from the title alone.
"""

from __future__ import annotations

import polars as pl

from paylens.collect.source import Card
from paylens.harmonise.adverts import Copies, merged, skills_named
from paylens.harmonise.employer import employers
from paylens.harmonise.interpretation import NO_PAY, NOT_A_NUMBER, Interpretation, mapped, number
from paylens.harmonise.place import country_codes, place_columns
from paylens.harmonise.title import title_facts

BACKWARDS = "posted range ends below its start"
NO_PERIOD = "pay without a known period"
COPIES = Copies(
    same=("company", "employer", "title", "low", "high", "currency", "period"),
    agreed=("place_words", "city", "region", "country", "job_location_type"),
    united=("skill_words",),
    earliest=("observed_on",),
)


def interpret(raw: pl.DataFrame, card: Card) -> Interpretation:
    """Postings with pay, the copies for other cities merged."""
    postings = _with_place(raw).with_columns(
        low=number("salary_min"),
        high=number("salary_max"),
        period=mapped(card, "period", "unit"),
        employer=employers(raw["company"]),
        # Pages with and without the mark of remote work disagree, which a blank would not.
        job_location_type=pl.col("job_location_type").fill_null("unmarked"),
        skill_words=pl.col("skills").str.split("|"),
        observed_on=pl.col("date_posted").str.to_date("%Y-%m-%d", strict=False),
    )
    reports = merged(postings.with_columns(reason=_reason()), COPIES)
    rows = reports.select("row", "record_id", "reason", listed_low="low", listed_high="high")
    return Interpretation(rows, _facts(reports.filter(pl.col("reason").is_null()), card))


def _reason() -> pl.Expr:
    written = pl.col("salary_min").is_not_null() & pl.col("salary_max").is_not_null()
    number = pl.col("low").is_not_null() & pl.col("high").is_not_null()
    reasons = {
        NO_PAY: ~written | (pl.col("high") <= 0).fill_null(False),
        NOT_A_NUMBER: ~number,
        BACKWARDS: pl.col("high") < pl.col("low"),
        NO_PERIOD: pl.col("period").is_null(),
    }
    return pl.coalesce(pl.when(holds).then(pl.lit(why)) for why, holds in reasons.items())


def _with_place(raw: pl.DataFrame) -> pl.DataFrame:
    """City and state; "US" as the region is the country, and then a state may stand as the city."""
    nationwide = pl.col("region") == "US"
    state_as_city = nationwide & pl.col("city").str.contains(r"^[A-Z]{2}$")
    state = pl.when(state_as_city).then("city").when(~nationwide).then("region")
    return raw.with_columns(
        place_words=pl.concat_str("city", "region", separator=", ", ignore_nulls=True),
        city=pl.when(~state_as_city.fill_null(False)).then("city"),
        region=state.str.to_uppercase(),
        country=country_codes(raw["country"]),
    )


def _facts(postings: pl.DataFrame, card: Card) -> pl.DataFrame:
    titles = title_facts(postings["title"])
    exact = pl.col("low") == pl.col("high")
    return postings.select(
        "record_id",
        "place_words",
        "title",
        "currency",
        "period",
        "employer",
        "observed_on",
        *place_columns(postings["city"], postings["region"], postings["country"]),
        *skills_named(postings["skill_words"], card),
        titles["role"],
        titles["role_score"],
        titles["level"],
        titles["specialisation"],
        basis=pl.lit("posting"),
        remote=mapped(card, "remote", "job_location_type"),
        base_form=pl.when(exact).then(pl.lit("exact")).otherwise(pl.lit("range")),
        base_low=pl.col("low"),
        base_high=pl.col("high"),
        publisher_usd_per_unit=pl.lit(None, pl.Float64),
    )
