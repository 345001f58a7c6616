"""What `trend` shows: the change per year, each year of each series, and the official years."""

from __future__ import annotations

from paylens.market.evidence import Figure
from paylens.report.sections import (
    COUNT,
    DIFFERENCE,
    LINES,
    MONEY,
    YEAR,
    Section,
    SectionChart,
    SectionColumn,
    Value,
)
from paylens.report.trend.series import Trend
from paylens.report.trend.trend import PayTrend

NOMINAL, OFFICIAL = "as paid", "official"


def sections(found: PayTrend) -> tuple[Section, ...]:
    """All that have something to show."""
    every = (_changes(found), _years(found), _official(found))
    return tuple(section for section in every if section.rows)


def label(one: Trend, found: PayTrend) -> str:
    """A series by its source and kind of pay, and its basis where the source has several."""
    bases = {other.basis for other in found.series if other.source == one.source}
    basis = f" {one.basis}" if len(bases) > 1 else ""
    return f"{one.source}{basis}, {one.pay}"


def _span(one: Trend) -> str:
    """The years of a trend, and to which of them prices are known, where not to the last."""
    until = "" if one.real_last in (None, one.last) else f"; prices to {one.real_last}"
    return f"{one.first}–{one.last}{until}"


def _changes(found: PayTrend) -> Section:
    rows: list[dict[str, Value]] = [
        {
            "series": label(one, found),
            "years": _span(one),
            "raw": one.raw,
            "held_fixed": one.held_fixed,
            "real": one.real,
            "reliability": one.evidence.reliability,
        }
        for one in found.series
    ]
    if found.official is not None:
        first, last = found.official.years[0][0], found.official.years[-1][0]
        rows.append(
            {
                "series": OFFICIAL,
                "years": f"{first}–{last}",
                "raw": found.official.yearly,
                "held_fixed": Figure(None, suppressed="its mix changes"),
                "real": found.official.real_yearly,
            }
        )
    return Section(
        title="Change per year",
        sentence="Of the medians as they are, with the mix of people held fixed, and that after "
        "prices: the mean change from one year to the next.",
        columns=(
            SectionColumn("series", "Source, pay"),
            SectionColumn("years", "Years"),
            SectionColumn("raw", "Raw", DIFFERENCE),
            SectionColumn("held_fixed", "Mix fixed", DIFFERENCE),
            SectionColumn("real", "After prices", DIFFERENCE),
            SectionColumn("reliability", "Reliability"),
        ),
        rows=tuple(rows),
        chart=SectionChart(value="held_fixed", group="series", reference=0.0),
    )


def _years(found: PayTrend) -> Section:
    prices = f"In prices of {found.prices_of}" if found.prices_of else "After prices"
    return Section(
        title="Year by year",
        sentence="The median of each year's records, and the pay of the same mix of people in "
        "every year.",
        columns=(
            SectionColumn("series", "Source, pay"),
            SectionColumn("year", "Year", YEAR),
            SectionColumn("median", "Median", MONEY),
            SectionColumn("held_fixed", "Mix fixed", MONEY),
            SectionColumn("real", prices, MONEY),
            SectionColumn("since", "Since before", DIFFERENCE),
            SectionColumn("records", "Records", COUNT),
        ),
        rows=tuple(
            {
                "series": label(one, found),
                "year": year.year,
                "median": year.median,
                "held_fixed": year.held_fixed,
                "real": year.real.value,
                "since": year.since,
                "records": year.records,
            }
            for one in found.series
            for year in one.years
        ),
        chart=SectionChart(
            value="held_fixed", group="year", series="series", kind=LINES, over="year"
        ),
    )


def _official(found: PayTrend) -> Section:
    if found.official is None:
        return Section("Official medians", "", (), ())
    told: list[dict[str, Value]] = [
        {"year": year, "prices": NOMINAL, "median": p50} for year, p50, _ in found.official.years
    ]
    told += [
        {"year": year, "prices": f"in prices of {found.prices_of}", "median": real}
        for year, _, real in found.official.years
        if real is not None
    ]
    return Section(
        title="Official medians",
        sentence=f"{found.official.title}: {found.official.publisher}.",
        columns=(
            SectionColumn("year", "Year", YEAR),
            SectionColumn("prices", "Prices"),
            SectionColumn("median", "Median", MONEY),
        ),
        rows=tuple(told),
        chart=SectionChart(value="median", group="year", series="prices", kind=LINES, over="year"),
    )
