"""Simulated markets whose true distribution of pay is known."""

import datetime
from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
import pytest

from paylens.harmonise.record import record_schema
from paylens.model.pay_model import PayModel

ROLES = {"ml_engineer": 0.15, "data_scientist": 0.05, "data_engineer": 0.0, "data_analyst": -0.3}
COUNTRIES = {"US": 11.8, "DE": 11.2, "IN": 10.2}
CITIES = {"US": ("Seattle", "Austin"), "DE": ("Berlin", "Munich"), "IN": ("Pune", "Chennai")}
CITY_EFFECT = {"Seattle": 0.15, "Austin": -0.05, "Munich": 0.1, "Berlin": -0.05}
NOISE = {"US": 0.2, "DE": 0.25, "IN": 0.45}
LEVELS = ("entry", "mid", "senior", "staff", "executive")
BRACKETS = [0.0, 1e3, 2e3, 5e3, 1e4, 2e4, 3e4, 4e4, 6e4, 8e4, 1e5, 1.5e5, 2e5, 3e5]


def _people(count: int, rng: np.random.Generator) -> dict[str, Any]:
    role = rng.choice(list(ROLES), count)
    country = rng.choice(list(COUNTRIES), count, p=[0.6, 0.25, 0.15])
    years = np.floor(rng.gamma(2.0, 3.5, count)).clip(0, 35)
    city = np.array([rng.choice(CITIES[c]) for c in country])
    level = np.clip(np.searchsorted([1.5, 4, 9, 15], years + rng.normal(0, 2, count)), 0, 4)
    centre = (
        np.array([ROLES[r] for r in role])
        + np.array([COUNTRIES[c] for c in country])
        + np.array([CITY_EFFECT.get(c, 0.0) for c in city])
        + 0.03 * np.minimum(years, 20)
        + 0.08 * level
    )
    noise = np.array([NOISE[c] for c in country]) * rng.standard_normal(count)
    return {
        "role": role.tolist(),
        "country": country.tolist(),
        "city": city.tolist(),
        "years": years,
        "level": [LEVELS[i] for i in level],
        "gender": rng.choice(["male", "female"], count).tolist(),
        "log_pay": centre + noise,
    }


def _records(source: str, count: int, columns: dict[str, Any]) -> pl.DataFrame:
    schema = record_schema()
    keys = {
        "source": [source] * count,
        "record_id": [str(i) for i in range(count)],
        "observed_on": [datetime.date(2020 + i % 3, 7, 1) for i in range(count)],
    }
    given = pl.DataFrame(keys | columns, schema_overrides={n: schema[n] for n in keys | columns})
    blank = [pl.lit(None, kind).alias(n) for n, kind in schema.items() if n not in given.columns]
    return given.with_columns(blank).select(list(schema))


def _amount(kind: str, form: str, low: Any, high: Any) -> dict[str, Any]:
    return {
        f"{kind}_form": [form] * len(low),
        f"{kind}_low_usd_per_year": low,
        f"{kind}_high_usd_per_year": high,
    }


def reports(count: int, rng: np.random.Generator) -> pl.DataFrame:
    """People who know years, city and (one in three) level; base and total, exact."""
    people = _people(count, rng)
    base = np.exp(people["log_pay"])
    total = base * np.exp(0.1 + 0.01 * people["years"])
    told = rng.random(count) < 1 / 3
    shared = {name: people[name] for name in ("role", "country", "city", "gender")}
    return _records(
        "levels_fyi",
        count,
        shared
        | {"level": [x if t else None for x, t in zip(people["level"], told, strict=True)]}
        | {f"experience_years_{end}": people["years"] for end in ("low", "high")}
        | {"experience_at_employer_years": np.minimum(people["years"], 2.0)}
        | _amount("base", "exact", base, base)
        | _amount("total", "exact", total, total),
    )


def postings(count: int, rng: np.random.Generator) -> pl.DataFrame:
    """Postings that know level and size; three in four list a range of base pay."""
    people = _people(count, rng)
    half = np.where(rng.random(count) < 0.75, 0.15, 0.0)
    low, high = (np.exp(people["log_pay"] + sign * half) for sign in (-1, 1))
    form = ["range" if h > 0 else "exact" for h in half]
    size = rng.choice([0.0, 50.0, 250.0], count)
    return _records(
        "ai_jobs",
        count,
        {name: people[name] for name in ("role", "country", "level")}
        | {"employer_size_low": size, "employer_size_high": np.full(count, np.inf)}
        | _amount("base", "exact", low, high)
        | {"base_form": form},
    )


def answers(count: int, rng: np.random.Generator) -> pl.DataFrame:
    """A survey's brackets of total pay, with years in brackets and skills."""
    people = _people(count, rng)
    place = np.searchsorted(BRACKETS, np.exp(people["log_pay"]), side="right") - 1
    high = np.array([*BRACKETS[1:], np.inf])[place]
    years = (people["years"] // 5) * 5
    skills = [["python"] if x else [] for x in rng.random(count) < 0.7]
    return _records(
        "kaggle_survey",
        count,
        {name: people[name] for name in ("role", "country", "gender")}
        | {"experience_years_low": years, "experience_years_high": years + 5, "skills": skills}
        | _amount("total", "bracket", np.array(BRACKETS)[place], high),
    )


@pytest.fixture(scope="session")
def simulate() -> Callable[[str, int, int], pl.DataFrame]:
    """`simulate(source, count, seed)`: fresh records of one simulated source."""
    made = {"levels_fyi": reports, "ai_jobs": postings, "kaggle_survey": answers}
    return lambda source, count, seed: made[source](count, np.random.default_rng(seed))


@pytest.fixture(scope="session")
def market(simulate: Callable[[str, int, int], pl.DataFrame]) -> pl.DataFrame:
    """Records of three simulated sources."""
    sizes = {"levels_fyi": 3000, "ai_jobs": 2500, "kaggle_survey": 2500}
    return pl.concat([simulate(name, n, seed) for seed, (name, n) in enumerate(sizes.items())])


@pytest.fixture(scope="session")
def model(market: pl.DataFrame) -> PayModel:
    """A model of the simulated market."""
    return PayModel().fit(market).calibrate(market)


@pytest.fixture(scope="session")
def ask(model: PayModel) -> Callable[..., np.ndarray]:
    """`ask(series, **facts)`: log-pay quantiles (n, 7); single facts hold for all rows."""

    def _ask(series: str, of: PayModel = model, year: float = 2022, **facts: Any) -> np.ndarray:
        length = max(len(v) if isinstance(v, list) else 1 for v in facts.values())
        columns = {}
        for name, value in facts.items():
            columns[name] = np.empty(length, dtype=object)
            columns[name][:] = value if isinstance(value, list) else [value] * length
        return of.estimate(columns, series, year, length)

    return _ask
