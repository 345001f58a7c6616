"""Records → a fitted location → a calibrated model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from paylens.errors import ModelError
from paylens.model.answering import Answerer
from paylens.model.carrying import Reader, centres_of
from paylens.model.encoding import implications
from paylens.model.facts import UNKNOWN, Array, Facts
from paylens.model.fields import LEVEL, Fields
from paylens.model.level_link import fit_level_link
from paylens.model.location import Location, fewest_rows_per_leaf, fit_location, frame_of
from paylens.model.observations import (
    ASPECTS,
    LISTED,
    SPREAD,
    Observations,
    observe,
    observe_series,
)
from paylens.model.residuals import COPIES_READ, Residuals, residuals
from paylens.model.scale import cross_fitted_log_scale, fit_scale
from paylens.model.shape import Shape, fit_shape
from paylens.model.treatment import Asked

if TYPE_CHECKING:
    import polars

FOLDS = 5
SEED = 1
# A series asks a fact that at least this share of its records hold.
ASKED_SHARE = 0.05
FEWEST_TO_CALIBRATE = 30
# The size of one level: averaged over the commonest roles and countries of a series.
TYPICAL_PROFILES = 5


@dataclass(frozen=True)
class Fitted:
    """A location and the observations that it was fitted on."""

    location: Location
    seen: Observations


def fit(records: polars.DataFrame, fields: Fields) -> Fitted:
    """Fit the location on all series of enough records."""
    seen = observe(records, fields)
    return Fitted(fit_location(frame_of(seen, fields), seen, SEED), seen)


def calibrate(
    fitted: Fitted, records: polars.DataFrame, progress: Callable[[str], None]
) -> tuple[Answerer, dict[str, Any]]:
    """Scale, shapes and link from rows not fitted on; and the model's description."""
    seen, location = fitted.seen, fitted.location
    fresh = observe_series(records, location.frame.fields, seen.series_names)
    held_out = Residuals.joined(_held_out(fitted, fresh, progress))
    progress("learning scale and shape")
    fewest = fewest_rows_per_leaf(seen, COPIES_READ)
    scale = fit_scale(location.frame, held_out, fewest, SEED)
    log_scale = cross_fitted_log_scale(location.frame, held_out, fewest, SEED)
    shapes = _shapes(log_scale, held_out, seen.series_names)
    names = tuple(name for name in seen.series_names if name in shapes)
    if not names:
        raise ModelError(
            f"calibrate() needs at least {FEWEST_TO_CALIBRATE} records of a series that was "
            f"fitted: {', '.join(seen.series_names)}."
        )
    asked = _asked(seen, location.frame.fields)
    reader = Reader(seen.series_names, location, asked, _years(seen))
    answerer = Answerer(
        reader=reader,
        scale=scale,
        shapes=shapes,
        link=fit_level_link(seen, location.frame.fields),
        records=_records(seen),
        centres=centres_of(reader, seen),
        implied=implications(seen.facts),
    )
    return answerer, _description(answerer, seen)


def _held_out(
    fitted: Fitted, fresh: Observations, progress: Callable[[str], None]
) -> list[Residuals]:
    """Residuals of every observation, read with a location that was not fitted on its record."""
    seen, location = fitted.seen, fitted.location
    fitted_on = set(seen.keys[np.unique(seen.record)].tolist())
    known = np.array([key in fitted_on for key in fresh.keys.tolist()])[fresh.record]
    rng = np.random.default_rng(SEED + 1000)
    parts = []
    if not known.all():
        parts.append(residuals(location, fresh.take(np.flatnonzero(~known)), rng))
    again = set(fresh.keys[fresh.record[known]].tolist())
    held = np.array([key in again for key in seen.keys.tolist()])[seen.record]
    if held.any():
        fold = (np.random.default_rng(SEED).permutation(len(seen.keys)) % FOLDS)[seen.record]
        for number in range(FOLDS):
            progress(f"calibrating out of fold, {number + 1} of {FOLDS}")
            others = seen.take(np.flatnonzero(fold != number))
            part = fit_location(location.frame, others, SEED + 10 * (number + 1))
            mine = seen.take(np.flatnonzero(held & (fold == number)))
            parts.append(residuals(part, mine, rng))
    return parts


