"""Decompositions as an answer reads them, with the counts of who told a gender."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from paylens.market.effects.found import LEVEL, condition
from paylens.market.store import DECOMPOSITIONS

if TYPE_CHECKING:
    from paylens.market.store import Store

COUNTED = ("women", "men", "other_gender", "not_told")


@dataclass(frozen=True)
class LogPart:
    """A part of a gap in log pay, with its 95 % interval."""

    log_gap: float
    low: float
    high: float


@dataclass(frozen=True)
class FoundDecomposition:
    """One population's gap taken apart; the parts are None where too few records tell.

    Counts are None below the floor. `first_year` and `last_year` are those of the records;
    `by_control` holds a control's share of the explained part, None where it cannot be told apart.
    """

    source: str
    basis: str
    pay: str
    role: str
    country: str
    year: int | None
    specification: str
    reference: str
    women: int | None
    men: int | None
    other_gender: int | None
    not_told: int | None
    in_brackets: bool
    first_year: int
    last_year: int
    held_equal: tuple[str, ...]
    not_held: tuple[str, ...]
    compared: tuple[int, int] | None
    gap: LogPart | None
    explained: LogPart | None
    unexplained: LogPart | None
    by_control: tuple[tuple[str, LogPart | None], ...]


def found_decompositions(store: Store, **equal: str | int | None) -> list[FoundDecomposition]:
    """The decompositions whose columns equal these (None: null); none in an older market."""
    where = [condition(name, value) for name, value in equal.items()]
    order = "order by pay, source, basis, role, country, year, specification"
    rows = store.read(f"{DECOMPOSITIONS}/*.parquet", f"{' and '.join(where) or 'true'} {order}")
    return [_found(row) for row in rows]


def _found(row: dict[str, Any]) -> FoundDecomposition:
    names = ("source", "basis", "pay", "role", "country", "year", "specification", "reference")
    others = ("in_brackets", "first_year", "last_year")
    told = row["log_gap"] is not None
    freedom = max(min(row["women_compared"], row["men_compared"]) - 1, 1) if told else 1
    by_control = zip(
        row["held_equal"], row["explained_by"] or (), row["explained_by_error"] or (), strict=False
    )
    return FoundDecomposition(
        **{name: row[name] for name in (*names, *COUNTED, *others)},
        gap=_part(row["log_gap"], row["log_gap_error"], freedom),
        explained=_part(row["explained"], row["explained_error"], freedom),
        unexplained=_part(row["unexplained"], row["unexplained_error"], freedom),
        held_equal=tuple(row["held_equal"]),
        not_held=tuple(row["not_held"]),
        compared=(row["women_compared"], row["men_compared"]) if told else None,
        by_control=tuple((name, _part(gap, error, freedom)) for name, gap, error in by_control),
    )


def _part(log_gap: float | None, error: float | None, freedom: int) -> LogPart | None:
    from scipy.special import stdtrit

    if log_gap is None or error is None or not math.isfinite(error):
        return None
    reach = float(stdtrit(freedom, (1 + LEVEL) / 2)) * error
    return LogPart(log_gap, log_gap - reach, log_gap + reach)
