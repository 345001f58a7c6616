"""What is told of a person: everything, or the little that people really type.

A year is always told: it is the year of the question.
"""

from __future__ import annotations

from accuracy.table import Table
from paylens.model.training import ASKED_SHARE

EVERYTHING, ROLE_TOLD = "everything", "role, country"
ROLE = frozenset({"role", "country"})
EXPERIENCE = frozenset({"experience_years", "level"})
# The first of these that a series asks is told last.
FURTHER = {
    "place": frozenset({"region", "metro", "city"}),
    "industry": frozenset({"industry"}),
}


def told_in(seen: Table) -> dict[str, frozenset[str] | None]:
    """What a series' profiles tell: name → facts, None for everything.

    Experience is told as years and level, whichever the series asks. A place is told in all its
    sizes; where the series asks no place below the country, the industry is told instead.
    """
    asked = frozenset(fact for fact in seen.fields.facts if seen.known_share(fact) >= ASKED_SHARE)
    told: dict[str, frozenset[str] | None] = {EVERYTHING: None, ROLE_TOLD: ROLE}
    known, name = ROLE, ROLE_TOLD
    further = next((name for name, facts in FURTHER.items() if asked & facts), "place")
    for more_name, more in (("experience", EXPERIENCE), (further, FURTHER[further])):
        if asked & more:
            known, name = known | more, f"{name}, {more_name}"
            told[name] = known
    return told


def step(told: str) -> str:
    """A name that is the same for all series: a place and an industry are one further step."""
    first, last = told.split(", ")[:2], told.split(", ")[-1]
    if last not in FURTHER:
        return told
    return ", ".join([*first, "experience", " or ".join(FURTHER)])
