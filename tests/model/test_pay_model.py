"""The model's states, facts, and what becomes of what a series never asks."""

from collections.abc import Callable

import numpy as np
import polars as pl
import pytest

from paylens.errors import ModelError
from paylens.harmonise.dimension import dimension, dimension_names
from paylens.harmonise.record import PayRecord
from paylens.market.grid import BINS
from paylens.model.fields import FEWEST_RECORDS, declared_fields
from paylens.model.pay_model import PayModel
from paylens.model.train import split, train

MEDIAN = 3


def width(quantiles: np.ndarray) -> float:
    return float(quantiles[0, -1] - quantiles[0, 0])


def test_no_protected_fact_is_ever_an_input(model: PayModel) -> None:
    protected = {dimension(n).field for n in dimension_names() if dimension(n).protected}
    assert "gender" in protected
    assert not protected & set(declared_fields().facts)
    columns = model._calibrated().location.frame.layout.columns
    used = {fact for column in columns for fact in column.facts}
    assert used and not protected & used
    assert used <= set(declared_fields().facts)


def test_gender_changes_nothing(ask: Callable) -> None:
    plain = ask("levels_fyi/base", role="ml_engineer", country="US")
    assert np.array_equal(
        plain, ask("levels_fyi/base", role="ml_engineer", country="US", gender="female")
    )


def test_steps_out_of_order_name_the_call_to_make_first(market: pl.DataFrame) -> None:
    with pytest.raises(ModelError, match=r"fit\(records\)"):
        PayModel().calibrate(market)
    with pytest.raises(ModelError, match=r"fit\(records\)"):
        PayModel().estimate({}, "ai_jobs/base", 2022)
    fitted = PayModel().fit(market.filter(pl.col("source") == "ai_jobs").head(300))
    with pytest.raises(ModelError, match=r"calibrate\(records\)"):
        fitted.as_reported({}, "ai_jobs/base", 2022, 1)


def test_an_unknown_series_is_named_with_those_there_are(model: PayModel) -> None:
    with pytest.raises(ModelError, match="ai_jobs/base"):
        model.estimate({}, "nowhere/base", 2022)


def test_too_few_records_is_an_error_that_says_so(simulate: Callable) -> None:
    with pytest.raises(ModelError, match="100 records"):
        PayModel().fit(simulate("levels_fyi", 60, 1))


def test_estimates_recover_the_truth(ask: Callable) -> None:
    facts = {"role": "ml_engineer", "country": "US", "city": "Seattle", "level": "senior"}
    years = {"experience_years_low": 7.0, "experience_years_high": 7.0}
    median = ask("levels_fyi/base", **facts, **years)[0, MEDIAN]
    assert median == pytest.approx(0.15 + 11.8 + 0.15 + 0.21 + 0.16, abs=0.1)


def test_less_known_is_wider(ask: Callable) -> None:
    full = ask(
        "levels_fyi/base",
        role="ml_engineer",
        country="US",
        city="Seattle",
        experience_years_low=7.0,
        experience_years_high=7.0,
    )
    some = ask("levels_fyi/base", role="ml_engineer", country="US")
    role_only = ask("levels_fyi/base", role="ml_engineer")
    assert width(full) < width(some) < width(role_only)


@pytest.mark.parametrize("fact", ["city", "country", "role", "employer"])
def test_words_never_seen_are_answered(fact: str, ask: Callable) -> None:
    known = {"role": "ml_engineer", "country": "US"}
    answer = ask("levels_fyi/base", **(known | {fact: "Atlantis"}))
    assert np.isfinite(answer).all()
    if fact in known:
        assert width(answer) > width(ask("levels_fyi/base", **known))


def test_a_city_says_its_country(ask: Callable) -> None:
    alone = ask("levels_fyi/base", city="Seattle")
    assert np.array_equal(alone, ask("levels_fyi/base", city="Seattle", country="US"))


def test_years_become_levels_where_only_levels_are_asked(model: PayModel, ask: Callable) -> None:
    given = frozenset({"role", "experience_years_low", "experience_years_high"})
    treatment = model.treatment("ai_jobs/base", given)
    assert treatment.linked == "experience_years" and not treatment.carried
    assert "years were turned into levels by their link in levels_fyi" in treatment.notes()[0]
    young, old = (
        ask("ai_jobs/base", role="ml_engineer", country="US", experience_years_low=years)
        for years in (0.0, 18.0)
    )
    assert old[0, MEDIAN] - young[0, MEDIAN] > 0.2


def test_a_level_becomes_years_where_only_years_are_asked(model: PayModel, ask: Callable) -> None:
    assert model.treatment("kaggle_survey/total", frozenset({"level"})).linked == "level"
    low, high = (
        ask("kaggle_survey/total", country="US", level=level) for level in ("entry", "staff")
    )
    assert high[0, MEDIAN] > low[0, MEDIAN]


