"""A profile: what is known of a person or a job, in the words of the dimensions."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from paylens.errors import QuestionError, UnknownValue
from paylens.harmonise.dimension import Dimension, dimension, normalise
from paylens.model.fields import SINGLE_WORDS

# What people are asked for → the dimension that it is a value of.
QUESTIONS = {
    "role": "role",
    "country": "country",
    "experience": "experience",
    "level": "level",
    "city": "city",
    "metro": "metro",
    "education": "education",
    "industry": "industry",
    "company": "employer",
    "company_size": "employer_size",
    "specialisation": "specialisation",
    "skills": "skills",
    "remote": "remote",
    "employment": "employment_type",
}
# `known` of this and an employer gives the words of that employer's own ladder.
EMPLOYER_LEVEL = "employer_level of "
# Of more years, fewer than ten records of any source but one are at hand for each.
LONGEST_YEARS = 40
KnownValues = Callable[[str], Iterable[str]]


@dataclass(frozen=True)
class Profile:
    """Facts by record field, and what was understood of each question, for people to check.

    `notes` say where a fact is not answered as it was asked.
    """

    facts: dict[str, Any] = field(default_factory=dict)
    understood: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def role(self) -> str | None:
        """The role, or None where it was not given."""
        return self.facts.get("role")

    @property
    def country(self) -> str | None:
        """The country, ISO 3166-1 alpha-2, or None where it was not given."""
        return self.facts.get("country")

    @cached_property
    def unused(self) -> tuple[str, ...]:
        """Facts that move no answer: skills, and several specialisations at once."""
        sets = {name: value for name, value in self.facts.items() if isinstance(value, tuple)}
        return tuple(
            name for name, value in sets.items() if name not in SINGLE_WORDS or len(value) != 1
        )

    @cached_property
    def used(self) -> Profile:
        """The profile that is answered: without the unused facts, a set of one value as a word."""
        facts = {
            name: value[0] if isinstance(value, tuple) else value
            for name, value in self.facts.items()
            if name not in self.unused
        }
        return replace(self, facts=facts)


def understand(questions: Mapping[str, Any], known: KnownValues) -> Profile:
    """The profile that people's words mean; None and blank answers are unknown facts.

    `known` gives the values that the market holds of an open dimension: city, metro, employer,
    employer_level. An area given as a city ("Bay Area") is a metro area.

    Raises
    ------
    UnknownValue
        A question that is not asked, or words that mean none of its values: all of them.
    InvalidValue
        A number that cannot be what it claims to be.
    QuestionError
        Facts that contradict one another, or of which one needs another.
    """
    facts: dict[str, Any] = {}
    understood: dict[str, str] = {}
    unknown: dict[tuple[str, str], UnknownValue] = {}
    for question, words in questions.items():
        if question not in QUESTIONS:
            raise UnknownValue("fact", question, list(QUESTIONS))
        if words is None or (isinstance(words, (str, list, tuple)) and not words):
            continue
        if isinstance(words, float) and math.isnan(words):
            continue
        try:
            found = _understand_or_advise(question, words, known, questions)
        except UnknownValue as error:
            unknown.setdefault((error.dimension, error.word), error)
            continue
        facts |= found
        understood[question] = describe(question, found)
        if question == "role" and "level" in found:
            understood["level"] = f"{_level_label(found)}, from the title"
    _refuse(list(unknown.values()))
    return _within_records(Profile(_together(facts), understood))


def _refuse(unknown: list[UnknownValue]) -> None:
    """Refuse what was not understood, all at once.

    Raises
    ------
    UnknownValue
        There is any; the first, with the others beside it.
    """
    if unknown:
        first, *others = unknown
        raise UnknownValue(first.dimension, first.word, first.nearest, first.hint, tuple(others))


def _understand_or_advise(
    question: str, words: Any, known: KnownValues, questions: Mapping[str, Any]
) -> dict[str, Any]:
    """What one question says; a word without a meaning is refused with what to do next."""
    try:
        return _understand_one(question, words, known, questions)
    except UnknownValue as error:
        if error.hint:
            raise
        hint = f"Or leave the {question.replace('_', ' ')} out."
        raise UnknownValue(error.dimension, error.word, error.nearest, hint) from None


def _level_label(found: Mapping[str, Any]) -> str:
    return dimension("level").value_label(found["level"])


def _within_records(profile: Profile) -> Profile:
    """The profile with no more years of experience than records hold in any number."""
    low = profile.facts.get("experience_years_low", 0)
    high = profile.facts.get("experience_years_high", 0)
    top = high if math.isfinite(high) else low
    if max(low, top) <= LONGEST_YEARS:
        return profile
    ends = {"experience_years_low": min(low, LONGEST_YEARS)}
    ends["experience_years_high"] = min(high, LONGEST_YEARS) if math.isfinite(high) else high
    note = (
        f"experience: {profile.understood['experience']} are answered as {LONGEST_YEARS}, the "
        "longest that records hold in any number"
    )
    return replace(profile, facts=profile.facts | ends, notes=(*profile.notes, note))


def _understand_one(
    question: str, words: Any, known: KnownValues, questions: Mapping[str, Any]
) -> dict[str, Any]:
    declared = dimension(QUESTIONS[question])
    if declared.intervals:
        low, high = declared.interval(words)
        return {f"{declared.field}_low": low, f"{declared.field}_high": high}
    if declared.many:
        return {declared.field: _many(declared, words)}
    if question == "level":
        return _level(declared, str(words), known, questions)
    if question == "role":
        return _role(declared, str(words), questions)
    if question == "remote" and isinstance(words, bool):
        return {"remote": "remote" if words else "onsite"}
    values = () if declared.values else known(declared.name)
    if question == "city":
        return _city(declared, str(words), list(values), questions)
    return {declared.field: declared.understand(str(words), values)}


def _city(
    declared: Dimension, words: str, known: list[str], questions: Mapping[str, Any]
) -> dict[str, Any]:
    """A city by its name, or by its name and state; the metro area where the words name one."""
    try:
        return {"city": declared.understand(words, known)}
    except UnknownValue:
        from paylens.harmonise.us_places import COUNTRY as US

        american = _american_city(declared, words, known)
        country = questions.get("country")
        if american and (not country or dimension("country").understand(str(country)) == US):
            return {"city": american, "country": US}
        metro = dimension("metro")
        area = metro.aliases.get(metro.key(words))
        if area is None:
            raise
        return {"metro": area}


def _american_city(declared: Dimension, words: str, known: list[str]) -> str | None:
    """The known city that "portland oregon" means, or the only one of its name: "Princeton, NJ"."""
    from paylens.harmonise.us_places import us_place, without_state

    place = us_place(words, None)
    if place and place.city:
        return place.city if place.city in known else None
    key = declared.key(words)
    namesakes = [city for city in known if declared.key(without_state(city)) == key]
    return namesakes[0] if len(namesakes) == 1 else None


def _many(declared: Dimension, words: Any) -> tuple[str, ...]:
    each = words.split(",") if isinstance(words, str) else list(words)
    return tuple(dict.fromkeys(declared.understand(word) for word in each if word.strip()))


def _role(declared: Dimension, words: str, questions: Mapping[str, Any]) -> dict[str, Any]:
    """A role by its names, or by the rules for job titles; a title may say the level too.

    A misspelled title is not guessed at: the nearest names are told instead.
    """
    try:
        return {"role": declared.understand(words)}
    except UnknownValue:
        from paylens.harmonise.title import OTHER, read_title

        title = read_title(words)
        if title.role == OTHER or title.near_miss:
            raise
    says_level = title.level and not questions.get("level")
    return {"role": title.role} | ({"level": title.level} if says_level else {})


def _level(
    declared: Dimension, words: str, known: KnownValues, questions: Mapping[str, Any]
) -> dict[str, Any]:
    """A step of the common ladder, or the employer's own word for one where it is given."""
    company = questions.get("company")
    if company:
        employer = dimension("employer").understand(str(company), known("employer"))
        own = {normalise(name): name for name in known(f"{EMPLOYER_LEVEL}{employer}")}
        if normalise(words) in own:
            return {"employer_level": own[normalise(words)]}
    try:
        return {"level": declared.understand(words)}
    except UnknownValue as error:
        if company:
            raise UnknownValue("level", words, sorted(own.values())[:6] or error.nearest) from None
        hint = "A company's own level needs the company as well."
        raise UnknownValue("level", words, error.nearest, hint) from None


