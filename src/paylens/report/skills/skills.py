"""How pay of people with a skill differs from that of people without it who are otherwise alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from paylens.collect.source import card
from paylens.errors import NotEnoughData
from paylens.market.effects.found import Effects
from paylens.market.effects.many_comparisons import FALSE_SHARE, adjusted
from paylens.market.evidence import Evidence
from paylens.market.scope import WITHOUT
from paylens.market.store import Store
from paylens.report.like_for_like import (
    NOT_COMPARED,
    Among,
    SourceDifference,
    compared_among,
    is_compared,
    label_of,
    populations_for,
    source_difference,
)
from paylens.report.sections import Section, SectionedAnswer
from paylens.report.skills.words import FIELDS, SKILLS, NamedSkill, Skill, kind_label, named_skills
from paylens.report.wording import joined, percent, signed

NOTES = (
    "Each is people (or adverts) with the skill against those without it who are otherwise alike, "
    "among those who were asked for it. One can have several: differences are not to be added or "
    "subtracted.",
    "This is no cause: who has a skill differs in more than the skill, and learning it need not "
    "bring the difference. In adverts a skill is one that the advert names.",
    "The largest of many differences are, on average, larger here than in truth. They are in order "
    "of the end of their interval that is nearer to none.",
)


@dataclass(frozen=True)
class SkillDifference:
    """One skill in one source and kind of pay, against those without it.

    `with_it` and `without_it` are records. `chance` is how often a difference so far from none
    would arise from none; `adjusted` the same after the correction for all that were looked at, and
    `stands` whether it holds after it.
    """

    skill: Skill
    kind: str
    label: str
    basis: str
    among: str
    difference: SourceDifference
    with_it: int
    without_it: int
    chance: float
    adjusted: float

    @property
    def stands(self) -> bool:
        """Whether it stands after the correction."""
        return self.adjusted <= FALSE_SHARE

    @property
    def nearer_end(self) -> float:
        """The end of the interval nearer to none; 0 where the interval holds none."""
        figure = self.difference.difference
        low, high = figure.low or 0.0, figure.high or 0.0
        return low if low > 0 else min(high, 0.0)


@dataclass(frozen=True)
class NamedAnswer:
    """What the records say of a skill that the article names; `missing` where they say nothing."""

    named: NamedSkill
    found: tuple[SkillDifference, ...]
    missing: str


@dataclass(frozen=True)
class SkillPay(SectionedAnswer):
    """The skills that were asked for, or all, with what they go with.

    `looked_at` is how many differences the correction counts, whatever was asked for.
    """

    sentence: str
    understood: dict[str, str]
    among: str
    looked_at: int
    found: tuple[SkillDifference, ...]
    named: tuple[NamedAnswer, ...]
    asked: tuple[Skill, ...]
    kind: str | None
    missing: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """By kind of skill, and the skills of the article."""
        from paylens.report.skills.sections import sections

        return sections(self)


def skill_pay(
    store: Store,
    role: str | None,
    country: str | None,
    kind: str | None,
    asked: Sequence[Skill],
    unasked: Sequence[str] = (),
) -> SkillPay:
    """What skills go with among a role (ML and data roles where None) in a country.

    `asked` are some skills, all where none; `unasked` says why others that were named have no
    answer. The correction is for all that the market compares there, so that a skill stands or
    falls the same whether one asks for it alone or for all.

    Raises
    ------
    NotEnoughData
        No source compares any of them, or the market holds no comparisons.
    """
    wanted = populations_for(role, country)
    every = _looked_at(store, wanted)
    shown = [one for one in every if kind in (None, one.kind) and (not asked or one.skill in asked)]
    if not shown:
        raise NotEnoughData(_nothing(store, wanted[0], kind, asked, bool(every)))
    lacking = [skill.label for skill in asked if skill not in {one.skill for one in shown}]
    missing = [*unasked, *(f"{label}: {_too_few(store, wanted[0])}" for label in lacking)]
    plain = not asked and kind is None
    return SkillPay(
        sentence=_sentence(wanted[0], every, shown, asked, kind, missing),
        understood=_understood(wanted[0], asked, kind),
        among=wanted[0].label,
        looked_at=len(every),
        found=tuple(sorted(shown, key=_order)),
        named=tuple(_named(store, wanted[0], every)) if plain else (),
        asked=tuple(asked),
        kind=kind,
        missing=tuple(missing),
        evidence=_evidence(shown),
        notes=(*NOTES, _correction(every), *_notes(wanted[0], shown), *missing),
    )


def _looked_at(store: Store, wanted: list[Among]) -> list[SkillDifference]:
    """All comparisons of skills, of each source in the first population that it compares them in.

    Groups below the floor, with or without the skill, are not shown and not counted.
    """
    rows: list[tuple[Among, Effects, Skill]] = []
    for name in (SKILLS, FIELDS):
        by_source: dict[tuple[str, str, str], list[tuple[Among, Effects]]] = defaultdict(list)
        for among, effects in compared_among(store, name, wanted):
            if effects.against == WITHOUT:
                by_source[effects.source, effects.basis, effects.pay].append((among, effects))
        for found in by_source.values():
            first = min((among for among, _ in found), key=wanted.index)
            rows += [
                (among, effects, Skill(name, value))
                for among, effects in found
                if among == first
                for value in effects.values
                if _without(effects, value) >= store.floor.middle_records
            ]
    chances = [effects.effect(skill.value).chance for _, effects, skill in rows]
    return [
        SkillDifference(
            skill=skill,
            kind=skill.kind,
            label=skill.label,
            basis=effects.basis,
            among=among.label,
            difference=source_difference(effects, skill.value, None),
            with_it=effects.values[skill.value].records,
            without_it=_without(effects, skill.value),
            chance=chance,
            adjusted=after,
        )
        for (among, effects, skill), chance, after in zip(
            rows, chances, adjusted(chances), strict=True
        )
    ]


def _without(effects: Effects, value: str) -> int:
    return effects.all_records - effects.values[value].records


def _order(one: SkillDifference) -> tuple[bool, float, float, str]:
    """Those that stand first, by the end of the interval nearer to none, downwards."""
    return not one.stands, -one.nearer_end, -(one.difference.difference.value or 0.0), one.label


def _named(store: Store, among: Among, every: list[SkillDifference]) -> list[NamedAnswer]:
    answers = []
    for named in named_skills():
        found = tuple(one for one in every if one.skill == named.skill)
        missing = ""
        if not found:
            missing = f"not enough data: {named.missing or _too_few(store, among)}"
        answers.append(NamedAnswer(named, found, missing))
    return answers


def _too_few(store: Store, among: Among) -> str:
    floor = store.floor.middle_records
    return (
        f"no source has {floor} with it and {floor} without it in {among.label} or in any wider "
        "population"
    )


def _sentence(
    among: Among,
    every: list[SkillDifference],
    shown: list[SkillDifference],
    asked: Sequence[Skill],
    kind: str | None,
    missing: Sequence[str],
) -> str:
    lacking = f" Not enough data on {len(missing)} of those named." if missing else ""
    whose = _whose(among, shown)
    if asked:
        each = "; ".join(
            f"{skill.label} {joined([_told(one, among) for one in shown if one.skill == skill])}"
            for skill in asked
            if any(one.skill == skill for one in shown)
        )
        unclear = "" if all(one.stands for one in shown) else _unclear(every)
        return f"{whose}, like for like against people without it: {each}.{unclear}{lacking}"
    stand = [one for one in shown if one.stands]
    more = sorted((one for one in stand if one.nearer_end > 0), key=_order)
    what = f"differences of {kind_label(kind).lower()}" if kind else "differences between skills"
    among_all = "so many" if len(shown) == len(every) else f"all {len(every)}"
    count = (
        f"{len(stand) or 'none'} of {len(shown)} {what} stand after correction for looking at "
        f"{among_all}"
    )
    if not more:
        none = ", none of them with higher pay" if stand else ""
        return f"{whose}, like for like: {count}{none}."
    clearest = joined([f"{one.label} {_told(one, among)}" for one in more[:3]])
    return (
        f"{whose}, like for like: {count}, {len(more)} of them with higher pay; clearest "
        f"{clearest}. It goes with them, and need not come from them."
    )


def _whose(among: Among, shown: list[SkillDifference]) -> str:
    """Whose pay is told, where the records of the asked population are too few."""
    labels = list(dict.fromkeys(one.among for one in shown))
    if among.label in labels:
        return among.label if len(labels) == 1 else f"{among.label} (wider where too few)"
    return f"{among.label} has too few records, so of wider groups"


def _told(one: SkillDifference, among: Among) -> str:
    figure = one.difference.difference
    clear = "" if one.stands else ", unclear"
    whose = "" if one.among == among.label else f" of {one.among}"
    source = f"{one.difference.source}{whose}"
    return f"{signed(figure.value or 0.0)} ({source}; {one.difference.pay}{clear})"


def _unclear(every: list[SkillDifference]) -> str:
    return f" Unclear: does not stand after correction for looking at {len(every)} differences."


def _understood(among: Among, asked: Sequence[Skill], kind: str | None) -> dict[str, str]:
    told = {"asked about": among.label}
    if asked:
        told["skills"] = ", ".join(skill.label for skill in asked)
    if kind:
        told["kind"] = kind_label(kind)
    return told


def _correction(every: list[SkillDifference]) -> str:
    return (
        f"Stands: after Benjamini and Hochberg's correction (1995) for all {len(every)} "
        "differences that were looked at there, whichever were asked for: of those that stand, at "
        f"most {percent(FALSE_SHARE)} are expected to be none."
    )


def _notes(among: Among, shown: list[SkillDifference]) -> list[str]:
    notes = []
    wider: dict[str, set[str]] = defaultdict(set)
    for one in shown:
        if one.among != among.label:
            wider[one.among].add(one.difference.source)
    notes += [
        f"{joined(sorted(sources))}: too few there, so of {label}."
        for label, sources in sorted(wider.items())
    ]
    notes += [
        f"{source} leans to {card(source).leans}."
        for source in sorted({one.difference.source for one in shown})
        if card(source).leans
    ]
    unequal = {
        (one.difference.source, tuple(map(label_of, one.difference.not_held)))
        for one in shown
        if one.difference.not_held
    }
    notes += [
        f"{source}: {joined(names)} not asked and not held equal."
        for source, names in sorted(unequal)
    ]
    return notes


def _evidence(shown: list[SkillDifference]) -> tuple[Evidence, ...]:
    """One per source and kind of pay, of its comparison with most records."""
    found: dict[tuple[str, str, str], SkillDifference] = {}
    for one in shown:
        key = (one.difference.source, one.basis, one.difference.pay)
        held = found.get(key)
        if held is None or held.with_it < one.with_it:
            found[key] = one
    return tuple(one.difference.evidence for one in found.values())


def _nothing(
    store: Store, among: Among, kind: str | None, asked: Sequence[Skill], others: bool
) -> str:
    if not is_compared(store):
        return f"not enough data: {NOT_COMPARED}"
    what = joined([skill.label for skill in asked]) or (kind_label(kind).lower() if kind else "")
    more = " Others are compared: leave the skills and the kind out." if others else ""
    return (
        f"not enough data: {what or 'skills'}: {_too_few(store, among)}. Missing: records that "
        f"name the skill, and the like of them that do not.{more}"
    )
