"""Gradient-boosted trees as text, walked by LightGBM's own library without its Python package.

Ke et al. 2017, LightGBM, NeurIPS 30. The text is LightGBM's own model format without the lines
that a prediction does not need, thresholds and leaves rounded. The package would load SciPy,
scikit-learn and pandas first; the library alone is ready in 10 ms (`benchmarks/runtimes.py`).
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import weakref
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from paylens.errors import ModelError
from paylens.model.facts import Array, Codes

if TYPE_CHECKING:
    import lightgbm

# A second thread is worth its start from so many distinct rows on.
MANY_ROWS = 2000
KEPT = (
    "num_leaves=",
    "num_cat=",
    "cat_boundaries=",
    "cat_threshold=",
    "split_feature=",
    "decision_type=",
    "left_child=",
    "right_child=",
)
ROUNDED = {"threshold=": "%.7g", "leaf_value=": "%.6g"}
CLOSING = ("is_linear=0", "shrinkage=1", "")
END = "end of trees\n"
# 2^64 over the golden ratio: its powers spread bits well (Knuth, TAOCP 3, 6.4).
ODD = 0x9E3779B97F4A7C15
# Of LightGBM's C API.
FLOAT64, ROW_MAJOR, RAW_SCORE, ALL_TREES = 1, 1, 1, -1


class Trees:
    """A fitted ensemble; `text` is all of it, read from its file when it is first needed."""

    def __init__(self, stored: str | Path) -> None:
        self._stored = stored

    @cached_property
    def text(self) -> str:
        """The whole ensemble in LightGBM's format."""
        if isinstance(self._stored, str):
            return self._stored
        try:
            return self._stored.read_text("utf-8")
        except (OSError, ValueError) as error:
            raise ModelError(
                f"{self._stored}: cannot be read ({error}). Build the market again."
            ) from error

    @classmethod
    def from_booster(cls, booster: lightgbm.Booster) -> Trees:
        """The ensemble that LightGBM fitted, slimmed."""
        return cls(slim(booster.model_to_string()))

    def predict(self, rows: Array) -> Array:
        """Predictions for rows of features, NaN where unknown; shape (n,).

        Rows that are alike are walked once.

        Raises
        ------
        ModelError
            A text that is no whole model.
        """
        if len(rows) < 2:
            return self.walk(rows)
        first, place = distinct(rows)
        return self.walk(rows[first])[place]

    def walk(self, rows: Array) -> Array:
        """As `predict`, every row by itself."""
        rows = np.ascontiguousarray(rows, dtype=np.float64)
        result = np.empty(len(rows))
        if not len(rows):
            return result
        threads = 1 if len(rows) < MANY_ROWS else 2
        _called(
            "PredictForMat",
            self._handle,
            ctypes.c_void_p(rows.ctypes.data),
            FLOAT64,
            ctypes.c_int32(rows.shape[0]),
            ctypes.c_int32(rows.shape[1]),
            ROW_MAJOR,
            RAW_SCORE,
            0,
            ALL_TREES,
            b"num_threads=%d" % threads,
            ctypes.byref(ctypes.c_int64()),
            ctypes.c_void_p(result.ctypes.data),
        )
        return result

    @cached_property
    def _handle(self) -> ctypes.c_void_p:
        """The ensemble in LightGBM's memory, given back with this object."""
        if "\nTree=" not in self.text or not self.text.endswith(END):
            raise ModelError(
                "the model's text is cut off or holds no trees. Build the market again."
            )
        handle = ctypes.c_void_p()
        text = self.text.encode()
        _called("LoadModelFromString", text, ctypes.byref(ctypes.c_int()), ctypes.byref(handle))
        weakref.finalize(self, _called, "Free", handle)
        return handle


def distinct(rows: Array) -> tuple[Codes, Codes]:
    """The places of each distinct row's first copy, and each row's place among those.

    Rows are told apart by a hash of their bits, and all by those bits where hashes collide.
    """
    bits = np.ascontiguousarray(rows, dtype=np.float64).view(np.uint64)
    mixed = bits ^ (bits >> np.uint64(29))
    _, first, place = np.unique(
        mixed @ _factors(bits.shape[1]), return_index=True, return_inverse=True
    )
    if not np.array_equal(bits[first][place], bits):
        _, first, place = np.unique(bits, axis=0, return_index=True, return_inverse=True)
    return first, place


@cache
def _factors(count: int) -> npt.NDArray[np.uint64]:
    powers: npt.NDArray[np.uint64] = np.cumprod(np.full(count, ODD, np.uint64), dtype=np.uint64)
    return powers


@cache
def _library() -> ctypes.CDLL:
    """LightGBM's library, found and loaded by the package's own file for that, nothing else."""
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    package = importlib.util.find_spec("lightgbm")
    if package is None or package.origin is None:
        raise ModelError("LightGBM is not installed. Install paylens again.")
    path = Path(package.origin).with_name("libpath.py")
    spec = importlib.util.spec_from_file_location("lightgbm_libpath", path)
    assert spec is not None and spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    library: ctypes.CDLL = found._LIB
    library.LGBM_GetLastError.restype = ctypes.c_char_p
    return library


def _called(name: str, *arguments: object) -> None:
    library = _library()
    if library[f"LGBM_Booster{name}"](*arguments):
        reason = library.LGBM_GetLastError().decode()
        raise ModelError(f"LightGBM refuses the model: {reason}. Build the market again.")


def slim(text: str) -> str:
    """The model text with only what a prediction needs.

    The header's `tree_sizes` goes too: it would no longer be true, and LightGBM does without.
    """
    header, *trees = text.split("\n\nparameters:")[0].split("\n\nend of trees")[0].split("\nTree=")
    lines = [line for line in header.split("\n") if not line.startswith("tree_sizes=")]
    return "\n".join(lines).rstrip() + "\n\n" + "".join(_slim_tree(t) for t in trees) + END


def _slim_tree(tree: str) -> str:
    number, *lines = tree.split("\n")
    kept = [f"Tree={number}"]
    for line in lines:
        name, _, values = line.partition("=")
        if f"{name}=" in ROUNDED:
            pattern = ROUNDED[f"{name}="]
            kept.append(f"{name}=" + " ".join(pattern % float(x) for x in values.split()))
        elif line.startswith(KEPT):
            kept.append(line)
    return "\n".join([*kept, *CLOSING, "", ""])
