"""`compare`: pay of two or more values of one dimension, raw and like for like."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from paylens.errors import NotEnoughData
from paylens.harmonise.dimension import dimension
from paylens.market.evidence import Evidence, Figure
from paylens.market.scope import ANY, ML_AND_DATA
from paylens.market.store import Store
from paylens.report.compare.groups import Group, groups, probability_higher
from paylens.report.compare.values import ComparedValues
from paylens.report.employers import difference_of
from paylens.report.like_for_like import (
    NOT_COMPARED,
    THOSE_WITHOUT,
    WEAK,
    Among,
    PayDifference,
    is_compared,
    label_of,
    pay_differences,
    populations_for,
)
from paylens.report.sections import Section, SectionedAnswer
from paylens.report.wording import joined, percent, signed

# Of more values each is compared with the first alone.
MOST_FOR_ALL_PAIRS = 3
# So many pairs are told in the first sentence.
MOST_TOLD = 3
GENDER = "gender"
GAP = "`gap` tells of the gender gap by what is held equal, and of what that may hide."
NOT_CAUSE = (
    "Like for like compares people whose other facts are equal, as far as the source asks them. "
    "It is no cause: who chooses one over the other differs in more than that."
)
OVERLAP = (
    "One can have several of these, so each is compared with those who do not have it, and two of "
    "them are not subtracted from one another."
)


@dataclass(frozen=True)
class Raw:
    """Two groups of one source as its records are.

    `difference` is of their medians, as a share of the second one's; `higher` is how often a random
    one of the first earns more than a random one of the second in the same year.
    """

    first: str
    second: str
    source: str
    basis: str
    pay: str
    difference: Figure
    higher: Figure


@dataclass(frozen=True)
class LikeForLike:
    """A difference between otherwise equal people, as a share of the second one's pay.

    `second` is "those without it" where values overlap.
    """

    first: str
    second: str
    difference: PayDifference


@dataclass(frozen=True)
class PayComparison(SectionedAnswer):
    """Values of one dimension compared: each one's pay by source, who earns more, like for like."""

    sentence: str
    dimension: str
    values: tuple[str, ...]
    understood: dict[str, str]
    groups: tuple[Group, ...]
    raw: tuple[Raw, ...]
    like_for_like: tuple[LikeForLike, ...]
    missing: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """Like for like, the groups side by side, and who earns more."""
        from paylens.report.compare.sections import sections

        return sections(self)


def compare(
    store: Store,
    compared: ComparedValues,
    role: str | None,
    country: str | None,
    pay: str | None,
) -> PayComparison:
    """Compare values among a role (the ML and data roles where None) in a country (all if None).

    Raises
    ------
    NotEnoughData
        Fewer than two of the values have records enough to be shown.
    """
    by_role = compared.dimension == "role"
    among = Among(ANY if by_role else role or ML_AND_DATA, country or ANY)
    roles = None if by_role else [role] if role else dimension("role").groups[ML_AND_DATA]
    found = groups(store, compared, roles, among, pay)
    like = _like_for_like(store, compared, role, country, pay)
    raw = _raw(compared, found)
    shown = {group.label for group in found} | {one for e in like for one in (e.first, e.second)}
    missing = tuple(label for label in map(compared.label, compared.values) if label not in shown)
    if len(shown) < min(2, len(compared.values)):
        raise NotEnoughData(_too_few(compared, found, among, missing, store.floor.middle_records))
    return PayComparison(
        sentence=_sentence(among, raw, like, missing),
        dimension=compared.dimension,
        values=compared.values,
        understood=_understood(compared, among),
        groups=tuple(found),
        raw=tuple(raw),
        like_for_like=tuple(like),
        missing=missing,
        evidence=_evidence(found, like),
        notes=_notes(store, compared, among, like),
    )


def _pairs(compared: ComparedValues) -> list[tuple[str, str]]:
    if len(compared.values) <= MOST_FOR_ALL_PAIRS:
        return list(combinations(compared.values, 2))
    return [(compared.values[0], other) for other in compared.values[1:]]


def _raw(compared: ComparedValues, found: list[Group]) -> list[Raw]:
    by_value = {(group.series, group.value): group for group in found}
    return [
        Raw(
            first=compared.label(first),
            second=compared.label(second),
            source=series[0],
            basis=series[1],
            pay=series[2],
            difference=difference_of(
                by_value[series, first].figures["p50"], by_value[series, second].figures["p50"]
            ),
            higher=probability_higher(by_value[series, first], by_value[series, second]),
        )
        for first, second in _pairs(compared)
        for series in sorted({group.series for group in found})
        if (series, first) in by_value and (series, second) in by_value
    ]


def _like_for_like(
    store: Store,
    compared: ComparedValues,
    role: str | None,
    country: str | None,
    pay: str | None,
) -> list[LikeForLike]:
    many = compared.declared.many
    pairs = [(value, None) for value in compared.values] if many else _pairs(compared)
    among = _among(compared, role, country)
    return [
        LikeForLike(
            first=compared.label(first),
            second=THOSE_WITHOUT if second is None else compared.label(second),
            difference=difference,
        )
        for first, second in pairs
        for difference in pay_differences(store, compared.dimension, first, second, among)
        if pay in (None, difference.pay)
    ]


