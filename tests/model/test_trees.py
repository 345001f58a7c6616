"""Trees: what LightGBM's own package predicts, whole texts only, and alike rows walked once."""

import lightgbm
import numpy as np
import pytest

from paylens.errors import ModelError
from paylens.model.facts import Array
from paylens.model.pay_model import PayModel
from paylens.model.trees import MANY_ROWS, Trees, distinct


def some_rows(seed: int, count: int, columns: int) -> Array:
    """Rows of small numbers, two in five unknown, as a few series and years would be."""
    rng = np.random.default_rng(seed)
    rows = np.round(rng.normal(0, 3, (count, columns)), 3)
    rows[:, 0] = rng.integers(0, 4, count)
    rows[:, 1] = rng.integers(2020, 2023, count)
    rows[:, 2:][rng.random((count, columns - 2)) < 0.4] = np.nan
    return rows


@pytest.mark.parametrize("count", [0, 1, 2, 1500, MANY_ROWS + 1])
def test_the_library_alone_predicts_what_the_package_does(model: PayModel, count: int) -> None:
    parts = model._calibrated()
    for trees in (parts.location.trees, parts.scale.trees):
        rows = some_rows(count, count, len(parts.location.frame.layout.names))
        package = lightgbm.Booster(model_str=trees.text)
        theirs = package.predict(rows) if count else np.empty(0)
        assert np.abs(trees.predict(rows) - theirs).max(initial=0.0) < 1e-9


def test_rows_in_other_orders_of_memory_are_read_alike(model: PayModel) -> None:
    trees = model._calibrated().location.trees
    rows = some_rows(7, 40, len(model._calibrated().location.frame.layout.names))
    assert np.array_equal(trees.predict(np.asfortranarray(rows)), trees.predict(rows))
    assert np.array_equal(trees.predict(rows[::2]), trees.predict(rows)[::2])


def test_many_rows_give_what_few_rows_give(model: PayModel) -> None:
    role = np.array(["ml_engineer", "data_analyst", None] * (MANY_ROWS // 3 + 1), dtype=object)
    many = model.estimate({"role": role}, "levels_fyi/total", 2021)
    few = model.estimate({"role": role[:3]}, "levels_fyi/total", 2021)
    assert np.abs(many[:3] - few).max() < 1e-9


def test_alike_rows_are_found_and_no_others() -> None:
    some = some_rows(1, 300, 9)
    drawn = np.random.default_rng(2).integers(0, 300, 5000)
    first, place = distinct(some[drawn])
    assert len(first) == len(np.unique(drawn))
    assert np.array_equal(some[drawn][first][place], some[drawn], equal_nan=True)


def test_rows_whose_hashes_collide_stay_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    zero = np.zeros(9, dtype=np.uint64)
    monkeypatch.setattr("paylens.model.trees._factors", lambda count: zero)
    some = some_rows(1, 300, 9)
    first, place = distinct(some)
    assert len(first) == 300
    assert np.array_equal(some[first][place], some, equal_nan=True)


@pytest.mark.parametrize(
    "damage", [lambda text: "tree\n", lambda text: text[: len(text) // 2], lambda text: ""]
)
def test_a_text_that_is_not_whole_is_refused(model: PayModel, damage) -> None:
    text = model._calibrated().scale.trees.text
    with pytest.raises(ModelError, match="cut off or holds no trees"):
        Trees(damage(text)).predict(np.zeros((1, 30)))


def test_what_the_library_refuses_is_one_error() -> None:
    text = "tree\nTree=0\nnum_leaves=2\nleft_child=a\n\nend of trees\n"
    with pytest.raises(ModelError, match="LightGBM refuses"):
        Trees(text).predict(np.zeros((1, 3)))
