"""Every other value of a fact, and how pay differs between it and a person's own, like for like."""

from __future__ import annotations

from dataclasses import dataclass

from paylens.harmonise.dimension import Dimension, dimension
from paylens.market.effects.found import Effects
from paylens.market.evidence import Figure, reliability
from paylens.market.scope import ANY, ML_AND_DATA
from paylens.market.store import Store
from paylens.report.like_for_like import (
    WEAK,
    Among,
    PayDifference,
    beside,
    compared_among,
    differences_in,
    interval_width,
    populations_for,
)
from paylens.report.profile import Profile

# What a person may have otherwise. Years of experience come by themselves: `paylens growth`.
CHANGEABLE = (
    "role",
    "level",
    "city",
    "metro",
    "country",
    "remote",
    "industry",
    "employer_size",
    "employment_type",
    "education",
    "specialisation",
    "skills",
)
# A city is compared with others of its country only: where countries are held equal, a difference
# between cities of two of them is not one that anyone would see.
PLACES = ("city", "metro")
OTHER = "other"
Compared = list[tuple[Among, Effects]]


@dataclass(frozen=True)
class Move:
    """One other value of a fact: how much more is paid with it than with the person's own.

    `difference` is a share of pay, `money` the same of the person's own median estimate, per year
    in the answer's currency; None where there is no estimate. `records` have the value, in the
    `sources` that count. `told` says that the interval leaves out no difference, `stands` that it
    also does after the correction for all that were looked at; `chance` is its p-value. `among` are
    those who were compared, `compared_with` the person's own value or what stands for it.
    """

    dimension: str
    value: str
    label: str
    compared_with: str
    pay: str
    difference: Figure
    money: Figure | None
    records: int
    sources: tuple[str, ...]
    between_sources: float | None
    among: str
    told: bool
    reliability: str
    chance: float
    stands: bool = False

    @property
    def weak(self) -> bool:
        """Whether its evidence is too weak to be shown among the others."""
        return self.reliability == WEAK


@dataclass(frozen=True)
class Alternatives:
    """One fact's other values; `missing` says why there are none, `note` what to know of them."""

    dimension: str
    moves: tuple[Move, ...]
    compared: tuple[tuple[Among, Effects], ...]
    missing: str | None = None
    note: str | None = None


def alternatives(
    store: Store, profile: Profile, name: str, medians: dict[str, float]
) -> Alternatives:
    """The other values of one dimension, per kind of pay.

    `medians` are the person's own estimates by kind of pay, in the answer's currency.
    """
    declared = dimension(name)
    own = own_values(profile, declared)
    compared = compared_among(store, name, populations_of(profile, name))
    if not compared:
        return Alternatives(name, (), (), missing=_why_none(profile, declared))
    others = _others(declared, own, compared)
    if declared.many or not own:
        found = _moves(declared, others, None, compared, medians)
        return _as_found(declared, found, compared, own, None)
    found = _moves(declared, others, own, compared, medians)
    if found:
        return _as_found(declared, found, compared, own, None)
    label = declared.value_label(own[0])
    note = (
        f"{declared.label.lower()}: too few records of {label} to compare with; the differences "
        "are from the average"
    )
    found = _moves(declared, others, None, compared, medians)
    return _as_found(declared, found, compared, own, note)


def own_values(profile: Profile, declared: Dimension) -> tuple[str, ...]:
    """The person's values of a dimension, widest first; none where it was not told."""
    if declared.intervals:
        low = profile.facts.get(f"{declared.field}_low")
        if low is None:
            return ()
        high = profile.facts[f"{declared.field}_high"]
        return tuple(declared.containing(float(low), float(high)))
    told = profile.facts.get(declared.field)
    if told is None:
        return ()
    return tuple(told) if isinstance(told, tuple) else (str(told),)


def populations_of(profile: Profile, name: str) -> list[Among]:
    """Who is compared: the person's role and country, then wider."""
    if name == "role":
        return populations_for(ANY, profile.country)
    if name == "country":
        return populations_for(profile.role, None)
    if name in PLACES:
        if profile.country is None:
            return []
        return [one for one in populations_for(profile.role, profile.country) if one.country]
    return populations_for(profile.role, profile.country)


def asked_for(profile: Profile) -> tuple[str, ...]:
    """The dimensions to look at: metro areas only for who told one, else cities."""
    left_out = "city" if "metro" in profile.facts and "city" not in profile.facts else "metro"
    return tuple(name for name in CHANGEABLE if name != left_out)


def wider(profile: Profile, found: Alternatives) -> bool:
    """Whether nobody of the person's role is among those compared, though one was told."""
    if profile.role in (None, ML_AND_DATA) or found.dimension == "role" or not found.moves:
        return False
    return not any(among.role == profile.role for among, _ in found.compared)


def _others(declared: Dimension, own: tuple[str, ...], compared: Compared) -> list[str]:
    values = {value: None for _, effects in compared for value in effects.values}
    known = declared.values or declared.intervals
    return [
        value
        for value in values
        if value not in (*own, OTHER, "") and (not known or value in known)
    ]


def _moves(
    declared: Dimension,
    others: list[str],
    own: tuple[str, ...] | None,
    compared: Compared,
    medians: dict[str, float],
) -> list[Move]:
    """Of each value, the difference from the first of the own values that is compared with it."""
    found: list[Move] = []
    for value in others:
        for second in own or (None,):
            differences = differences_in(compared, value, second)
            if differences:
                found += [_move(declared, value, second, one, medians) for one in differences]
                break
    return found


def _move(
    declared: Dimension,
    value: str,
    second: str | None,
    found: PayDifference,
    medians: dict[str, float],
) -> Move:
    figure = found.combined
    assert figure.low is not None and figure.high is not None
    counted = found.counted
    records = sum(one.first_records for one in counted)
    smaller = sum(
        min(one.first_records, one.second_records or one.first_records) for one in counted
    )
    average = beside(declared.name)
    return Move(
        dimension=declared.name,
        value=value,
        label=f"{declared.label}: {declared.value_label(value)}",
        compared_with=average if second is None else declared.value_label(second),
        pay=found.pay,
        difference=figure,
        money=_times(figure, medians.get(found.pay)),
        records=records,
        sources=tuple(dict.fromkeys(one.source for one in counted)),
        between_sources=found.between_sources,
        among=found.among,
        told=not figure.low <= 0 <= figure.high,
        reliability=reliability(smaller, interval_width(figure)),
        chance=found.chance,
    )


def _times(share: Figure, median: float | None) -> Figure | None:
    if median is None:
        return None
    value, low, high = (
        None if each is None else each * median for each in (share.value, share.low, share.high)
    )
    return Figure(value, low, high)


def _as_found(
    declared: Dimension,
    found: list[Move],
    compared: Compared,
    own: tuple[str, ...],
    note: str | None,
) -> Alternatives:
    used = tuple(compared)
    if found:
        return Alternatives(declared.name, tuple(found), used, note=note)
    label = declared.value_label(own[0]) if own else "it"
    missing = f"no value has 10 records beside {label} in one source"
    return Alternatives(declared.name, (), used, missing=missing)


def _why_none(profile: Profile, declared: Dimension) -> str:
    if declared.name in PLACES and profile.country is None:
        return "tell the country: cities are compared within one"
    where = dimension("country").value_label(profile.country) if profile.country else "any country"
    if declared.name in ("country", *PLACES):
        where = where if declared.name in PLACES else "any country"
    return (
        f"no source that asks it has 100 records of this role, or of ML and data roles, in {where} "
        "in its last five years"
    )
