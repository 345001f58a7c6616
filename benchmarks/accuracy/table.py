"""The facts of a task's lines, in one coding for those fitted on and those predicted."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from accuracy.splits import Task
from paylens.model.facts import Array, Facts, facts_of_records, middle
from paylens.model.fields import Fields, declared_fields
from paylens.model.observations import years_of


@dataclass(frozen=True)
class Table:
    """n lines of one series: their records, facts and year. `told` are the facts that are known of
    them, None for all they hold; `facts` has only those."""

    series: str
    fields: Fields
    records: pl.DataFrame
    facts: Facts
    year: Array
    told: frozenset[str] | None = None

    def __len__(self) -> int:
        return self.facts.length

    def take(self, rows: Array) -> Table:
        """The same for some of the lines."""
        return replace(
            self, records=self.records[rows], facts=self.facts.take(rows), year=self.year[rows]
        )

    def telling(self, told: frozenset[str] | None) -> Table:
        """The same lines with every other fact unknown."""
        if told is None:
            return self
        hidden = frozenset(self.fields.facts) - told
        return replace(self, facts=self.facts.without(hidden), told=told)

    def known_share(self, fact: str) -> float:
        """Share of the lines that hold a fact."""
        return float(self.facts.known(fact).mean()) if len(self) else 0.0

    @property
    def record(self) -> Array:
        """A number per line, the same for lines of one record."""
        return self.records["record_id"].rank("dense").to_numpy().astype(np.int64) - 1

    def words(self) -> dict[str, Array]:
        """Codes of every declared word, NaN where unknown or not told; (n,) each."""
        unknown = np.full(len(self), np.nan)
        return {
            fact: np.where(self.facts.words[fact].place >= 0, self.facts.words[fact].place, np.nan)
            if fact in self.facts.words
            else unknown
            for fact in self.fields.words
        }

    def numbers(self) -> dict[str, Array]:
        """The year, positions of ordered facts, numbers and middles of intervals; (n,) each."""
        unknown = np.full(len(self), np.nan)
        spans = {
            fact: middle(*self.facts.spans[fact]) if fact in self.facts.spans else unknown
            for fact in self.fields.spans
        }
        plain = (*self.fields.ordered, *self.fields.numbers)
        return {"year": self.year} | spans | {f: self.facts.numbers.get(f, unknown) for f in plain}


def tables_of(task: Task) -> tuple[Table, Table]:
    """The learners' and the tests' tables; a word has the same code in both."""
    fields = declared_fields()
    both = pl.concat([task.learners, task.tests])
    whole = Table(task.series, fields, both, facts_of_records(both, fields), years_of(both))
    rows = np.arange(len(whole))
    count = task.learners.height
    return whole.take(rows[:count]), whole.take(rows[count:])
