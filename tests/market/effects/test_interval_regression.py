"""The regression agrees with well-known ones, and refuses to tell what the data do not."""

import numpy as np
import pytest
from scipy import sparse

from paylens.market.effects.interval_regression import regress


def _data(count: int = 3000):
    draws = np.random.default_rng(7)
    kind = draws.integers(0, 3, count)
    design = sparse.csr_matrix(np.eye(3)[kind])
    pay = np.array([11.0, 11.2, 11.6])[kind] + draws.normal(0, 0.3, count)
    return design, kind, pay


def test_exact_pay_gives_means_and_their_own_errors() -> None:
    design, kind, pay = _data()
    found = regress(design, pay, pay)
    for place in range(3):
        own = pay[kind == place]
        assert found.coefficients[place] == pytest.approx(own.mean())
        assert found.covariance[place, place] == pytest.approx(own.var(ddof=1) / len(own))


def test_brackets_give_what_lifelines_gives() -> None:
    import pandas as pd
    from lifelines import LogNormalAFTFitter

    design, kind, pay = _data()
    bounds = np.log([20_000, 40_000, 60_000, 80_000, 120_000, 500_000])
    place = np.searchsorted(bounds, pay)
    low, high = bounds[place - 1], bounds[place]
    found = regress(design, low, high)
    # Their optimiser starts from a scale of one.
    scale = np.log(60_000)
    ends = {"low": np.exp(low - scale), "high": np.exp(high - scale)}
    table = pd.DataFrame({**ends, "b": kind == 1, "c": kind == 2})
    theirs = LogNormalAFTFitter().fit_interval_censoring(table.astype(float), "low", "high")
    there = theirs.params_["mu_"]
    assert found.coefficients[0] - scale == pytest.approx(there["Intercept"], abs=1e-4)
    assert found.coefficients[1] - found.coefficients[0] == pytest.approx(there["b"], abs=1e-4)
    assert found.coefficients[2] - found.coefficients[0] == pytest.approx(there["c"], abs=1e-4)
    assert np.log(found.sigma) == pytest.approx(theirs.params_["sigma_"]["Intercept"], abs=1e-3)


def test_open_brackets_and_exact_pay_stand_together() -> None:
    design, _, pay = _data()
    low, high = pay.copy(), pay.copy()
    low[:500], high[:500] = np.log(100_000), np.inf
    low[500:900], high[500:900] = -np.inf, np.log(100_000)
    known = np.concatenate(
        [pay[:500] > np.log(100_000), pay[500:900] <= np.log(100_000), np.ones(2100, bool)]
    )
    found = regress(design[known], low[known], high[known])
    assert np.isfinite(found.covariance).all()
    assert found.coefficients == pytest.approx([11.0, 11.2, 11.6], abs=0.06)


def test_likeness_within_clusters_is_counted_once() -> None:
    design, kind, pay = _data(300)
    doubled = sparse.vstack([design, design]).tocsr()
    twice = np.concatenate([pay, pay])
    alone = regress(design, pay, pay)
    together = regress(doubled, twice, twice, np.tile(np.arange(300), 2))
    assert np.diag(together.covariance) == pytest.approx(np.diag(alone.covariance), rel=0.02)


def test_a_contrast_that_no_record_tells_is_not_estimable() -> None:
    design, _, pay = _data(300)
    twin = sparse.hstack([design, design[:, :1]]).tocsr()
    found = regress(twin, pay, pay)
    contrasts = np.array([[0.0, -1, 1, 0], [1, 0, 0, -1]])
    assert found.estimable(contrasts).tolist() == [True, False]
