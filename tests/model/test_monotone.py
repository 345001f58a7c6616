"""No percentile falls with experience or level, and percentiles never cross."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paylens.model.pay_model import PayModel

SERIES = ("ai_jobs/base", "levels_fyi/base", "levels_fyi/total", "kaggle_survey/total")
LEVELS = ["entry", "mid", "senior", "staff", "executive"]
ROUNDING = 1e-9
other_facts = st.fixed_dictionaries(
    {},
    optional={
        "role": st.sampled_from(["ml_engineer", "data_analyst", "nobody_knows"]),
        "country": st.sampled_from(["US", "IN", "XX"]),
        "city": st.sampled_from(["Seattle", "Pune", "Atlantis"]),
        "employer_size_low": st.sampled_from([0.0, 50.0, 3000.0]),
        "skills": st.sampled_from([("python",), ("python", "sql")]),
    },
)
checks = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def at_all_shares(model: PayModel, series: str, facts: dict[str, list]) -> np.ndarray:
    """Cumulative shares on the market's grid: lower means paid more."""
    length = len(next(iter(facts.values())))
    columns = {}
    for name, values in facts.items():
        columns[name] = np.empty(length, dtype=object)
        columns[name][:] = values
    return model.as_reported(columns, series, np.full(length, 2022), length)


@pytest.mark.parametrize("series", SERIES)
@checks
@given(facts=other_facts, level=st.sampled_from([None, "mid", "staff"]))
def test_no_percentile_falls_with_experience(
    series: str, facts: dict, level: str | None, model: PayModel
) -> None:
    years = [float(y) for y in np.arange(0, 20.5, 0.5)]
    repeated = {name: [value] * len(years) for name, value in (facts | {"level": level}).items()}
    ends = {f"experience_years_{end}": years for end in ("low", "high")}
    cumulative = at_all_shares(model, series, repeated | ends)
    assert np.diff(cumulative, axis=0).max() <= ROUNDING


@pytest.mark.parametrize("series", SERIES)
@checks
@given(facts=other_facts, years=st.sampled_from([None, 0.0, 7.0, 25.0]))
def test_no_percentile_falls_with_level(
    series: str, facts: dict, years: float | None, model: PayModel
) -> None:
    ends = {f"experience_years_{end}": years for end in ("low", "high")}
    repeated = {name: [value] * 5 for name, value in (facts | ends).items()}
    cumulative = at_all_shares(model, series, repeated | {"level": LEVELS})
    assert np.diff(cumulative, axis=0).max() <= ROUNDING


@pytest.mark.parametrize("series", SERIES)
@checks
@given(facts=other_facts, years=st.sampled_from([None, 3.0]))
def test_percentiles_never_cross(
    series: str, facts: dict, years: float | None, ask: Callable, model: PayModel
) -> None:
    known = facts | {"experience_years_low": years, "experience_years_high": years}
    assert np.diff(ask(series, **known), axis=1).min() >= 0
    cumulative = at_all_shares(model, series, {name: [value] for name, value in known.items()})
    assert np.diff(cumulative, axis=1).min() >= 0
    assert cumulative[0, 0] >= 0 and cumulative[0, -1] <= 1 + ROUNDING


def test_more_years_never_mean_a_lower_level(model: PayModel) -> None:
    link = model._calibrated().link
    assert link is not None
    years = np.arange(0, 30, 0.25)
    for role in ["ml_engineer", "never seen", None]:
        shares = link.level_shares([role] * len(years), years)
        assert np.allclose(shares.sum(axis=1), 1, atol=1e-4)
        assert np.diff(np.cumsum(shares, axis=1), axis=0).max() <= 1e-9
        back = link.year_shares([role] * 5, np.arange(5.0))
        assert np.diff(np.cumsum(back, axis=1), axis=0).max() <= 1e-9
