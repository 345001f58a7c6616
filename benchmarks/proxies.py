"""How far the model's inputs stand in for gender, which is none of them.

    python benchmarks/proxies.py --data FOLDER [--market FOLDER]

FOLDER holds the publishers' files. For every series whose source records gender:

- a classifier (scikit-learn's histogram gradient boosting, five folds) guesses men and women from
  the very numbers that the model's trees read; the area under its ROC curve is 0.5 for a coin and 1
  where gender is told outright. Beside it the same from the model's estimate alone, and from the
  three facts that tell most by themselves.
- on the reports that were held out of the fit: by how much men's pay exceeds women's, as observed,
  as estimated, and what the estimate leaves unexplained (means of log pay, shown in per cent).

Intervals are the middle 95 % of 300 bootstrap samples. Other answers and none are left out and
counted. Read: Hanley and McNeil 1982, Radiology 143, 29-36, on the area under the curve.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from threadpoolctl import threadpool_limits

from paylens import Market, PayModel
from paylens.collect.source import card, find_files
from paylens.harmonise.records import harmonise
from paylens.model.backtest import columns_of
from paylens.model.facts import facts_of_records
from paylens.model.observations import observe_series, years_of
from paylens.model.shape import LEVELS
from paylens.model.train import split

Array = npt.NDArray[np.float64]
MALE, FEMALE = "male", "female"
MEDIAN = int(np.argmin(np.abs(LEVELS - 0.5)))
FEWEST_RECORDS = 200
SAMPLES, FOLDS, SEED = 300, 5, 0
TOLD_MOST = 3
# A column that nobody of a series knows is refused as NaN: any number below all others will do.
UNKNOWN = -1000.0


@dataclass(frozen=True)
class People:
    """Men and women of one series: `male` (n,) is 1 or 0, `matrix` (n, columns) what the trees
    read, `facts` the columns of each fact alone; pay is in logs, `held_out` those not fitted on."""

    series: str
    left_out: int
    male: Array
    matrix: Array
    facts: dict[str, list[int]]
    pay: Array
    estimated: Array
    held_out: npt.NDArray[np.bool_]


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the publishers' files")
    parser.add_argument("--market", type=Path)
    given = parser.parse_args()
    model = Market.at(given.market).model
    found = list(people_of_all(model, given.data))
    print_guesses(found, model)
    print()
    print_gaps(found)


def people_of_all(model: PayModel, data: Path) -> Iterator[People]:
    """The men and women of each series whose source records gender."""
    records: dict[str, pl.DataFrame] = {}
    for series in model.series_names:
        source = series.split("/")[0]
        if source not in records:
            paths = find_files(source, data)
            assert not card(source).official
            records[source] = harmonise(source, paths, data).records
        counts = dict(records[source]["gender"].value_counts().iter_rows())
        if min(counts.get(MALE, 0), counts.get(FEMALE, 0)) >= FEWEST_RECORDS:
            yield people_of(model, series, records[source])


def people_of(model: PayModel, series: str, records: pl.DataFrame) -> People:
    """The men and women of one series with pay of its kind."""
    kind = series.split("/")[1]
    paid = records.filter(pl.col(f"{kind}_form").is_not_null())
    own = paid.filter(pl.col("gender").is_in([MALE, FEMALE]))
    reader = model._calibrated().reader
    years = years_of(own)
    columns = reader.location.frame.layout.columns
    facts: dict[str, list[int]] = {}
    for place, column in enumerate(columns, start=2):
        if len(column.facts) == 1:
            facts.setdefault(column.facts[0], []).append(place)
    _, held_out = split(records)
    seen = observe_series(own, model.fields, (series,))
    assert np.array_equal(seen.record, np.arange(own.height))
    return People(
        series=series,
        left_out=paid.height - own.height,
        male=(own["gender"] == MALE).cast(pl.Float64).to_numpy(),
        matrix=reader.matrix(facts_of_records(own, model.fields), series, years),
        facts=facts,
        pay=seen.expected_log_pay(),
        estimated=model.estimate(columns_of(own, model.fields), series, years, own.height)[
            :, MEDIAN
        ],
        held_out=own["record_id"].is_in(held_out["record_id"].implode()).to_numpy(),
    )


def print_guesses(found: list[People], model: PayModel) -> None:
    """How well gender is guessed, per series."""
    print("| series | men | women | other or none | from all inputs | from the estimate alone "
          "| facts that tell most alone |")  # fmt: skip
    print("|---|---:|---:|---:|---:|---:|---|")
    for people in found:
        men = int(people.male.sum())
        everything = area(people.male, guessed(people.matrix, people.male))
        alone = area(people.male, people.estimated)
        single = {fact: area_alone(people, fact) for fact in people.facts}
        most = sorted(single.items(), key=lambda item: -item[1])[:TOLD_MOST]
        told = ", ".join(f"{model.fields.labels[fact]} {share:.2f}" for fact, share in most)
        print(f"| {people.series} | {men:,} | {len(people.male) - men:,} | {people.left_out:,} "
              f"| {everything} | {alone} | {told} |")  # fmt: skip


def area_alone(people: People, fact: str) -> float:
    """The area under the curve with one fact only."""
    own = people.matrix[:, people.facts[fact]]
    if np.isnan(own).all():
        return 0.5
    return float(roc_auc_score(people.male, guessed(own, people.male)))


def guessed(matrix: Array, male: Array) -> Array:
    """Each one's probability of being a man, by a classifier that has not seen them; shape (n,)."""
    classifier = HistGradientBoostingClassifier(random_state=SEED)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    known = np.where(np.isnan(matrix), UNKNOWN, matrix)
    # Threads that wait by spinning make two fits on one machine ten times slower.
    with threadpool_limits(1, "openmp"):
        chances = cross_val_predict(classifier, known, male, cv=folds, method="predict_proba")
    result: Array = chances[:, 1]
    return result


