"""What pay is made of: base, bonus and equity, their shares of the whole, and benefits beside them.

Means of parts add up to the mean of the whole, percentiles of parts do not, and are never added
here. A market keeps each part by itself, so that how they go together is not known: a share's
interval is the widest that any correlation of the parts allows (first-order error propagation,
Ku 1966, Journal of Research of the National Bureau of Standards 70C, 263-273).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from paylens.errors import NotEnoughData
from paylens.harmonise.dimension import dimension
from paylens.market.evidence import Evidence, Figure
from paylens.market.statistics import TOO_FEW, PayStatistics, pay_statistics
from paylens.market.store import Cell, Store
from paylens.report.benefits import Benefit, benefits, benefits_section
from paylens.report.cell_years import within, years_of
from paylens.report.component_sections import parts_section
from paylens.report.profile import Profile
from paylens.report.sections import Section, SectionedAnswer

PARTS = ("base", "bonus", "equity")
MOST_EMPLOYERS = 10
# Records of two parts may differ by this share and still be of the same people.
SAME_PEOPLE = 0.02
NOTES = (
    "Shares are those of the means: the mean of a part by the mean of the whole. A typical "
    "person's share differs, as few get most of the equity.",
    "Percentiles of parts are never added: who is in the middle by bonus is not who is in the "
    "middle by base.",
    "The interval of a share allows for any way in which the parts go together, so it is wider "
    "than if records could be looked at one by one.",
    "Equity is its grant's value per year as people reported it; what shares were worth when "
    "they were sold is not known.",
)


@dataclass(frozen=True)
class PartOfPay:
    """One part of one group's pay in one source.

    `mean` and `median` are USD per year, of everyone, those who get none included; `share` is the
    part of the group's mean pay, `without` the share of records that get none of it: not shown
    where fewer than the publishing floor do, or fewer get any.
    """

    source: str
    group: str
    part: str
    mean: Figure
    median: Figure
    share: Figure
    without: Figure
    records: int | None
    note: str


@dataclass(frozen=True)
class Components(SectionedAnswer):
    """The parts of pay of a role and country, by source, level and employer; and benefits."""

    sentence: str
    understood: dict[str, str]
    main_source: str
    parts: tuple[PartOfPay, ...]
    by_level: tuple[PartOfPay, ...]
    by_employer: tuple[PartOfPay, ...]
    benefits: tuple[Benefit, ...]
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """By source, by level, by employer, and what else is offered."""
        of = f"In {self.main_source}, the source that knows most parts."
        return (
            parts_section("Base, bonus and equity", "Each source by itself.", self.parts, "source"),
            parts_section("By level", of, self.by_level, "level"),
            parts_section(
                "By employer", f"{of} Those with most records.", self.by_employer, "employer"
            ),
            benefits_section(self.benefits),
        )


def components(store: Store, profile: Profile, years: str | None = None) -> Components:
    """The parts of pay of a profile's role and country.

    Raises
    ------
    InvalidValue
        Words that name no years.
    NotEnoughData
        No source knows base and another part of enough records.
    """
    asked = years_of(years)
    role, country = str(profile.role), str(profile.country)
    found = store.cells(
        pay=[*PARTS], roles=[role], countries=[country], dimension=["", "level", "employer"]
    )
    by_source: dict[str, list[Cell]] = defaultdict(list)
    for cell in found:
        by_source[cell.source].append(cell)
    held = {source: within(cells, asked) for source, cells in sorted(by_source.items())}
    alone = {source: [c for c in cells if c.dimension == ""] for source, cells in held.items()}
    parts = {source: _parts(source, source, cells, store) for source, cells in alone.items()}
    known = {source: found for source, found in parts.items() if len(found) > 1}
    if not known:
        raise NotEnoughData(
            "not enough data: no source knows base pay and a bonus or equity of "
            f"{store.floor.middle_records} records of "
            f"{dimension('role').value_label(role)}, {dimension('country').value_label(country)}, "
            "in these years. Missing: reports that tell the parts apart. Ask of the US, or of "
            "another role."
        )
    main = max(known, key=lambda source: (len(known[source]), known[source][0].records or 0))
    levels = [value for value in dimension("level").values]
    own = held[main]
    return Components(
        sentence=_sentence(profile, known[main], _years(own)),
        understood=profile.understood | {"years": _years(own)},
        main_source=main,
        parts=tuple(part for found in known.values() for part in found),
        by_level=tuple(_by_value(main, own, "level", levels, store)),
        by_employer=tuple(_by_value(main, own, "employer", _largest(own), store)),
        benefits=tuple(benefits(store, profile, asked, known)),
        evidence=tuple(_evidence(alone[source], store) for source in known),
        notes=NOTES,
    )


def share_of(part: Figure, others: Sequence[Figure]) -> Figure:
    """A part's share of the whole, with the widest interval that correlations allow.

    With p the part, o the sum of the others and t the whole, the share's error is
    (o · error of p + p · error of o) / t² at most.
    """
    if part.value is None or any(other.value is None for other in others):
        return Figure(None, suppressed=part.suppressed or others[0].suppressed)
    rest = sum(other.value or 0.0 for other in others)
    whole = part.value + rest
    error_of_rest = sum(_half_width(other) for other in others)
    error = (rest * _half_width(part) + part.value * error_of_rest) / whole**2
    share = part.value / whole
    return Figure(share, max(share - error, 0.0), min(share + error, 1.0))


def _half_width(figure: Figure) -> float:
    """Half of a mean's 95 % interval; the upper half, as the lower one may be cut at the grid."""
    assert figure.value is not None
    return 0.0 if figure.high is None else figure.high - figure.value


