"""`gap`: what women are paid against men, as it is and with two named lists of facts held equal.

There is no one adjusted gap. Less is left of a gap the more of what a job is is held equal, and a
job is partly what inequality leads to: so both lists are named each time, and none is preferred.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

from paylens.errors import NotEnoughData
from paylens.harmonise.dimension import dimension
from paylens.market.effects.found import found_effects
from paylens.market.effects.found_decompositions import FoundDecomposition, found_decompositions
from paylens.market.effects.specification import specifications
from paylens.market.evidence import Evidence, Figure
from paylens.market.scope import ML_AND_DATA
from paylens.market.store import Store
from paylens.report.compare.groups import Group, groups
from paylens.report.compare.values import ComparedValues
from paylens.report.gap_article import ArticleGap, article_gap
from paylens.report.like_for_like import (
    Among,
    PayDifference,
    SourceDifference,
    label_of,
    pay_differences,
    source_difference,
)
from paylens.report.sections import Section, SectionedAnswer
from paylens.report.wording import joined, signed

GENDER, WOMEN, MEN = "gender", "female", "male"
UNADJUSTED, GAP_A, GAP_B = SPECIFICATIONS = ("unadjusted", "gap_a", "gap_b")
NORMAL_95 = 1.959964
# A gap by country, role or year says how it differs from place to place.
CUTS = ("role", "country", "year")
NOTES = (
    "A gap is what women are paid against men, as a share of men's pay: −10 % is a tenth less. "
    "Gaps with facts held equal, and those called typical, are of geometric means.",
    "None of these is the one gap. A holds equal what people bring to work; B also role, level, "
    "employer and industry, which may themselves be outcomes of inequality: who is hired and "
    "promoted, and where. A gap that B does not show is not shown to be fair, and one that A shows "
    "is not shown to be discrimination: people differ in more than anyone asks them.",
    "Taken apart (Oaxaca-Blinder) at men's pay: what goes with other facts is what women's facts "
    "would make of the gap if each were paid as men's is. The two parts multiply to the gap.",
    "Gaps of means and medians are those of Directive (EU) 2023/970, Art. 3, with the sign turned; "
    "there they are of the workers of one employer, here of a source's records.",
)


@dataclass(frozen=True)
class RawGap:
    """One source's medians and means of women and men, USD per year, and the gaps between them."""

    source: str
    basis: str
    pay: str
    women: Figure
    men: Figure
    median_gap: Figure
    mean_gap: Figure
    women_records: int | None
    men_records: int | None


@dataclass(frozen=True)
class Cut:
    """The gap of one role, country or year (`by`), in one source and specification."""

    by: str
    value: str
    label: str
    specification: str
    difference: SourceDifference


@dataclass(frozen=True)
class PayGap(SectionedAnswer):
    """The gender pay gap of a population by source, kind of pay and specification.

    `gaps` are by specification; `apart` the same taken apart; `cuts` by role, country and year.
    """

    sentence: str
    understood: dict[str, str]
    among: str
    gaps: tuple[tuple[str, PayDifference], ...]
    raw: tuple[RawGap, ...]
    apart: tuple[FoundDecomposition, ...]
    cuts: tuple[Cut, ...]
    article: ArticleGap | None
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The three gaps, taken apart, as recorded, who answered, by role, country and year."""
        from paylens.report.gap_sections import sections

        return sections(self)


def gap(
    store: Store, role: str | None, country: str, pay: str | None, year: int | None = None
) -> PayGap:
    """The gap of a role (ML and data roles where None) in a country, in the last five years of
    each source or in one.

    Raises
    ------
    NotEnoughData
        No source has records enough of women and men there, or the market holds no comparisons.
    """
    asked = Among(role or ML_AND_DATA, country)
    among, gaps = _gaps(store, asked, pay, year)
    raw = _raw(store, asked if not gaps else among, pay, year)
    if not gaps and not raw:
        raise NotEnoughData(_too_few(store, asked, pay, year))
    apart = found_decompositions(store, role=among.role, country=among.country, year=year)
    apart = [one for one in apart if pay in (None, one.pay)]
    return PayGap(
        sentence=_sentence(asked, among, gaps, raw, year),
        understood={"among": among.label} | ({"year": str(year)} if year else {}),
        among=among.label,
        gaps=tuple(gaps),
        raw=tuple(raw),
        apart=tuple(apart),
        cuts=tuple(_cuts(store, among, pay, year)) if gaps else (),
        article=article_gap(store, gaps, raw) if _is_the_articles(among, gaps, year) else None,
        evidence=_evidence(gaps, store, asked, pay),
        notes=(*NOTES, *_notes(store, asked, among, gaps, apart)),
    )


def _gaps(
    store: Store, asked: Among, pay: str | None, year: int | None
) -> tuple[Among, list[tuple[str, PayDifference]]]:
    """The population that can be compared, the asked one or ML and data roles; its gaps."""
    wider = [Among(ML_AND_DATA, asked.country)] if _is_among_them(asked.role) else []
    for among in dict.fromkeys([asked, *wider]):
        found = [
            (name, difference)
            for name in SPECIFICATIONS
            for difference in pay_differences(
                store, GENDER, WOMEN, MEN, [among], specification=name, year=year
            )
            if pay in (None, difference.pay)
        ]
        if found:
            return among, found
    return asked, []


def _is_among_them(role: str) -> bool:
    return role in dimension("role").groups[ML_AND_DATA]


def _is_the_articles(among: Among, gaps: list[tuple[str, PayDifference]], year: int | None) -> bool:
    """Whether it is pay that the article's figures could be of: of ML people in the US."""
    return bool(gaps) and among.country == "US" and year is None


