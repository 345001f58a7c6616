"""An offer as the words of a form: its TOML out of them, and they out of TOML.

A place is the path of a field ("base.per_year"); of tables that stand several times with their
number ("equity.refreshers-1.year"). Words that are no value of a field are written as they are, and
refused by their key where the offer is read.
"""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from paylens.errors import InvalidValue
from paylens.harmonise.dimension import dimension
from paylens.report.amounts import number_of
from paylens.report.offer.fields import (
    FACT,
    MONEY,
    NUMBER,
    NUMBERS,
    OFFER,
    TEXT,
    OfferField,
    OfferTable,
)
from paylens.report.profile import QUESTIONS

# How words name a table ("[equity]"), a key with or without its value (target = 5, `target`), and
# a key that could be nothing else (per_year).
KEY = re.compile(
    r"\[+(?P<table>[a-z_]+)\]+"
    r"|`?\b(?P<key>[a-z_]+) = (?P<value>\"[^\"]*\"|[\w.]+)`?"
    r"|`(?P<name>[a-z_]+)`|\b(?P<plain>[a-z]+(?:_[a-z]+)+)\b"
)
NUMBERED = re.compile(r"-(\d{1,2})$")
FIRST_NEEDED = "profile.role"
NOTHING_TOLD = "No offer was told: fill in at least the role and the base pay."
YES_OR_NO = {True: "yes", False: "no"}


@dataclass(frozen=True)
class Place:
    """One field of a form."""

    name: str
    field: OfferField


@dataclass(frozen=True)
class Part:
    """What stands together in a form: a table's fields; `first` where they are asked first,
    `others` heads those of them that are not."""

    key: str
    label: str
    places: tuple[Place, ...]
    first: bool = False
    others: str = ""


def parts_of(words: Mapping[str, str]) -> tuple[Part, ...]:
    """The parts of a form that holds these words: of tables that may stand several times those
    told, and one more."""
    return tuple(_parts(OFFER, "", words))


def text_of(words: Mapping[str, str]) -> str:
    """The TOML that a form's words say; blank fields and empty tables are left out."""
    lines: list[str] = []
    for part in parts_of(words):
        told = [(each.field, words[each.name].strip()) for each in part.places
                if words.get(each.name, "").strip()]  # fmt: skip
        if told and part.key:
            heading = NUMBERED.sub("", part.key)
            several = heading != part.key
            lines += ["", f"[[{heading}]]" if several else f"[{heading}]"]
        lines += [f"{each.key} = {_written(each, said)}" for each, said in told]
    return "\n".join(lines).strip() + "\n"


def words_of(text: str) -> dict[str, str] | None:
    """The words of a form that says the same as an offer's TOML; None where none can."""
    try:
        words = dict(_told(OFFER, "", tomllib.loads(text)))
    except (tomllib.TOMLDecodeError, _Unsaid, RecursionError):
        return None
    known = {each.name for part in parts_of(words) for each in part.places}
    return words if words.keys() <= known else None


def place_of(refused: str, called: str, number: int, words: Mapping[str, str]) -> str | None:
    """The place that a refusal is about, by the name of what is refused ("Acme.base.per_year") in
    the offer of a number that is called so; the first place of a table where it is about all."""
    for start in (called, f"offer {number}", f"Offer {number}"):
        rest = refused.removeprefix(start)
        if start and rest != refused and rest[:1] in (".", ":"):
            asked = re.sub(r" (\d+)(?=\.|$)", r"-\1", rest.lstrip(".: "))
            names = [each.name for part in parts_of(words) for each in part.places]
            near = [name for name in names if name.startswith(asked) or asked.startswith(name)]
            return asked if asked in names else next(iter(near), None)
    return None


def refusal_in_labels(
    error: InvalidValue, called: str, number: int, words: Mapping[str, str]
) -> str | None:
    """A refusal as the reader of a form knows it: the offer by its name, fields by their labels and
    what was typed as it was; None where it is about none of this offer's fields."""
    place = place_of(error.field, called, number, words)
    if place is None:
        return None
    parts = {each.key: each for each in parts_of(words)}
    part = parts[place.rpartition(".")[0]]
    field = next(each.field for each in part.places if each.name == place)
    is_whole = not error.field.endswith(field.key)
    label = part.label if is_whole else label_of(field)
    typed = "" if is_whole else words.get(place, "")
    given = _in_labels(str(error.value), part)
    is_told = f"is “{typed.strip()}”" if typed else f"is {given}"
    offer = called or f"Offer {number}"
    return f"{offer}, “{label}” {is_told}; allowed: {_in_labels(error.allowed, part)}."


