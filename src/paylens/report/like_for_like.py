"""Differences in pay between groups that are otherwise alike: within each source, then combined.

Shares are of pay: 0.1 is 10 % more. They are from log pay, so that they compare typical pay, and
say what goes together with what, never what causes it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from paylens.collect.source import card
from paylens.harmonise.dimension import dimension
from paylens.market.effects.combination import Combined, combine
from paylens.market.effects.found import Effects, LogDifference, found_effects
from paylens.market.effects.specification import specifications
from paylens.market.evidence import GRADES, Evidence, Figure, reliability
from paylens.market.scope import ANY, ML_AND_DATA
from paylens.market.store import EFFECTS, Store

LIKE_FOR_LIKE = "like_for_like"
YEAR = "year"
WEAK = GRADES[0]
EVERYWHERE = "all countries"
THE_AVERAGE, THOSE_WITHOUT = "the average", "those without it"
NOT_COMPARED = (
    "This market was built without comparisons like for like. Build it again: paylens build --from "
    "FOLDER --out MARKET."
)
DIFFERENCE_RULE = (
    "strong: at least 300 records in the smaller group and a 95 % interval of at most 10 points of "
    "pay, as wide as it would be about no difference; good: 100 and 20; fair: 30 and 40; weak: "
    "anything less"
)


@dataclass(frozen=True)
class Among:
    """Whose pay is compared: a role (or ML_AND_DATA, or ANY) in a country (or ANY)."""

    role: str
    country: str

    @property
    def label(self) -> str:
        """The population in words."""
        place = dimension("country").value_label(self.country) or EVERYWHERE
        if self.role == ANY:
            return place[:1].upper() + place[1:]
        roles = {ML_AND_DATA: "ML and data roles"}
        return f"{roles.get(self.role) or dimension('role').value_label(self.role)}, {place}"


@dataclass(frozen=True)
class SourceDifference:
    """One source's difference between two groups, as a share of the second group's pay.

    `first_records` and `second_records` are those compared; None where the second group is all
    others. `probability_higher` is that a random one of the first earns more than a random one of
    the second who is otherwise alike. `held_equal` are the facts that are equal; `not_held` those
    that should be and that the source does not ask.
    """

    source: str
    pay: str
    difference: Figure
    probability_higher: float
    first_records: int
    second_records: int | None
    held_equal: tuple[str, ...]
    not_held: tuple[str, ...]
    evidence: Evidence
    found: LogDifference

    @property
    def told(self) -> bool:
        """Whether the interval leaves out no difference."""
        low, high = self.difference.low, self.difference.high
        return low is not None and high is not None and not low <= 0 <= high


@dataclass(frozen=True)
class PayDifference:
    """The sources' differences in one kind of pay, and what they have in common.

    Sources whose evidence is weak are shown, and combined only where no other tells.
    `between_sources` is the share by which the sources' own differences are typically apart from
    it, beyond their errors; None where one source alone tells. `chance` is the p-value of the
    combined difference: how often one so far from none would arise from none.
    """

    pay: str
    among: str
    combined: Figure
    between_sources: float | None
    sources: tuple[SourceDifference, ...]
    chance: float

    @property
    def counted(self) -> tuple[SourceDifference, ...]:
        """The sources that are combined."""
        return _counted(self.sources)


def is_compared(store: Store) -> bool:
    """Whether a market was built with comparisons like for like."""
    return any(store.folder.glob(f"{EFFECTS}/*.parquet"))


def beside(name: str) -> str:
    """What a value is compared with alone: those without it, where one can have several."""
    return THOSE_WITHOUT if dimension(name).many else THE_AVERAGE


def share_of(log_difference: float) -> float:
    """A difference in log pay as a share of pay: log 1.1 is 0.1."""
    return math.expm1(log_difference)


def interval_width(difference: Figure) -> float:
    """The width of a difference's interval, moved to no difference: a share of pay.

    So it is the same whichever of the two groups is named first.
    """
    if difference.low is None or difference.high is None or difference.low <= -1:
        return math.inf
    return 2 * math.sinh(math.log((1 + difference.high) / (1 + difference.low)) / 2)


def label_of(name: str) -> str:
    """A control in words."""
    return "year" if name == YEAR else dimension(name).label.lower()


def pay_differences(
    store: Store,
    name: str,
    first: str,
    second: str | None,
    among: Iterable[Among],
    *,
    specification: str = LIKE_FOR_LIKE,
    year: int | None = None,
) -> list[PayDifference]:
    """How much more `first` pays than `second`, per kind of pay; than the average where it is None.

    `among` are populations in order of preference: of each source and kind of pay the first counts
    that compares the values. Empty where no source does.
    """
    found = compared_among(store, name, among, specification, year)
    return differences_in(found, first, second)


def compared_among(
    store: Store,
    name: str,
    among: Iterable[Among],
    specification: str = LIKE_FOR_LIKE,
    year: int | None = None,
) -> list[tuple[Among, Effects]]:
    """Every source's comparisons by a dimension in each population, in their order; read once."""
    wanted = list(among)
    if not wanted:
        return []
    found = found_effects(
        store,
        dimension=name,
        role=tuple({one.role for one in wanted}),
        country=tuple({one.country for one in wanted}),
        specification=specification,
        year=year,
    )
    return [
        (population, effects)
        for population in wanted
        for effects in found
        if (effects.role, effects.country) == (population.role, population.country)
    ]


