"""`PayModel`: fit → calibrate → estimate.

A location of log pay shared by all series, a scale, and the shape of what lies round them. Each
is a file of this room; here they are put together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from paylens.errors import ModelError
from paylens.harmonise.record import PayRecord, table_of
from paylens.model.answering import Answerer, Mixture
from paylens.model.facts import Array, facts_of_columns
from paylens.model.fields import Fields, declared_fields, fact_names
from paylens.model.observations import LISTED, SPREAD
from paylens.model.shape import LEVELS
from paylens.model.treatment import Treatment

if TYPE_CHECKING:
    import polars

    from paylens.model.training import Fitted

__all__ = ["PayModel", "Treatment"]

Progress = Callable[[str], None]
Records: TypeAlias = "polars.DataFrame | Iterable[PayRecord]"


class PayModel:
    """The distribution of pay for any subset of facts, as each source would report it.

    States: `fit` → `calibrate` → `estimate`. A model that was read is calibrated already.

    Examples
    --------
    >>> model = PayModel().fit(records).calibrate(records)  # doctest: +SKIP
    >>> model.estimate({"role": np.array(["ml_engineer"], object)}, "ai_jobs/base", 2025)
    ... # doctest: +SKIP
    """

    def __init__(self) -> None:
        self._fitted: Fitted | None = None
        self._answerer: Answerer | None = None
        self._treatments: dict[tuple[str, frozenset[str]], Treatment] = {}
        self.description: dict[str, Any] = {}
        self.coverage: list[dict[str, Any]] = []

    def fit(self, records: Records, progress: Progress = lambda step: None) -> PayModel:
        """Fit where log pay lies. `records` are PayRecords, or a table of `record_schema()`.

        Raises
        ------
        ModelError
            No series has 100 records.
        """
        from paylens.model.training import fit

        progress("fitting the location of pay")
        self._fitted = fit(table_of(records), declared_fields())
        self._answerer = None
        return self

    def calibrate(self, records: Records, progress: Progress = lambda step: None) -> PayModel:
        """Learn scale and shape from rows that the location was not fitted on.

        Records that `fit` has seen get a location fitted without them (three folds, by record);
        others are read with the fitted one.

        Raises
        ------
        ModelError
            Called before `fit`, or too few records of every series.
        """
        from paylens.model.training import calibrate

        if self._fitted is None:
            raise ModelError("calibrate() needs a fitted location: call fit(records) first.")
        self._treatments = {}
        self._answerer, self.description = calibrate(self._fitted, table_of(records), progress)
        return self

    def estimate(
        self, facts: Mapping[str, Any], series: str, year: Array | float, length: int | None = None
    ) -> Array:
        """Log-pay quantiles at LEVELS, USD per year; shape (n, 7), never crossing.

        `facts` maps record fields to arrays of n values, None where unknown; a record field that
        is missing is unknown for all. `year` is one year, or one per row.

        Raises
        ------
        ModelError
            Called before `calibrate`, or a series the model does not have.
        """
        if length is None:
            length = max([1, *(len(column) for column in facts.values()), np.size(year)])
        return self._mixture(facts, series, year, length, SPREAD).at(LEVELS)

    def as_reported(
        self,
        facts: Mapping[str, Any],
        series: str | Sequence[str],
        year: Array | float,
        length: int,
    ) -> Array:
        """Share of pay below each edge of the market's grid; shape (`length`, BINS + 1).

        Counted as the market's statistics count the source: a posted range spread evenly in log
        pay between its ends. `series` is one, or one per row: many at once are quicker than one
        after the other. Other arguments and errors as for `estimate`.
        """
        return self._mixture(facts, series, year, length, SPREAD).cumulative()

    def listed_quantiles(
        self,
        facts: Mapping[str, Any],
        series: str,
        year: Array | float,
        length: int,
        shares: Array = LEVELS,
    ) -> Array:
        """Quantiles of a listed amount, either end of a posted range; USD per year.

        Shape (`length`, `len(shares)`). Arguments and errors as for `estimate`.
        """
        log_pay = self._mixture(facts, series, year, length, LISTED).at(np.asarray(shares))
        result: Array = np.exp(log_pay)
        return result

    def treatment(self, series: str, given: frozenset[str]) -> Treatment:
        """What becomes of each given fact (record fields) in a series."""
        asked = (series, given)
        if asked not in self._treatments:
            self._treatments[asked] = self._treatment(series, given)
        return self._treatments[asked]

    def _treatment(self, series: str, given: frozenset[str]) -> Treatment:
        answerer = self._ready(series)
        asked, has_link = answerer.asked, answerer.link is not None
        facts = fact_names(given)
        facts = facts & frozenset(answerer.fields.facts)
        carried = asked.carried(series, facts, has_link)
        linked = asked.linked(series, facts, has_link)
        return Treatment(
            linked=linked,
            carried={fact: tuple(asked.by(fact)) for fact in carried},
            ignored=tuple(sorted(fact for fact in facts if not asked.by(fact))),
            labels=answerer.fields.labels,
            linked_by=answerer.link.sources if answerer.link else (),
            level_step=self.description["level_step"].get(series),
        )

    @property
    def series_names(self) -> tuple[str, ...]:
        """The series that the model answers for, such as `levels_fyi/total`."""
        return self._calibrated().series_names

    @property
    def fields(self) -> Fields:
        """The facts that the model reads."""
        return self._calibrated().fields

    def measure(self, held_out: polars.DataFrame) -> PayModel:
        """Measure coverage on records that were not fitted on, and keep it with the model."""
        from paylens.model.coverage import measure
        from paylens.model.observations import observe_series

        answerer = self._calibrated()
        unseen = observe_series(held_out, answerer.fields, answerer.series_names)
        self.coverage = measure(answerer, unseen)
        return self

    def years(self, series: str) -> tuple[int, int]:
        """First and last year of the records in a series."""
        self._ready(series)
        first, last = self.description["years"][series]
        return int(first), int(last)

    def records(self, series: str) -> int:
        """Records that a series was fitted on."""
        return int(self._ready(series).records[series])

    def asked(self, series: str) -> frozenset[str]:
        """The facts that a series asks."""
        return self._ready(series).asked.facts[series]

    def known(self, field: str) -> list[str]:
        """The words of a record field that the model knows, sorted."""
        vocabulary = self._calibrated().location.frame.vocabulary
        if field not in vocabulary:
            return []
        return sorted({word.split("\t")[-1] for word in vocabulary[field].codes})

    def employer_levels(self, employer: str) -> list[str]:
        """The words of an employer's own ladder that the model knows, sorted."""
        vocabulary = self._calibrated().location.frame.vocabulary
        name = "employer+employer_level"
        codes = vocabulary[name].codes if name in vocabulary else {}
        pairs = [code.split("\t") for code in codes]
        return sorted({pair[-1] for pair in pairs if pair[0] == employer})

    def coverage_of(self, series: str, given: Mapping[str, Any]) -> dict[str, Any] | None:
        """Measured coverage of held-out rows, of the most specific segment that there is, told
        about as much as the `given` record fields.

        Keys: segment, rows, coverage_50, coverage_80, coverage_90 (shares). None where nothing
        was held out.
        """
        from paylens.model.coverage import most_specific

        return most_specific(self.coverage, series, given)

    def write(self, folder: Path) -> None:
        """Write the model: text and JSON only, the same bytes for the same inputs."""
        from paylens.model.storage import write

        write(self._calibrated(), self.description, self.coverage, folder)

    @classmethod
    def read(cls, folder: Path) -> PayModel:
        """The model in a folder.

        Raises
        ------
        ModelError
            No complete model there.
        """
        from paylens.model.storage import read

        model = cls()
        model._answerer, model.description, model.coverage = read(folder)
        return model

    def _calibrated(self) -> Answerer:
        if self._answerer is None:
            first = "fit(records)" if self._fitted is None else "calibrate(records)"
            raise ModelError(f"the model cannot answer yet: call {first} first.")
        return self._answerer

    def _ready(self, series: str) -> Answerer:
        answerer = self._calibrated()
        if series not in answerer.series_names:
            raise ModelError(
                f"the model has no series {series!r}; it has: {', '.join(answerer.series_names)}."
            )
        return answerer

    def _mixture(
        self,
        facts: Mapping[str, Any],
        series: str | Sequence[str],
        year: Array | float,
        length: int,
        aspect: str,
    ) -> Mixture:
        names = {series} if isinstance(series, str) else set(series)
        answerer = [self._ready(name) for name in names][0]
        years = np.broadcast_to(np.asarray(year, dtype=np.float64), (length,))
        columns = facts_of_columns(facts, length, answerer.fields)
        return answerer.mixture(columns, series, years, aspect)
