"""What is compared: words for values of one dimension, which they name by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from paylens.errors import NotEnoughData, QuestionError, UnknownValue
from paylens.harmonise.dimension import Dimension, dimension

# Dimensions in the order in which words are tried: the ones that people most often mean.
COMPARED = (
    "role", "country", "education", "level", "industry", "experience", "employer_size", "remote",
    "gender", "employment_type", "skills", "specialisation", "employer", "metro", "city",
)  # fmt: skip
FEWEST, MOST = 2, 12
KnownValues = Callable[[str], Iterable[str]]


@dataclass(frozen=True)
class ComparedValues:
    """Values of one dimension, in the order asked; `others` are dimensions they could be of too."""

    dimension: str
    values: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def declared(self) -> Dimension:
        """The dimension."""
        return dimension(self.dimension)

    def label(self, value: str) -> str:
        """A value as people read it."""
        return self.declared.value_label(value)


def compared_values(words: list[str], by: str | None, known: KnownValues) -> ComparedValues:
    """The values that words mean, all of one dimension: `by`, or the first that knows them all.

    Raises
    ------
    QuestionError
        Fewer than two values, more than MOST, the same one twice, or words of no one dimension.
    UnknownValue
        A word that `by` does not know; names the nearest that it does.
    """
    if len(words) < FEWEST:
        raise QuestionError(
            'compare needs two values of one dimension, such as: "ML engineer" "data scientist".'
        )
    if len(words) > MOST:
        raise QuestionError(
            f"{len(words)} values are more than can be read side by side: compare at most {MOST}. "
            f"`paylens tables` shows every value of a dimension."
        )
    if by is not None:
        return _checked(words, ComparedValues(by, _values(_known_dimension(by), words, known), ()))
    found = {name: _all_of(name, words, known) for name in COMPARED}
    able = [name for name, values in found.items() if values is not None]
    if not able:
        raise QuestionError(_why_none(words, known))
    values = found[able[0]]
    assert values is not None
    return _checked(words, ComparedValues(able[0], values, tuple(able[1:])))


def _known_dimension(name: str) -> str:
    key = name.strip().lower().replace(" ", "_")
    named = {dimension(each).label.lower().replace(" ", "_"): each for each in COMPARED}
    found = key if key in COMPARED else named.get(key)
    if found is None:
        raise UnknownValue("dimension", name, list(COMPARED))
    return found


def _values(name: str, words: list[str], known: KnownValues) -> tuple[str, ...]:
    declared = dimension(name)
    able = [*declared.intervals] or (() if declared.values else list(known(name)))
    return tuple(declared.understand(each, able) for each in words)


def _all_of(name: str, words: list[str], known: KnownValues) -> tuple[str, ...] | None:
    try:
        return _values(name, words, known)
    except (UnknownValue, NotEnoughData):
        return None


def _checked(words: list[str], found: ComparedValues) -> ComparedValues:
    for place, value in enumerate(found.values):
        first = found.values.index(value)
        if first < place:
            raise QuestionError(
                f"{words[first]!r} and {words[place]!r} are the same {found.declared.label.lower()}"
                f", {found.label(value)}: compare it with another one."
            )
    return found


def _why_none(words: list[str], known: KnownValues) -> str:
    meanings = []
    for each in words:
        able = [dimension(n).label.lower() for n in COMPARED if _all_of(n, [each], known)]
        meanings.append(f"{each!r} is {' or '.join(able[:3]) or 'none that is known'}")
    return (
        f"values of one dimension are compared, and these are not: {'; '.join(meanings)}. "
        "--by names the dimension, `paylens tables DIMENSION` lists its values."
    )
