"""A whole run on invented reports: predictions kept, resumed, measured and printed."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from invented_reports import NO_ROWS, invented_records

from accuracy import predicting
from accuracy.amounts import Reports
from accuracy.results import Results, measure
from accuracy.rivals.plain import ByRole, Constant
from accuracy.rivals.registry import CATBOOST, LIGHTGBM, PAYLENS
from accuracy.splits import MASKED, RANDOM, split
from accuracy.store import Predictions, Store, key_of
from accuracy.tables import tables

RECORDS = pl.concat(
    [invented_records("levels_fyi", 1300, [2020]), invented_records("stackoverflow", 1100, [2025])]
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Predictions of a run in which plain predictions stand for the libraries'."""
    found = Store(tmp_path_factory.mktemp("predictions"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(predicting, "makers", lambda learners: FAST)
        parts = split(Reports(RECORDS, NO_ROWS), RANDOM)
        predicting.predict(parts, [RANDOM, MASKED], FAST, found, resume=False)
    return found


FAST = {PAYLENS: ByRole, LIGHTGBM: Constant, CATBOOST: Constant}


@pytest.mark.parametrize("name", [RANDOM, MASKED])
def test_a_run_compares_paylens_with_the_better_of_both(store: Store, name: str) -> None:
    found = measure(split(Reports(RECORDS, NO_ROWS), RANDOM), name, store)
    for line in found.comparisons:
        low, high = line["ratio_interval"]
        assert low <= line["ratio"] <= high < 1
        assert line["best"].startswith(LIGHTGBM)
        assert line["difference"] < 0
    told = {line["told"] for line in found.scores}
    assert ("everything" in told) == (name == RANDOM)
    assert {line["against"] for line in found.comparisons} == (
        {"as told"} if name == RANDOM else {"as told", "on these facts alone"}
    )
    stored = Results(**json.loads(json.dumps(dataclasses.asdict(found))))
    printed = tables(stored, whole=True)
    assert printed == tables(found, whole=True)
    for series in ("levels_fyi base", "stackoverflow base"):
        assert printed.count(series) >= 3
    assert f"{found.pooled[0]['ratio']:.3f}" in printed
    assert max(map(len, printed.splitlines())) < 260


def test_a_resumed_run_makes_only_what_is_missing(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(predicting, "makers", lambda learners: FAST)
    parts = split(Reports(RECORDS, NO_ROWS), RANDOM)
    (store.folder / RANDOM / "levels_fyi-base" / f"{CATBOOST}.npz").unlink()
    predicting.predict(parts, [RANDOM], FAST, store, resume=True)
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert said[0].startswith(f"random levels_fyi/base {CATBOOST}: ")


def test_predictions_of_other_lines_are_not_used(tmp_path: Path) -> None:
    place = (RANDOM, "a/base", "x")
    kept = Predictions({"everything": np.ones((3, 7))}, 1.5)
    one, other = key_of(RECORDS[:5]), key_of(RECORDS[1:6])
    assert one == key_of(RECORDS[:5])
    Store(tmp_path).save(place, one, kept)
    again = Store(tmp_path).load(place, one)
    assert again is not None
    assert again.seconds == 1.5
    assert (again.quantiles["everything"] == 1).all()
    assert Store(tmp_path).load(place, other) is None
