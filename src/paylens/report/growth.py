"""Pay over the years of a working life: the model's curve, the records beside it, what years add.

All of it is a cross-section: people of different experience side by side in the same years, not the
same people followed. What one person's pay does over time no source here knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from paylens.errors import NotEnoughData
from paylens.harmonise.dimension import dimension
from paylens.market.evidence import Evidence, Figure
from paylens.market.store import Store
from paylens.report.like_for_like import WEAK, PayDifference, pay_differences, populations_for
from paylens.report.profile import Profile
from paylens.report.sections import Section, SectionedAnswer
from paylens.report.table_rows import TableCell
from paylens.report.tables import article_tables, growth_between, table
from paylens.report.wording import amount, percent

if TYPE_CHECKING:
    from paylens.report.estimate import Estimate

CURVE_YEARS = (*range(11), 12, 15, 18, 20, 25)
# The article's own steps, and its table of what they add.
STEPS_YEARS = (1, 5, 10, 15, 20)
ARTICLE_TABLE = "growth"
BANDING, STEPS, START = "years", "growth", "under 1 year"
EXPERIENCE = "experience"
NOTES = (
    "A cross-section: people of different experience side by side, not the same people followed. "
    "Those with 20 years today began in another market.",
    "The model's curve is not allowed to fall with years; what the records show may. Beyond the "
    "years that a source asks, the curve stays level.",
)


@dataclass(frozen=True)
class YearsOfPay:
    """The estimate for so many years of experience; figures per year in the answer's currency."""

    experience_years: int
    median: Figure
    p25: Figure
    p75: Figure
    reliability: str


@dataclass(frozen=True)
class AsReported:
    """What one source would report for so many years of experience, USD per year."""

    source: str
    basis: str
    experience_years: int
    p25: float
    p50: float
    p75: float


@dataclass(frozen=True)
class ObservedPay:
    """One source's median of one band of experience, USD per year."""

    source: str
    pay: str
    band: str
    median: Figure
    records: int | None
    reliability: str


@dataclass(frozen=True)
class Step:
    """What so many years add to pay at the start, USD per year.

    `modelled` is the curve's; `observed` a source's, of mean pay; `article` the published figure
    and `verdict` what the sources say of it.
    """

    experience_years: int
    modelled: float
    modelled_share: float
    observed: tuple[tuple[str, Figure], ...]
    article: float | None
    verdict: str | None


