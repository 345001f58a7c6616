"""Questions asked together are answered as each would be alone, whatever their series and facts."""

import random
from typing import Any

import numpy as np

from paylens.model import answering
from paylens.model.pay_model import PayModel

QUESTIONS = 300
WORDS = {
    "role": ["ml_engineer", "data_scientist", "astronaut", None],
    "country": ["US", "DE", "IN", None],
    "level": ["entry", "senior", "staff", None, None],
    "employer": ["Google", "Amazon", None, None],
    "city": ["San Francisco", "Berlin", None, None],
    "education": ["master", None],
}
YEARS = [0.0, 3.5, 12.0, 40.0, None, None]


def _questions(model: PayModel) -> tuple[dict[str, Any], list[str], np.ndarray]:
    chosen = random.Random(3)
    facts = {
        name: np.array([chosen.choice(words) for _ in range(QUESTIONS)], dtype=object)
        for name, words in WORDS.items()
    }
    years = np.array([chosen.choice(YEARS) for _ in range(QUESTIONS)], dtype=object)
    facts |= {"experience_years_low": years, "experience_years_high": years}
    series = [chosen.choice(model.series_names) for _ in range(QUESTIONS)]
    return facts, series, np.array([chosen.choice([2021.0, 2022.0]) for _ in range(QUESTIONS)])


def test_many_series_at_once_are_answered_as_each_alone(model: PayModel) -> None:
    facts, series, year = _questions(model)
    together = model.as_reported(facts, series, year, QUESTIONS)
    for row, name in enumerate(series):
        own = {fact: column[[row]] for fact, column in facts.items()}
        alone = model.as_reported(own, name, year[[row]], 1)
        np.testing.assert_allclose(together[[row]], alone, rtol=0, atol=1e-9)


def test_how_many_rows_are_read_at_once_changes_nothing(model: PayModel, monkeypatch: Any) -> None:
    facts, series, year = _questions(model)
    together = model.as_reported(facts, series, year, QUESTIONS)
    monkeypatch.setattr(answering, "MOST_ROWS", 50)
    few = model.as_reported(facts, series, year, QUESTIONS)
    np.testing.assert_allclose(few, together, rtol=0, atol=1e-9)
