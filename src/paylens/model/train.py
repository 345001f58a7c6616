"""Train the model that a market ships: its published coverage is its own, on rows held out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from paylens.model.pay_model import PayModel

if TYPE_CHECKING:
    import polars

HELD_OUT_SHARE = 0.15
# Below this, every record is needed for the fit and coverage is not measured.
FEWEST_TO_HOLD_OUT = 1000
SEED = b"7"


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
    """Records to fit on and records held out: a random share of each large enough source's.

    The share is drawn by each record's own key: adding a source moves no other source's records.
    """
    import polars as pl

    sizes = records["source"].value_counts()
    sized = records.select("source").join(sizes, on="source", how="left", maintain_order="left")
    keys = records.select(pl.concat_str("source", "record_id", separator="\t"))[:, 0]
    drawn = pl.Series([_drawn(key) for key in keys], dtype=pl.Float64)
    out = (drawn < HELD_OUT_SHARE) & (sized["count"] >= FEWEST_TO_HOLD_OUT)
    return records.filter(~out), records.filter(out)


def _drawn(key: str) -> float:
    """A number from 0 to 1, always the same for the same key."""
    digest = hashlib.blake2b(key.encode(), digest_size=8, key=SEED).digest()
    return int.from_bytes(digest, "big") / 2**64
