"""Every prediction learns from three hundred invented lines and answers with little told."""

import numpy as np
import polars as pl
import pytest
from invented_reports import invented_records, invented_task

from accuracy.amounts import draws_of, learnt_from
from accuracy.rivals.matrix import TargetEncoding
from accuracy.rivals.plain import Constant
from accuracy.rivals.registry import CATBOOST, CONSTANT, FOREST, NAMES, PAYLENS, ROLE, makers
from accuracy.splits import Task
from accuracy.table import tables_of
from accuracy.told import told_in
from paylens.model.scoring import pinball

LIBRARIES = {CATBOOST: "catboost", FOREST: "quantile_forest"}
RECORDS = invented_records("levels_fyi", 400, [2019, 2020])
TASK = invented_task(RECORDS, 300)


@pytest.mark.parametrize("name", NAMES)
def test_it_learns_and_answers_whatever_is_told(name: str) -> None:
    if name in LIBRARIES:
        reason = "it is in the dependency group `benchmark`, not in `dev`: make accuracy"
        pytest.importorskip(LIBRARIES[name], reason=reason)
    seen, asked = tables_of(TASK)
    rows, log_pay = learnt_from(TASK.learners, 0)
    rival = makers(RECORDS[:300])[name]()
    rival.fit(seen.take(rows), log_pay)
    truth = draws_of(TASK.tests)
    constant = Constant()
    constant.fit(seen, log_pay)
    told = told_in(seen)
    assert len(told) == 4
    for facts in told.values():
        quantiles = rival.predict(asked.telling(facts))
        assert quantiles.shape == (100, 7)
        assert np.isfinite(quantiles).all()
        assert (np.diff(quantiles, axis=1) >= 0).all()
    if name not in (CONSTANT, ROLE):
        share = pinball(rival.predict(asked), truth) / pinball(constant.predict(asked), truth)
        assert np.median(share) < 0.6


def test_paylens_is_not_told_what_is_masked() -> None:
    seen, asked = tables_of(TASK)
    rival = makers(RECORDS[:300])[PAYLENS]()
    rival.fit(seen, np.empty(0))
    blank = TASK.tests.with_columns(
        pl.lit(None, pl.Float64).alias(f"experience_years_{end}") for end in ("low", "high")
    ).with_columns(industry=pl.lit(None, pl.String))
    _, blanked = tables_of(Task(TASK.series, TASK.learners, blank))
    masked = asked.telling(frozenset({"role", "country"}))
    assert rival.predict(masked) == pytest.approx(rival.predict(blanked))
    assert rival.predict(masked) != pytest.approx(rival.predict(asked))


def test_no_line_is_encoded_by_its_own_records_pay() -> None:
    """Each record has a word of its own: told its own pay it would be exact, else the mean."""
    record = np.repeat(np.arange(50), 2)
    log_pay = np.repeat(np.linspace(9, 12, 50), 2)
    encoding = TargetEncoding((0,))
    learnt = encoding.fit_transform(record[:, None].astype(float), log_pay, record)
    assert np.ptp(learnt) < 0.4
    encoded = encoding.transform(np.array([[0.0], [49.0], [np.nan], [500.0]]))[:, 0]
    assert encoded == pytest.approx([(18 + 105) / 12, (24 + 105) / 12, 10.5, 10.5])
