"""What `compare` shows: like for like, the groups side by side, and who earns more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from paylens.report.compare.compare import LikeForLike, PayComparison, Raw
from paylens.report.compare.groups import Series
from paylens.report.like_for_like import label_of
from paylens.report.sections import (
    COUNT,
    DIFFERENCE,
    MONEY,
    SHARE,
    Section,
    SectionChart,
    SectionColumn,
    Value,
)
from paylens.report.wording import joined

COMBINED = "all together"
WHERE = SectionColumn("where", "Source, pay")


def sections(found: PayComparison) -> tuple[Section, ...]:
    """All that have something to show."""
    every = [_groups(found)]
    every += [_raw(found)] if found.raw else []
    every = [_like_for_like(found), *every] if found.like_for_like else every
    return tuple(section for section in every if section.rows)


def _like_for_like(found: PayComparison) -> Section:
    pairs = _Pairs.of(found.like_for_like)
    return Section(
        title="Like for like",
        sentence=f"How much more {pairs.first} has than {pairs.second} among people otherwise "
        f"alike: within each source, then together. Held equal, as far as a source asks it: "
        f"{_held_equal(found)}. The chance is that a random one of the first earns more.",
        columns=(
            *pairs.columns,
            WHERE,
            SectionColumn("difference", "Difference", DIFFERENCE),
            SectionColumn("higher", "Earns more", SHARE),
            SectionColumn("records", "Records", COUNT),
            SectionColumn("against", "Against", COUNT),
            SectionColumn("reliability", "Reliability"),
        ),
        rows=tuple(row for each in found.like_for_like for row in _rows(each, pairs)),
        chart=pairs.chart("difference", 0.0),
    )


def _held_equal(found: PayComparison) -> str:
    every = [
        label_of(name)
        for each in found.like_for_like
        for source in each.difference.sources
        for name in source.held_equal
    ]
    return joined(list(dict.fromkeys(every))) or "nothing"


def _rows(each: LikeForLike, pairs: _Pairs) -> list[dict[str, Value]]:
    difference = each.difference
    pair = pairs.label(each)
    ways = Counter(one.source for one in difference.sources)
    rows: list[dict[str, Value]] = [
        {
            "pair": pair,
            "where": where(
                one.source, one.evidence.basis[0] if ways[one.source] > 1 else "", one.pay
            ),
            "difference": one.difference,
            "higher": one.probability_higher,
            "records": one.first_records,
            "against": one.second_records,
            "reliability": one.evidence.reliability,
        }
        for one in difference.sources
    ]
    if len(rows) > 1:
        together = where(COMBINED, "", difference.pay)
        rows.append({"pair": pair, "where": together, "difference": difference.combined})
    return rows


def where(source: str, basis: str, pay: str) -> str:
    """A source with its basis, where that is needed, and its kind of pay."""
    return f"{' '.join(filter(None, (source, basis)))}, {pay}"


@dataclass(frozen=True)
class _Pairs:
    """How the pairs of a section are named: by what is not the same in all of them."""

    firsts: tuple[str, ...]
    seconds: tuple[str, ...]

    @classmethod
    def of(cls, each: Sequence[LikeForLike | Raw]) -> _Pairs:
        """The pairs of some rows."""
        firsts = dict.fromkeys(one.first for one in each)
        return cls(tuple(firsts), tuple(dict.fromkeys(one.second for one in each)))

    @property
    def first(self) -> str:
        """The first of all pairs in words."""
        return self.firsts[0] if len(self.firsts) == 1 else "the first"

    @property
    def second(self) -> str:
        """The second of all pairs in words."""
        return self.seconds[0] if len(self.seconds) == 1 else "the second"

    @property
    def columns(self) -> tuple[SectionColumn, ...]:
        """The column that names a row's pair; none where there is one pair alone."""
        if len(self.firsts) == len(self.seconds) == 1:
            return ()
        if len(self.firsts) == 1:
            return (SectionColumn("pair", "Against"),)
        return (SectionColumn("pair", "Who" if len(self.seconds) == 1 else "Who : against"),)

    def label(self, each: LikeForLike | Raw) -> str:
        """A pair's name."""
        if len(self.firsts) == 1:
            return each.second
        return each.first if len(self.seconds) == 1 else f"{each.first} : {each.second}"

    def chart(self, value: str, reference: float) -> SectionChart:
        """Lanes by pair, coloured by source; by source alone where there is one pair."""
        if not self.columns:
            return SectionChart(value=value, group="where", reference=reference)
        return SectionChart(value=value, group="pair", series="where", reference=reference)


def _bases(found: PayComparison) -> dict[Series, str]:
    """The basis of the series whose source has several."""
    known = {(group.source, group.basis) for group in found.groups}
    counts = Counter(source for source, _ in known)
    return {g.series: g.basis for g in found.groups if counts[g.source] > 1}


def _groups(found: PayComparison) -> Section:
    bases = _bases(found)
    return Section(
        title="Side by side",
        sentence="What each is paid as the records have it, by source, in its latest three years.",
        columns=(
            WHERE,
            SectionColumn("label", "Who"),
            SectionColumn("p25", "p25", MONEY),
            SectionColumn("p50", "Median", MONEY),
            SectionColumn("p75", "p75", MONEY),
            SectionColumn("records", "Records", COUNT),
            SectionColumn("reliability", "Reliability"),
        ),
        rows=tuple(
            {
                "where": where(group.source, bases.get(group.series, ""), group.pay),
                "label": group.label,
                "p25": group.figures["p25"],
                "p50": group.figures["p50"],
                "p75": group.figures["p75"],
                "records": group.evidence.records,
                "reliability": group.evidence.reliability,
            }
            for group in found.groups
        ),
        chart=SectionChart(value="p50", group="where", series="label"),
    )


def _raw(found: PayComparison) -> Section:
    pairs, bases = _Pairs.of(found.raw), _bases(found)
    return Section(
        title="Who earns more, as the records are",
        sentence=f"How far the median of {pairs.first} lies from that of {pairs.second}, and how "
        "often a random one of the first earns more than a random one of the second in the same "
        "year: their experience, schooling and employers as they are.",
        columns=(
            *pairs.columns,
            WHERE,
            SectionColumn("difference", "Median", DIFFERENCE),
            SectionColumn("higher", "Earns more", SHARE),
        ),
        rows=tuple(
            {
                "pair": pairs.label(each),
                "where": where(
                    each.source, bases.get((each.source, each.basis, each.pay), ""), each.pay
                ),
                "difference": each.difference,
                "higher": each.higher,
            }
            for each in found.raw
        ),
        chart=pairs.chart("higher", 0.5),
    )
