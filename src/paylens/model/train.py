"""Train the model that a market ships: its published coverage is its own, on rows held out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from paylens.model.pay_model import PayModel

if TYPE_CHECKING:
    import polars

HELD_OUT_SHARE = 0.15
# Below this, every record is needed for the fit and coverage is not measured.
FEWEST_TO_HOLD_OUT = 1000
SEED = 7


def train(
    records: polars.DataFrame, progress: Callable[[str], None] = lambda step: None
) -> PayModel:
    """Fit and calibrate on 85 % of each source's reports; measure coverage on the rest.

    Raises
    ------
    ModelError
        No series has 100 records.
    """
    kept, held_out = split(records)
    model = PayModel().fit(kept, progress).calibrate(kept, progress)
    if held_out.height:
        progress("measuring coverage on held-out reports")
        model.measure(held_out)
    return model


def split(records: polars.DataFrame) -> tuple[polars.DataFrame, polars.DataFrame]:
    """Records to fit on and records held out: a random share of each large enough source's."""
    sizes = records["source"].value_counts()
    sized = records.select("source").join(sizes, on="source", how="left", maintain_order="left")
    drawn = np.random.default_rng(SEED).random(records.height) < HELD_OUT_SHARE
    out = drawn & (sized["count"].to_numpy() >= FEWEST_TO_HOLD_OUT)
    return records.filter(~out), records.filter(out)
