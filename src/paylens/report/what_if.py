"""The same profile with one fact changed, or told: what an answer would be then.

Each is the same estimate asked again; nothing is added to or taken from the first one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from paylens.harmonise.dimension import dimension
from paylens.market.distribution import Distribution
from paylens.market.store import Store
from paylens.report.anchor import anchored_parts
from paylens.report.parts import Options, mixed
from paylens.report.profile import QUESTIONS, Profile

if TYPE_CHECKING:
    from paylens.model.pay_model import PayModel

# Facts whose next values are asked for where they were told.
STEPS = ("level", "education")
MORE_YEARS = 3
MOST_PLACES = 3
# A value is asked for only where so many records hold it.
FEWEST_RECORDS = 30
# Facts that might be told beside role and country.
TELLING = (
    "level", "experience", "metro", "city", "education", "industry", "company_size", "remote",
    "specialisation",
)  # fmt: skip


@dataclass(frozen=True)
class WhatIf:
    """A profile with one fact changed: `fact` is the question, `words` its value for people."""

    fact: str
    words: str
    profile: Profile
    distribution: Distribution


def changes(
    store: Store, model: PayModel, profile: Profile, options: Options
) -> tuple[WhatIf, ...]:
    """The told facts changed one at a time: a level up and down, more years, other places."""
    asked = [*_steps(profile), *_more_years(profile), *_other_places(store, profile, options)]
    return _answered(store, model, asked, options)


def tellings(
    store: Store, model: PayModel, profile: Profile, options: Options
) -> dict[str, tuple[WhatIf, ...]]:
    """Question that was not told → the answers for each of its values that records hold."""
    if profile.role is None or profile.country is None:
        return {}
    asked = []
    for question in TELLING:
        if _told(profile, question):
            continue
        for value in _held(store, profile, options, QUESTIONS[question]):
            asked.append((question, _label(question, value), _with(profile, question, value)))
    found: dict[str, list[WhatIf]] = defaultdict(list)
    for each in _answered(store, model, asked, options):
        found[each.fact].append(each)
    return {question: tuple(each) for question, each in found.items() if len(each) > 1}


Asked = tuple[str, str, Profile]


def _answered(
    store: Store, model: PayModel, asked: list[Asked], options: Options
) -> tuple[WhatIf, ...]:
    """One call for all of them."""
    if not asked:
        return ()
    found = anchored_parts(store, model, [profile for _, _, profile in asked], options)
    return tuple(
        WhatIf(fact, words, profile, mixed(parts, 1))
        for (fact, words, profile), (_, parts) in zip(asked, found, strict=True)
    )


def _steps(profile: Profile) -> Iterator[Asked]:
    for question in STEPS:
        declared = dimension(question)
        told = profile.facts.get(declared.field)
        values = list(declared.values)
        if told is None:
            continue
        place = values.index(str(told))
        for near in (place + 1, place - 1):
            if 0 <= near < len(values):
                value = values[near]
                yield question, declared.value_label(value), _with(profile, question, value)


def _more_years(profile: Profile) -> Iterator[Asked]:
    low = profile.facts.get("experience_years_low")
    high = profile.facts.get("experience_years_high")
    if low is None or high is None or high == float("inf"):
        return
    more = {"experience_years_low": low + MORE_YEARS, "experience_years_high": high + MORE_YEARS}
    changed = replace(profile, facts=profile.facts | more)
    yield "experience", f"{MORE_YEARS} more years", changed


def _other_places(store: Store, profile: Profile, options: Options) -> Iterator[Asked]:
    """The places of the same country with the most records; where none was told, only the first."""
    question = next((name for name in ("metro", "city") if profile.facts.get(name)), "metro")
    told = profile.facts.get(question)
    held = _held(store, profile, options, question) if profile.role and profile.country else []
    for value in [value for value in held if value != told][:MOST_PLACES]:
        yield question, value, _with(profile, question, value)


def _held(store: Store, profile: Profile, options: Options, name: str) -> list[str]:
    """The values of a dimension that enough records of the role and country hold, most first."""
    counts: dict[str, int] = defaultdict(int)
    for cell in store.cells(
        pay=[options.pay],
        roles=[str(profile.role)],
        countries=[str(profile.country)],
        dimension=name,
    ):
        counts[cell.value] += cell.distribution.records
    banding = dimension(name).bandings
    allowed = next(iter(banding.values())) if banding else list(counts)
    enough = [value for value in allowed if counts.get(value, 0) >= FEWEST_RECORDS]
    return sorted(enough, key=lambda value: -counts[value])


def _with(profile: Profile, question: str, value: str) -> Profile:
    """The profile with another value of one fact, without what that contradicts."""
    declared = dimension(QUESTIONS[question])
    gone = {"level": ["employer_level"], "metro": ["city", "region"], "city": ["metro", "region"]}
    kept = {k: v for k, v in profile.facts.items() if k not in gone.get(question, ())}
    told: dict[str, Any] = {declared.field: value}
    if declared.intervals:
        low, high = declared.intervals[value]
        told = {f"{declared.field}_low": low, f"{declared.field}_high": high}
    understood = profile.understood | {question: declared.value_label(value)}
    return replace(profile, facts=kept | told, understood=understood)


def _told(profile: Profile, question: str) -> bool:
    field = dimension(QUESTIONS[question]).field
    places = ("metro", "city") if question in ("metro", "city") else ()
    return any(name in profile.facts for name in (field, f"{field}_low", *places))


def _label(question: str, value: str) -> str:
    return dimension(QUESTIONS[question]).value_label(value)
