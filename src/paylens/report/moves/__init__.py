"""What goes with higher pay for a person: every other role, level, place, employer, degree, skill.

Each is a difference like for like between the person's own value and another. It is an association
in records; nobody was followed through such a change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from paylens.errors import InvalidValue, NotEnoughData
from paylens.harmonise.dimension import dimension
from paylens.market.effects.many_comparisons import FALSE_SHARE, adjusted
from paylens.market.evidence import GRADES, Evidence
from paylens.market.scope import SALARY_KINDS
from paylens.market.store import Store
from paylens.report.like_for_like import DIFFERENCE_RULE, NOT_COMPARED, is_compared
from paylens.report.moves.alternatives import (
    Alternatives,
    Move,
    alternatives,
    asked_for,
    own_values,
    wider,
)
from paylens.report.moves.notes import named_grades, notes_of, sentence_of
from paylens.report.moves.paths import PathStep, path_steps
from paylens.report.profile import Profile
from paylens.report.sections import Section, SectionedAnswer

if TYPE_CHECKING:
    from paylens.report.estimate import Estimate

__all__ = ["Move", "Moves", "PathStep", "moves"]


@dataclass(frozen=True)
class Unanswered:
    """A fact of which no other value is compared, and what is missing."""

    dimension: str
    why: str


@dataclass(frozen=True)
class Moves(SectionedAnswer):
    """What goes with other pay than a person's own, by the size of the difference.

    `medians` are the person's own estimates by kind of pay, per year in `shown_in`; a move's money
    is its share of them. `moves` that are told apart from none come before the others.
    """

    sentence: str
    understood: dict[str, str]
    shown_in: str
    medians: dict[str, float]
    moves: tuple[Move, ...]
    paths: tuple[PathStep, ...]
    unanswered: tuple[Unanswered, ...]
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """Per kind of pay what goes with more and less, then paths, the unclear, the unanswered."""
        from paylens.report.moves.sections import sections

        return sections(self)


def moves(
    store: Store,
    profile: Profile,
    estimate: Callable[..., Estimate],
    pay: str | None = None,
    currency: str = "USD",
    **facts: Any,
) -> Moves:
    """What goes with other pay for `facts` in people's words, which `profile` holds understood.

    `pay` is base or total; both, each apart, where it is None. `estimate` is `Market.estimate`.

    Raises
    ------
    InvalidValue
        Another kind of pay.
    NotEnoughData
        No source compares any fact, or the market was built without comparisons.
    """
    if pay not in (None, *SALARY_KINDS):
        raise InvalidValue("pay", pay, f"{', '.join(SALARY_KINDS)}; both where it is left out")
    # Without a country the estimate is of many, of which a share is no one's pay.
    wanted = [kind for kind in SALARY_KINDS if pay in (None, kind) and profile.country is not None]
    found_medians = {kind: _median(estimate, facts, kind, currency) for kind in wanted}
    medians = {kind: median for kind, median in found_medians.items() if median is not None}
    found = [alternatives(store, profile, name, medians) for name in asked_for(profile)]
    every = tuple(one for each in found for one in each.moves if pay in (None, one.pay))
    if not every:
        raise NotEnoughData(_nothing(store, profile))
    ordered = _ordered(every)
    own = {
        (each.dimension, value)
        for each in found
        for value in own_values(profile, dimension(each.dimension))
    }
    own_notes = [each.note for each in found if each.note]
    widened = [each.dimension for each in found if wider(profile, each)]
    return Moves(
        sentence=sentence_of(profile, ordered, currency),
        understood=profile.understood,
        shown_in=currency,
        medians=medians,
        moves=ordered,
        paths=path_steps(ordered, own),
        unanswered=tuple(
            Unanswered(each.dimension, each.missing) for each in found if each.missing
        ),
        evidence=tuple(_evidence(found, ordered, kind, currency) for kind in _kinds(ordered)),
        notes=notes_of(profile, ordered, medians, own_notes, widened),
    )


def _ordered(every: Sequence[Move]) -> tuple[Move, ...]:
    """With what stands after the correction for looking at all, those told apart first."""
    corrected = adjusted([one.chance for one in every])
    marked = [
        replace(one, stands=one.told and chance <= FALSE_SHARE)
        for one, chance in zip(every, corrected, strict=True)
    ]
    return tuple(sorted(marked, key=lambda one: (not one.told, -(one.difference.value or 0.0))))


def _median(
    estimate: Callable[..., Estimate], facts: dict[str, Any], kind: str, currency: str
) -> float | None:
    """The person's own median estimate of a kind of pay; None where no source holds it."""
    try:
        return estimate(**facts, pay=kind, currency=currency).figures["p50"].value
    except NotEnoughData:
        return None


def _kinds(found: tuple[Move, ...]) -> list[str]:
    held = {one.pay for one in found}
    return [kind for kind in SALARY_KINDS if kind in held]


def _nothing(store: Store, profile: Profile) -> str:
    if not is_compared(store):
        return f"not enough data: {NOT_COMPARED}"
    where = dimension("country").value_label(profile.country) if profile.country else "any country"
    return (
        f"not enough data: no source compares pay like for like for these facts in {where}. "
        "Missing: 100 records of the role, or of ML and data roles. Leave the role, the country or "
        "the kind of pay out."
    )


def _evidence(
    found: list[Alternatives], ordered: tuple[Move, ...], kind: str, currency: str
) -> Evidence:
    """What the differences in one kind of pay rest on; each row has its own label."""
    from paylens.collect.source import card

    own = [one for one in ordered if one.pay == kind]
    sources = sorted({source for one in own for source in one.sources})
    compared = [
        effects
        for each in found
        for _, effects in each.compared
        if effects.pay == kind and effects.source in sources
    ]
    largest = {
        source: max(effects.all_records for effects in compared if effects.source == source)
        for source in sources
    }
    years = {year for e in compared for year in range(e.years[0], e.years[1] + 1)}
    grades_named = named_grades(ordered)
    named = f"those in the first sentence are of {grades_named} evidence" if grades_named else ""
    grades = [GRADES.index(one.reliability) for one in own if one.told and not one.weak] or [0]
    return Evidence(
        records=sum(largest.values()),
        publishers=tuple(card(source).publisher for source in sources),
        sources=tuple(sources),
        years=tuple(sorted(years)),
        basis=tuple(sorted({effects.basis for effects in compared})),
        pay=kind,
        status="observed",
        reliability=GRADES[min(grades)],
        currency=currency,
        rule=f"{DIFFERENCE_RULE}; here the least of those told apart; each row has its own",
        notes=(
            "records: the largest group that was compared in each source",
            *([f"reliability: of the weakest difference in the tables; {named}"] if named else []),
        ),
    )
