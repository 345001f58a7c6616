"""The market's answer as a mixture: which sources speak for a role and country, and how much.

Sources with at least 100 records of the role, country and kind of pay in the last five years;
equal weight per basis, within a basis by number of records.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property

from paylens.errors import NotEnoughData
from paylens.harmonise.dimension import dimension
from paylens.harmonise.legal_minimum import lowest_legal_bracket
from paylens.market.evidence import CarriedFact
from paylens.market.floor import Floor
from paylens.market.scope import LAST_YEARS
from paylens.market.statistics import PayStatistics, pay_statistics
from paylens.market.store import Cell, Store

FEWEST_RECORDS = 100
FEWEST_FOR_YEAR = 300
# A source of less weight does not set the year of an answer.
FEWEST_WEIGHT = 0.25
LOWEST_BRACKET = 1000.0


@dataclass(frozen=True)
class Voice:
    """One source's part in an answer: what it has seen of the role and country.

    `year` is the year in which its records are read; `weight` sums to 1 over an answer's voices;
    `left_out` counts survey answers below the country's legal minimum.
    """

    source: str
    basis: str
    pay: str
    weight: float
    year: int
    cells: tuple[Cell, ...]
    left_out: int = 0

    @property
    def series(self) -> str:
        """The model's name for the source's kind of pay."""
        return f"{self.source}/{self.pay}"

    def observed(self, floor: Floor) -> PayStatistics | None:
        """Statistics of its records, as far as a floor allows."""
        if floor not in self._observed:
            self._observed[floor] = pay_statistics(self.cells, floor)
        return self._observed[floor]

    @cached_property
    def _observed(self) -> dict[Floor, PayStatistics | None]:
        return {}

    @property
    def lowest_answers(self) -> int:
        """Answers in the survey's lowest bracket that are in it."""
        return round(sum(cell.distribution.weight_below(LOWEST_BRACKET) for cell in self.cells))

    @cached_property
    def years(self) -> frozenset[int]:
        """The years of its records that count."""
        return frozenset(cell.year for cell in self.cells)

    @cached_property
    def counted(self) -> dict[tuple[object, ...], float]:
        """What was counted of its records already, as the profiles of a file ask it often."""
        return {}

    @cached_property
    def carried(self) -> dict[tuple[object, ...], CarriedFact]:
        """The same of facts that are carried over to it."""
        return {}

    @cached_property
    def records(self) -> int:
        """Records of the role and country in the years that count."""
        return sum(cell.distribution.records for cell in self.cells)


def newest_year(store: Store, source: str, pay: str) -> int:
    """The source's newest year with at least 300 records; its largest one if none has."""
    counts: dict[int, int] = defaultdict(int)
    for row in store.year_counts:
        if row["source"] == source and row["pay"] == pay:
            counts[row["year"]] += row["records"]
    full = [year for year, count in counts.items() if count >= FEWEST_FOR_YEAR]
    return max(full) if full else max(counts, key=lambda year: counts[year])


@dataclass(frozen=True)
class Asked:
    """Whose pay is asked for: role and country (None for any), kind of pay, and by choice the one
    source, the year, and whether answers below the legal minimum stay in."""

    role: str | None
    country: str | None
    pay: str
    source: str | None = None
    year: int | None = None
    lowest_bracket: bool = False


def voices(store: Store, asked: Asked) -> tuple[Voice, ...]:
    """The sources that answer for a role and country, with their weights.

    Where no source has 100 records, all that have any answer; where none has any, the sources of
    that kind of pay and of these years that have other roles there do, with no cells of their own;
    all sources for a country that none of them knows.

    Raises
    ------
    NotEnoughData
        No source, or not the one asked for, has that kind of pay.
    """
    found: tuple[Voice, ...] = store.remembered(_voices, asked)
    return found


