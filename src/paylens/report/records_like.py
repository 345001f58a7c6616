"""How many records hold the facts of a profile, as far as a market's cells tell."""

from __future__ import annotations

from paylens.harmonise.dimension import dimension
from paylens.market.store import Store
from paylens.report.parts import CROSSED, Part
from paylens.report.profile import Profile


def records_like(store: Store, profile: Profile, parts: list[Part]) -> int:
    """Records that hold the scarcest of the given facts: no claim to know more than that."""
    return min(records_per_fact(store, profile, parts).values())


def records_per_fact(store: Store, profile: Profile, parts: list[Part]) -> dict[str, int]:
    """Name of a dimension → records of the role and country that hold the given fact.

    Of the sources that answer; where they have none, of the source that has most.
    """
    speaking = sum(part.voice.records for part in parts)
    sources = sorted({part.voice.source for part in parts})
    where = (profile.role, profile.country)
    counts = {"role": speaking, "country": speaking}
    for value, name in _crossed(profile):
        found = sum(
            store.count(source, parts[0].voice.pay, *where, name, value) for source in sources
        )
        counts[name] = found or store.count_anywhere(*where, name, value)
    return counts


def _crossed(profile: Profile) -> list[tuple[str, str]]:
    pairs = []
    for name in CROSSED:
        if profile.facts.get(name):
            pairs.append((str(profile.facts[name]), name))
    for name in ("experience", "employer_size"):
        declared = dimension(name)
        low = profile.facts.get(f"{declared.field}_low")
        if low is not None:
            values = declared.containing(low, profile.facts[f"{declared.field}_high"])
            pairs += [(value, name) for value in values[:1]]
    return pairs
