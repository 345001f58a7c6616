"""Dimensions, each declared once in `dimensions/<name>.toml`, and the words people use for them.

Three shapes: *listed* values; *intervals* of years or employees, where a record belongs to every
value that contains its own interval; and *open* ones (city, employer), whose values are whatever
the records hold.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as declared_as
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from paylens.errors import InvalidValue, NotEnoughData, UnknownValue

# What people write around a number of years or employees.
NUMBER_WORDS = frozenset(
    {
        "y",
        "yr",
        "yrs",
        "year",
        "years",
        "of",
        "experience",
        "exp",
        "employee",
        "employees",
        "people",
    }
    | {
        "to",
        "or",
        "more",
        "less",
        "than",
        "over",
        "under",
        "below",
        "at",
        "least",
        "about",
        "staff",
    }
)
# Letters that Unicode does not take apart into a plain letter and an accent.
PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae"}
)
# Of longer words only the start is compared with what is known.
LONGEST_WORD = 100
FOLDER = Path(__file__).parent / "dimensions"


@dataclass(frozen=True)
class Dimension:
    """One declared dimension.

    `values` maps each listed value to its label; `intervals` maps each interval value to its
    [from, below) in `unit`; `aliases` maps people's words, as keys, to values; `spellings` are
    (pattern, replacement) pairs for what is written in several ways ("St." and "Saint").
    """

    name: str
    label: str
    field: str
    unit: str = ""
    ordered: bool = False
    protected: bool = False
    many: bool = False
    values: dict[str, str] = declared_as(default_factory=dict)
    intervals: dict[str, tuple[float, float]] = declared_as(default_factory=dict)
    aliases: dict[str, str] = declared_as(default_factory=dict)
    bandings: dict[str, list[str]] = declared_as(default_factory=dict)
    groups: dict[str, list[str]] = declared_as(default_factory=dict)
    spellings: tuple[tuple[str, str], ...] = ()
    extra: dict[str, Any] = declared_as(default_factory=dict)

    def value_label(self, value: str) -> str:
        """The value's name as people read it."""
        return self.values.get(value, value)

    def key(self, words: str) -> str:
        """What all spellings of one word share: normalised, the declared spellings made one."""
        return _key(words, self.spellings)

    def understand(self, words: str, known: Iterable[str] = ()) -> str:
        """The value that `words` mean; `known` gives an open dimension's values.

        Raises
        ------
        UnknownValue
            Words that mean none of the values; names the nearest ones.
        """
        key = self.key(words)
        found = self.aliases.get(key)
        if found is None:
            names = {self.key(value): value for value in known}
            found = names.get(key)
        nearest = self.extra.get("unanswered", {}).get(key)
        if found is None and nearest is not None:
            raise NotEnoughData(
                f"not enough data: no source knows the {self.label.lower()} {words!r}. The nearest "
                f"that the records hold: {self.value_label(nearest)}."
            )
        if found is None:
            raise UnknownValue(self.label.lower(), words, self._nearest(key, known))
        return found

    def interval(self, words: str | float) -> tuple[float, float]:
        """The interval that `words` mean: "6 yrs" → (6, 6); "3-5" → (3, 5); "10+" → (10, inf).

        Raises
        ------
        InvalidValue
            No number in the words, or one below zero or beyond any working life.
        """
        text = str(words)
        key = self.aliases.get(self.key(text), text)
        if key in self.intervals:
            return self.intervals[key]
        plain = text.replace(",", "").lower()
        numbers = [float(n) for n in re.findall(r"(?<![\d.])-?\d+(?:\.\d+)?", plain)]
        span = re.search(r"\d\s*(?:-|–|to)\s*(\d+(?:\.\d+)?)", plain)
        if span:
            numbers = [numbers[0], float(span.group(1))]
        allowed = f"a number of {self.unit}, such as 6, '3-5' or '10+'"
        if self.unit == "years":
            allowed += ", up to 75"
        unfinished = re.search(r"\d\s*(?:-|–|to)\s*$", plain)
        other_words = set(re.findall(r"[^\W\d_]+", plain)) - NUMBER_WORDS
        if (
            other_words
            or unfinished
            or not numbers
            or numbers[0] < 0
            or (self.unit == "years" and numbers[0] > 75)
        ):
            raise InvalidValue(self.label.lower(), words, allowed)
        low = numbers[0]
        if re.search(r"\+|or more|over|more than", plain):
            return low, float("inf")
        if re.search(r"<|under|less than|below", plain):
            return 0.0, low
        high = numbers[1] if span else low
        if high < low:
            raise InvalidValue(self.label.lower(), words, allowed)
        return low, high

    def containing(self, low: float, high: float) -> list[str]:
        """Every declared value whose [from, below) contains the interval [low, high]."""
        return [
            value
            for value, (start, end) in self.intervals.items()
            if start <= low and (high < end or (high == end and low < high))
        ]

    def _nearest(self, key: str, known: Iterable[str]) -> list[str]:
        from rapidfuzz import fuzz, process

        choices = {alias: self.value_label(value) for alias, value in self.aliases.items()}
        choices |= {self.key(value): value for value in known}
        found = process.extract(key[:LONGEST_WORD], list(choices), scorer=fuzz.WRatio, limit=6)
        return list(dict.fromkeys(choices[alias] for alias, _, _ in found))[:3]


