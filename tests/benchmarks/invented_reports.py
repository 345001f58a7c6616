"""Invented reports for the benchmarks' tests."""

import datetime
from typing import Any

import numpy as np
import polars as pl

from accuracy.amounts import Reports, lines_of
from accuracy.splits import Task
from paylens.harmonise.record import record_schema

NO_ROWS = pl.DataFrame(schema={"source": pl.String, "record_id": pl.String})
ROLES = {"ml_engineer": 0.3, "data_scientist": 0.1, "data_analyst": -0.4}
COUNTRIES = {"US": 11.8, "DE": 11.2, "IN": 10.0}
INDUSTRIES = ("finance", "health")
LEVELS = ("entry", "mid", "senior")


def invented_records(source: str, count: int, years: list[int], **columns: Any) -> pl.DataFrame:
    """Records of exact base pay that follows from role, country and years, with a little noise."""
    rng = np.random.default_rng([len(source), count])
    role, country = rng.choice(list(ROLES), count), rng.choice(list(COUNTRIES), count)
    experience = rng.integers(0, 20, count).astype(float)
    centre = [ROLES[r] + COUNTRIES[c] for r, c in zip(role, country, strict=True)]
    pay = np.exp(np.array(centre) + 0.03 * experience + 0.1 * rng.standard_normal(count)).round()
    given = {
        "source": [source] * count,
        "record_id": [f"{source}-{number:05d}" for number in range(count)],
        "observed_on": [datetime.date(years[i % len(years)], 7, 1) for i in range(count)],
        "role": role.tolist(),
        "country": country.tolist(),
        "experience_years_low": experience,
        "experience_years_high": experience,
        "industry": rng.choice(INDUSTRIES, count).tolist(),
        "base_form": ["exact"] * count,
        "base_low_usd_per_year": pay,
        "base_high_usd_per_year": pay,
    } | columns
    schema = record_schema()
    frame = pl.DataFrame(given, schema_overrides={name: schema[name] for name in given})
    blank = [pl.lit(None, kind).alias(n) for n, kind in schema.items() if n not in given]
    return frame.with_columns(blank).select(list(schema))


def invented_task(records: pl.DataFrame, learners: int) -> Task:
    """A task of base pay whose learners are the first lines of a source's records."""
    series = f"{records['source'][0]}/base"
    lines = lines_of(Reports(records, NO_ROWS), series)
    return Task(series, lines[:learners], lines[learners:])
