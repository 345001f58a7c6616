"""Each source's part in an answer: what it would report for a profile, moved to one year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from paylens.harmonise.legal_minimum import lowest_legal_bracket
from paylens.market.distribution import Distribution
from paylens.market.grid import BINS
from paylens.market.store import Cell, Store
from paylens.report.mixture import Asked, Voice, answer_year, legal_cells, voices
from paylens.report.official import Movement, movement
from paylens.report.outside import INSIDE, Outside, outside
from paylens.report.prices import View
from paylens.report.profile import Profile

if TYPE_CHECKING:
    from paylens.model.pay_model import PayModel
    from paylens.model.treatment import Treatment

CROSSED = (
    "level", "city", "metro", "education", "industry", "employer", "remote", "employment_type",
    "specialisation",
)  # fmt: skip
# The model counts for as much as so many records of exactly the facts given.
MODEL_RECORDS = 20


@dataclass(frozen=True)
class Options:
    """How to answer: kind of pay, year, source, whether to go past the last official year, and in
    which currency or prices."""

    pay: str = "base"
    year: int | None = None
    source: str | None = None
    project: bool = False
    lowest_bracket: bool = False
    currency: str = "USD"
    view: View | None = None

    def asked(self, profile: Profile) -> Asked:
        """Whose pay is asked for; not of years for which a view has no prices."""
        year = self.year
        if year is None and self.view is not None:
            year = self.view.last_year(profile.country)
        return Asked(
            profile.role, profile.country, self.pay, self.source, year, self.lowest_bracket
        )

    def year_of(self, profile: Profile, newest: int) -> int:
        """The year of the answer: the one asked for, else the newest that can be shown."""
        asked = self.asked(profile).year or newest
        return asked if self.year is not None else min(asked, newest)

    @property
    def shown_in(self) -> str:
        """The unit of the answer's amounts: a currency, or international dollars."""
        return self.view.currency if self.view is not None and self.view.ppp else self.currency

    def price_shift(self, country: str | None, year: int) -> float:
        """By how much the view moves log pay of a country and year."""
        return 0.0 if self.view is None else self.view.log_shift(country, year)


@dataclass(frozen=True)
class Part:
    """One source's answer for one profile, as wide as what lies outside the data makes it."""

    voice: Voice
    moved: Movement
    treatment: Treatment
    distribution: Distribution
    outside: Outside = INSIDE


def parts_of(
    store: Store, model: PayModel, profiles: list[Profile], options: Options
) -> list[tuple[int, list[Part]]]:
    """Per profile the year that the answer reaches and each source's part; one model call per
    source."""
    asked = [options.asked(profile) for profile in profiles]
    answering = {each: voices(store, each) for each in set(asked)}
    speaking = [answering[each] for each in asked]
    wanted = [
        options.year_of(profile, answer_year([(voice, voice.year) for voice in each]))
        for profile, each in zip(profiles, speaking, strict=True)
    ]
    answers: list[list[Part]] = [[] for _ in profiles]
    for series in sorted({voice.series for each in speaking for voice in each}):
        called = [
            (place, voice)
            for place, each in enumerate(speaking)
            for voice in each
            if voice.series == series
        ]
        first, last = model.years(series)
        read_at = [max(first, min(wanted[place], last, voice.year)) for place, voice in called]
        facts = facts_table([profiles[place] for place, _ in called])
        shares = model.as_reported(facts, series, np.array(read_at), length=len(called))
        for (place, voice), year, cumulative in zip(called, read_at, shares, strict=True):
            profile = profiles[place]
            moved, shift = _moved(store, profile, (year, wanted[place]), options)
            legal = None if options.lowest_bracket else lowest_legal_bracket(profile.country)
            modelled = Distribution.from_cumulative(
                cumulative, voice.records, above=legal, log_shift=shift
            )
            observed = observed_cells(store, voice, profile, options)
            shifted = [
                (cell, _moved(store, profile, (cell.year, wanted[place]), options)[1])
                for cell in observed
            ]
            distribution = _blended(modelled, shifted)
            treatment = model.treatment(series, frozenset(profile.facts))
            answers[place].append(Part(voice, moved, treatment, distribution))
    reached = [answer_year([(part.voice, part.moved.to_year) for part in each]) for each in answers]
    wide = [
        _widened(store, profile, each, options)
        for profile, each in zip(profiles, answers, strict=True)
    ]
    return list(zip(reached, wide, strict=True))


def _widened(store: Store, profile: Profile, parts: list[Part], options: Options) -> list[Part]:
    """The parts, wider where the profile or the year lies outside the data."""
    found = outside(store, profile, [part.voice for part in parts], options.year)
    if found is INSIDE:
        return parts
    return [
        replace(part, distribution=part.distribution.widened(found.log_sd), outside=found)
        for part in parts
    ]


def _moved(
    store: Store, profile: Profile, years: tuple[int, int], options: Options
) -> tuple[Movement, float]:
    """How pay of one year is moved to another, and by how much log pay, the view's prices too."""
    moved = movement(store, profile.role, profile.country, years, options.project)
    return moved, moved.log_shift + options.price_shift(profile.country, moved.to_year)


def observed_cells(
    store: Store, voice: Voice, profile: Profile, options: Options
) -> tuple[Cell, ...]:
    """The voice's own records of exactly the facts given, where cells hold them.

    Cells hold role and country, alone or with one more fact whose values are listed.
    """
    more = sorted(set(profile.facts) - {"role", "country"})
    if profile.role is None or profile.country is None or len(more) > 1:
        return ()
    if not more:
        return voice.cells
    if more[0] not in CROSSED:
        return ()
    found = store.cells(
        pay=[voice.pay],
        roles=[profile.role],
        countries=[profile.country],
        sources=[voice.source],
        dimension=more[0],
        values=[str(profile.facts[more[0]])],
    )
    years = {cell.year for cell in voice.cells}
    recent = [cell for cell in found if cell.basis == voice.basis and cell.year in years]
    return tuple(recent if options.lowest_bracket else legal_cells(recent))


def _blended(modelled: Distribution, observed: list[tuple[Cell, float]]) -> Distribution:
    """The model's answer and the observed one, by how many records stand behind the latter."""
    records = sum(cell.distribution.records for cell, _ in observed)
    if not records:
        return modelled
    seen = np.zeros(BINS)
    for cell, shift in observed:
        own = cell.distribution
        shifted = Distribution.from_cumulative(
            own.cumulative, own.records, above=None, log_shift=shift
        )
        seen += shifted.density * own.records / records
    weight = records / (records + MODEL_RECORDS)
    return Distribution(modelled.records, weight * seen + (1 - weight) * modelled.density, {})


def facts_table(profiles: list[Profile]) -> dict[str, Any]:
    """The profiles' facts as columns: record field → array of values, None where unknown."""
    names = sorted({name for profile in profiles for name in profile.facts})
    table: dict[str, Any] = {}
    for name in names:
        table[name] = np.empty(len(profiles), dtype=object)
        for place, profile in enumerate(profiles):
            table[name][place] = profile.facts.get(name)
    return table


def mixed(parts: list[Part], records: int) -> Distribution:
    """The parts together, by their sources' weights, with the error of so many records."""
    weights = np.zeros(BINS)
    for part in parts:
        weights += part.voice.weight * part.distribution.density
    return Distribution(max(records, 1), weights, {})
