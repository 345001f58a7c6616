"""Fit and ask every rival on every series of a split, and keep what each says."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from accuracy.amounts import learnt_from
from accuracy.rivals import Rival
from accuracy.rivals.registry import PAYLENS, REFITTED, makers
from accuracy.splits import MASKED, Split, Task
from accuracy.store import Predictions, Store, key_of
from accuracy.table import Table, tables_of
from accuracy.told import EVERYTHING, told_in
from paylens.model.facts import Array

DRAW_SEED = 3


@dataclass(frozen=True)
class Prepared:
    """A task as tables: the lines fitted on with an amount each, and the lines asked about."""

    seen: Table
    log_pay: Array
    asked: Table
    told: dict[str, frozenset[str] | None]


def prepared(task: Task) -> Prepared:
    """The tables of a task, and what its profiles tell."""
    learners, asked = tables_of(task)
    rows, log_pay = learnt_from(task.learners, DRAW_SEED)
    seen = learners.take(rows)
    return Prepared(seen, log_pay, asked, told_in(seen))


def key(split: Split, task: Task, rival: str) -> str:
    """What predictions belong to: paylens learns from every series."""
    learners = split.learners if rival == PAYLENS else task.learners
    return key_of(learners, task.tests)


def predict(
    split: Split, wanted: Iterable[str], rivals: Iterable[str], store: Store, resume: bool
) -> None:
    """Make and keep the predictions for the wanted splits that are fitted on this one's lines.

    With `resume`, those that are kept already for the same lines stay.
    """
    make = makers(split.learners)
    chosen = [name for name in make if name in set(rivals)]
    kinds = [split.name, *([MASKED] if MASKED in set(wanted) else [])]
    for name in chosen:
        for task in split.tasks:
            for kind in kinds if name in REFITTED else kinds[:1]:
                place = (kind, task.series, name)
                own = key(split, task, name)
                if resume and store.load(place, own) is not None:
                    continue
                found = _refitted(task, make[name]) if kind == MASKED else _fitted(task, make[name])
                store.save(place, own, found)
                said = f"{kind} {task.series} {name}: {found.seconds:.1f} processor seconds"
                print(said, file=sys.stderr, flush=True)


def _fitted(task: Task, make: Callable[[], Rival]) -> Predictions:
    """One fit, asked with everything told and with little."""
    given = prepared(task)
    start = time.process_time()
    rival = make()
    rival.fit(given.seen, given.log_pay)
    quantiles = {
        name: rival.predict(given.asked.telling(told)) for name, told in given.told.items()
    }
    return Predictions(quantiles, time.process_time() - start)


def _refitted(task: Task, make: Callable[[], Rival]) -> Predictions:
    """A fit for each of the profiles that tell little, on the facts told alone."""
    given = prepared(task)
    start = time.process_time()
    quantiles = {}
    for name, told in given.told.items():
        if name != EVERYTHING:
            rival: Rival = make()
            rival.fit(given.seen.telling(told), given.log_pay)
            quantiles[name] = rival.predict(given.asked.telling(told))
    return Predictions(quantiles, time.process_time() - start)
