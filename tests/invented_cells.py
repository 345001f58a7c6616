"""A market of a few invented records, written as cells: enough to ask for tables."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from paylens.harmonise.record import record_schema
from paylens.market.cells import cells
from paylens.market.effects.decompositions import decompositions
from paylens.market.effects.effects import effects
from paylens.market.grid import EDGES, LOG_EDGES, Array, bins_of
from paylens.market.store import DECOMPOSITIONS, EFFECTS, FORMAT, MANIFEST, Store
from paylens.market.together import alike, together
from paylens.market.versions import new_version

Amount = float | tuple[float, float | None]


def people(
    source: str,
    amounts: Iterable[Amount],
    *,
    pay: str = "base",
    year: int = 2021,
    basis: str = "survey",
    **facts: Any,
) -> list[dict[str, Any]]:
    """One US ML engineer per amount; a pair of amounts is a bracket."""
    return [
        {
            "source": source,
            "record_id": f"{source}-{place}",
            "basis": basis,
            "observed_on": datetime.date(year, 7, 1),
            "role": "ml_engineer",
            "country": "US",
            **_pay(pay, amount),
            **facts,
        }
        for place, amount in enumerate(amounts)
    ]


def around(middle: float, count: int = 20, step: float = 1000) -> list[float]:
    """So many amounts, spread evenly about one."""
    return [middle + step * (place - (count - 1) / 2) for place in range(count)]


def years(low: float, high: float) -> dict[str, float]:
    """Work experience of [low, high)."""
    return {"experience_years_low": low, "experience_years_high": high}


def market(
    folder: Path,
    records: list[dict[str, Any]],
    fewest: int = 10,
    counted: bool = False,
    compared: bool = False,
) -> Store:
    """A market of these records; `counted`: with which facts they hold together; `compared`: with
    how pay differs like for like."""
    table = pl.DataFrame(records, schema=record_schema())
    with new_version(folder) as draft:
        (draft / "cells").mkdir()
        for source in table["source"].unique().sort():
            found = cells(table.filter(pl.col("source") == source), fewest)
            found.write_parquet(draft / "cells" / f"{source}.parquet")
            for name, counts in (("together", together), ("alike", alike)) if counted else ():
                (draft / name).mkdir(exist_ok=True)
                own = counts(table.filter(pl.col("source") == source), fewest)
                own.with_columns(source=pl.lit(source)).write_parquet(
                    draft / name / f"{source}.parquet"
                )
            of_effects = ((EFFECTS, effects), (DECOMPOSITIONS, decompositions))
            for name, compare in of_effects if compared else ():
                (draft / name).mkdir(exist_ok=True)
                own = compare(source, table.filter(pl.col("source") == source), fewest)
                own.write_parquet(draft / name / f"{source}.parquet")
        manifest = {"format": FORMAT, "version": "invented", "sources": []}
        (draft / MANIFEST).write_text(json.dumps(manifest), "utf-8")
    return Store.open(folder)


def _pay(kind: str, amount: Amount) -> dict[str, Any]:
    low, high = amount if isinstance(amount, tuple) else (amount, amount)
    form = "bracket" if isinstance(amount, tuple) else "exact"
    ends = {"low": low, "high": high}
    usd = {f"{kind}_{end}_usd_per_year": value for end, value in ends.items()}
    return {f"{kind}_form": form, **{f"{kind}_{e}": v for e, v in ends.items()}, **usd}


def spread(low: Array, high: Array) -> Array:
    """Weight 1 per row, evenly in log pay between its ends, in its own bin where they are equal.

    Shape (n, BINS); the plain way, which `spread_ranges` must agree with.
    """
    log_low, log_high = (np.log(np.clip(x, EDGES[0], EDGES[-1]))[:, None] for x in (low, high))
    overlap = np.clip(
        np.minimum(log_high, LOG_EDGES[1:]) - np.maximum(log_low, LOG_EDGES[:-1]), 0, None
    )
    width = (log_high - log_low)[:, 0]
    weights: Array = overlap / np.where(width > 0, width, 1)[:, None]
    exact = np.flatnonzero(width <= 0)
    weights[exact] = 0
    weights[exact, bins_of(low[exact])] = 1
    return weights
