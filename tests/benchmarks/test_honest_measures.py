"""The measures behind docs/model.md find what is there, and nothing where nothing is."""

import importlib.util
import math
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import polars as pl
import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"
PEOPLE = 1500


def loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def proxies() -> ModuleType:
    return loaded("proxies")


@pytest.fixture(scope="module")
def curve() -> ModuleType:
    return loaded("years_curve")


@pytest.mark.parametrize(("tells", "low", "high"), [(0.0, 0.45, 0.55), (1.0, 0.65, 0.8)])
def test_gender_is_guessed_only_from_inputs_that_tell_it(proxies, tells, low, high):
    rng = np.random.default_rng(0)
    male = rng.integers(0, 2, PEOPLE).astype(float)
    matrix = rng.normal(size=(PEOPLE, 3))
    matrix[:, 1] += tells * male
    matrix[::7, 2] = np.nan
    assert low < proxies.roc_auc_score(male, proxies.guessed(matrix, male)) < high


def test_a_gap_is_the_difference_of_means_with_its_interval(proxies):
    male = np.arange(PEOPLE) % 3 == 0
    pay = np.where(male, 0.2, 0.0) + np.random.default_rng(0).normal(0, 0.3, PEOPLE)
    words = proxies.gap(pay, male).replace("(", "").replace(")", "").split()
    middle, low, high = (float(words[place]) for place in (0, 2, 4))
    assert middle == pytest.approx(100 * math.expm1(pay[male].mean() - pay[~male].mean()), abs=0.1)
    error = 0.3 * math.sqrt(1 / male.sum() + 1 / (~male).sum())
    assert high - low == pytest.approx(2 * 1.96 * 100 * error * (1 + middle / 100), rel=0.2)


@pytest.mark.real_data
def test_how_far_the_inputs_tell_gender_on_real_reports(proxies, real_data):
    from paylens import Market
    from paylens.collect.source import find_files
    from paylens.harmonise.records import harmonise

    source = "ask_a_manager"
    records = harmonise(source, find_files(source, real_data), real_data).records
    found = proxies.people_of(Market.reference().model, f"{source}/base", records)
    assert len(found.male) + found.left_out == records["base_form"].is_not_null().sum()
    told = proxies.roc_auc_score(found.male, proxies.guessed(found.matrix, found.male))
    estimate_alone = proxies.roc_auc_score(found.male, found.estimated)
    assert 0.55 < estimate_alone < told < 0.75


def people(answers: list[tuple[float, float | None]]) -> pl.DataFrame:
    import datetime

    from paylens.harmonise.record import record_schema

    rows = [
        {
            "source": "levels_fyi", "record_id": str(n), "basis": "survey",
            "observed_on": datetime.date(2020, 7, 1), "role": "data_scientist", "country": "US",
            "experience_years_low": low, "experience_years_high": high, "base_form": "exact",
            "base_low_usd_per_year": 1000.0 + n, "base_high_usd_per_year": 1000.0 + n,
        }
        for n, (low, high) in enumerate(answers)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=record_schema())


def test_years_are_put_into_bands_and_wider_answers_stand_alone(curve):
    exact = [(float(n), n + 1.0) for n in range(40)]
    found = curve.answers(people([*exact, (10.0, 20.0), (20.0, None)]), "levels_fyi/base")
    bands = {(low, high): (a, b) for low, high, a, b in found.select("low", "high", "start", "end")
             .iter_rows()}  # fmt: skip
    assert bands[4.0, 5.0] == (3.0, 5.0) and bands[5.0, 6.0] == (5.0, 10.0)
    assert bands[35.0, 36.0] == (30.0, math.inf)
    assert bands[10.0, 20.0] == (10.0, 20.0) and bands[20.0, math.inf] == (20.0, math.inf)


def test_a_survey_of_few_answers_is_shown_by_these(curve):
    found = curve.answers(people([(0.0, 2.0), (2.0, 5.0), (5.0, None)]), "levels_fyi/base")
    assert found.select("start", "end").rows() == [(0.0, 2.0), (2.0, 5.0), (5.0, math.inf)]


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [(0.0, 1.0, "0"), (5.0, 10.0, "5–9"), (20.0, math.inf, "20+"), (3.0, 6.0, "3–5")],
)
def test_a_band_is_named_by_completed_years(curve, start, end, label):
    assert curve.label(start, end) == label


def test_the_observed_median_has_an_interval(curve):
    own = curve.answers(people([(2.0, 3.0)] * 200), "levels_fyi/base")
    middle, low, high = curve.observed(own)
    assert middle == pytest.approx(1099.5, rel=1e-3)
    assert (high - low) == pytest.approx(2 * 0.98 / math.sqrt(200) * 200, rel=0.1)


def test_nothing_has_to_rise_without_the_constraint(curve):
    from paylens.model.columns import Layout
    from paylens.model.fields import declared_fields
    from paylens.model.observations import observe

    seen = observe(people([(float(n % 30), n % 30 + 1.0) for n in range(150)]), declared_fields())
    rising = [curve.frame_of(seen, declared_fields()).layout.rising]
    free = curve.Free(**{name: getattr(curve.frame_of(seen, declared_fields()).layout, name)
                         for name in Layout.__dataclass_fields__})  # fmt: skip
    assert sum(rising[0]) == 1 and sum(free.rising) == 0


def test_a_ratio_strays_from_its_geometric_mean():
    mean, furthest = loaded("official_level").strays([1.0, 1.0, 1.21])
    assert mean == pytest.approx(1.21 ** (1 / 3))
    assert furthest == pytest.approx(1.21 ** (2 / 3) - 1)
