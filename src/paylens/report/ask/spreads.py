"""How much pay goes with a fact: how far its values lie apart like for like, source by source."""

from __future__ import annotations

from dataclasses import dataclass

from paylens.collect.source import card
from paylens.harmonise.dimension import dimension
from paylens.market.effects.found import Effects
from paylens.market.effects.spread import Spread, spread
from paylens.market.evidence import Evidence, Figure, reliability
from paylens.market.scope import ANY
from paylens.market.store import Store
from paylens.report.like_for_like import (
    DIFFERENCE_RULE,
    Among,
    compared_among,
    populations_for,
    share_of,
)
from paylens.report.sections import COUNT, SHARE, Section, SectionChart, SectionColumn

# Below this chance of values that are all alike, they are told apart.
TOLD_BELOW = 0.05
# Of fewer values of a list, and of bands, nothing can be said of their spread.
FEWEST_VALUES, FEWEST_BANDS = 4, 3
NONE_SEEN = "less than chance alone"


@dataclass(frozen=True)
class FactSpread:
    """One source's spread of pay between the values of a fact, as a share of pay.

    `share` is how far a typical value lies from the average, like for like; `lowest` and `highest`
    are the values at the ends with their differences from the average.
    """

    dimension: str
    source: str
    pay: str
    among: str
    values: int
    records: int
    share: Figure
    chance: float
    lowest: tuple[str, Figure]
    highest: tuple[str, Figure]
    evidence: Evidence

    @property
    def told(self) -> bool:
        """Whether the values are told apart from all being alike."""
        return self.chance < TOLD_BELOW


def spreads(store: Store, name: str, role: str, country: str) -> list[FactSpread]:
    """Per source and kind of pay the spread in the first population with values enough."""
    places = populations_for(role, None if name == "country" else country)
    among = populations_for(ANY, country) if name == "role" else places
    fewest = FEWEST_BANDS if dimension(name).ordered else FEWEST_VALUES
    held: dict[tuple[str, str], FactSpread] = {}
    for population, effects in compared_among(store, name, among):
        key = (effects.source, effects.pay)
        if key in held or len(effects.values) < fewest:
            continue
        found = spread(effects)
        if found is not None:
            held[key] = _fact(population, effects, found)
    return sorted(held.values(), key=lambda one: -one.records)


def spread_section(title: str, sentence: str, found: list[FactSpread]) -> Section:
    """The spreads, one row each."""
    return Section(
        title=title,
        sentence=sentence,
        columns=(
            SectionColumn("fact", "Fact"),
            SectionColumn("pay", "Pay"),
            SectionColumn("source", "Source"),
            SectionColumn("share", "Typical distance from the average", SHARE),
            SectionColumn("values", "Values", COUNT),
            SectionColumn("lowest", "Lowest"),
            SectionColumn("highest", "Highest"),
            SectionColumn("records", "Records", COUNT),
            SectionColumn("among", "Among"),
        ),
        rows=tuple(
            {
                "fact": dimension(one.dimension).label,
                "pay": one.pay,
                "source": one.source,
                "share": one.share,
                "values": one.values,
                "lowest": one.lowest[0],
                "highest": one.highest[0],
                "records": one.records,
                "among": one.among,
            }
            for one in found
        ),
        chart=SectionChart(value="share", group="fact", series="source", reference=0.0),
        notes=(
            "The distance is the standard deviation between the values' own typical pay, beyond "
            "what the errors of few records would make of equal values; the lowest and highest of "
            "many are at the ends by chance too.",
        ),
    )


def _fact(population: Among, effects: Effects, found: Spread) -> FactSpread:
    ordered = sorted(effects.values, key=lambda value: effects.values[value].log_effect)
    declared = dimension(effects.dimension)
    ends = []
    for value in (ordered[0], ordered[-1]):
        own = effects.effect(value)
        low, high = own.interval
        figure = Figure(share_of(own.log_difference), share_of(low), share_of(high))
        ends.append((declared.value_label(value), figure))
    share = Figure(share_of(found.sd), share_of(found.low), share_of(found.high))
    if found.high == 0:
        share = Figure(None, suppressed=NONE_SEEN)
    return FactSpread(
        dimension=effects.dimension,
        source=effects.source,
        pay=effects.pay,
        among=population.label,
        values=found.values,
        records=effects.all_records,
        share=share,
        chance=found.chance,
        lowest=ends[0],
        highest=ends[1],
        evidence=_evidence(effects, share),
    )


def _evidence(effects: Effects, share: Figure) -> Evidence:
    first, last = effects.years
    return Evidence(
        records=effects.all_records,
        publishers=(card(effects.source).publisher,),
        sources=(effects.source,),
        years=tuple(range(first, last + 1)),
        basis=(effects.basis,),
        pay=effects.pay,
        status="observed",
        reliability=reliability(effects.all_records, (share.high or 0.0) - (share.low or 0.0)),
        rule=DIFFERENCE_RULE,
        notes=(f"spread between values of {dimension(effects.dimension).label.lower()}",),
    )
