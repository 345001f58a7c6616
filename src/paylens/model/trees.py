"""Gradient-boosted trees as text: walked with numpy for a few rows, by LightGBM for many.

Ke et al. 2017, LightGBM, NeurIPS 30. The text is LightGBM's own model format without the lines
that a prediction does not need, thresholds and leaves rounded.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from paylens.errors import ModelError
from paylens.model.facts import Array

if TYPE_CHECKING:
    import lightgbm

# LightGBM is worth its import from so many rows on.
MANY_ROWS = 2000
KEPT = (
    "num_leaves=",
    "num_cat=",
    "split_feature=",
    "decision_type=",
    "left_child=",
    "right_child=",
)
ROUNDED = {"threshold=": "%.7g", "leaf_value=": "%.6g"}
CLOSING = ("is_linear=0", "shrinkage=1", "")
NAN_MISSING = 2

Places = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Nodes:
    """All trees' nodes in one array, inner nodes first; a leaf is its own child.

    `child` has left and right side by side; `nan_left` is 1 where an unknown goes left.
    """

    root: Places
    feature: Places
    threshold: Array
    nan_left: npt.NDArray[np.bool_]
    child: Places
    value: Array
    inner: int

    def sums(self, rows: Array) -> Array:
        """The sum of all trees' leaves for each row; shape (n,)."""
        count, width = rows.shape
        flat, offset = rows.ravel(), np.arange(count, dtype=np.int32)[:, None] * width
        node = np.broadcast_to(self.root, (count, len(self.root))).copy()
        while (node < self.inner).any():
            value = flat[self.feature[node] + offset]
            right = value > self.threshold[node]
            right |= np.isnan(value) & ~self.nan_left[node]
            node = self.child[2 * node + right]
        result: Array = self.value[node].sum(axis=1)
        return result


class Trees:
    """A fitted ensemble; `text` is all of it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @classmethod
    def from_booster(cls, booster: lightgbm.Booster) -> Trees:
        """The ensemble that LightGBM fitted, slimmed."""
        return cls(slim(booster.model_to_string()))

    def predict(self, rows: Array) -> Array:
        """Predictions for rows of features, NaN where unknown; shape (n,).

        Both ways agree to 1e-9.
        """
        if len(rows) >= MANY_ROWS:
            return np.asarray(self.booster.predict(rows, num_threads=2), dtype=np.float64)
        return self.nodes.sums(np.ascontiguousarray(rows))

    @cached_property
    def booster(self) -> lightgbm.Booster:
        """LightGBM's own predictor."""
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        import lightgbm

        return lightgbm.Booster(model_str=self.text)

    @cached_property
    def nodes(self) -> Nodes:
        """The trees as arrays."""
        return parse(self.text)


def slim(text: str) -> str:
    """The model text with only what a prediction needs.

    The header's `tree_sizes` goes too: it would no longer be true, and LightGBM does without.
    """
    header, *trees = text.split("\n\nparameters:")[0].split("\n\nend of trees")[0].split("\nTree=")
    lines = [line for line in header.split("\n") if not line.startswith("tree_sizes=")]
    return (
        "\n".join(lines).rstrip()
        + "\n\n"
        + "".join(_slim_tree(t) for t in trees)
        + "end of trees\n"
    )


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


def parse(text: str) -> Nodes:
    """The arrays of a slimmed model text.

    Raises
    ------
    ModelError
        A text that is no such model, or one with splits that paylens does not use.
    """
    trees = [_fields(block) for block in text.split("\nTree=")[1:]]
    if not trees:
        raise ModelError("the model's text holds no trees. Build the market again.")
    try:
        inner = [np.array([len(t["left_child"].split()) for t in trees])][0]
        leaves = np.array([int(t["num_leaves"]) for t in trees])
        return _assemble(trees, inner, leaves)
    except (KeyError, ValueError) as error:
        raise ModelError(
            f"the model's text is damaged: {error}. Build the market again."
        ) from error


def _fields(block: str) -> dict[str, str]:
    pairs = (line.split("=", 1) for line in block.split("\n") if "=" in line)
    found = {name: values for name, values in pairs}
    for name in ("split_feature", "threshold", "decision_type", "left_child", "right_child"):
        found.setdefault(name, "")
    return found


def _gathered(trees: list[dict[str, str]], name: str, kind: Any) -> npt.NDArray[Any]:
    return np.array(" ".join(tree[name] for tree in trees).split(), dtype=kind)


def _assemble(trees: list[dict[str, str]], inner: Any, leaves: Any) -> Nodes:
    total = int(inner.sum())
    first_inner = np.concatenate([[0], np.cumsum(inner)[:-1]])
    first_leaf = total + np.concatenate([[0], np.cumsum(leaves)[:-1]])
    size = total + int(leaves.sum())
    child = np.empty((size, 2), dtype=np.int32)
    for side, name in enumerate(("left_child", "right_child")):
        local = _gathered(trees, name, np.int64)
        inside = local + np.repeat(first_inner, inner)
        child[:total, side] = np.where(local >= 0, inside, np.repeat(first_leaf, inner) + ~local)
    child[total:] = np.arange(total, size)[:, None]
    threshold = np.full(size, np.inf)
    threshold[:total] = _gathered(trees, "threshold", np.float64)
    feature = np.zeros(size, dtype=np.int32)
    feature[:total] = _gathered(trees, "split_feature", np.int32)
    value = np.zeros(size)
    value[total:] = _gathered(trees, "leaf_value", np.float64)
    root = np.where(inner > 0, first_inner, first_leaf).astype(np.int32)
    nan_left = _nan_left(trees, threshold, total)
    return Nodes(root, feature, threshold, nan_left, child.ravel(), value, total)


def _nan_left(trees: list[dict[str, str]], threshold: Array, total: int) -> npt.NDArray[np.bool_]:
    """Where an unknown goes: as the split says, or where 0 goes if training knew no unknowns."""
    decision = _gathered(trees, "decision_type", np.int64)
    missing = (decision >> 2) & 3
    if (decision & 1).any() or (missing == 1).any():
        raise ValueError("a categorical split or zero as missing")
    result = np.ones(len(threshold), dtype=bool)
    says = np.where(missing == NAN_MISSING, (decision & 2) > 0, threshold[:total] >= 0)
    result[:total] = says
    return result
