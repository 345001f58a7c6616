"""data_jobs: one employer's title at one pay is one report.

The file holds one amount per advert, the middle of the posted range as the file's author computed
it; nothing undoes that, so it is read as one exact amount. Some job boards fill in pay that the
employer did not state: adverts found via the boards that the card names are dropped. Amounts carry
no currency, and outside the US nothing tells which it is.
"""

from __future__ import annotations

import polars as pl

from paylens.collect.source import Card
from paylens.harmonise.adverts import Copies, merged, skills_named
from paylens.harmonise.employer import employers
from paylens.harmonise.interpretation import (
    NO_PAY,
    NOT_A_NUMBER,
    Interpretation,
    exact,
    mapped,
    number,
)
from paylens.harmonise.place import country_codes, place_columns
from paylens.harmonise.regions import regions
from paylens.harmonise.title import title_facts

BOARD_PAY = "pay filled in by the job board, not by the employer"
NO_CURRENCY = "currency not stated outside the US"
COPIES = Copies(
    same=("company_name", "employer", "job_title", "salary_rate", "amount"),
    agreed=(
        *("job_location", "city", "region", "country"),
        *("job_schedule_type", "job_work_from_home"),
    ),
    united=("skill_words", "benefits"),
    earliest=("observed_on",),
)
STATE_CODE = r"^[^,(]+, ([A-Z]{2})$"
CITY = r"^([^,(]+),[^(]*$"
# A board names a place before itself, as in "via Lake, MS - Geebo".
PLACE_OF_BOARD = r"^via .+ - "


def interpret(raw: pl.DataFrame, card: Card) -> Interpretation:
    """Adverts whose pay is the employer's own, copies merged."""
    adverts = _with_reason(_with_place(_with_amount(_with_facts(raw)), card), card)
    reports = merged(adverts, COPIES)
    rows = reports.select("row", "record_id", "reason", listed_low="amount", listed_high="amount")
    return Interpretation(rows, _facts(reports.filter(pl.col("reason").is_null()), card))


def _with_facts(raw: pl.DataFrame) -> pl.DataFrame:
    insured = pl.col("job_health_insurance").str.to_lowercase() == "true"
    benefits = pl.when(insured).then(pl.lit("health_insurance"))
    posted = pl.col("job_posted_date").str.slice(0, 10)
    words = pl.col("job_skills").str.extract_all(r"'[^']+'")
    return raw.with_columns(
        pl.col("job_work_from_home").str.to_lowercase(),
        employer=employers(raw["company_name"]),
        skill_words=words.list.eval(pl.element().str.strip_chars("'")),
        benefits=pl.concat_list(benefits).list.drop_nulls(),
        observed_on=posted.str.to_date("%Y-%m-%d", strict=False),
    )


def _with_amount(raw: pl.DataFrame) -> pl.DataFrame:
    """The amount of the advert's own rate; rounded, as hourly ones carry float32's last digits."""
    columns = {rate: f"salary_{rate}_avg" for rate in ("year", "hour")}
    of_rate = {rate: pl.when(pl.col("salary_rate") == rate) for rate in columns}
    return raw.with_columns(
        written=pl.coalesce(of_rate[rate].then(column) for rate, column in columns.items()),
        amount=pl.coalesce(of_rate[rate].then(number(column)) for rate, column in columns.items()),
    ).with_columns(pl.col("amount").round(3))


def _with_place(adverts: pl.DataFrame, card: Card) -> pl.DataFrame:
    """Place in the advert's own words: "Springfield, IL", "Texas", "San Juan, Puerto Rico".

    The country is the file's; where that is blank, the one that the words name.
    """
    location = pl.col("job_location")
    elsewhere = card.settings["dollar_countries"]
    states = {word: code for word, code in regions("US").items() if code not in elsewhere}
    state_words = pl.coalesce(location.str.extract(STATE_CODE), location).str.to_lowercase()
    state = state_words.replace_strict(states, default=None, return_dtype=pl.String)
    named = pl.when(state.is_not_null()).then(pl.lit("United States"))
    placed = adverts.with_columns(
        city=location.str.extract(CITY),
        region=state,
        country=pl.coalesce(
            "job_country", named, location.str.extract(r"([^,]+)$").str.strip_chars()
        ),
    )
    return placed.with_columns(country=country_codes(placed["country"]))


def _with_reason(adverts: pl.DataFrame, card: Card) -> pl.DataFrame:
    boards = [board for known in card.settings["boards"] for board in known["names"]]
    in_dollars = pl.col("country").is_in(card.settings["dollar_countries"])
    nowhere = pl.col("job_country").is_null() & pl.col("country").is_null()
    reasons = {
        NOT_A_NUMBER: pl.col("written").is_not_null() & pl.col("amount").is_null(),
        NO_PAY: (pl.col("amount") > 0).fill_null(False).not_(),
        BOARD_PAY: pl.col("job_via").str.replace(PLACE_OF_BOARD, "via ").is_in(boards),
        NO_CURRENCY: ~(in_dollars.fill_null(False) | nowhere),
    }
    return adverts.with_columns(
        reason=pl.coalesce(pl.when(holds).then(pl.lit(why)) for why, holds in reasons.items())
    )


def _facts(adverts: pl.DataFrame, card: Card) -> pl.DataFrame:
    titles = title_facts(adverts["job_title"])
    at_home = pl.col("job_work_from_home") == "true"
    return adverts.select(
        "record_id",
        "employer",
        "observed_on",
        "benefits",
        *place_columns(adverts["city"], adverts["region"], adverts["country"]),
        *skills_named(adverts["skill_words"], card),
        *exact("base", pl.col("amount")),
        titles["role"],
        titles["role_score"],
        titles["level"],
        titles["specialisation"],
        place_words="job_location",
        title="job_title",
        basis=pl.lit("posting"),
        employment_type=mapped(card, "employment_type", "job_schedule_type"),
        remote=pl.when(at_home).then(pl.lit("remote")),
        currency=pl.lit("USD"),
        period=pl.col("salary_rate"),
        publisher_usd_per_unit=pl.lit(None, pl.Float64),
    )
