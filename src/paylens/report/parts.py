"""Each source's part in an answer: what it would report for a profile, moved to one year."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from paylens.errors import InvalidValue
from paylens.harmonise.legal_minimum import lowest_legal_bracket
from paylens.market.distribution import Distribution
from paylens.market.grid import BINS, Array
from paylens.market.scope import SALARY_KINDS
from paylens.market.store import Cell, Store
from paylens.report.correction import Correction, further_facts
from paylens.report.mixture import Asked, Voice, answer_year, legal_cells, voices
from paylens.report.official import Movement, OfficialLevel, movement
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
FIRST_YEAR, LAST_YEAR = 1990, 2100
# The model counts for as much as so many records of exactly the facts given.
MODEL_RECORDS = 20


@dataclass(frozen=True)
class Options:
    """How to answer: kind of pay, year, source, whether to go past the last official year, in which
    currency or prices, and at which level: the records' own, or `anchor`."""

    pay: str = "base"
    year: int | None = None
    source: str | None = None
    project: bool = False
    lowest_bracket: bool = False
    currency: str = "USD"
    view: View | None = None
    anchor: str | None = None

    def told(
        self,
        pay: str | None = None,
        year: int | str | None = None,
        currency: str | None = None,
    ) -> Options:
        """The same with a kind of pay, a year or a currency of one's own, where given.

        Raises
        ------
        InvalidValue
            No kind of pay or year that can be answered, or a currency beside international dollars.
        """
        if pay is not None and pay not in SALARY_KINDS:
            raise InvalidValue("pay", pay, f"{', '.join(SALARY_KINDS)}; one's own pay is my_pay")
        wanted = None if year is None else _year(year)
        unit = self.currency if currency is None else currency.strip().upper()
        if self.view is not None and self.view.ppp and unit != "USD":
            allowed = "none with international dollars (ppp), which are a unit of their own"
            raise InvalidValue("currency", unit, allowed)
        return replace(self, pay=pay or self.pay, year=wanted or self.year, currency=unit)

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


def _year(words: int | str) -> int:
    try:
        year = float(words)
    except ValueError:
        year = math.nan
    if not (year.is_integer() and FIRST_YEAR <= year <= LAST_YEAR):
        raise InvalidValue("year", words, f"a year from {FIRST_YEAR} to {LAST_YEAR}")
    return int(year)


@dataclass(frozen=True)
class Part:
    """One source's answer for one profile, as wide as what lies outside the data makes it;
    `anchor` is the level it was moved to, if any."""

    voice: Voice
    moved: Movement
    treatment: Treatment
    distribution: Distribution
    anchor: OfficialLevel | None = None
    outside: Outside = INSIDE


@dataclass(frozen=True)
class _Reading:
    """A profile read in one source: its place among the profiles, the year in which the source is
    read and the one that is wanted."""

    place: int
    voice: Voice
    profile: Profile
    year: int
    wanted: int

    @cached_property
    def cohort(self) -> tuple[str | None, str | None, str, str, int]:
        """Whose records the reading can lean on."""
        place = self.profile.role, self.profile.country
        return *place, self.voice.series, self.voice.basis, self.wanted

    @cached_property
    def further_facts(self) -> int:
        """How many facts are told beside a role and country of which there are records."""
        if self.profile.role is None or self.profile.country is None or not self.voice.cells:
            return 0
        return further_facts(frozenset(self.profile.facts))

    @property
    def of_cohort(self) -> _Reading:
        """The same reading, told role and country only."""
        facts = {name: self.profile.facts[name] for name in ("role", "country")}
        return replace(self, profile=Profile(facts))


def parts_of(
    store: Store, model: PayModel, profiles: list[Profile], options: Options
) -> list[tuple[int, list[Part]]]:
    """Per profile the year that the answer reaches and each source's part, the weightiest first;
    one call of the model for all."""
    asked = [options.asked(profile) for profile in profiles]
    answering = {each: voices(store, each) for each in set(asked)}
    readings: list[_Reading] = []
    for place, (profile, each) in enumerate(zip(profiles, asked, strict=True)):
        speaking = answering[each]
        newest = answer_year([(voice, voice.year) for voice in speaking])
        wanted = options.year_of(profile, newest)
        for voice in speaking:
            first, last = model.years(voice.series)
            year = max(first, min(wanted, last, voice.year))
            readings.append(_Reading(place, voice, profile, year, wanted))
    answers: list[list[Part]] = [[] for _ in profiles]
    for reading, part in _parts(store, model, readings, options):
        answers[reading.place].append(part)
    for parts in answers:
        parts.sort(key=lambda part: (-part.voice.weight, part.voice.series))
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


def _parts(
    store: Store, model: PayModel, readings: list[_Reading], options: Options
) -> Iterator[tuple[_Reading, Part]]:
    """Each reading's part: the model's answer, corrected and blended by the source's records."""
    cohorts: dict[tuple[Any, ...], _Reading] = {}
    for each in readings:
        if each.further_facts and each.cohort not in cohorts:
            cohorts[each.cohort] = each.of_cohort
    called = [*readings, *cohorts.values()]
    facts = facts_table([each.profile for each in called])
    series = [each.voice.series for each in called]
    years = np.array([each.year for each in called])
    shares = model.as_reported(facts, series, years, length=len(called))
    modelled = [
        _modelled(store, each, cumulative, options)
        for each, cumulative in zip(called, shares, strict=True)
    ]
    corrections = {
        key: Correction.between(own, _blended(store, cohort, own, options))
        for (key, cohort), own in zip(cohorts.items(), modelled[len(readings) :], strict=True)
    }
    for each, answer in zip(readings, modelled, strict=False):
        own = answer
        if each.further_facts:
            own = corrections[each.cohort].applied(answer, 1 / each.further_facts)
        moved, _ = _moved(store, each.profile, (each.year, each.wanted), options)
        treatment = model.treatment(each.voice.series, frozenset(each.profile.facts))
        yield each, Part(each.voice, moved, treatment, _blended(store, each, own, options))


def _modelled(store: Store, reading: _Reading, cumulative: Array, options: Options) -> Distribution:
    """The model's answer to a reading, above the legal minimum and in the wanted year's pay."""
    profile = reading.profile
    _, shift = _moved(store, profile, (reading.year, reading.wanted), options)
    legal = None if options.lowest_bracket else lowest_legal_bracket(profile.country)
    records = reading.voice.records
    return Distribution.from_cumulative(cumulative, records, above=legal, log_shift=shift)


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


def _blended(
    store: Store, reading: _Reading, modelled: Distribution, options: Options
) -> Distribution:
    """The model's answer and the observed one, by how many records stand behind the latter."""
    observed = observed_cells(store, reading.voice, reading.profile, options)
    records = sum(cell.distribution.records for cell in observed)
    if not records:
        return modelled
    seen = np.zeros(BINS)
    for cell in observed:
        own = cell.distribution
        _, shift = _moved(store, reading.profile, (cell.year, reading.wanted), options)
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