def _parts(
    source: str, group: str, cells: Iterable[Cell], store: Store, *, one_employer: bool = False
) -> list[PartOfPay]:
    """The parts of one group's pay that are of the same people as its base pay."""
    by_kind: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_kind[cell.pay].append(cell)
    found = {kind: pay_statistics(by_kind[kind], store.floor) for kind in PARTS}
    known = {kind: each for kind, each in found.items() if each is not None}
    base = known.get("base")
    if base is None:
        return []
    same = {kind: each for kind, each in known.items() if _same_people(base, each)}
    means = {kind: each.figures["mean"] for kind, each in same.items()}
    return [
        PartOfPay(
            source=source,
            group=group,
            part=kind,
            mean=means[kind],
            median=each.figures["p50"],
            share=share_of(means[kind], [m for other, m in means.items() if other != kind]),
            without=_without(each, store),
            records=each.evidence.records,
            note="" if one_employer else "; ".join(each.evidence.notes),
        )
        for kind, each in same.items()
    ]


def _same_people(base: PayStatistics, part: PayStatistics) -> bool:
    records, others = base.evidence.records, part.evidence.records
    if records is None or others is None:
        return records is others
    return math.isclose(records, others, rel_tol=SAME_PEOPLE)


def _without(part: PayStatistics, store: Store) -> Figure:
    """The share of records that get nothing: only a part of nothing is in the grid's first bin."""
    if part.evidence.pay == "base" or part.distribution is None:
        return Figure(None)
    share, records = float(part.distribution.density[0]), part.distribution.records
    fewest = min(round(share * records), round((1 - share) * records))
    if fewest < store.floor.middle_records:
        return Figure(None, suppressed=TOO_FEW)
    return Figure(share)


def _by_value(
    source: str, cells: Sequence[Cell], name: str, values: Sequence[str], store: Store
) -> list[PartOfPay]:
    declared = dimension(name)
    found = []
    for value in values:
        own = [cell for cell in cells if cell.dimension == name and cell.value == value]
        if own:
            label, one = declared.value_label(value), name == "employer"
            found += _parts(source, label, own, store, one_employer=one)
    return found


def _largest(cells: Sequence[Cell]) -> list[str]:
    """The employers with the most records of base pay."""
    records: dict[str, int] = defaultdict(int)
    for cell in cells:
        if cell.dimension == "employer" and cell.pay == "base":
            records[cell.value] += cell.distribution.records
    return sorted(records, key=lambda value: (-records[value], value))[:MOST_EMPLOYERS]


def _years(cells: Sequence[Cell]) -> str:
    years = sorted({cell.year for cell in cells})
    return str(years[0]) if years[0] == years[-1] else f"{years[0]}–{years[-1]}"


def _evidence(cells: Sequence[Cell], store: Store) -> Evidence:
    found = pay_statistics([cell for cell in cells if cell.pay == "base"], store.floor)
    assert found is not None
    return found.evidence


def _sentence(profile: Profile, parts: Sequence[PartOfPay], years: str) -> str:
    who = ", ".join(
        dimension(name).value_label(str(profile.facts[name])) for name in ("role", "country")
    )
    shares = [
        f"{part.part} is {part.share.value:.0%}" for part in parts if part.share.value is not None
    ]
    whole = sum(part.mean.value or 0.0 for part in parts)
    if not shares:
        return f"{who}: what pay is made of may not be shown of so few records."
    return (
        f"{who}: of a mean pay of ${whole:,.0f} in {parts[0].source} ({years}), "
        f"{', '.join(shares[:-1])} and {shares[-1]}."
    )
