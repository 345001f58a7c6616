"""Kept predictions → scores, and how paylens compares with the better of LightGBM and CatBoost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from accuracy.amounts import FROM_ZERO, draws_of
from accuracy.bootstrap import Resamples, interval, resamples
from accuracy.measures import summary
from accuracy.predicting import key
from accuracy.rivals.registry import NAMES, PAYLENS, REFITTED, TO_BEAT
from accuracy.splits import FITTED_AS, MASKED, Split, Task
from accuracy.store import Store
from accuracy.told import EVERYTHING, step
from paylens.model.facts import Array
from paylens.model.scoring import pinball

ALL, ABOVE_LOWEST = "all", "without the lowest bracket"
AS_TOLD, ALONE = "as told", "on these facts alone"
SPLIT_BY_YEAR = "kaggle_survey"

Line = dict[str, Any]


def alone(rival: str) -> str:
    """The name of a rival fitted again to the facts that are told."""
    return f"{rival} {ALONE}"


@dataclass
class Results:
    """What is stored of a split: lines of scores, of comparisons per series, and pooled.

    `seconds` are processor seconds of all threads per rival, of all series together.
    """

    split: str
    scores: list[Line] = field(default_factory=list)
    comparisons: list[Line] = field(default_factory=list)
    pooled: list[Line] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Ratios:
    """Losses of one series and one step of what is told over the loss to beat, which is told the
    same or fitted to it alone: rival → the ratio, and rival → the same in each resample."""

    series: str
    told: str
    against: str
    ratio: dict[str, float]
    drawn: dict[str, Array]


def measure(split: Split, name: str, store: Store) -> Results:
    """The results of a split from its kept predictions; rivals without any are left out."""
    found = Results(name)
    ratios: list[Ratios] = []
    draws: dict[str, Resamples] = {}
    for task in split.tasks:
        if task.source not in draws:
            own = [other.tests["record_id"] for other in split.tasks if other.source == task.source]
            keys = np.concatenate([column.to_numpy() for column in own]).astype(str)
            draws[task.source] = resamples(keys, f"{name} {task.source}")
        quantiles = _kept(split, task, name, store, found.seconds)
        truth = draws_of(task.tests)
        for told in dict.fromkeys(told for told, _ in quantiles):
            own = {rival: value for (each, rival), value in quantiles.items() if each == told}
            found.scores += _scores(task, told, own, truth)
            losses = {rival: pinball(value, truth) for rival, value in own.items()}
            lines, ratio = _compared(task, told, losses, draws[task.source])
            found.comparisons += lines
            ratios += ratio
    found.pooled = pooled(ratios)
    return found


def _kept(
    split: Split, task: Task, name: str, store: Store, seconds: dict[str, float]
) -> dict[tuple[str, str], Array]:
    """(what is told, rival) → quantiles, of the profiles that this split is about."""
    quantiles: dict[tuple[str, str], Array] = {}
    for rival in NAMES:
        own = key(split, task, rival)
        kept = store.load((FITTED_AS[name], task.series, rival), own)
        if kept is not None:
            if name != MASKED:
                seconds[rival] = round(seconds.get(rival, 0.0) + kept.seconds, 1)
            for told, found in kept.quantiles.items():
                if (told == EVERYTHING) != (name == MASKED):
                    quantiles[told, rival] = found
        again = store.load((MASKED, task.series, rival), own) if name == MASKED else None
        if again is not None and rival in REFITTED:
            seconds[alone(rival)] = round(seconds.get(alone(rival), 0.0) + again.seconds, 1)
            quantiles |= {(told, alone(rival)): q for told, q in again.quantiles.items()}
    return quantiles


def _scores(task: Task, told: str, quantiles: dict[str, Array], truth: Array) -> list[Line]:
    """A line per rival and group of lines; Kaggle also by year and without its lowest bracket."""
    return [
        {"series": task.series, "group": group, "told": told, "rival": rival}
        | summary(found[rows], truth[rows])
        for group, rows in _groups(task, told).items()
        for rival, found in quantiles.items()
    ]


def _groups(task: Task, told: str) -> dict[str, Array]:
    groups = {ALL: np.ones(task.tests.height, dtype=bool)}
    above = ~task.tests[FROM_ZERO].to_numpy()
    if not above.all():
        groups[ABOVE_LOWEST] = above
    if task.source == SPLIT_BY_YEAR and told == EVERYTHING:
        years = task.tests["observed_on"].dt.year().to_numpy()
        if len(np.unique(years)) > 1:
            groups |= {str(year): years == year for year in np.unique(years)}
    return groups


def _compared(
    task: Task, told: str, losses: dict[str, Array], draws: Resamples
) -> tuple[list[Line], list[Ratios]]:
    """paylens beside the better of TO_BEAT, told the same and (if there) fitted to it alone."""
    lines, ratios = [], []
    names = list(losses)
    record = task.tests["record_id"].to_numpy().astype(str)
    drawn = draws.means(record, np.stack(list(losses.values()), axis=1))
    mean = {name: float(values.mean()) for name, values in losses.items()}
    for kind, wanted in ((AS_TOLD, TO_BEAT), (ALONE, tuple(alone(name) for name in TO_BEAT))):
        there = [name for name in wanted if name in mean]
        if PAYLENS not in mean or len(there) < len(wanted):
            continue
        best = min(there, key=lambda name: mean[name])
        base = drawn[:, names.index(best)]
        ratio = {name: mean[name] / mean[best] for name in names}
        times = {name: drawn[:, place] / base for place, name in enumerate(names)}
        difference = drawn[:, names.index(PAYLENS)] - base
        lines.append(
            {
                "series": task.series,
                "told": told,
                "against": kind,
                "best": best,
                "ratio": round(ratio[PAYLENS], 4),
                "ratio_interval": interval(times[PAYLENS]),
                "difference": round(mean[PAYLENS] - mean[best], 5),
                "difference_interval": interval(difference, 5),
            }
        )
        ratios.append(Ratios(task.series, step(told), kind, ratio, times))
    return lines, ratios


def pooled(ratios: list[Ratios]) -> list[Line]:
    """Geometric means of the ratios over series, and over sources (of their series' means)."""
    lines = []
    for told, against in dict.fromkeys((each.told, each.against) for each in ratios):
        own = [each for each in ratios if (each.told, each.against) == (told, against)]
        rivals = [name for name in own[0].ratio if all(name in each.ratio for each in own)]
        for over, weights in (("series", _even(own)), ("sources", _per_source(own))):
            for rival in rivals:
                logs = np.log([each.ratio[rival] for each in own])
                drawn = np.log(np.stack([each.drawn[rival] for each in own]))
                lines.append(
                    {
                        "told": told,
                        "against": against,
                        "over": over,
                        "count": len(own),
                        "rival": rival,
                        "ratio": round(float(np.exp(weights @ logs)), 4),
                        "interval": interval(np.exp(weights @ drawn)),
                    }
                )
    return lines


def _even(own: list[Ratios]) -> Array:
    return np.full(len(own), 1 / len(own))


def _per_source(own: list[Ratios]) -> Array:
    sources = [each.series.split("/")[0] for each in own]
    return np.array([1 / (len(set(sources)) * sources.count(source)) for source in sources])