def label_of(field: OfferField) -> str:
    """A field's label; of a fact the dimension's."""
    label = field.label or dimension(QUESTIONS[field.key]).label
    label = label.removeprefix("Or ")
    return label[:1].upper() + label[1:]


def _in_labels(said: str, part: Part) -> str:
    """Words about TOML with the labels of its keys and tables: "cliff_months = 5" is “Cliff, in
    months”: 5. Of keys of one name the part's own is meant, else the first."""
    own = {each.field.key: label_of(each.field) for each in part.places}
    parts = parts_of({})
    places = [each for every in reversed(parts) for each in every.places]
    keys = {each.field.key: label_of(each.field) for each in places}
    tables = {NUMBERED.sub("", each.key): each.label for each in parts}
    labels = tables | keys | own

    def labelled(found: re.Match[str]) -> str:
        value = found["value"]
        key = found["table"] or found["key"] or found["name"] or found["plain"]
        if key not in labels:
            return found[0]
        label = tables[key] if found["table"] in tables else labels[key]
        return f"“{label}”: {value}" if value else f"“{label}”"

    return KEY.sub(labelled, said)


def _parts(table: OfferTable, path: str, words: Mapping[str, str]) -> Iterator[Part]:
    start = f"{path}." if path else ""
    places = tuple(Place(f"{start}{each.key}", each) for each in table.fields)
    yield Part(path, table.label, places, table.first, table.others)
    for below in table.tables:
        if not below.most:
            yield from _parts(below, f"{start}{below.key}", words)
            continue
        for number in range(1, _most_told(f"{start}{below.key}", words) + 2):
            numbered = replace(below, label=f"{below.label}, {number}")
            yield from _parts(numbered, f"{start}{below.key}-{number}", words)


def _most_told(path: str, words: Mapping[str, str]) -> int:
    form = re.compile(rf"{re.escape(path)}-(\d{{1,2}})\.")
    return max((int(found[1]) for name in words if (found := form.match(name))), default=0)


def _written(field: OfferField, said: str) -> str:
    """Words as a value of TOML: numbers as such where they are some."""
    if field.shape == NUMBERS:
        each = [_number(one) for one in _split(said)]
        numbers = [_plain(one) for one in each if one is not None]
        return f"[{', '.join(numbers)}]" if len(numbers) == len(each) else _quoted(said)
    number = _number(said.removesuffix("%")) if field.shape in (NUMBER, MONEY) else None
    if number is None and field.choices and said.isdecimal():
        number = float(said)
    return _quoted(said) if number is None else _plain(number)


def _split(said: str) -> list[str]:
    marks = r"\s*;\s*" if ";" in said else r"\s*,\s+|\s+|,"
    return [each.removesuffix("%") for each in re.split(marks, said.strip("[] "))]


def _number(said: str) -> float | None:
    plain = re.sub(r"(?<=\d)[\s_'’](?=\d{3})", "", said.strip())
    if not re.fullmatch(r"[+-]?[\d.,]*\d[\d.,]*", plain):
        return None
    number = number_of(plain, scaled=False)
    return number if math.isfinite(number) else None


def _plain(number: float) -> str:
    return str(int(number)) if number.is_integer() else repr(number)


def _quoted(said: str) -> str:
    return json.dumps(said, ensure_ascii=False).replace("\x7f", "\\u007f")


class _Unsaid(Exception):
    """What a form cannot say."""


def _told(table: OfferTable, path: str, values: Any) -> Iterator[tuple[str, str]]:
    start = f"{path}." if path else ""
    if not isinstance(values, Mapping) or not values.keys() <= set(table.keys):
        raise _Unsaid
    for field in table.fields:
        if field.key in values:
            yield f"{start}{field.key}", _said(field, values[field.key])
    for below in table.tables:
        told = values.get(below.key)
        if told is None:
            continue
        if not below.most:
            yield from _told(below, f"{start}{below.key}", told)
        elif isinstance(told, list) and len(told) <= below.most:
            for number, each in enumerate(told, start=1):
                yield from _told(below, f"{start}{below.key}-{number}", each)
        else:
            raise _Unsaid


def _said(field: OfferField, value: Any) -> str:
    if isinstance(value, bool):
        if field.shape == FACT:
            return YES_OR_NO[value]
        raise _Unsaid
    if isinstance(value, str) and value.strip() and value.isprintable():
        return value
    if isinstance(value, int | float) and field.shape != TEXT and math.isfinite(value):
        return _plain(float(value))
    if isinstance(value, list) and field.shape in (NUMBERS, FACT) and value:
        return ", ".join(_said(replace(field, shape=NUMBER), each) for each in value)
    raise _Unsaid
