"""Whose pay is compared: the roles and countries of a source that have records enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from paylens.harmonise.dimension import dimension
from paylens.harmonise.legal_minimum import lowest_legal_bracket
from paylens.harmonise.record import PAY_KINDS
from paylens.market.scope import ANY, LAST_YEARS, ML_AND_DATA

FEWEST_RECORDS = 100


@dataclass(frozen=True)
class Population:
    """Records of one source, basis and kind of pay, of a role and country.

    `role` is a role, ML_AND_DATA for the article's five together, or ANY; `country` a country or
    ANY; `year` the only year, or None for the last five.
    """

    basis: str
    pay: str
    role: str
    country: str
    records: pl.DataFrame
    year: int | None = None


def prepared(records: pl.DataFrame, pay: str) -> pl.DataFrame:
    """Records with that kind of pay as columns log_low and log_high; a range is its middle in log
    pay, where its weight lies. Survey answers below the legal minimum are left out."""
    low, high = pl.col(f"{pay}_low_usd_per_year"), pl.col(f"{pay}_high_usd_per_year")
    form = pl.col(f"{pay}_form")
    told = records.filter(form.is_not_null() & (form.eq("bracket") | (low > 0)))
    limits = {c: lowest_legal_bracket(c) for c in told["country"].unique() if c is not None}
    legal = {country: limit for country, limit in limits.items() if limit is not None}
    limit = pl.col("country").replace_strict(legal, default=None, return_dtype=pl.Float64)
    told = told.filter(~(form.eq("bracket") & (high <= limit)).fill_null(False))
    middle = (low.log() + high.log()) / 2
    return told.with_columns(
        log_low=pl.when(form == "range").then(middle).otherwise(low.log()),
        log_high=pl.when(form == "range")
        .then(middle)
        .otherwise(high.log().fill_null(float("inf"))),
        year=pl.col("observed_on").dt.year(),
    ).drop([f"{kind}_form" for kind in PAY_KINDS])


def populations(records: pl.DataFrame, pay: str) -> Iterator[Population]:
    """The populations of one source, largest roles first; records as `prepared` returns them."""
    for (basis,), told in sorted(records.group_by("basis"), key=lambda group: group[0]):
        for role, of_role in _by_role(told):
            for country, there in _by_country(of_role):
                yield Population(str(basis), pay, role, country, there)


def recent(population: Population) -> Population:
    """The last five years of a population."""
    newest = population.records["year"].max()
    assert isinstance(newest, int)
    kept = population.records.filter(pl.col("year") > newest - LAST_YEARS)
    return Population(population.basis, population.pay, population.role, population.country, kept)


def by_year(population: Population) -> Iterator[Population]:
    """Each year of a population that has records enough."""
    for (year,), own in sorted(population.records.group_by("year"), key=lambda group: group[0]):
        if own.height >= FEWEST_RECORDS:
            yield Population(
                population.basis,
                population.pay,
                population.role,
                population.country,
                own,
                int(year),
            )


def _by_role(records: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    roles = dimension("role").groups[ML_AND_DATA]
    known = records.filter(pl.col("role").is_not_null() & (pl.col("role") != "other"))
    yield ANY, known
    yield ML_AND_DATA, known.filter(pl.col("role").is_in(roles))
    for role in roles:
        yield role, known.filter(pl.col("role") == role)


def _by_country(records: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    if records.height < FEWEST_RECORDS:
        return
    found = sorted(records.drop_nulls("country").group_by("country"), key=lambda group: group[0])
    for (country,), there in found:
        if there.height >= FEWEST_RECORDS and there.height < records.height:
            yield str(country), there
    one = records["country"].n_unique() == 1
    yield (str(records["country"][0]) if one else ANY), records