def differences_in(
    compared: Iterable[tuple[Among, Effects]], first: str, second: str | None
) -> list[PayDifference]:
    """As `pay_differences`, from comparisons that were read: for many values of one dimension."""
    chosen: dict[tuple[str, str, str], tuple[Among, Effects]] = {}
    for population, effects in compared:
        if first in effects.values and (second is None or second in effects.values):
            key = (effects.source, effects.basis, effects.pay)
            held = chosen.get(key)
            if held is None or (held[0] == population and _larger(effects, held[1], first)):
                chosen[key] = (population, effects)
    by_pay: dict[str, list[tuple[Among, SourceDifference]]] = defaultdict(list)
    for population, effects in chosen.values():
        by_pay[effects.pay].append((population, source_difference(effects, first, second)))
    return [_together(pay, found) for pay, found in sorted(by_pay.items())]


def comparisons(
    store: Store,
    name: str,
    among: Among,
    specification: str = LIKE_FOR_LIKE,
    year: int | None = None,
) -> list[Effects]:
    """Every source's comparisons by a dimension in one population."""
    return found_effects(
        store,
        dimension=name,
        role=among.role,
        country=among.country,
        specification=specification,
        year=year,
    )


def populations_for(role: str | None, country: str | None) -> list[Among]:
    """Where a difference is looked for: the role there, ML and data roles there, then anywhere."""
    roles = [role] if role in (ML_AND_DATA, ANY) else [role, ML_AND_DATA]
    places = dict.fromkeys([country or ANY, ANY])
    wanted = dict.fromkeys(ML_AND_DATA if one is None else one for one in roles)
    return [Among(one, place) for place in places for one in wanted]


def source_difference(effects: Effects, first: str, second: str | None) -> SourceDifference:
    """What one source tells of two groups; of one and the average where `second` is None."""
    found = effects.effect(first) if second is None else effects.difference(first, second)
    low, high = found.interval
    own = effects.values[first].records
    other = None if second is None else effects.values[second].records
    figure = Figure(share_of(found.log_difference), share_of(low), share_of(high))
    return SourceDifference(
        source=effects.source,
        pay=effects.pay,
        difference=figure,
        probability_higher=found.probability_higher,
        first_records=own,
        second_records=other,
        held_equal=effects.held_equal,
        not_held=effects.not_held,
        evidence=_evidence(effects, min(own, own if other is None else other), figure),
        found=found,
    )


def _larger(one: Effects, other: Effects, value: str) -> bool:
    """More records of the value; of as many, more records to be compared with."""
    sizes = [(each.values[value].records, each.all_records) for each in (one, other)]
    return sizes[0] > sizes[1]


def _counted(sources: Iterable[SourceDifference]) -> tuple[SourceDifference, ...]:
    """Those whose evidence is not weak; all, where each is."""
    listed = tuple(sources)
    return tuple(one for one in listed if one.evidence.reliability != WEAK) or listed


def _together(pay: str, found: list[tuple[Among, SourceDifference]]) -> PayDifference:
    listed = sorted(found, key=lambda pair: -pair[1].first_records)
    combined = combine([one.found for one in _counted(one for _, one in listed)])
    return PayDifference(
        pay=pay,
        among="; ".join(dict.fromkeys(population.label for population, _ in listed)),
        combined=combined_figure(combined),
        between_sources=share_of(combined.between_sd) if combined.sources > 1 else None,
        sources=tuple(one for _, one in listed),
        chance=combined.chance,
    )


def combined_figure(combined: Combined) -> Figure:
    """A combined difference as a share of pay."""
    return Figure(
        share_of(combined.log_difference), share_of(combined.low), share_of(combined.high)
    )


def _evidence(effects: Effects, records: int, figure: Figure) -> Evidence:
    """`records` are those of the smaller group, which limits what can be told."""
    assert figure.low is not None and figure.high is not None
    first, last = effects.years
    equal = ", ".join(label_of(name) for name in effects.held_equal) or "nothing"
    notes = [f"{specifications()[effects.specification].label}; held equal: {equal}"]
    if effects.not_held:
        notes.append("not asked there: " + ", ".join(label_of(name) for name in effects.not_held))
    return Evidence(
        records=records,
        publishers=(card(effects.source).publisher,),
        sources=(effects.source,),
        years=tuple(range(first, last + 1)),
        basis=(effects.basis,),
        pay=effects.pay,
        status="observed",
        reliability=reliability(records, interval_width(figure)),
        rule=DIFFERENCE_RULE,
        notes=tuple(notes),
    )
