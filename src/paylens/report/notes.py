"""What an answer says beside its figures: what was moved, carried over, left out or not used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from paylens.collect.source import card
from paylens.errors import NotEnoughData
from paylens.harmonise.dimension import dimension
from paylens.market.distribution import Distribution
from paylens.market.grid import BINS
from paylens.market.store import Store
from paylens.report.mixture import Voice, voices
from paylens.report.official import has_official_wages
from paylens.report.parts import Options, Part, mixed, observed_cells, parts_of
from paylens.report.profile import Profile
from paylens.report.records_like import Support, carried_words

if TYPE_CHECKING:
    from paylens.model.pay_model import PayModel

OTHER_KIND = {"base": "total", "total": "base"}


def notes_of(
    store: Store,
    model: PayModel,
    profile: Profile,
    parts: list[Part],
    options: Options,
    year: int,
    found: Support,
) -> tuple[str, ...]:
    """An answer's notes; `year` is the one that it reaches, `found` what it rests on."""
    notes = [
        *parts[0].outside.notes,
        *profile.notes,
        *([parts[0].anchor.note()] if parts[0].anchor else []),
        *_price_notes(store, profile, options),
        *_year_notes(store, profile, options, year),
        *_unmoved_notes(store, profile, parts, year),
        *_support_notes(found, parts),
    ]
    notes += [
        *_parts_notes(parts, {fact.fact for fact in found.carried.values()}),
        *_profile_notes(profile, parts, options),
        *_experience_notes(profile, parts),
        *_level_notes(store, profile, parts, options),
        *_coverage_notes(parts),
        *_kind_notes(store, model, profile, parts, options),
    ]
    return tuple(dict.fromkeys(notes))


def _price_notes(store: Store, profile: Profile, options: Options) -> list[str]:
    view = options.view
    if view is None:
        return []
    newest = max(row["year"] for row in store.year_counts if row["pay"] == options.pay)
    last = view.last_year(profile.country)
    if options.year is not None or last >= newest:
        return view.notes()
    return [*view.notes(), f"records of later years are left out: prices are at hand to {last}"]


def _year_notes(store: Store, profile: Profile, options: Options, year: int) -> list[str]:
    """Where another year was asked for than the answer reaches."""
    if options.year is None or options.year == year:
        return []
    reach = "no official wages are at hand by which to move them"
    if has_official_wages(store, profile.role, profile.country):
        reach = "pay is moved no further than official wages reach"
        if options.year > year and not options.project:
            reach += ", unless asked to go on past them (project)"
    return [f"asked for {options.year}, answered as of {year}: {reach}"]


def _unmoved_notes(store: Store, profile: Profile, parts: list[Part], year: int) -> list[str]:
    """Where records of earlier years count as they are."""
    earlier = [seen for seen in _years(part.voice for part in parts) if seen < year]
    if not earlier or has_official_wages(store, profile.role, profile.country):
        return []
    return [
        f"records of {_span(earlier)} count at the pay of then: no official wages at hand by "
        f"which to move them to {year}"
    ]


def _support_notes(found: Support, parts: list[Part]) -> list[str]:
    """Which of the told facts no answering record states, and what speaks for them instead."""
    if not any(part.voice.cells for part in parts):
        return []
    notes = [
        f"none of the answering records states {fact.fact}: {carried_words(fact)}"
        for fact in found.carried.values()
    ]
    if found.like == 0 and not notes:
        notes.append("no source that answers asks all of these facts: each asks some of them")
    return notes


def _parts_notes(parts: list[Part], told: set[str]) -> list[str]:
    """What was done for the sources' parts; what is the same for several is said once."""
    sources: dict[str, list[str]] = {}
    for part in parts:
        for note in _part_notes(part, told):
            sources.setdefault(note, []).append(part.voice.source)
    return [f"{' and '.join(dict.fromkeys(names))}: {note}" for note, names in sources.items()]


def _part_notes(part: Part, told: set[str]) -> list[str]:
    """What was done for one source's part; of the facts that are `told` of already, nothing."""
    notes = [part.moved.note] if part.moved.note else []
    notes += part.treatment.notes(told)
    if part.voice.left_out:
        notes.append(
            f"{part.voice.left_out:,} answers below the country's legal "
            "minimum are left out, unless asked to keep them (lowest bracket)"
        )
    elif part.voice.lowest_answers:
        notes.append(
            f"{part.voice.lowest_answers:,} of {part.voice.records:,} "
            "answers are below $1,000 a year, students and volunteers among them; they are "
            "in, as no legal minimum at hand rules them out"
        )
    return notes


