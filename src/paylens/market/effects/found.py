"""Effects as an answer reads them: one comparison's values, and the difference of any two."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from paylens.market.scope import WITHOUT
from paylens.market.store import EFFECTS, quoted

if TYPE_CHECKING:
    from paylens.market.store import Store

OF = ("source", "basis", "pay", "role", "country", "year", "specification", "dimension", "banding")
COMPARISON = (*OF, "against", "first_year", "last_year")
LEVEL = 0.95


@dataclass(frozen=True)
class ValueEffect:
    """One value: its records, its difference in log pay, and the spread of log pay left in it."""

    value: str
    records: int
    log_effect: float
    residual_sd: float


@dataclass(frozen=True)
class LogDifference:
    """How far the log pay of one group lies above another's, with its standard error.

    `freedom` are the degrees of freedom of its t interval (Satterthwaite 1946, Biometrics 2), and
    `probability_higher` is that a random one of the first earns more than a random one of the
    second, taking what the controls leave of log pay as normal.
    """

    log_difference: float
    standard_error: float
    freedom: float
    probability_higher: float

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval, in log pay."""
        from scipy.special import stdtrit

        reach = float(stdtrit(self.freedom, (1 + LEVEL) / 2)) * self.standard_error
        return self.log_difference - reach, self.log_difference + reach

    @property
    def chance(self) -> float:
        """How often a difference so far from none would arise from none (two-sided p-value)."""
        from scipy.special import stdtr

        if self.standard_error == 0:
            return float(self.log_difference == 0)
        return float(2 * stdtr(self.freedom, -abs(self.log_difference) / self.standard_error))


@dataclass(frozen=True)
class Effects:
    """One comparison of one population: its values, and how their errors go together.

    `role` and `country` are empty for any; `year` is None for the last five years. `against` is
    what an effect is against: the `average` of all, or those `without` the one value. `held_equal`
    and `not_held` are the controls, and those that the source does not ask.
    """

    source: str
    basis: str
    pay: str
    role: str
    country: str
    year: int | None
    specification: str
    dimension: str
    banding: str
    against: str
    all_records: int
    years: tuple[int, int]
    held_equal: tuple[str, ...]
    not_held: tuple[str, ...]
    values: dict[str, ValueEffect]
    covariances: tuple[tuple[float, ...], ...]

    def effect(self, value: str) -> LogDifference:
        """A value's difference from what it is against."""
        own = self.values[value]
        error = math.sqrt(max(self._covariance(value, value), 0.0))
        return _difference(own.log_effect, error, [(own.records, 1.0)], own, own)

    def difference(self, first: str, second: str) -> LogDifference:
        """How far `first` lies above `second`.

        Raises
        ------
        KeyError
            A value that this comparison does not hold.
        """
        one, other = self.values[first], self.values[second]
        variances = self._covariance(first, first), self._covariance(second, second)
        variance = sum(variances) - 2 * self._covariance(first, second)
        weighed = [(one.records, variances[0]), (other.records, variances[1])]
        log_difference = one.log_effect - other.log_effect
        return _difference(log_difference, math.sqrt(max(variance, 0.0)), weighed, one, other)

    def _covariance(self, first: str, second: str) -> float:
        names = list(self.values)
        low, high = sorted((names.index(first), names.index(second)))
        return self.covariances[low][high - low]


def _difference(
    log_difference: float,
    error: float,
    weighed: list[tuple[int, float]],
    one: ValueEffect,
    other: ValueEffect,
) -> LogDifference:
    """`weighed` are the records and the variance of each side."""
    whole = sum(variance for _, variance in weighed)
    parts = sum(variance**2 / max(records - 1, 1) for records, variance in weighed)
    freedom = whole**2 / parts if parts > 0 else float(max(one.records - 1, 1))
    spread = math.hypot(one.residual_sd, other.residual_sd)
    higher = 0.5 * math.erfc(-log_difference / spread / math.sqrt(2)) if spread else 0.5
    return LogDifference(log_difference, error, freedom, higher)


def found_effects(store: Store, **equal: str | int | tuple[str, ...] | None) -> list[Effects]:
    """The effects whose columns equal these (None: null; several: any of them), by source.

    Columns are those of `market.effects.effects.SCHEMA`; none in a market built without effects.
    """
    where = [condition(column, value) for column, value in equal.items()]
    rows = store.read(f"{EFFECTS}/*.parquet", " and ".join(where) or "true")
    return [_effects(list(own)) for _, own in groupby(rows, key=_comparison)]


def condition(column: str, value: str | int | tuple[str, ...] | None) -> str:
    """That a column equals a value, in SQL: None is null, several are any of them."""
    if isinstance(value, tuple):
        return f"{column} in ({', '.join(map(_literal, value))})"
    return f"{column} is {'null' if value is None else f'not distinct from {_literal(value)}'}"


def _literal(value: str | int) -> str:
    return str(value) if isinstance(value, int) else quoted(value)


def _comparison(row: dict[str, Any]) -> tuple[Any, ...]:
    """Values against those without them are comparisons of their own."""
    alone = row["value"] if row["against"] == WITHOUT else ""
    return (*(row[name] for name in COMPARISON), tuple(row["held_equal"]), alone)


def _effects(rows: Iterable[dict[str, Any]]) -> Effects:
    listed = list(rows)
    first = listed[0]
    return Effects(
        **{name: first[name] for name in (*OF, "against")},
        all_records=first["all_records"],
        years=(first["first_year"], first["last_year"]),
        held_equal=tuple(first["held_equal"]),
        not_held=tuple(first["not_held"]),
        values={
            row["value"]: ValueEffect(
                row["value"], row["records"], row["log_effect"], row["residual_sd"]
            )
            for row in listed
        },
        covariances=tuple(tuple(row["covariances"]) for row in listed),
    )