def test_a_fact_never_asked_is_carried_over(model: PayModel, ask: Callable) -> None:
    treatment = model.treatment("ai_jobs/base", frozenset({"role", "city"}))
    assert treatment.carried == {"city": ("levels_fyi/base", "levels_fyi/total")}
    assert "city: carried over from levels_fyi" in treatment.notes()[0]
    seattle, austin = (
        ask("ai_jobs/base", role="ml_engineer", country="US", city=city)[0, MEDIAN]
        for city in ("Seattle", "Austin")
    )
    assert seattle - austin == pytest.approx(0.2, abs=0.08)


def test_facts_that_nobody_asks_are_ignored(model: PayModel, ask: Callable) -> None:
    treatment = model.treatment("ai_jobs/base", frozenset({"industry", "role"}))
    assert treatment.ignored == ("industry",) and not treatment.carried
    with_it = ask("ai_jobs/base", role="ml_engineer", industry="finance")
    assert np.array_equal(with_it, ask("ai_jobs/base", role="ml_engineer"))


def test_a_named_skill_moves_nothing(ask: Callable) -> None:
    plain = ask("kaggle_survey/total", role="ml_engineer", country="US")
    named = ask("kaggle_survey/total", role="ml_engineer", country="US", skills=[("python",)])
    assert np.array_equal(plain, named)


def test_a_range_is_wider_at_its_ends_than_spread_between_them(model: PayModel) -> None:
    facts = {"role": np.array(["ml_engineer"], object), "country": np.array(["US"], object)}
    listed = np.log(model.listed_quantiles(facts, "ai_jobs/base", 2022, 1, np.array([0.25, 0.75])))
    cumulative = model.as_reported(facts, "ai_jobs/base", np.array([2022]), 1)
    assert cumulative.shape == (1, BINS + 1)
    spread = model.estimate(facts, "ai_jobs/base", 2022)[0]
    assert listed[0, 1] - listed[0, 0] > spread[4] - spread[2]


def test_a_batch_is_its_rows_one_by_one(ask: Callable) -> None:
    roles = ["ml_engineer", None, "data_analyst", "unheard of"]
    years = [3.0, 8.0, None, 1.0]
    batch = ask("ai_jobs/base", role=roles, country="US", experience_years_low=years)
    for place, (role, year) in enumerate(zip(roles, years, strict=True)):
        alone = ask("ai_jobs/base", role=role, country="US", experience_years_low=year)
        assert np.allclose(batch[place], alone[0], atol=1e-9)


def test_rare_words_are_never_encoded(market: pl.DataFrame, model: PayModel) -> None:
    for field in ("role", "country", "city", "employer"):
        counts = dict(market[field].drop_nulls().value_counts().iter_rows())
        assert all(counts[word] >= FEWEST_RECORDS for word in model.known(field))
    assert model.known("city") == sorted(
        ["Seattle", "Austin", "Berlin", "Munich", "Pune", "Chennai"]
    )


def test_a_small_market_of_ones_own_works(simulate: Callable) -> None:
    own = simulate("levels_fyi", 300, 5).with_columns(
        pl.lit(None, pl.String).alias("level"), pl.lit("me").alias("source")
    )
    model = train(own, lambda step: None)
    assert model.series_names == ("me/base", "me/total")
    assert model.coverage_of("me/base", {}) is None
    assert np.isfinite(
        model.estimate({"role": np.array(["ml_engineer"], object)}, "me/base", 2021)
    ).all()
    assert model.treatment("me/base", frozenset({"level"})).ignored == ("level",)


def test_pay_records_fit_like_their_table(simulate: Callable) -> None:
    table = simulate("levels_fyi", 300, 5)
    records = [
        PayRecord(**{n: tuple(v) if isinstance(v, list) else v for n, v in row.items()})
        for row in table.to_dicts()
    ]
    facts = {"role": np.array(["ml_engineer"], object)}
    answers = [
        PayModel().fit(given).calibrate(given).estimate(facts, "levels_fyi/base", 2021)
        for given in (table, records)
    ]
    assert np.array_equal(*answers)


def test_a_report_is_never_on_both_sides(market: pl.DataFrame) -> None:
    kept, held_out = split(market)
    keys = pl.concat_str("source", "record_id", separator="/")
    assert kept.height + held_out.height == market.height
    assert not set(kept.select(keys).to_series()) & set(held_out.select(keys).to_series())
    assert held_out.height / market.height == pytest.approx(0.15, abs=0.02)


def test_years_and_series(model: PayModel) -> None:
    assert model.series_names == (
        "ai_jobs/base",
        "levels_fyi/base",
        "kaggle_survey/total",
        "levels_fyi/total",
    )
    assert model.years("ai_jobs/base") == (2020, 2022)
