"""Which reports are fitted on and which are predicted: at random, or by time."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from accuracy.amounts import Reports, lines_of, series_names
from paylens.model.train import split as split_at_random

RANDOM, TEMPORAL, MASKED = "random", "temporal", "masked"
SPLITS = (RANDOM, TEMPORAL, MASKED)
# The masked split predicts the rows that the random one holds out.
FITTED_AS = {RANDOM: RANDOM, TEMPORAL: TEMPORAL, MASKED: RANDOM}
SHARE_SEED = 11


@dataclass(frozen=True)
class Task:
    """One series of a split: lines (of `lines_of`) to fit on and lines to predict."""

    series: str
    learners: pl.DataFrame
    tests: pl.DataFrame

    @property
    def source(self) -> str:
        """The publisher."""
        return self.series.split("/")[0]


@dataclass(frozen=True)
class Split:
    """The records that may be fitted on, of all sources, and a task per series to predict."""

    name: str
    learners: pl.DataFrame
    tasks: list[Task]


def split(reports: Reports, name: str, share: float = 1.0) -> Split:
    """The split of a name in FITTED_AS; of the reports a share, drawn after the split."""
    parts = split_at_random if name == RANDOM else split_by_time
    kept, held_out = (_sampled(part, share) for part in parts(reports.records))
    tasks = []
    for series in series_names(kept):
        lines = lines_of(reports, series)
        learners, tests = (
            lines.filter(pl.col("record_id").is_in(part["record_id"].implode()))
            for part in (kept, held_out)
        )
        if tests.height:
            tasks.append(Task(series, learners, tests))
    return Split(name, kept, tasks)


def split_by_time(records: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Records before each source's newest year, and of that year.

    Those of a source of one year are all in the first part.
    """
    year = pl.col("observed_on").dt.year()
    newest = year == year.max().over("source")
    several = year.n_unique().over("source") > 1
    marked = records.with_columns(_tested=newest & several)
    return tuple(
        marked.filter(pl.col("_tested") == tested).drop("_tested") for tested in (False, True)
    )


def _sampled(records: pl.DataFrame, share: float) -> pl.DataFrame:
    if share >= 1:
        return records
    drawn = pl.concat_str("source", "record_id", separator="\t").hash(SHARE_SEED) % 10_000
    return records.filter(drawn < round(share * 10_000))
