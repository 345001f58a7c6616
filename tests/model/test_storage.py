"""A model on disk: the same bytes, little to load, and the same answers."""

import subprocess
import sys
from pathlib import Path

import lightgbm
import numpy as np
import polars as pl
import pytest

from paylens.errors import ModelError
from paylens.model.fields import FEWEST_RECORDS, declared_fields
from paylens.model.location import fit_location, frame_of, training_rows
from paylens.model.observations import observe
from paylens.model.pay_model import PayModel
from paylens.model.storage import COVERAGE, ENCODINGS, LOCATION, MODEL, SCALE, SHAPES

FILES = {COVERAGE, ENCODINGS, LOCATION, MODEL, SCALE, SHAPES}
FACTS = {"role": np.array(["ml_engineer"], object), "country": np.array(["US"], object)}


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_records_give_the_same_bytes(market: pl.DataFrame, tmp_path: Path) -> None:
    small = market.filter(pl.col("source") == "ai_jobs").head(600)
    for name in ("one", "two"):
        PayModel().fit(small).calibrate(small).write(tmp_path / name)
    assert set(content(tmp_path / "one")) == FILES
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_reading_and_writing_changes_no_byte_and_no_answer(model: PayModel, tmp_path: Path) -> None:
    model.write(tmp_path / "one")
    read = PayModel.read(tmp_path / "one")
    read.write(tmp_path / "two")
    assert content(tmp_path / "one") == content(tmp_path / "two")
    for series in model.series_names:
        assert np.array_equal(
            read.as_reported(FACTS, series, 2022, 1), model.as_reported(FACTS, series, 2022, 1)
        )
    assert read.known("role") == model.known("role")


def test_an_estimate_needs_numpy_and_the_library_only(model: PayModel, tmp_path: Path) -> None:
    model.write(tmp_path)
    program = f"""
import sys
from pathlib import Path
from paylens.model.pay_model import PayModel
model = PayModel.read(Path({str(tmp_path)!r}))
facts = {{"role": ["ml_engineer"], "experience_years_low": [3.0]}}
model.as_reported(facts, "ai_jobs/base", 2022, 1)
heavy = {{"lightgbm", "polars", "scipy", "sklearn", "pandas", "pyarrow"}} & set(sys.modules)
sys.exit(f"imported {{heavy}}" if heavy else 0)
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_every_leaf_holds_ten_records(market: pl.DataFrame) -> None:
    seen = observe(market, declared_fields())
    frame = frame_of(seen, declared_fields())
    trees = fit_location(frame, seen, 1).trees
    matrix, _ = training_rows(frame, seen, 1)
    record = np.tile(seen.record, len(matrix) // len(seen))
    booster = lightgbm.Booster(model_str=trees.text)
    leaves = np.asarray(booster.predict(matrix, pred_leaf=True), dtype=np.int64)
    for leaf in leaves.T:
        pairs = np.unique(leaf * (record.max() + 1) + record) // (record.max() + 1)
        assert np.unique(pairs, return_counts=True)[1].min() >= FEWEST_RECORDS


def test_a_missing_or_damaged_model_is_one_error(model: PayModel, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no complete model"):
        PayModel.read(tmp_path / "nowhere")
    model.write(tmp_path)
    (tmp_path / SHAPES).write_text("{", "utf-8")
    with pytest.raises(ModelError, match="no complete model"):
        PayModel.read(tmp_path)


def test_a_cold_command_loads_no_training_stack() -> None:
    program = """
import sys
from paylens.serve.cli import main
sys.argv = ["paylens", "estimate", "--role", "ML engineer", "--country", "US", "--experience", "6"]
try:
    main()
finally:
    heavy = {"lightgbm", "polars", "scipy", "sklearn", "pandas", "pyarrow"} & set(sys.modules)
    print(f"heavy: {sorted(heavy)}")
"""
    told = subprocess.check_output([sys.executable, "-c", program], text=True)
    assert "ML engineer" in told
    assert told.strip().endswith("heavy: []")
