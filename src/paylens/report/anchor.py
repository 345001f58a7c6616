"""An answer moved to the official level: off unless asked for.

One shift of log pay per role, country and year: the one that makes the median of the market's
answer to that role and country the official median of the occupation. It moves every percentile of
every profile there alike; what facts do to pay stays as the records have it.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from paylens.errors import NotEnoughData, QuestionError
from paylens.harmonise.dimension import dimension
from paylens.market.distribution import Distribution
from paylens.market.store import Store
from paylens.report.official import COUNTRY, OfficialLevel, OfficialWages, official_wages
from paylens.report.parts import Options, Part, mixed, parts_of
from paylens.report.profile import Profile

if TYPE_CHECKING:
    from paylens.model.pay_model import PayModel

ANCHORS = ("official",)
# Official wages hold no equity and few bonuses.
ANCHORED_PAY = "base"
# After so many the median is right to a ten thousandth.
GRID_STEPS = 8

Place = tuple[str | None, str | None]


def anchored_parts(
    store: Store, model: PayModel, profiles: list[Profile], options: Options
) -> list[tuple[int, list[Part]]]:
    """As `parts_of`; with `options.anchor` in the newest official year unless another is asked
    for, each part moved to the official level.

    Raises
    ------
    QuestionError
        To be anchored without a role and a country, or for pay other than base.
    NotEnoughData
        No official figure of the role itself, its country or that year is at hand.
    """
    if options.anchor is None:
        return parts_of(store, model, profiles, options)
    places = [(profile.role, profile.country) for profile in profiles]
    levels = {place: _level(store, model, place, options) for place in dict.fromkeys(places)}
    answers: dict[int, tuple[int, list[Part]]] = {}
    for year in sorted({level.year for level in levels.values()}):
        own = [n for n, place in enumerate(places) if levels[place].year == year]
        asked = [profiles[n] for n in own]
        found = parts_of(store, model, asked, replace(options, year=year))
        for n, (reached, parts) in zip(own, found, strict=True):
            answers[n] = reached, [_moved(part, levels[places[n]]) for part in parts]
    return [answers[n] for n in range(len(profiles))]


def _moved(part: Part, level: OfficialLevel) -> Part:
    return replace(part, distribution=part.distribution.moved(level.log_shift), anchor=level)


def _level(store: Store, model: PayModel, place: Place, options: Options) -> OfficialLevel:
    """The official median of a role and country, beside the median of the market's answer there,
    both at the prices of their year."""
    if options.pay != ANCHORED_PAY:
        raise QuestionError(
            f"official wages hold no equity and few bonuses: an answer of {options.pay} pay cannot "
            f"be anchored to them. Ask for {ANCHORED_PAY} pay."
        )
    wages = _wages(store, place, options)
    facts = dict(zip(("role", "country"), place, strict=True))
    plain = replace(options, year=wages.year, view=None)
    reached, parts = parts_of(store, model, [Profile(facts, {})], plain)[0]
    if reached != wages.year:
        raise NotEnoughData(f"{_named(place)}: the records reach {reached}, not {wages.year}.")
    together = mixed(parts, sum(part.voice.records for part in parts))
    assert wages.p50 is not None
    shift = _shift(together, wages.p50)
    median = together.percentile(0.5)
    return OfficialLevel(wages.soc, wages.title, wages.year, wages.p50, median, shift)


def _shift(together: Distribution, median: float) -> float:
    """The shift of log pay that gives a distribution on the grid this median.

    The ratio of the medians is nearly it; what is left comes of the grid's bins.
    """
    shift = 0.0
    for _ in range(GRID_STEPS):
        shift += math.log(median / together.moved(shift).percentile(0.5))
    return shift


def _wages(store: Store, place: Place, options: Options) -> OfficialWages:
    """The official wages of the role itself in the year of the answer."""
    role, country = place
    if role is None or country is None:
        raise QuestionError("an official level is a role's in a country: name both.")
    newest = official_wages(store, role, country)
    if newest is None:
        raise NotEnoughData(
            f"{_named(place)}: no official wages at hand to anchor to; they are of occupations in "
            f"the {dimension('country').value_label(COUNTRY)}. Ask without moving pay to "
            "the official level (anchor)."
        )
    if not newest.same_occupation:
        raise NotEnoughData(
            f"{dimension('role').value_label(role)} is no occupation of the official statistics; "
            f"the nearest, {newest.title} (SOC {newest.soc}), is another. Ask without moving "
            "pay to the official level (anchor): its wages stand beside the answer."
        )
    shown = newest.year if options.view is None else options.view.last_year(country)
    year = options.year or min(newest.year, shown)
    found = official_wages(store, role, country, year)
    if found is None or found.year != year or found.p50 is None:
        raise NotEnoughData(
            f"{_named(place)}: no official median of {year} at hand. Ask for the newest official "
            f"year, {newest.year}."
        )
    return found


def _named(place: Place) -> str:
    labels = [dimension(n).value_label(v) for n, v in zip(("role", "country"), place, strict=True)
              if v is not None]  # fmt: skip
    return ", ".join(labels)
