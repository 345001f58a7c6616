"""The correction is the published one, and where there is no difference it lets few stand."""

import numpy as np
import pytest
from invented_market import reports
from scipy.stats import false_discovery_control

from paylens.market.effects.differences import differences
from paylens.market.effects.found import Effects, ValueEffect
from paylens.market.effects.many_comparisons import FALSE_SHARE, adjusted

LOOKS, SKILLS = 300, 10


@pytest.mark.parametrize("count", [1, 2, 7, 300])
def test_it_gives_what_scipy_gives(count) -> None:
    chances = np.random.default_rng(count).random(count) ** 3
    assert adjusted(chances.tolist()) == pytest.approx(false_discovery_control(chances))


def test_nothing_looked_at_is_nothing() -> None:
    assert adjusted([]) == []


def _chances(draws: np.random.Generator, planted: float) -> list[float]:
    """Of SKILLS skills that people have at random, the first planted in pay."""
    told = reports(draws, 0.0, count=160)
    pay = told["log_low"].to_numpy()
    has = draws.random((SKILLS, told.height)) < 0.4
    pay = pay + planted * has[0]
    found = []
    for own in has:
        named = told.with_columns(
            log_low=pay, log_high=pay, **{"=value": np.where(own, "skill", "those without it")}
        )
        (one,) = differences(named, ["years"], "those without it", None, 10)
        value = ValueEffect(one.value, one.records, one.log_effect, one.residual_sd)
        made = Effects(
            "s", "survey", "base", "", "US", None, "like_for_like", "skills", "", "without",
            told.height, (2022, 2023), ("years",), (), {"skill": value},
            (tuple(one.covariances),),
        )  # fmt: skip
        found.append(made.effect("skill").chance)
    return found


def test_without_any_effect_few_looks_find_one() -> None:
    """Family-wise: a look counts as wrong where any of its skills stands."""
    draws = np.random.default_rng(20261127)
    looks = [_chances(draws, 0.0) for _ in range(LOOKS)]
    wrong = np.mean([min(adjusted(chances)) <= FALSE_SHARE for chances in looks])
    uncorrected = np.mean([min(chances) <= FALSE_SHARE for chances in looks])
    assert 0.02 <= wrong <= 0.085
    assert uncorrected > 0.3


def test_a_planted_skill_stands_and_hardly_any_other() -> None:
    draws = np.random.default_rng(7)
    looks = [np.array(adjusted(_chances(draws, 0.25))) for _ in range(60)]
    stands = np.array(looks) <= FALSE_SHARE
    assert stands[:, 0].mean() > 0.9
    assert (stands[:, 1:].sum(axis=1) / np.maximum(stands.sum(axis=1), 1)).mean() < 0.1