def _raw(store: Store, among: Among, pay: str | None, year: int | None) -> list[RawGap]:
    """As the cells have it, in the latest three years of each source, or in one."""
    compared = ComparedValues(GENDER, (WOMEN, MEN), ())
    ml = among.role == ML_AND_DATA
    roles = list(dimension("role").groups[ML_AND_DATA]) if ml else [among.role]
    by_series: dict[tuple[str, str, str], dict[str, Group]] = defaultdict(dict)
    for group in groups(store, compared, roles, among, pay, None if year is None else (year, year)):
        by_series[group.series][group.value] = group
    return [
        _raw_gap(own[WOMEN], own[MEN]) for own in by_series.values() if WOMEN in own and MEN in own
    ]


def _raw_gap(women: Group, men: Group) -> RawGap:
    return RawGap(
        source=women.source,
        basis=women.basis,
        pay=women.pay,
        women=women.figures["p50"],
        men=men.figures["p50"],
        median_gap=ratio(women.figures["p50"], men.figures["p50"]),
        mean_gap=ratio(women.figures["mean"], men.figures["mean"]),
        women_records=women.evidence.records,
        men_records=men.evidence.records,
    )


def ratio(one: Figure, other: Figure) -> Figure:
    """How far one amount lies above another, as a share of it; independent errors in log pay."""
    for figure in (one, other):
        if figure.value is None:
            return Figure(None, suppressed=figure.suppressed)
    log_gap = math.log(_positive(one.value) / _positive(other.value))
    error = math.hypot(_log_error(one), _log_error(other))
    low, high = (math.expm1(log_gap + way * NORMAL_95 * error) for way in (-1, 1))
    return Figure(math.expm1(log_gap), low, high)


def _log_error(figure: Figure) -> float:
    return math.log(_positive(figure.high) / _positive(figure.low)) / (2 * NORMAL_95)


def _positive(amount: float | None) -> float:
    return max(amount or 0.0, 1.0)


def _cuts(store: Store, among: Among, pay: str | None, year: int | None) -> list[Cut]:
    """Other roles there, other countries, and the years, by each specification but B."""
    cuts = []
    for name in (UNADJUSTED, GAP_A):
        for by in CUTS:
            equal = {"role": among.role, "country": among.country, "year": year}
            if by == "year" and year is not None:
                continue
            del equal[by]
            found = found_effects(store, dimension=GENDER, specification=name, **equal)
            for effects in found:
                value = getattr(effects, by)
                if value in (None, "", ML_AND_DATA) or pay not in (None, effects.pay):
                    continue
                if {WOMEN, MEN} <= effects.values.keys():
                    label = str(value) if by == "year" else dimension(by).value_label(value)
                    difference = source_difference(effects, WOMEN, MEN)
                    cuts.append(Cut(by, str(value), label or str(value), name, difference))
    return cuts