@lru_cache(maxsize=4096)
def normalise(words: str) -> str:
    """Lower case, one blank between words; accents, typographic quotes and dashes made plain."""
    plain = words.strip().lower().replace("’", "'").replace("–", "-").replace("_", " ")
    return " ".join(without_accents(plain).split()).rstrip(".")


def without_accents(words: str) -> str:
    """Letters without their accents: "Zürich" → "Zurich", "Łódź" → "Lodz"."""
    if words.isascii():
        return words
    letters = unicodedata.normalize("NFKD", words.translate(PLAIN_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


# The cities and employers of a market are looked up by the thousand, again and again.
@lru_cache(maxsize=32_768)
def _key(words: str, spellings: tuple[tuple[str, str], ...]) -> str:
    key = normalise(words)
    for pattern, replacement in spellings:
        key = re.sub(pattern, replacement, key).strip()
    return key


def _load(path: Path) -> Dimension:
    declared = tomllib.loads(path.read_text("utf-8"))
    listed = {k: v for k, v in declared.get("values", {}).items() if isinstance(v[0], str)}
    spans = {k: v for k, v in declared.get("values", {}).items() if not isinstance(v[0], str)}
    spellings = tuple((each["pattern"], each["as"]) for each in declared.get("spellings", []))
    aliases = {_key(k, spellings): v for k, v in declared.get("aliases", {}).items()}
    aliases |= {_key(k, spellings): k for k in spans}
    aliases = {_key(v, spellings): v for v in aliases.values()} | aliases
    for value, names in listed.items():
        for alias in (value, *names):
            aliases[_key(alias, spellings)] = value
    known = {"label", "field", "unit", "ordered", "protected", "many", "bandings", "groups"}
    own = known | {"values", "aliases", "spellings"}
    return Dimension(
        name=path.stem,
        values={value: names[0] for value, names in listed.items()},
        intervals={value: (float(low), float(high)) for value, (low, high) in spans.items()},
        aliases=aliases,
        spellings=spellings,
        extra={k: v for k, v in declared.items() if k not in own},
        **{k: v for k, v in declared.items() if k in known},
    )


@cache
def dimension(name: str) -> Dimension:
    """The declared dimension of that name.

    Raises
    ------
    UnknownValue
        No such dimension; names the nearest ones.
    """
    path = FOLDER / f"{name}.toml"
    if not re.fullmatch(r"[a-z_]+", name) or not path.is_file():
        from rapidfuzz import process

        near = [match for match, _, _ in process.extract(name, dimension_names(), limit=3)]
        raise UnknownValue("dimension", name, near, f"All: {', '.join(dimension_names())}.")
    return _load(path)


@cache
def dimension_names() -> tuple[str, ...]:
    """The names of all declared dimensions, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
