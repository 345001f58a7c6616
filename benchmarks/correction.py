"""Does what a cohort's records say help where more is told? Answers with and without it, scored.

    python benchmarks/correction.py --data FOLDER [--rows 2000]

The reference market's model was fitted on 85 % of each source's reports; cells are made of these
alone, and the other 15 % are asked with some of their facts. Printed per facts told and size of
the cohort (records of role and country in one source): how many series, the geometric mean and the
worst of the ratio of pinball losses on log pay, and the share of pay inside the 80 % range.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import numpy as np
import polars as pl

from paylens.collect.source import card
from paylens.harmonise.records import harmonise
from paylens.market.cells import cells
from paylens.market.store import Store
from paylens.model.backtest import columns_of
from paylens.model.observations import SPREAD, observe_series
from paylens.model.pay_model import PayModel
from paylens.model.scoring import DRAWS, pinball, within
from paylens.model.shape import LEVELS
from paylens.model.train import split
from paylens.report.build import choose
from paylens.report.correction import Correction
from paylens.report.parts import Options, mixed, parts_of
from paylens.report.profile import QUESTIONS, Profile

YEARS = ["experience_years_low", "experience_years_high"]
TOLD = {
    "experience": YEARS,
    "level": ["level"],
    "city": ["city", "metro"],
    "employer": ["employer"],
    "experience, education": [*YEARS, "education"],
    "experience, city": [*YEARS, "city", "metro"],
    "level, employer, city": ["level", "employer", "city", "metro"],
    "all": None,
}
# People's words stand in notes only, which nobody reads here.
WORDS = dict.fromkeys(QUESTIONS, "as recorded")
NOT_TOLD = {"region", "skills", "specialisation"}
COHORTS = {"any": (0, np.inf), "under 300": (1, 300), "under 50": (1, 50)}
FEWEST_ROWS = 40


def market_of(records: pl.DataFrame, folder: Path) -> Store:
    """The reference market with the cells of these records alone."""
    reference = Store.reference()
    shutil.copytree(reference.folder, folder, dirs_exist_ok=True)
    for (source,), own in records.group_by("source"):
        cells(own, reference.floor.middle_records).write_parquet(
            folder / "cells" / f"{source}.parquet"
        )
    return Store(folder, reference.manifest)


def answers(
    store: Store, model: PayModel, profiles: list[Profile], years: np.ndarray, series: str
) -> tuple[np.ndarray, np.ndarray]:
    """Log-pay quantiles at LEVELS of what one source answers, and the records of each cohort."""
    source, pay = series.split("/")
    quantiles, records = np.empty((len(profiles), len(LEVELS))), np.zeros(len(profiles))
    for year in np.unique(years):
        rows = np.flatnonzero(years == year)
        asked = Options(pay=pay, source=source, year=int(year), lowest_bracket=True)
        found = parts_of(store, model, [profiles[row] for row in rows], asked)
        for row, (_, parts) in zip(rows, found, strict=True):
            together = mixed(parts, 1)
            quantiles[row] = np.log([max(together.percentile(x), 1.0) for x in LEVELS])
            records[row] = sum(part.voice.records for part in parts)
    return quantiles, records


def asked_of(records: pl.DataFrame, model: PayModel, told: list[str] | None) -> list[Profile]:
    """The records as questions: role, country and the facts told."""
    columns = columns_of(records, model.fields)
    names = set(columns) - NOT_TOLD if told is None else {"role", "country", *told}
    rows = ({name: columns[name][row] for name in sorted(names)} for row in range(records.height))
    told = ({k: v for k, v in facts.items() if v is not None} for facts in rows)
    return [Profile(facts, WORDS) for facts in told]


def compared(
    store: Store, model: PayModel, held_out: pl.DataFrame, series: str, most: int
) -> Iterator[tuple[str, str, float, list[float]]]:
    """Per facts told and cohort: the ratio of losses, and both shares inside the 80 % range."""
    own = held_out.filter(pl.col("source") == series.split("/")[0])
    found = observe_series(own, model.fields, (series,))
    drawn = np.random.default_rng(1).permutation(len(found))[:most]
    observed = found.take(np.sort(drawn))
    records, years = own[observed.record], np.round(observed.year).astype(int)
    even = np.tile((np.arange(DRAWS) + 0.5) / DRAWS, (len(observed), 1))
    truth = observed.log_pay_at(even, SPREAD)
    for told, names in TOLD.items():
        needed = [pl.col(n).is_not_null() for n in names or [] if n not in ("metro", YEARS[1])]
        known = records.select(pl.all_horizontal(pl.lit(value=True), *needed))[:, 0].to_numpy()
        known = np.broadcast_to(known, records.height)
        if known.sum() < FEWEST_ROWS:
            continue
        rows = np.flatnonzero(known)
        profiles = asked_of(records[rows], model, names)
        corrected, cohort = answers(store, model, profiles, years[rows], series)
        with patch.object(Correction, "applied", lambda self, answer, strength: answer):
            plain, _ = answers(store, model, profiles, years[rows], series)
        losses = [pinball(each, truth[rows]) for each in (plain, corrected)]
        inside = [within(each, truth[rows])[:, 1] for each in (plain, corrected)]
        for name, (fewest, below) in COHORTS.items():
            chosen = (cohort >= fewest) & (cohort < below)
            if chosen.sum() >= FEWEST_ROWS:
                before, after = (loss[chosen].mean() for loss in losses)
                yield told, name, after / before, [hits[chosen].mean() for hits in inside]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--rows", type=int, default=2000, help="most held-out rows per series")
    given = arguments.parse_args()
    chosen, _ = choose(given.data, False)
    names = [name for name in chosen if not card(name).official]
    records = pl.concat([harmonise(name, chosen[name], given.data).records for name in names])
    kept, held_out = split(records)
    ratios: dict[tuple[str, str], list[float]] = defaultdict(list)
    hits: dict[tuple[str, str], list[list[float]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        store = market_of(kept, Path(folder))
        model = PayModel.read(store.model_folder)
        countries = [code for code in store.values("country") if store.has_country(code)]
        asked = held_out.filter(pl.col("role").is_not_null(), pl.col("country").is_in(countries))
        for series in model.series_names:
            for told, cohort, ratio, inside in compared(store, model, asked, series, given.rows):
                ratios[told, cohort].append(ratio)
                hits[told, cohort].append(inside)
    print("told beside role and country | cohort | series | mean | worst | 80 % before | after")
    for (told, cohort), each in ratios.items():
        mean = np.exp(np.log(each).mean())
        before, after = np.mean(hits[told, cohort], axis=0)
        shares = f"{before:.1%} | {after:.1%}"
        print(f"{told} | {cohort} | {len(each)} | {mean:.4f} | {max(each):.4f} | {shares}")


if __name__ == "__main__":
    main()
