"""Facts blanked at random in training, so that the model can answer any subset of them.

Each copy of a row keeps a share of its facts drawn evenly from 0 to 1; a third of the copies keep
exactly one of the sets of facts that people commonly give.
"""

from __future__ import annotations

import numpy as np

from paylens.model.columns import Layout, Mask
from paylens.model.facts import Array

COMMON = (
    (3, {"role", "country"}),
    (4, {"role", "country", "experience_years"}),
    (2, {"role", "country", "level"}),
    (3, {"role", "country", "experience_years", "level"}),
    (1, {"role", "country", "city", "metro", "region", "experience_years", "level"}),
    (2, {"role", "country", "city", "metro", "region", "experience_years"}),
    (1, {"role", "country", "experience_years", "education"}),
    (1, {"role", "country", "employer", "experience_years"}),
    (1, {"role", "country", "level", "employer_size"}),
    (1, {"role"}),
    (1, {"country"}),
)
COMMON_SHARE = 1 / 3
# People nearly always say these.
LIKELY = ("role", "country")
LIKELY_SHARE = 0.6
# A fact is only told with those that it lies in.
NEEDS = {
    "title": ("role",),
    "region": ("country",),
    "metro": ("country", "region"),
    "city": ("country", "region", "metro"),
    "employer_level": ("employer",),
}


def masked(matrix: Array, layout: Layout, rng: np.random.Generator) -> Array:
    """A copy of the matrix with facts blanked; series and year stay."""
    result = matrix.copy()
    kept = _kept_facts(layout, len(matrix), rng)
    for place, column in enumerate(layout.columns, start=2):
        if column.kind != "set":
            known = np.logical_and.reduce([kept[fact] for fact in column.facts])
            result[~known, place] = np.nan
    _mask_sets(result, layout, kept["in common set"], rng)
    return result


def _kept_facts(layout: Layout, length: int, rng: np.random.Generator) -> dict[str, Mask]:
    weights = np.array([weight for weight, _ in COMMON], dtype=float)
    chosen = rng.choice(len(COMMON), length, p=weights / weights.sum())
    common = rng.random(length) < COMMON_SHARE
    share = rng.random(length)
    kept: dict[str, Mask] = {"in common set": common}
    for fact in _told_order(layout):
        at_random = rng.random(length) < (
            np.maximum(share, LIKELY_SHARE) if fact in LIKELY else share
        )
        in_set = np.array([fact in facts for _, facts in COMMON])[chosen]
        keep = np.where(common, in_set, at_random)
        for larger in NEEDS.get(fact, ()):
            keep &= kept.get(larger, True)
        kept[fact] = keep
    return kept


def _told_order(layout: Layout) -> list[str]:
    """All facts, those that others lie in first."""
    needed = ["role", "country", "region", "metro", "employer"]
    return needed + [fact for fact in layout.fields.facts if fact not in needed]


def _mask_sets(result: Array, layout: Layout, common: Mask, rng: np.random.Generator) -> None:
    """Half the rows tell nothing of a set, a quarter only some of what they hold, a quarter all."""
    places = [i for i, column in enumerate(layout.columns, start=2) if column.kind == "set"]
    if not places:
        return
    told = np.where(common, 0.0, rng.random(len(result)))
    part = result[:, places]
    part[told < 0.5] = np.nan
    some = (told >= 0.5) & (told < 0.75)
    few = part[some]
    few[(few != 1) | (rng.random(few.shape) < 0.5)] = np.nan
    part[some] = few
    result[:, places] = part