def _shapes(
    log_scale: Array, held_out: Residuals, names: tuple[str, ...]
) -> dict[str, dict[str, Shape]]:
    """Per series and aspect; one shape for both where the series holds no range."""
    shapes: dict[str, dict[str, Shape]] = {}
    for index, name in enumerate(names):
        rows = held_out.series == index
        if len(np.unique(held_out.record[rows])) < FEWEST_TO_CALIBRATE:
            continue
        aspects = ASPECTS if held_out.ranged[rows].any() else (SPREAD,)
        shapes[name] = {}
        for aspect in aspects:
            kept = rows & held_out.counts if aspect == LISTED else rows
            columns = (held_out.location, log_scale, held_out.drawn[aspect], held_out.record)
            shapes[name][aspect] = fit_shape(*(column[kept] for column in columns))
        shapes[name].setdefault(LISTED, shapes[name][SPREAD])
    return shapes


def _asked(seen: Observations, fields: Fields) -> Asked:
    known = {fact: seen.facts.known(fact)[seen.record] for fact in fields.facts}
    return Asked(
        {
            name: frozenset(
                fact for fact in known if known[fact][seen.series == i].mean() >= ASKED_SHARE
            )
            for i, name in enumerate(seen.series_names)
        }
    )


def _records(seen: Observations) -> dict[str, int]:
    counts = np.bincount(seen.series, minlength=len(seen.series_names))
    return dict(zip(seen.series_names, counts.tolist(), strict=True))


def _years(seen: Observations) -> dict[str, list[int]]:
    """First and last year of each series."""
    years = np.round(seen.year).astype(int)
    own = [years[seen.series == index] for index in range(len(seen.series_names))]
    ends = [[int(each.min()), int(each.max())] for each in own]
    return dict(zip(seen.series_names, ends, strict=True))


def _description(answerer: Answerer, seen: Observations) -> dict[str, Any]:
    steps = {}
    for index, name in enumerate(seen.series_names):
        step = _level_step(answerer, seen, index)
        if step is not None:
            steps[name] = round(step, 4)
    return {"years": answerer.reader.years, "level_step": steps}


def _level_step(answerer: Answerer, seen: Observations, index: int) -> float | None:
    """By how much one level more raises the median in a series: the mean over entry to staff."""
    series = seen.series_names[index]
    asked = answerer.asked.facts[series]
    levels = answerer.fields.ordered.get(LEVEL, ())
    if LEVEL not in asked and answerer.link is None or series not in answerer.shapes:
        return None
    typical = _typical(seen.facts.take(seen.record[seen.series == index]))
    if not typical.length or len(levels) < 2:
        return None
    year = np.full(typical.length, seen.year[seen.series == index].max())
    medians = [
        answerer.mixture(typical.with_number(LEVEL, float(level)), series, year, SPREAD)
        .at(np.array([0.5]))
        .mean()
        for level in range(len(levels) - 1)
    ]
    return float(np.exp((medians[-1] - medians[0]) / (len(medians) - 1)) - 1)


def _typical(facts: Facts) -> Facts:
    """The commonest pairs of role and country, all else unknown."""
    pair = facts.joined(("role", "country"))
    counts = np.bincount(pair.place[pair.place != UNKNOWN], minlength=len(pair.values))
    order = np.argsort(-counts, kind="stable")[:TYPICAL_PROFILES]
    rows = np.array([np.flatnonzero(pair.place == place)[0] for place in order], dtype=np.int64)
    known = facts.take(rows)
    return replace(
        known,
        words={fact: known.words[fact] for fact in ("role", "country") if fact in known.words},
        numbers={},
        spans={},
        sets={},
    )
