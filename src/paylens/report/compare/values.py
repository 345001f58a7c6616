"""Which values people mean when they name some to compare, and of which dimension they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from paylens.errors import NotEnoughData, QuestionError, UnknownValue
from paylens.harmonise.dimension import (
    LONGEST_WORD,
    Dimension,
    dimension,
    dimension_names,
    normalise,
)
from paylens.harmonise.us_places import us_place
from paylens.report.profile import QUESTIONS, KnownValues, understand

MOST_VALUES = 12
# Less alike than this (of 100), a word is no misspelling of another.
NEAR = 70
# What is asked for beside a profile's facts, and only by name.
ONLY_BY_NAME = ("experience_in_field", "benefits")
# Of so many letters a word may as well be a country's code as a state's.
CODE_LETTERS = 2
PLACES = ("city", "metro", "region")


@dataclass(frozen=True)
class ComparedValues:
    """Values of one dimension, as people named them.

    `others` are the dimensions that the words may be values of as well; `role` is the one that all
    titles have in common, where they differ in level only.
    """

    dimension: str
    values: tuple[str, ...]
    others: tuple[str, ...] = ()
    role: str | None = None

    @property
    def declared(self) -> Dimension:
        """Their dimension."""
        return dimension(self.dimension)

    def label(self, value: str) -> str:
        """A value as people read it."""
        return self.declared.value_label(value)


def compared_values(words: Sequence[str], by: str | None, known: KnownValues) -> ComparedValues:
    """The values that `words` mean, of the dimension `by`, or of the one that knows them all.

    Listed values come before the names of places and companies, which may be anything.

    Raises
    ------
    QuestionError
        Too few or too many values, one value under two names, or words that are values of no one
        dimension, or of several.
    UnknownValue
        A word that is no value at all.
    """
    named = [word for word in words if word.strip()]
    _check_count(named)
    if by is not None:
        name = _dimension(by)
        return _distinct(named, name, [_value(name, word, known) for word in named])
    levels = _levels(named, known)
    if levels is not None:
        return levels
    found = {name: _all_values(name, named, known) for name in _candidates()}
    meant = {name: values for name, values in found.items() if values is not None}
    if not meant:
        raise _nothing_in_common(named, known)
    listed = [name for name in meant if not _open(name)]
    if len(listed) > 1 and not _are_names("role", named):
        # A title is read from its words, and so from the words of much else.
        listed = [name for name in listed if name != "role"]
    if len(listed) > 1:
        readings = " or ".join(dimension(name).label.lower() for name in listed)
        raise QuestionError(
            f"{_quoted(named)} may each be {readings}. Say which is meant: "
            f"{' or '.join(f'by {name}' for name in listed)}."
        )
    chosen = (listed or list(meant))[0]
    if chosen == "role" and len(set(meant[chosen] or [])) < 2 and not _are_names("role", named):
        raise _nothing_in_common(named, known)
    others = tuple(name for name in meant if name != chosen)
    return _distinct(named, chosen, meant[chosen] or [], others)


def _check_count(named: Sequence[str]) -> None:
    if len(named) < 2:
        told = f"only {named[0]!r} was named" if named else "none was named"
        raise QuestionError(
            f"a comparison needs at least two values, {told}. Such as: "
            '`compare "ML engineer" "data scientist"`, `compare US Germany`, `compare PhD master`.'
        )
    if len(named) > MOST_VALUES:
        raise QuestionError(
            f"{len(named)} values are too many to compare side by side: at most {MOST_VALUES}. "
            "Name fewer, or ask for all values of a dimension: `tables`."
        )


def _candidates() -> list[str]:
    return [name for name in dimension_names() if name not in ONLY_BY_NAME]


def _open(name: str) -> bool:
    return bool(dimension(name).extra.get("open"))


def _dimension(words: str) -> str:
    """The dimension that `words` name.

    Raises
    ------
    UnknownValue
        No such dimension.
    """
    names = {normalise(dimension(name).label): name for name in dimension_names()}
    names |= {normalise(question): name for question, name in QUESTIONS.items()}
    names |= {normalise(name): name for name in dimension_names()}
    key = normalise(words)
    return names.get(key) or names.get(key.removesuffix("s")) or dimension(key).name


def _value(name: str, word: str, known: KnownValues) -> str:
    """The value of a dimension that a word means; raises as `report.profile.understand`."""
    declared = dimension(name)
    if declared.intervals:
        return _interval(declared, word)
    if name == "region":
        return _state(word, known(name))
    question = next((asked for asked, of in QUESTIONS.items() if of == name), None)
    if question is None or declared.many:
        return declared.understand(word, () if declared.values else known(name))
    facts = understand({question: word}, known).facts
    if declared.field not in facts:
        raise UnknownValue(declared.label.lower(), word, [])
    return str(facts[declared.field])


def _are_names(name: str, words: Sequence[str]) -> bool:
    """Whether a listed dimension names all of the words itself."""
    declared = dimension(name)
    return all(declared.key(word) in declared.aliases for word in words)


def _state(word: str, states: Iterable[str]) -> str:
    """A US state by its name, or a region by its letters."""
    place = us_place(word, None) if len(word.strip()) > CODE_LETTERS else None
    if place and place.region and not place.city and not place.metro:
        return place.region
    return dimension("region").understand(word, states)


def _interval(declared: Dimension, word: str) -> str:
    """The declared band that a word means; "3-5" is that of 3, 4 and 5 whole years."""
    key = declared.key(word)
    named = declared.aliases.get(key, word)
    if named in declared.intervals:
        return named
    low, high = declared.interval(word)
    for value, (start, below) in declared.intervals.items():
        if low == start and high in (below, below - 1) and high > low:
            return value
    bands = ", ".join(dict.fromkeys(v for each in declared.bandings.values() for v in each))
    raise UnknownValue(
        declared.label.lower(), word, [], f"Pay is compared between bands of it: {bands}."
    )


def _all_values(name: str, words: Sequence[str], known: KnownValues) -> list[str] | None:
    """The values that all of the words mean, None where some mean none."""
    found = [_try_value(name, word, known) for word in words]
    values = [value for value in found if value is not None]
    return values if len(values) == len(found) else None


def _try_value(name: str, word: str, known: KnownValues) -> str | None:
    try:
        return _value(name, word, known)
    except QuestionError:
        return None


def _levels(words: Sequence[str], known: KnownValues) -> ComparedValues | None:
    """Titles of one role at several levels ("junior ML engineer", "senior ML engineer")."""
    try:
        facts = [understand({"role": word}, known).facts for word in words]
    except QuestionError:
        return None
    roles = {str(each["role"]) for each in facts}
    levels = [str(each["level"]) for each in facts if "level" in each]
    if len(roles) > 1 or len(set(levels)) < len(facts):
        return None
    return ComparedValues("level", tuple(levels), role=roles.pop())


def _distinct(
    words: Sequence[str], name: str, values: Iterable[str], others: tuple[str, ...] = ()
) -> ComparedValues:
    """The values without repetition; at least two of them are needed."""
    listed = list(values)
    kept = tuple(dict.fromkeys(listed))
    if len(kept) < 2:
        declared = dimension(name)
        raise QuestionError(
            f"{_quoted(words)} all mean the {declared.label.lower()} "
            f"{declared.value_label(kept[0])!r}. Its pay does not differ from itself: a random one "
            "earns more than another half of the time. Name another to compare it with."
        )
    return ComparedValues(name, kept, others=others)


def _nothing_in_common(words: Sequence[str], known: KnownValues) -> QuestionError:
    """Why the words cannot be compared: one means nothing, or they are of several kinds."""
    kinds = {}
    for word in words:
        of = [name for name in _candidates() if _try_value(name, word, known) is not None]
        if not of:
            return _unknown(word, known)
        kinds[word] = " or ".join(dimension(name).label.lower() for name in of)
    told = ", ".join(f"{word!r} is known as {kind}" for word, kind in kinds.items())
    return QuestionError(
        f"only values of one kind can be compared: {told}. Name values of one kind, such as US "
        "Germany, and the rest as role and country."
    )


def _unknown(word: str, known: KnownValues) -> QuestionError:
    """No dimension knows the word: it is known to be unanswered, or its nearest are named."""
    for name in _candidates():
        try:
            _value(name, word, known)
        except NotEnoughData as error:
            return error
        except QuestionError:
            continue
    from rapidfuzz import fuzz, process

    listed = [dimension(name) for name in _candidates()]
    choices = {
        alias: each.value_label(value) for each in listed for alias, value in each.aliases.items()
    }
    found = process.extract(
        normalise(word)[:LONGEST_WORD],
        list(choices),
        scorer=fuzz.ratio,
        limit=3,
        score_cutoff=NEAR,
    )
    near = [choices[alias] for alias, _, _ in found]
    hint = (
        "It is no role, country, degree, industry, skill, company or city that the records know. "
        "`by` and a dimension say what is meant."
    )
    return UnknownValue("value", word, list(dict.fromkeys(near)), hint)


def _quoted(words: Sequence[str]) -> str:
    return " and ".join(repr(word) for word in words)
