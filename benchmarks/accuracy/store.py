"""Predictions kept on disk as they are made, so that a run that is killed can go on.

A file per split, series and rival, outside the repository: it has a line per person. It belongs
to the very lines it was made from, by a key of their content.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from paylens.model.facts import Array


@dataclass(frozen=True)
class Predictions:
    """Quantiles by what was told, each (n, 7), and the processor seconds (of all
    threads) that tuning, fits and answers took."""

    quantiles: dict[str, Array]
    seconds: float


@dataclass(frozen=True)
class Store:
    """The folder of predictions."""

    folder: Path

    def save(self, place: tuple[str, str, str], key: str, found: Predictions) -> None:
        """Write the predictions for (split, series, rival), all or nothing."""
        path = self._path(place)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part.npz")
        told = {f"told {name}": quantiles for name, quantiles in found.quantiles.items()}
        np.savez(part, key=np.array(key), seconds=np.array(found.seconds), **told)
        os.replace(part, path)

    def load(self, place: tuple[str, str, str], key: str) -> Predictions | None:
        """What was saved there for the same lines, else None."""
        path = self._path(place)
        if not path.exists():
            return None
        with np.load(path) as written:
            if str(written["key"]) != key:
                return None
            told = [name for name in written.files if name.startswith("told ")]
            quantiles = {name.removeprefix("told "): written[name] for name in told}
            return Predictions(quantiles, float(written["seconds"]))

    def _path(self, place: tuple[str, str, str]) -> Path:
        split, series, rival = (part.replace("/", "-").replace(" ", "_") for part in place)
        return self.folder / split / series / f"{rival}.npz"


def key_of(*tables: pl.DataFrame) -> str:
    """A key of tables' content and order, for one version of polars."""
    digest = hashlib.blake2b(digest_size=12)
    for table in tables:
        digest.update("\t".join(table.columns).encode())
        digest.update(table.hash_rows(seed=0).to_numpy().tobytes())
    return digest.hexdigest()