def _voices(store: Store, asked: Asked) -> tuple[Voice, ...]:
    kinds = sorted({(row["source"], row["pay"]) for row in store.year_counts})
    speaking = [name for name, kind in kinds if kind == asked.pay and asked.source in (None, name)]
    if not speaking:
        have = ", ".join(f"{name} ({kind})" for name, kind in kinds)
        where = asked.source or "any source"
        raise NotEnoughData(f"no {asked.pay} pay in {where}. At hand: {have}.")
    years = {name: newest_year(store, name, asked.pay) for name in speaking}
    found = store.cells(
        pay=[asked.pay],
        roles=[asked.role] if asked.role else None,
        countries=[asked.country] if asked.country else None,
        sources=speaking,
    )
    if asked.country and not found:
        there = store.sources_of(asked.country, asked.pay)
        speaking = [name for name in speaking if name in there] or speaking
        years = {name: years[name] for name in speaking}
    newest = _newest(found, years)
    latest = min(asked.year or newest, newest)
    recent = [cell for cell in found if latest - LAST_YEARS < cell.year <= latest] or found
    speaking = [name for name in speaking if years[name] > latest - LAST_YEARS] or speaking
    kept = recent if asked.lowest_bracket else legal_cells(recent)
    left_out: dict[str, int] = defaultdict(int)
    for before, after in zip(recent, kept, strict=True):
        left_out[before.source] += before.distribution.records - after.distribution.records
    return tuple(
        replace(voice, left_out=left_out[voice.source])
        for voice in _weighed(kept, speaking, years, asked.pay)
    )


def _newest(cells: list[Cell], years: dict[str, int]) -> int:
    """The newest year of the sources that have 100 records there in their own last five years.

    Of all the sources where none has: a source that is newer but silent here makes no other old.
    """
    counts: dict[str, int] = defaultdict(int)
    for cell in cells:
        if cell.year > years[cell.source] - LAST_YEARS:
            counts[cell.source] += cell.distribution.records
    able = [years[name] for name, count in counts.items() if count >= FEWEST_RECORDS]
    return max(able or years.values())


def answer_year(years: list[tuple[Voice, int]]) -> int:
    """The newest year, each voice with its own, of the sources that are a quarter of an answer."""
    weights: dict[str, float] = defaultdict(float)
    for voice, _ in years:
        weights[voice.source] += voice.weight
    heavy = [year for voice, year in years if weights[voice.source] >= FEWEST_WEIGHT]
    return max(heavy or [year for _, year in years])


def legal_cells(cells: list[Cell]) -> list[Cell]:
    """The cells without survey answers below their countries' legal minimum."""
    return [_legal(cell) for cell in cells]


def _legal(cell: Cell) -> Cell:
    """The cell without survey answers below its country's legal minimum."""
    limit = lowest_legal_bracket(cell.country)
    if limit is None or not cell.distribution.brackets:
        return cell
    return replace(cell, distribution=cell.distribution.without_brackets_below(limit))


def _weighed(
    cells: list[Cell], speaking: list[str], years: dict[str, int], pay: str
) -> list[Voice]:
    grouped: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        grouped[cell.basis, cell.source].append(cell)
    counts = {key: sum(c.distribution.records for c in part) for key, part in grouped.items()}
    chosen = {key: n for key, n in counts.items() if n >= FEWEST_RECORDS} or counts
    if not chosen:
        share = 1 / len(speaking)
        return [Voice(name, "", pay, share, years[name], ()) for name in speaking]
    per_basis: dict[str, int] = defaultdict(int)
    for (basis, _), count in chosen.items():
        per_basis[basis] += count
    return [
        Voice(
            source=name,
            basis=basis,
            pay=pay,
            weight=count / per_basis[basis] / len(per_basis),
            year=years[name],
            cells=tuple(grouped[basis, name]),
        )
        for (basis, name), count in sorted(chosen.items(), key=lambda item: (-item[1], item[0]))
    ]


def official_soc(role: str | None) -> tuple[str, bool] | None:
    """The occupation whose official wages stand beside a role; whether it is the role itself."""
    declared = dimension("role").extra
    if role in declared["soc"]:
        return declared["soc"][role], True
    if role in declared["nearest_soc"]:
        return declared["nearest_soc"][role], False
    return None