def _profile_notes(profile: Profile, parts: list[Part], options: Options) -> list[str]:
    notes = []
    ignored = set.intersection(*(set(part.treatment.ignored) for part in parts))
    if ignored:
        notes.append(f"no source of {options.pay} pay asks: {', '.join(sorted(ignored))}; left out")
    if len(parts) == 1:
        notes.append(f"one source only: {parts[0].voice.source}")
    if not any(part.voice.cells for part in parts):
        notes.append("the answer is carried over from other roles and countries")
    if "specialisation" in profile.unused:
        notes.append(
            "specialisations: understood, not used; several at once are not told apart. Ask for one"
        )
    if "skills" in profile.facts:
        notes.append(
            "skills: understood, not used; in these records a skill named alone tells too little "
            "about pay. The table of skills shows pay by skill"
        )
    return notes


def _experience_notes(profile: Profile, parts: list[Part]) -> list[str]:
    """Which sources count other years than those of work, where their years are read."""
    told = "experience_years_low" in profile.facts
    notes = []
    for part in parts:
        words = card(part.voice.source).settings.get("experience")
        if words and (told or part.treatment.linked == "level"):
            notes.append(f"{part.voice.source}'s experience is {words}")
    return notes


def _level_notes(store: Store, profile: Profile, parts: list[Part], options: Options) -> list[str]:
    """Which sources have no records of the level told, where a lower level may have some.

    Those of a lower level are in its answer; this one's is the model's alone and can lie below it.
    """
    used = profile.used
    level = used.facts.get("level")
    asking = [part for part in parts if part.voice.cells and not never_asked(part)]
    if level in (None, next(iter(dimension("level").values))):
        return []
    bare = [
        part.voice.source
        for part in asking
        if not observed_cells(store, part.voice, _told_level(used), options)
    ]
    if not bare:
        return []
    return [
        f"{' and '.join(dict.fromkeys(bare))}: too few records of the level "
        f"{_label('level', level).lower()} here to be counted in; what the model says of it can "
        "lie below a lower level whose records are"
    ]


def _told_level(profile: Profile) -> Profile:
    """The profile with nothing told but role, country and level."""
    kept = ("role", "country", "level")
    return replace(profile, facts={k: v for k, v in profile.facts.items() if k in kept})


def never_asked(part: Part) -> list[str]:
    """The labels of the told facts that a part's source never asks: nothing measured them there."""
    treatment = part.treatment
    facts = [*treatment.carried, *([treatment.linked] if treatment.linked else [])]
    return [treatment.labels.get(fact, fact.replace("_", " ")) for fact in facts]


def _coverage_notes(parts: list[Part]) -> list[str]:
    unasked = never_asked(parts[0]) if parts[0].voice.cells else []
    if not unasked:
        return []
    return [
        "how often such ranges hold is not measured for these facts: "
        f"{parts[0].voice.source} never asks {', '.join(unasked)}"
    ]


def _kind_notes(
    store: Store, model: PayModel, profile: Profile, parts: list[Part], options: Options
) -> list[str]:
    """Where total pay lies below base pay for a role and country: they are of different people.

    Both are taken at the records' own level: answers at another are not compared.
    """
    other = replace(options, pay=OTHER_KIND[options.pay])
    try:
        theirs = voices(store, other.asked(profile))
    except NotEnoughData:
        return []
    own = [part.voice for part in parts]
    medians = {options.pay: _observed_median(own), other.pay: _observed_median(theirs)}
    if None in medians.values():
        if options.anchor:
            return []
        ((_, others),) = parts_of(store, model, [profile.used], other)
        medians = {options.pay: _modelled_median(parts), other.pay: _modelled_median(others)}
    base, total = medians["base"], medians["total"]
    if base is None or total is None or total >= base:
        return []
    named = {options.pay: _sources(own), other.pay: _sources(theirs)}
    where = f"{_label('role', profile.role)}, {_label('country', profile.country)}"
    return [
        f"base and total pay are of different people here: for {where} the median of total pay "
        f"({named['total']}) is {1 - total / base:.0%} below that of base pay "
        f"({named['base']}). Do not take one from the other".replace("%", " %")
    ]


def other_people(sources: Iterable[str]) -> str:
    """Why total pay can lie below base pay beside it: whose it is."""
    return f"of other sources ({', '.join(sources)}), so of other people"


def _modelled_median(parts: list[Part]) -> float:
    return mixed(parts, 1).percentile(0.5)


def _sources(speaking: Sequence[Voice]) -> str:
    return " and ".join(sorted({voice.source for voice in speaking}))


def _observed_median(speaking: Sequence[Voice]) -> float | None:
    """The median of the voices' own records by their weights, USD per year; None without any."""
    density = np.zeros(BINS)
    for voice in speaking:
        for cell in voice.cells:
            share = cell.distribution.records / voice.records
            density += voice.weight * share * cell.distribution.density
    return Distribution(1, density, {}).percentile(0.5) if density.any() else None


def _years(speaking: Iterable[Voice]) -> list[int]:
    return sorted({cell.year for voice in speaking for cell in voice.cells})


def _span(years: list[int]) -> str:
    return f"{years[0]}" if years[0] == years[-1] else f"{years[0]} to {years[-1]}"


def _label(name: str, value: str | None) -> str:
    return dimension(name).value_label(value) if value else f"any {name}"