def area(male: Array, score: Array) -> str:
    """The area under the curve, with its interval."""

    def once(rows: npt.NDArray[np.int64]) -> float:
        return float(roc_auc_score(male[rows], score[rows]))

    low, high = interval(once, len(male))
    return f"{roc_auc_score(male, score):.3f} ({low:.3f}–{high:.3f})"


def print_gaps(found: list[People]) -> None:
    """By how much men's pay exceeds women's, of the reports held out."""
    print("| series | men | women | observed | estimated | unexplained |")
    print("|---|---:|---:|---:|---:|---:|")
    for people in found:
        male = people.male[people.held_out] == 1
        pay, estimated = people.pay[people.held_out], people.estimated[people.held_out]
        gaps = [gap(each, male) for each in (pay, estimated, pay - estimated)]
        print(f"| {people.series} | {male.sum():,} | {(~male).sum():,} | {' | '.join(gaps)} |")


def gap(values: Array, male: npt.NDArray[np.bool_]) -> str:
    """Men's mean less women's, in per cent, with its interval."""

    def once(rows: npt.NDArray[np.int64]) -> float:
        drawn, man = values[rows], male[rows]
        return float(drawn[man].mean() - drawn[~man].mean())

    low, high = (100 * np.expm1(end) for end in interval(once, len(values)))
    middle = 100 * np.expm1(once(np.arange(len(values))))
    return f"{middle:+.1f} % ({low:+.1f} to {high:+.1f})"


def interval(
    statistic: Callable[[npt.NDArray[np.int64]], float], count: int
) -> tuple[float, float]:
    """The middle 95 % of a statistic over bootstrap samples of `count` rows."""
    rng = np.random.default_rng(SEED)
    values = [statistic(rng.integers(0, count, count)) for _ in range(SAMPLES)]
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


if __name__ == "__main__":
    main()
