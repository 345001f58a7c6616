"""ai_jobs: what one report is.

From 2023 on the rows are job postings, each listed as two neighbouring rows with the same
profile, the high end and then the low end of the posted range. Such a pair is one report, a range.
The publisher gives no key, and more than half of all rows are exact copies of another row, so one
report is one distinct profile with one distinct pay. A row whose partner is missing and whose
amount is an end of a range already seen for the same profile belongs to that report.
"""

from __future__ import annotations

import polars as pl

from paylens.collect.source import Card
from paylens.harmonise.interpretation import (
    MERGED_COPY,
    MERGED_END,
    NO_PAY,
    NOT_A_NUMBER,
    Interpretation,
    interval_ends,
    mapped,
    number,
)
from paylens.harmonise.place import country_codes
from paylens.harmonise.title import title_facts

PROFILE = [
    "work_year",
    "experience_level",
    "employment_type",
    "job_title",
    "salary_currency",
    "employee_residence",
    "remote_ratio",
    "company_location",
    "company_size",
]


def interpret(raw: pl.DataFrame, card: Card) -> Interpretation:
    """Rows paired into ranges, copies merged, words mapped."""
    amount = number("salary")
    rows = _paired(raw.with_columns(amount=amount)).with_columns(
        reason=pl.when(pl.col("salary").is_null())
        .then(pl.lit(NO_PAY))
        .when(pl.col("amount").is_null())
        .then(pl.lit(NOT_A_NUMBER))
    )
    reports = _reports(rows.filter(pl.col("reason").is_null()))
    return Interpretation(
        rows=_row_outcomes(rows, reports),
        records=_facts(reports.filter("first"), card),
    )


def _paired(raw: pl.DataFrame) -> pl.DataFrame:
    """Give every row its range's `low` and `high`: neighbours of one profile, falling amounts."""
    profile = pl.struct(PROFILE)
    falls = (profile == profile.shift(1)) & (pl.col("amount") < pl.col("amount").shift(1))
    run = raw.with_columns(run=(~falls.fill_null(False)).cum_sum())
    place = run.with_columns(place=pl.int_range(pl.len()).over("run"))
    pair = place.with_columns(pair=pl.struct("run", pl.col("place") // 2).rank("dense"))
    return pair.with_columns(
        low=pl.col("amount").min().over("pair"),
        high=pl.col("amount").max().over("pair"),
        is_pair=pl.len().over("pair") == 2,
        is_second=pl.col("place") % 2 == 1,
    ).drop("run", "place")


def _reports(rows: pl.DataFrame) -> pl.DataFrame:
    """Give every row its report: `record_id` is the first row of the same profile and pay."""
    pairs = rows.filter("is_pair")
    ends = pl.concat(
        pairs.select(*PROFILE, amount=end, low_of="low", high_of="high", row="row")
        for end in ("low", "high")
    )
    owners = ends.sort("row").unique([*PROFILE, "amount"], keep="first", maintain_order=True)
    ends_of = owners.drop("row")
    owned = rows.join(ends_of, on=[*PROFILE, "amount"], how="left", maintain_order="left")
    alone = ~pl.col("is_pair")
    joined = owned.with_columns(
        low=pl.when(alone).then(pl.coalesce("low_of", "low")).otherwise("low"),
        high=pl.when(alone).then(pl.coalesce("high_of", "high")).otherwise("high"),
    )
    first = pl.col("row").min().over([*PROFILE, "low", "high"])
    return joined.with_columns(first_row=first).with_columns(
        record_id=pl.col("first_row").cast(pl.String), first=pl.col("row") == pl.col("first_row")
    )


def _row_outcomes(rows: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    known = reports.select("row", "record_id", "first")
    own_end = pl.col("is_second") & pl.col("record_id").is_not_null()
    merged = pl.when(own_end).then(pl.lit(MERGED_END)).otherwise(pl.lit(MERGED_COPY))
    return (
        rows.join(known, on="row", how="left", maintain_order="left")
        .with_columns(
            reason=pl.when(pl.col("record_id").is_null())
            .then("reason")
            .when(~pl.col("first"))
            .then(merged)
        )
        .select("row", "record_id", "reason", listed_low="amount", listed_high="amount")
    )


def _facts(reports: pl.DataFrame, card: Card) -> pl.DataFrame:
    is_range = pl.col("low") < pl.col("high")
    year = pl.col("work_year").cast(pl.Int32, strict=False)
    posted = is_range | (year >= card.settings["first_posting_year"])
    published_usd = number("salary_in_usd")
    titles = title_facts(reports["job_title"])
    return reports.select(
        "record_id",
        *interval_ends(card, "employer_size", "company_size"),
        basis=pl.when(posted).then(pl.lit("posting")).otherwise(pl.lit("survey")),
        observed_on=pl.date(year, 7, 1),
        title=pl.col("job_title"),
        role=titles["role"],
        role_score=titles["role_score"],
        level=mapped(card, "level", "experience_level"),
        employment_type=mapped(card, "employment_type", "employment_type"),
        remote=mapped(card, "remote", "remote_ratio"),
        country=country_codes(reports["company_location"]),
        residence_country=country_codes(reports["employee_residence"]),
        currency=pl.col("salary_currency"),
        period=pl.lit("year"),
        base_form=pl.when(is_range).then(pl.lit("range")).otherwise(pl.lit("exact")),
        base_low=pl.col("low"),
        base_high=pl.col("high"),
        publisher_usd_per_unit=published_usd / pl.col("amount"),
    )
