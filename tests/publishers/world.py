"""A seeded, plausible world in which roles, countries, levels and years all move pay."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

# Role → its title on ai_jobs, on Kaggle from 2021, and its effect on log pay.
ROLES = {
    "data_scientist": ("Data Scientist", "Data Scientist", 0.0),
    "ml_engineer": ("Machine Learning Engineer", "Machine Learning Engineer", 0.15),
    "research_scientist": ("Research Scientist", "Research Scientist", 0.2),
    "data_engineer": ("Data Engineer", "Data Engineer", -0.05),
    "data_analyst": ("Data Analyst", "Data Analyst", -0.35),
    "software_engineer": ("Software Engineer", "Software Engineer", 0.05),
}
# Country → its name on Kaggle, place on levels.fyi, currency, units per USD, effect on log pay.
COUNTRIES = {
    "US": ("United States of America", "Seattle, WA", "USD", 1.0, 0.0),
    "GB": ("United Kingdom of Great Britain and Northern Ireland", "London, EN, United Kingdom")
    + ("GBP", 0.8, -0.4),
    "DE": ("Germany", "Berlin, BE, Germany", "EUR", 0.92, -0.45),
    "IN": ("India", "Bangalore, KA, India", "INR", 83.0, -1.3),
}
COUNTRY_SHARES = [0.6, 0.15, 0.1, 0.15]
LEVELS = {"EN": -0.35, "MI": -0.1, "SE": 0.12, "EX": 0.4}
MEDIAN_USD_PER_YEAR = 140_000


def people(random: np.random.Generator, size: int, spread: float) -> list[dict[str, Any]]:
    """Roles, countries, levels and years drawn independently; pay follows from all four."""
    role = random.choice(list(ROLES), size)
    country = random.choice(list(COUNTRIES), size, p=COUNTRY_SHARES)
    level = random.choice(list(LEVELS), size, p=[0.15, 0.3, 0.45, 0.1])
    years = random.integers(0, 20, size)
    noise = random.normal(0, spread, size)
    return [
        {
            "role": r,
            "country": c,
            "level": lv,
            "years": int(y),
            "usd": MEDIAN_USD_PER_YEAR
            * math.exp(ROLES[r][2] + COUNTRIES[c][4] + LEVELS[lv] + 0.02 * (y - 8) + e),
        }
        for r, c, lv, y, e in zip(role, country, level, years, noise, strict=True)
    ]
