"""Which facts the model reads: derived from the dimensions' declarations and one short list.

A dimension that is declared protected never gets in; neither does free text. A new dimension is
read as soon as it is declared.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

# Record fields that are no dimension. Titles are words of the publishers' lists; a word held by
# fewer than FEWEST_RECORDS records is never encoded, so that no free text survives.
MORE_WORDS = ("title", "residence_country", "employer_level")
# Set-valued dimensions that are read as a word where a record names exactly one value.
SINGLE_WORDS = ("specialisation",)
MORE_NUMBERS = {"experience_at_employer_years": "years at the employer"}

FEWEST_RECORDS = 10
EXPERIENCE = "experience_years"
LEVEL = "level"
# Pay may not fall along these.
RISING = (EXPERIENCE, LEVEL)
LADDER = frozenset(RISING)
RISING_YEARS = 20.0

# Words that are only unique within another fact, and words that count as one together.
WITHIN = {"region": "country", "metro": "country", "city": "country"}
COMBINATIONS = (
    ("employer", "employer_level"),
    ("employer", "role"),
    ("employer", "country"),
    ("employer", "metro"),
    ("employer", "employer_level", "role"),
    ("employer", "employer_level", "metro"),
    ("role", "metro"),
    ("role", "country"),
)
# Where a rare word's encoding comes from: the first of these that the records hold.
PARENTS = {
    "title": ("role",),
    "residence_country": ("country",),
    "region": ("country",),
    "metro": ("region", "country"),
    "city": ("metro", "region", "country"),
    "employer+employer_level": ("employer",),
    "employer+role": ("employer",),
    "employer+country": ("employer",),
    "employer+metro": ("employer+country", "employer"),
    "employer+employer_level+role": ("employer+employer_level",),
    "employer+employer_level+metro": ("employer+employer_level",),
    "role+metro": ("metro",),
    "role+country": ("country",),
}
# A place says in which larger places it lies.
IMPLIED = {
    "city": ("country", "region", "metro"),
    "metro": ("country", "region"),
    "region": ("country",),
}
SEPARATOR = "\t"


@dataclass(frozen=True)
class WordFeature:
    """A word, or words of several facts that count as one, encoded as one number."""

    name: str
    facts: tuple[str, ...]
    parents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fields:
    """The facts by shape; every name is a record field, without `_low` or `_high`.

    `ordered` and `sets` map a fact to its values; `spans` are intervals, and map to their unit;
    `labels` are the names that people read.
    """

    words: tuple[str, ...]
    ordered: dict[str, tuple[str, ...]]
    spans: dict[str, str]
    numbers: tuple[str, ...]
    sets: dict[str, tuple[str, ...]]
    labels: dict[str, str]

    @classmethod
    def from_json(cls, written: dict[str, Any]) -> Fields:
        """The fields of a stored model."""
        return cls(
            tuple(written["words"]),
            {fact: tuple(values) for fact, values in written["ordered"].items()},
            dict(written["spans"]),
            tuple(written["numbers"]),
            {fact: tuple(values) for fact, values in written["sets"].items()},
            dict(written["labels"]),
        )

    @property
    def facts(self) -> tuple[str, ...]:
        """All facts, in a fixed order."""
        return (*self.spans, *self.ordered, *self.numbers, *self.words, *self.sets)

    def word_features(self) -> list[WordFeature]:
        """All encoded words, a parent always before its children."""
        rank = {"role": 0, "country": 1, "region": 2, "metro": 3}
        names = sorted(self.words, key=lambda fact: (rank.get(fact, 4), fact))
        single = [
            WordFeature(
                fact, (WITHIN[fact], fact) if fact in WITHIN else (fact,), PARENTS.get(fact, ())
            )
            for fact in names
        ]
        together = [facts for facts in COMBINATIONS if set(facts) <= set(self.words)]
        return single + [
            WordFeature("+".join(facts), facts, PARENTS.get("+".join(facts), ()))
            for facts in together
        ]


def declared_fields() -> Fields:
    """The facts that the dimensions declare, protected ones left out, and the short list."""
    from paylens.harmonise.dimension import dimension, dimension_names

    free = [d for d in map(dimension, dimension_names()) if not d.protected]
    listed = [d for d in free if not d.intervals and not d.many]
    return Fields(
        words=(*(d.field for d in listed if not d.ordered), *SINGLE_WORDS, *MORE_WORDS),
        ordered={d.field: tuple(d.values) for d in listed if d.ordered},
        spans={d.field: d.unit for d in free if d.intervals},
        numbers=tuple(MORE_NUMBERS),
        # Skills named one by one moved estimates the wrong way: docs/model.md.
        sets={},
        labels={d.field: d.label.lower() for d in free}
        | {fact: fact.replace("_", " ") for fact in MORE_WORDS}
        | MORE_NUMBERS,
    )


@lru_cache(maxsize=4096)
def fact_names(given: frozenset[str]) -> frozenset[str]:
    """Record fields → facts: the two ends of an interval are one fact."""
    return frozenset(name.removesuffix("_low").removesuffix("_high") for name in given)