def _sentence(
    asked: Among,
    among: Among,
    gaps: list[tuple[str, PayDifference]],
    raw: list[RawGap],
    year: int | None,
) -> str:
    when = f" in {year}" if year else ""
    if not gaps:
        medians = [(one.median_gap, f"{one.source}, {one.pay} pay") for one in raw]
        return (
            f"{asked.label}{when}: women's median pay against men's is {_range(medians)}, nothing "
            "held equal; not enough data to hold anything equal."
        )
    told = {name: _range(_of(gaps, name)) for name in SPECIFICATIONS if _of(gaps, name)}
    parts = [f"women's typical pay against men's is {told[UNADJUSTED]} as it is"]
    if GAP_A in told:
        held = "the same year, experience and education"
        parts.append(f"{told[GAP_A]} at {held} (A)")
    if GAP_B in told:
        parts.append(f"{told[GAP_B]} also at the same role, level, employer and industry (B)")
    held_if = ", each as far as a source asks them" if _lacks(gaps) else ""
    few = "" if among == asked else f" Too few women or men of {asked.label} alone."
    return f"{among.label}{when}: {'; '.join(parts)}{held_if}. None of these is the one gap.{few}"


def _lacks(gaps: list[tuple[str, PayDifference]]) -> bool:
    return any(_not_asked(gaps, name) for name in (GAP_A, GAP_B))


def _of(gaps: list[tuple[str, PayDifference]], name: str) -> list[tuple[Figure, str]]:
    return [
        (source.difference, f"{source.source}, {difference.pay} pay")
        for specification, difference in gaps
        if specification == name
        for source in difference.sources
    ]


def _range(found: list[tuple[Figure, str]]) -> str:
    """One figure with its interval, or the ends of several with whose they are."""
    listed = sorted(found, key=lambda each: each[0].value or 0.0)
    if len(listed) == 1:
        figure, where = listed[0]
        low, high = figure.low or 0.0, figure.high or 0.0
        return f"{signed(figure.value or 0.0)} ({signed(low)} to {signed(high)}; {where})"
    ends = (listed[0], listed[-1])
    first, last = (f"{signed(figure.value or 0.0)} ({where})" for figure, where in ends)
    return f"{first} to {last}"


def _notes(
    store: Store,
    asked: Among,
    among: Among,
    gaps: list[tuple[str, PayDifference]],
    apart: list[FoundDecomposition],
) -> list[str]:
    notes = []
    if among != asked and gaps:
        notes.append(
            f"{asked.label} alone has fewer women or men than may be shown: {among.label}."
        )
    for name in (GAP_A, GAP_B):
        for source, missing in _not_asked(gaps, name).items():
            notes.append(
                f"{specifications()[name].label[0]} in {source}: {joined(missing)} "
                f"{'is' if len(missing) == 1 else 'are'} not asked there and not held equal."
            )
    if any(one.in_brackets for one in apart):
        sources = sorted({one.source for one in apart if one.in_brackets})
        notes.append(f"{joined(sources)}: pay in brackets, by interval regression, no midpoints.")
    if not apart:
        notes.append(
            "This market was built without decompositions: not taken apart, and missing answers "
            "not counted. Build it again: paylens build."
        )
    unasked = [a["source"] for a in store.accounts if not tells_gender(store, a["source"])]
    if unasked:
        notes.append(f"No gender is told in {joined(sorted(unasked))}.")
    return notes


def tells_gender(store: Store, source: str) -> bool:
    """Whether any cell of a source tells of a gender."""
    return bool(store.cells(sources=[source], dimension=GENDER, values=[WOMEN, MEN]))


def _not_asked(gaps: list[tuple[str, PayDifference]], name: str) -> dict[str, list[str]]:
    return {
        source.source: [label_of(each) for each in source.not_held]
        for specification, difference in gaps
        if specification == name
        for source in difference.sources
        if source.not_held
    }


def _evidence(
    gaps: list[tuple[str, PayDifference]], store: Store, asked: Among, pay: str | None
) -> tuple[Evidence, ...]:
    sources = [source for _, difference in gaps for source in difference.sources]
    found = {(s.source, s.pay): s.evidence for s in reversed(sources)}
    if found:
        return tuple(found.values())
    compared = ComparedValues(GENDER, (WOMEN, MEN), ())
    return tuple(g.evidence for g in groups(store, compared, [asked.role], asked, pay))


def _too_few(store: Store, asked: Among, pay: str | None, year: int | None) -> str:
    when = f" in {year}" if year else ""
    kind = f" with {pay} pay" if pay else ""
    floor = store.floor.middle_records
    asking = sorted(a["source"] for a in store.accounts if tells_gender(store, a["source"]))
    return (
        f"not enough data: {asked.label}{when}: no source has {floor} women and {floor} men{kind} "
        f"there. Missing: records that tell a gender; {joined(asking) or 'no source'} "
        f"{'ask' if len(asking) > 1 else 'asks'} it. Leave the year or role out, or take another "
        "country; `tables gender` shows who has records."
    )