@dataclass(frozen=True)
class Growth(SectionedAnswer):
    """Pay over 0 to 25 years for a profile, and what the years add."""

    sentence: str
    understood: dict[str, str]
    year: int
    curve: tuple[YearsOfPay, ...]
    as_reported: tuple[AsReported, ...]
    observed: tuple[ObservedPay, ...]
    like_for_like: tuple[tuple[str, PayDifference], ...]
    steps: tuple[Step, ...]
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The curve, the records, like for like, and what the years add."""
        from paylens.report.growth_sections import sections

        return sections(self)


def growth(
    store: Store, profile: Profile, estimate: Callable[..., Estimate], pay: str, **facts: Any
) -> Growth:
    """The growth of pay for `facts` in people's words, which `profile` holds understood.

    `estimate` answers for facts and years of experience, as `Market.estimate`.

    Raises
    ------
    NotEnoughData
        No source of that pay for the role and country, as for an estimate.
    """
    answers = {
        years: estimate(**facts, pay=pay, experience=years, currency="USD") for years in CURVE_YEARS
    }
    curve = tuple(_point(years, answer) for years, answer in answers.items())
    first = answers[0]
    like = _like_for_like(store, profile, pay)
    return Growth(
        sentence=_sentence(profile, pay, curve, answers),
        understood=profile.understood,
        year=first.year,
        curve=curve,
        as_reported=tuple(_as_reported(answers)),
        observed=_observed(store, profile, pay),
        like_for_like=like,
        steps=_steps(store, profile, curve, pay),
        evidence=(answers[10].evidence, *_sources_of(like)),
        notes=(*NOTES, *_facts_notes(first)),
    )


def _point(years: int, answer: Estimate) -> YearsOfPay:
    figures = answer.figures
    return YearsOfPay(
        years, figures["p50"], figures["p25"], figures["p75"], answer.evidence.reliability
    )


def _as_reported(answers: dict[int, Estimate]) -> Iterator[AsReported]:
    """Source by source, at the steps and both ends of the curve."""
    listed = dict.fromkeys(
        (one.source, one.basis) for answer in answers.values() for one in answer.sources
    )
    for source, basis in listed:
        for years in (0, *STEPS_YEARS, CURVE_YEARS[-1]):
            for one in answers[years].sources:
                if (one.source, one.basis) == (source, basis):
                    yield AsReported(
                        source,
                        basis,
                        years,
                        one.estimated_p25,
                        one.estimated_p50,
                        one.estimated_p75,
                    )


def _facts_notes(answer: Estimate) -> list[str]:
    """Which sources know levels and no years, and which facts were not used."""
    told = ("years were turned into levels", "not used")
    return [note for note in answer.notes if any(words in note for words in told)]


def _observed(store: Store, profile: Profile, pay: str) -> tuple[ObservedPay, ...]:
    """Medians by bands of years; empty where no source has the bands of enough records."""
    try:
        found = table(
            store, EXPERIENCE, role=profile.role, country=profile.country, pay=pay, banding=BANDING
        )
    except NotEnoughData:
        return ()
    return tuple(
        ObservedPay(
            source=cell.source,
            pay=cell.pay,
            band=row.label,
            median=cell.statistics.figures["p50"],
            records=cell.statistics.evidence.records,
            reliability=cell.statistics.evidence.reliability,
        )
        for row in found.rows
        for cell in row.cells
        if cell.statistics.figures["p50"].value is not None
    )


def _like_for_like(
    store: Store, profile: Profile, pay: str
) -> tuple[tuple[str, PayDifference], ...]:
    """Each band of years against the first, per source and combined."""
    first, *others = dimension(EXPERIENCE).bandings[BANDING]
    among = populations_for(profile.role, profile.country)
    return tuple(
        (band, found)
        for band in others
        for found in pay_differences(store, EXPERIENCE, band, first, among)
        if found.pay == pay
    )


def _steps(
    store: Store, profile: Profile, curve: tuple[YearsOfPay, ...], pay: str
) -> tuple[Step, ...]:
    start = curve[0].median.value or 0.0
    published = {row.value: row for row in article_tables(store, [ARTICLE_TABLE])[0].rows}
    own = _added(store, profile, pay)
    steps = []
    for years in STEPS_YEARS:
        reached = next(point for point in curve if point.experience_years == years)
        added = (reached.median.value or 0.0) - start
        row = published.get(f"year {years}")
        steps.append(
            Step(
                experience_years=years,
                modelled=added,
                modelled_share=added / start,
                observed=own.get(f"year {years}", ()),
                article=row.article.amount if row and row.article else None,
                verdict=row.verdict if row else None,
            )
        )
    return tuple(steps)


def _added(store: Store, profile: Profile, pay: str) -> dict[str, tuple[tuple[str, Figure], ...]]:
    """By value of the article's steps, what they add to the mean of those under one year."""
    try:
        found = table(
            store, EXPERIENCE, role=profile.role, country=profile.country, pay=pay, banding=STEPS
        )
    except NotEnoughData:
        return {}
    start = {cell.source: cell for row in found.rows if row.value == START for cell in row.cells}
    return {
        row.value: tuple(
            (cell.source, growth_between(cell.statistics, start[cell.source].statistics))
            for cell in row.cells
            if row.value != START
            and cell.source in start
            and _shown(cell)
            and _shown(start[cell.source])
        )
        for row in found.rows
    }


def _shown(cell: TableCell) -> bool:
    return cell.statistics.figures["mean"].value is not None


def _sources_of(like: tuple[tuple[str, PayDifference], ...]) -> list[Evidence]:
    """One line of evidence per source that tells of years, of its widest comparison."""
    found: dict[str, Evidence] = {}
    for _, difference in like:
        for source in difference.sources:
            held = found.get(source.source)
            if held is None or (held.records or 0) < (source.evidence.records or 0):
                found[source.source] = source.evidence
    return list(found.values())


def _sentence(
    profile: Profile, pay: str, curve: tuple[YearsOfPay, ...], answers: dict[int, Estimate]
) -> str:
    at = {point.experience_years: point.median.value or 0.0 for point in curve}
    role = dimension("role").value_label(str(profile.role))
    country = dimension("country").value_label(str(profile.country))
    unsaid = ("role", "country", *profile.unused)
    extra = [text for name, text in profile.understood.items() if name not in unsaid]
    of_whom = f" ({'; '.join(extra)})" if extra else ""
    ten = answers[10]
    guess = "" if any(one.years for one in ten.sources) else "A guess, without records: "
    weak = ", on weak evidence" if not guess and ten.evidence.reliability == WEAK else ""
    return (
        f"{guess}{role}, {country}{of_whom}: the median {pay} pay is {amount(at[0])} at the start, "
        f"{percent(at[10] / at[0] - 1)} more with ten years ({amount(at[10])}) and "
        f"{percent(at[20] / at[0] - 1)} more with twenty ({amount(at[20])}), as of "
        f"{ten.year}{weak}; other people each time, not one person's rise."
    )
