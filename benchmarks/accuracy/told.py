"""What is told of a person: everything, or the little that people really type.

A year is always told: it is the year of the question.
"""

from __future__ import annotations

from accuracy.table import Table
from paylens.model.training import ASKED_SHARE

EVERYTHING, ROLE_TOLD = "everything", "role, country"
ROLE = frozenset({"role", "country"})
EXPERIENCE = frozenset({"experience_years", "level"})
PLACE = frozenset({"region", "metro", "city"})
INDUSTRY = frozenset({"industry"})


def told_in(seen: Table) -> dict[str, frozenset[str] | None]:
    """What a series' profiles tell: name → facts, None for everything.

    Experience is told as years and level, whichever the series asks. A place is told in all its
    sizes; where the series asks no place below the country, the industry is told instead.
    """
    asked = frozenset(fact for fact in seen.fields.facts if seen.known_share(fact) >= ASKED_SHARE)
    told: dict[str, frozenset[str] | None] = {EVERYTHING: None, ROLE_TOLD: ROLE}
    known, name = ROLE, ROLE_TOLD
    further = ("place", PLACE) if asked & PLACE else ("industry", INDUSTRY)
    for more_name, more in (("experience", EXPERIENCE), further):
        if asked & more:
            known, name = known | more, f"{name}, {more_name}"
            told[name] = known
    return told


def step(told: str) -> str:
    """The same for all series: a place and an industry are one further step."""
    last = told.split(", ")[-1]
    return {
        EVERYTHING: EVERYTHING,
        "country": ROLE_TOLD,
        "experience": "and experience",
    }.get(last, "and place or industry")
