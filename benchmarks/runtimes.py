"""Which runtime walks the trees with the least load: a table beside LightGBM's own package.

Run: python benchmarks/runtimes.py. Each runs alone in a fresh process, one thread, on the reference
market's location. Those not installed are named and skipped; they are onnxruntime with onnxmltools,
treelite and lleaves.
"""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from paylens.market.store import Store

COUNTS = (1, 100, 1000, 100_000)
REPEATS = 5
UNKNOWN_SHARE = 0.4
Predict = Callable[[Any], Any]


def library(text: str) -> Predict:
    """What paylens uses, its own search for alike rows left out."""
    from paylens.model.trees import Trees

    return Trees(text)._walk


def package(text: str) -> Predict:
    import lightgbm

    booster = lightgbm.Booster(model_str=text)
    return lambda rows: booster.predict(rows, num_threads=1)


def onnx(text: str) -> Predict:
    """Conversion is not counted: it would be done once, at build."""
    path = Path(tempfile.gettempdir(), "paylens_runtimes.onnx")
    if not path.exists():
        import lightgbm
        from onnxmltools import convert_lightgbm
        from onnxmltools.convert.common.data_types import FloatTensorType

        booster = lightgbm.Booster(model_str=text)
        shape = [("rows", FloatTensorType([None, booster.num_feature()]))]
        converted = convert_lightgbm(booster, initial_types=shape, zipmap=False)
        path.write_bytes(converted.SerializeToString())
    START[0] = time.process_time()
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(path.read_bytes(), options)
    return lambda rows: session.run(None, {"rows": rows.astype(np.float32)})[0][:, 0]


def treelite(text: str) -> Predict:
    import treelite

    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(text)
        file.flush()
        model = treelite.frontend.load_lightgbm_model(file.name)
    return lambda rows: treelite.gtil.predict(model, rows, nthread=1).ravel()


def lleaves(text: str) -> Predict:
    import lleaves

    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(text)
        file.flush()
        model = lleaves.Model(model_file=file.name)
        model.compile()
    return lambda rows: model.predict(rows, n_jobs=1)


RUNTIMES = {
    "LightGBM's library alone": (library, ["lightgbm"]),
    "LightGBM's package": (package, ["lightgbm", "scipy", "scikit-learn", "narwhals", "joblib"]),
    "ONNX runtime": (onnx, ["onnxruntime"]),
    "treelite (gtil)": (treelite, ["treelite", "scipy"]),
    "lleaves (compiled)": (lleaves, ["lleaves", "llvmlite", "pandas"]),
}
START = [0.0]


def rows_of(count: int, width: int) -> Any:
    """Rows with unknowns, in single precision as ONNX takes no other."""
    rng = np.random.default_rng(count)
    rows = rng.normal(0, 3, (count, width)).astype(np.float32).astype(np.float64)
    rows[rng.random(rows.shape) < UNKNOWN_SHARE] = np.nan
    return rows


def measure(name: str) -> dict[str, Any]:
    """Load in ms, µs per row at COUNTS, installed MB, and predictions of the 1,000 rows."""
    make, packages = RUNTIMES[name]
    text = (Store.reference().model_folder / "location.txt").read_text("utf-8")
    width = int(text.split("max_feature_idx=")[1].split("\n")[0]) + 1
    START[0] = time.process_time()
    predict = make(text)
    predict(rows_of(1, width))
    load = (time.process_time() - START[0]) * 1e3
    speed = []
    for count in COUNTS:
        rows, taken = rows_of(count, width), []
        for _ in range(1 if count > 10_000 else REPEATS):
            begun = time.process_time()
            predict(rows)
            taken.append(time.process_time() - begun)
        speed.append(min(taken) / count * 1e6)
    found = np.asarray(predict(rows_of(1000, width)), dtype=float).tolist()
    return {"load": load, "speed": speed, "size": installed(packages), "predicted": found}


def installed(packages: list[str]) -> float | None:
    """MB on disk of the packages it needs beside numpy; None where one is not to be found."""
    try:
        files = [f for name in packages for f in importlib.metadata.files(name) or []]
        return (
            sum(Path(f.locate()).stat().st_size for f in files if Path(f.locate()).exists()) / 1e6
        )
    except importlib.metadata.PackageNotFoundError:
        return None


def main() -> None:
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1])))
        return
    heads = " | ".join(f"µs/row of {count:,}" for count in COUNTS)
    print(f"| runtime | load (ms) | {heads} | installed (MB) | largest difference |")
    print("|---|---|" + "---|" * (len(COUNTS) + 2))
    truth = None
    for name in RUNTIMES:
        command = [sys.executable, __file__, name]
        ran = subprocess.run(command, check=False, capture_output=True, text=True)
        if ran.returncode:
            print(f"{name}: left out, {ran.stderr.strip().splitlines()[-1]}", file=sys.stderr)
            continue
        found = json.loads(ran.stdout.strip().splitlines()[-1])
        predicted = np.array(found["predicted"])
        truth = predicted if truth is None else truth
        speed = " | ".join(f"{each:,.1f}" for each in found["speed"])
        size = "" if found["size"] is None else f"{found['size']:,.0f}"
        difference = np.abs(predicted - truth).max()
        print(f"| {name} | {found['load']:,.0f} | {speed} | {size} | {difference:.1g} |")


if __name__ == "__main__":
    main()