def describe(question: str, found: Mapping[str, Any]) -> str:
    """What was understood of one question, in people's words."""
    declared = dimension(QUESTIONS[question])
    if declared.intervals:
        return _span(found[f"{declared.field}_low"], found[f"{declared.field}_high"], declared.unit)
    if declared.many:
        return ", ".join(declared.value_label(value) for value in found[declared.field])
    label = declared.value_label(str(next(iter(found.values()))))
    if question == "city" and "country" in found:
        label += f", {dimension('country').value_label(found['country'])}"
    return label


def _span(low: float, high: float, unit: str) -> str:
    if math.isinf(high):
        return f"{low:,.0f} or more {unit}"
    if low == high:
        return f"{low:,g} {unit.removesuffix('s') if low == 1 else unit}"
    return f"{low:,g} to {high:,g} {unit}"


def _together(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts, without the metro area where the city that lies in it says as much."""
    if "employer_level" in facts and "employer" not in facts:
        raise QuestionError("a company's own level needs the company as well.")
    if "city" not in facts or "metro" not in facts:
        return facts
    from paylens.harmonise.us_places import metro_of

    lies_in = metro_of(facts["city"])
    if lies_in and lies_in != facts["metro"]:
        raise QuestionError(
            f"city {facts['city']!r} lies in the metro area {lies_in!r}, not in "
            f"{facts['metro']!r}. Leave out one of the two."
        )
    return {name: value for name, value in facts.items() if not (lies_in and name == "metro")}
