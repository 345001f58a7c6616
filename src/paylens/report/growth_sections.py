"""What `growth` shows: the curve, the records beside it, like for like, and what the years add."""

from __future__ import annotations

from collections import Counter

from paylens.market.evidence import Figure
from paylens.report.growth import Growth
from paylens.report.like_for_like import PayDifference, label_of
from paylens.report.sections import (
    COUNT,
    DIFFERENCE,
    LINES,
    MONEY,
    Section,
    SectionChart,
    SectionColumn,
    Value,
)

YEARS = SectionColumn("experience_years", "Years", COUNT)


def sections(found: Growth) -> tuple[Section, ...]:
    """All that have something to show."""
    every = (
        _curve(found),
        _as_reported(found),
        _steps(found),
        _observed(found),
        _like_for_like(found),
    )
    return tuple(section for section in every if section.rows)


def _curve(found: Growth) -> Section:
    return Section(
        title="Over the years",
        sentence="What the market answers for each number of years; the band is the interval of "
        "the median.",
        columns=(
            YEARS,
            SectionColumn("p25", "A quarter is below", MONEY),
            SectionColumn("median", "Median", MONEY),
            SectionColumn("p75", "A quarter is above", MONEY),
            SectionColumn("reliability", "Reliability"),
        ),
        rows=tuple(
            {
                "experience_years": point.experience_years,
                "p25": point.p25.value,
                "median": point.median,
                "p75": point.p75.value,
                "reliability": point.reliability,
            }
            for point in found.curve
        ),
        chart=SectionChart(
            value="median", group="experience_years", kind=LINES, over="experience_years"
        ),
    )


def _as_reported(found: Growth) -> Section:
    """Only of several sources: one alone is the curve itself."""
    sources = {(each.source, each.basis) for each in found.as_reported}
    several = Counter(source for source, _ in sources)
    return Section(
        title="As each source would report it",
        sentence="The same years as each source is read for them, moved to one year; the market's "
        "curve is the mixture of these. A source that knows levels and no years is read through "
        "the levels that such years have elsewhere.",
        columns=(
            SectionColumn("source", "Source"),
            YEARS,
            SectionColumn("p25", "A quarter is below", MONEY),
            SectionColumn("p50", "Median", MONEY),
            SectionColumn("p75", "A quarter is above", MONEY),
        ),
        rows=tuple(
            {
                "source": each.source
                if several[each.source] == 1
                else f"{each.source} {each.basis}",
                "experience_years": each.experience_years,
                "p25": each.p25,
                "p50": each.p50,
                "p75": each.p75,
            }
            for each in found.as_reported
            if len(sources) > 1
        ),
        chart=SectionChart(
            value="p50",
            group="experience_years",
            series="source",
            kind=LINES,
            over="experience_years",
        ),
    )


def _steps(found: Growth) -> Section:
    sources = list(dict.fromkeys(source for step in found.steps for source, _ in step.observed))
    return Section(
        title="What the years add",
        sentence="To pay at the start: the curve's median, the records' means, and the article's "
        "table 9 with what the US records say of it.",
        columns=(
            YEARS,
            SectionColumn("modelled", "Curve", MONEY),
            SectionColumn("modelled_share", "Curve, share", DIFFERENCE),
            *(SectionColumn(source, f"Records: {source}", MONEY) for source in sources),
            SectionColumn("article", "Article", MONEY),
            SectionColumn("verdict", "Article is"),
        ),
        rows=tuple(
            {
                "experience_years": step.experience_years,
                "modelled": step.modelled,
                "modelled_share": step.modelled_share,
                **dict(step.observed),
                "article": step.article,
                "verdict": step.verdict,
            }
            for step in found.steps
        ),
    )


def _observed(found: Growth) -> Section:
    return Section(
        title="What the records show",
        sentence="Medians by years of experience, each source by itself, of the latest three years "
        "of it.",
        columns=(
            SectionColumn("band", "Experience"),
            SectionColumn("source", "Source"),
            SectionColumn("median", "Median", MONEY),
            SectionColumn("records", "Records", COUNT),
            SectionColumn("reliability", "Reliability"),
        ),
        rows=tuple(
            {
                "band": each.band,
                "source": each.source,
                "median": each.median,
                "records": each.records,
                "reliability": each.reliability,
            }
            for each in found.observed
        ),
        chart=SectionChart(value="median", group="band", series="source"),
    )


def _like_for_like(found: Growth) -> Section:
    equal = sorted(
        {
            label_of(name)
            for _, difference in found.like_for_like
            for source in difference.sources
            for name in source.held_equal
        }
    )
    return Section(
        title="Like for like",
        sentence="More than those with up to two years, among people otherwise alike: "
        f"{', '.join(equal)} held equal as far as each source asks them.",
        columns=(
            SectionColumn("band", "Experience"),
            SectionColumn("source", "Source"),
            SectionColumn("difference", "Difference", DIFFERENCE),
            SectionColumn("records", "Records", COUNT),
            SectionColumn("among", "Among"),
        ),
        rows=tuple(row for band, each in found.like_for_like for row in _rows(band, each)),
        chart=SectionChart(value="difference", group="band", series="source", reference=0.0),
    )


def _rows(band: str, found: PayDifference) -> list[dict[str, Value]]:
    """A row per source, and one of what several have in common."""
    each = [(one.source, one.difference, one.first_records) for one in found.sources]
    listed: list[tuple[str, Figure, int | None]] = [*each]
    if len(each) > 1:
        listed.append(("combined", found.combined, None))
    return [
        {
            "band": band,
            "source": source,
            "difference": difference,
            "records": records,
            "among": found.among,
        }
        for source, difference, records in listed
    ]
