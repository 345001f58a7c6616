"""Official wages beside an answer, and the growth by which older records are moved to its year."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paylens.market.store import Store
from paylens.report.mixture import official_soc

if TYPE_CHECKING:
    from paylens.report.prices import View

COUNTRY = "US"
# Of all official figures only these speak of an occupation's wages in the whole country.
NATIONAL = {"source": "bls_oews", "country": COUNTRY, "area_kind": "country", "gender": None}
PERCENTILES = ("p10", "p25", "p50", "p75", "p90")
PROJECTED_FROM_YEARS = 3


@dataclass(frozen=True)
class OfficialWages:
    """An occupation's official wages of one year, USD; None where not released or top-coded."""

    soc: str
    title: str
    same_occupation: bool
    year: int
    p10: float | None
    p25: float | None
    p50: float | None
    p75: float | None
    p90: float | None
    mean: float | None
    employment: float | None
    publisher: str = "US Bureau of Labor Statistics, OEWS"
    prices: str | None = None


@dataclass(frozen=True)
class OfficialLevel:
    """What an answer is anchored to: an occupation's official median of a year, the median that
    the records had for the same role and country, USD, and the shift of log pay between them."""

    soc: str
    title: str
    year: int
    official_p50: float
    p50_before: float
    log_shift: float
    publisher: str = OfficialWages.publisher

    @property
    def words(self) -> str:
        """The same in a few words, as after "pay"."""
        return f"anchored to the official median of {self.title}, May {self.year}"

    def note(self) -> str:
        """What was moved, by how much, and what was not."""
        return (
            f"{self.words} (SOC {self.soc}, {self.publisher}): every amount is moved by "
            f"{math.expm1(self.log_shift):+.1%}, as the records alone put the median of this role "
            f"and country in {self.year} at ${self.p50_before:,.0f} and the official one is "
            f"${self.official_p50:,.0f}; what a source's own records say is shown as it is"
        )


@dataclass(frozen=True)
class Movement:
    """How far a source's records are moved in time: `log_shift` of pay, and the years."""

    from_year: int
    to_year: int
    log_shift: float
    note: str | None


def official_wages(
    store: Store, role: str | None, country: str | None, last_year: int | None = None
) -> OfficialWages | None:
    """The newest official wages, up to a year, of the role's nearest occupation; the US only."""
    found = official_years(store, role, country)
    return next(
        (one for one in reversed(found) if last_year is None or one.year <= last_year), None
    )


def official_years(store: Store, role: str | None, country: str | None) -> list[OfficialWages]:
    """The official wages of the role's nearest occupation, oldest first; the US only."""
    nearest = official_soc(role)
    if nearest is None or country != COUNTRY:
        return []
    return [
        OfficialWages(
            soc=nearest[0],
            title=row["title"],
            same_occupation=nearest[1],
            year=row["year"],
            mean=row["mean_usd_per_year"],
            employment=row["employment"],
            **{name: row[f"{name}_usd_per_year"] for name in PERCENTILES},
        )
        for row in _series(store.folder, nearest[0])
    ]


def has_official_wages(store: Store, role: str | None, country: str | None) -> bool:
    """Whether there are official wages by which a role's pay in a country can be moved."""
    return any(row["p50_usd_per_year"] for row in _moving_rows(store, role, country))


def _moving_rows(store: Store, role: str | None, country: str | None) -> list[dict[str, Any]]:
    nearest = official_soc(role or "data_scientist")
    return _series(store.folder, nearest[0]) if nearest and country == COUNTRY else []


def official_beside(
    store: Store,
    role: str | None,
    country: str | None,
    view: View | None = None,
    last_year: int | None = None,
) -> OfficialWages | None:
    """The newest official wages, up to a year, in the prices of the answer they stand beside."""
    if view is not None:
        last_year = last_year or view.last_year(country)
    found = official_wages(store, role, country, last_year)
    if found is None or view is None:
        return found
    factor = math.exp(view.log_shift(country, found.year))
    amounts = {name: getattr(found, name) for name in (*PERCENTILES, "mean")}
    known = {name: amount and amount * factor for name, amount in amounts.items()}
    return replace(found, **known, prices=view.words)


def movement(
    store: Store, role: str | None, country: str | None, years: tuple[int, int], project: bool
) -> Movement:
    """Move pay from one year to another by the growth of the official median.

    Nothing is moved past the first or last official year, unless `project`: then the mean yearly
    growth of the last three official years goes on.
    """
    moved: Movement = store.remembered(_movement, role, country, years, project)
    return moved


def _movement(
    store: Store, role: str | None, country: str | None, years: tuple[int, int], project: bool
) -> Movement:
    source_year, wanted = years
    rows = _moving_rows(store, role, country)
    medians = {row["year"]: row["p50_usd_per_year"] for row in rows if row["p50_usd_per_year"]}
    if source_year == wanted:
        return Movement(source_year, source_year, 0.0, None)
    if not medians:
        note = f"left at {source_year}: no official wages at hand by which to move it"
        return Movement(source_year, source_year, 0.0, note)
    first, last = min(medians), max(medians)
    start, end = (min(max(year, first), last) for year in years)
    shift = math.log(medians[end] / medians[start])
    note = (
        f"{_moved_from(source_year, start, first)} to {end} by {math.expm1(shift):+.1%}, "
        f"the growth of the official median of {rows[0]['title']}"
    )
    if project and wanted > last:
        early = max(last - PROJECTED_FROM_YEARS, first)
        yearly = math.log(medians[last] / medians[early]) / max(last - early, 1)
        shift += yearly * (wanted - max(last, source_year))
        growth = f"{math.expm1(yearly):+.1%} a year"
        on = f"projected from {max(last, source_year)} to {wanted} by {growth}"
        return Movement(source_year, wanted, shift, on if start == end else f"{note}; {on}")
    if end == start:
        note = f"left at {source_year}: official wages at hand cover {first} to {last}"
        return Movement(source_year, source_year, 0.0, note)
    if end != wanted:
        note = f"{note}; {end} is the {_which(end, first)} official year at hand"
    return Movement(source_year, end, shift, note)


def _moved_from(source_year: int, start: int, first: int) -> str:
    """From which year pay is moved: the nearest official one, where its own is not official."""
    if start == source_year:
        return f"moved from {source_year}"
    which = _which(start, first)
    return f"pay of {source_year} moved only from {start}, the {which} official year at hand,"


def _which(year: int, first: int) -> str:
    return "first" if year == first else "last"


@cache
def _series(folder: Path, soc: str) -> list[dict[str, Any]]:
    rows = Store(folder, {}).official(soc=soc, **NATIONAL)
    return sorted(rows, key=lambda row: row["year"])