def _among(compared: ComparedValues, role: str | None, country: str | None) -> list[Among]:
    if compared.dimension == "role":
        return [Among(ANY, place) for place in dict.fromkeys([country or ANY, ANY])]
    return populations_for(role, None if compared.dimension == "country" else country)


def _understood(compared: ComparedValues, among: Among) -> dict[str, str]:
    told = {compared.declared.label.lower(): ", ".join(map(compared.label, compared.values))}
    return told | {"among": among.label}


def _evidence(found: list[Group], like: Iterable[LikeForLike]) -> tuple[Evidence, ...]:
    sources = [source for each in like for source in each.difference.sources]
    kept = {(s.source, s.evidence.basis, s.pay): s.evidence for s in reversed(sources)}
    plain = {(g.source, (g.basis,), g.pay): g.evidence for g in reversed(found)}
    return tuple((plain | kept).values())


def _notes(
    store: Store, compared: ComparedValues, among: Among, like: list[LikeForLike]
) -> tuple[str, ...]:
    notes = [NOT_CAUSE] if is_compared(store) else [NOT_COMPARED]
    wider = sorted(
        {part for each in like for part in each.difference.among.split("; ")} - {among.label}
    )
    if wider:
        notes.append(
            f"{among.label} alone has too few records in some sources; like for like they compare: "
            f"{'; '.join(wider)}."
        )
    if compared.declared.many:
        notes.append(OVERLAP)
    if compared.dimension == GENDER:
        notes.append(GAP)
    if compared.others:
        others = ", ".join(dimension(name).label.lower() for name in compared.others)
        notes.append(
            f"Taken as {compared.declared.label.lower()}; the words could also be: {others}. "
            "`by` says which is meant."
        )
    unequal = {
        label_of(name)
        for each in like
        for source in each.difference.sources
        for name in source.not_held
    }
    if unequal:
        notes.append(
            f"Not held equal, where a source does not ask it: {', '.join(sorted(unequal))}."
        )
    return tuple(notes)


def _sentence(
    among: Among,
    raw: list[Raw],
    like: list[LikeForLike],
    missing: tuple[str, ...],
) -> str:
    lacking = f" Not enough data of {' and '.join(missing)}." if missing else ""
    if not like:
        return (
            f"{among.label}: the records stand side by side, but too few of them are otherwise "
            f"alike to say how much of the difference is like for like.{_chances(raw)}{lacking}"
        )
    parts = [part for each in _main(like) for part in each.difference.among.split("; ")]
    wider = [part for part in dict.fromkeys(parts) if part != among.label]
    where = among.label
    if wider and among.label in parts:
        where += f" (in some sources {joined(wider)})"
    elif wider:
        where = f"{joined(wider)} ({among.label} alone has too few records)"
    more = len({(each.first, each.second) for each in like}) - MOST_TOLD
    rest = f"; {more} more below" if more > 0 else ""
    told = "; ".join(map(_told, _main(like)))
    return f"{where}: like for like, {told}{rest}.{_chances(raw)}{lacking}"


def _main(like: list[LikeForLike]) -> list[LikeForLike]:
    """One pair in each kind of pay; the first of several, in the first kind of pay."""
    pairs = list(dict.fromkeys((each.first, each.second) for each in like))
    if len(pairs) == 1:
        return like
    pay = like[0].difference.pay
    own = [each for each in like if each.difference.pay == pay]
    return own[:MOST_TOLD]


def _chances(raw: list[Raw]) -> str:
    """How often a random one of the first earns more, over the sources; of one pair alone."""
    if len({(each.first, each.second) for each in raw}) != 1:
        return ""
    known = [each.higher.value for each in raw if each.higher.value is not None]
    if not known:
        return ""
    low, high = percent(min(known)), percent(max(known))
    span = low if low == high else f"{low} to {high}"
    times = "" if len(known) == 1 else ", by source"
    one = raw[0]
    return (
        f" As the records are, one of {one.first} picked at random earns more than one of "
        f"{one.second} {span} of the time{times}."
    )


def _told(each: LikeForLike) -> str:
    figure = each.difference.combined
    value, low, high = (figure.value or 0.0, figure.low or 0.0, figure.high or 0.0)
    way = "more" if value >= 0 else "less"
    counted = [one for one in each.difference.sources if one.evidence.reliability != WEAK]
    sources = len(counted or each.difference.sources)
    held = f"{signed(low)} to {signed(high)}, {sources} source{'s' if sources > 1 else ''}"
    if low <= 0 <= high:
        return (
            f"{each.first} and {each.second} are not told apart in {each.difference.pay} pay "
            f"({held})"
        )
    return (
        f"{each.first} has {percent(abs(value))} {way} {each.difference.pay} pay than "
        f"{each.second} ({held})"
    )


def _too_few(
    compared: ComparedValues,
    found: list[Group],
    among: Among,
    missing: tuple[str, ...],
    floor: int,
) -> str:
    held = sorted({group.label for group in found})
    there = f"only {held[0]} has" if held else "none of them has"
    return (
        f"not enough data: {among.label}: {there} {floor} records in one source. Missing: records "
        f"of {', '.join(missing)}. Try another role or country, or see `tables "
        f"{compared.dimension}`."
    )
