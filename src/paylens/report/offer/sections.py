"""What the answer about offers shows, as tables."""

from __future__ import annotations

from paylens.market.evidence import Figure
from paylens.report.offer.break_even import FROM, GROWTH
from paylens.report.offer.judging import OfferAnswer
from paylens.report.offer.schema import YEARS
from paylens.report.offer.verdicts import total_below_base
from paylens.report.second_source import second_sources_section
from paylens.report.sections import (
    LINES,
    MONEY,
    SHARE,
    YEAR,
    Section,
    SectionChart,
    SectionColumn,
    Value,
)
from paylens.report.wording import percent

OFFER, PART = SectionColumn("offer", "Offer"), SectionColumn("component", "Part")


def sections(found: OfferAnswer) -> tuple[Section, ...]:
    """All that have something to show."""
    every = [
        _verdicts(found),
        _market(found),
        _years(found),
        _side_by_side(found),
        _must_hold(found),
        _figures(found),
        _closing(found),
        _conventions(found),
        _citations(found),
        second_sources_section(found.second_sources, SECOND_SOURCES),
    ]
    return (*[section for section in every if section.rows], *_letters(found))


def _verdicts(found: OfferAnswer) -> Section:
    return Section(
        title="Verdicts",
        sentence="Each part beside the market's pay of that same part, per year.",
        columns=(
            OFFER,
            PART,
            SectionColumn("amount", "Offered", MONEY),
            SectionColumn("verdict", "Verdict"),
            SectionColumn("sure", "Sure", SHARE),
            SectionColumn("place", "Pay below it", SHARE),
        ),
        rows=tuple(
            {
                "offer": one.offer.name,
                "component": verdict.component,
                "amount": verdict.amount,
                "verdict": verdict.verdict,
                "sure": verdict.probability,
                "place": verdict.percentile,
            }
            for one in found.offers
            for verdict in one.verdicts
        ),
        chart=SectionChart(value="place", group="offer", series="component", reference=0.5),
        notes=(f"Rule: {found.rule}.",),
    )


def _market(found: OfferAnswer) -> Section:
    return Section(
        title="What each part is beside",
        sentence="The market's pay of that part, per year, in the order of the verdicts.",
        columns=(
            OFFER,
            PART,
            SectionColumn("p25", "p25", MONEY),
            SectionColumn("p50", "Median", MONEY),
            SectionColumn("p75", "p75", MONEY),
            SectionColumn("beside", "Of"),
        ),
        rows=tuple(
            {
                "offer": one.offer.name,
                "component": verdict.component,
                "p25": _plain(verdict.p25),
                "p50": _plain(verdict.p50),
                "p75": _plain(verdict.p75),
                "beside": ", ".join(
                    part for part in (verdict.compared_with, verdict.year, *verdict.sources) if part
                ),
            }
            for one in found.offers
            for verdict in one.verdicts
        ),
        notes=tuple(
            f"{one.offer.name}: {said}."
            for one in found.offers
            if (said := total_below_base(one.verdicts))
        ),
    )


def _plain(figure: Figure) -> Figure:
    """Without its interval: the table has no room for one of each percentile."""
    return Figure(figure.value, suppressed=figure.suppressed)


def _years(found: OfferAnswer) -> Section:
    parts = ("base", "bonus", "equity", "sign_on", "benefits", "total")
    labels = ("Base", "Bonus", "Equity", "Sign-on", "Benefits", "Total")
    return Section(
        title="Year by year",
        sentence="Bonus and equity are expected values, under your own assumptions.",
        columns=(
            OFFER,
            SectionColumn("year", "Year", YEAR),
            *(SectionColumn(p, label, MONEY) for p, label in zip(parts, labels, strict=True)),
        ),
        rows=tuple(
            {
                "offer": summary.offer,
                "year": year.year,
                **{part: getattr(year, part) for part in parts},
            }
            for summary in found.summaries
            for year in summary.years
        ),
        chart=SectionChart(value="total", group="offer", series="offer", kind=LINES, over="year"),
    )


def _side_by_side(found: OfferAnswer) -> Section:
    international = any(each.international is not None for each in found.summaries)
    more = (SectionColumn("international", "A year, Int$"),) if international else ()
    return Section(
        title="Side by side",
        sentence=f"{YEARS} years as told.",
        columns=(
            OFFER,
            SectionColumn("total", f"{YEARS} years", MONEY),
            SectionColumn("per_year", "Mean year", MONEY),
            SectionColumn("certain", "Certain", MONEY),
            SectionColumn("equity_share", "Equity", SHARE),
            SectionColumn("per_hour", "Per hour", MONEY),
            SectionColumn("after_one_year", "Kept after a year", MONEY),
            *more,
        ),
        rows=tuple(
            {
                "offer": each.offer,
                "total": each.total,
                "per_year": each.per_year,
                "certain": each.certain,
                "equity_share": each.equity_share,
                "per_hour": each.per_hour,
                "after_one_year": each.after_one_year,
                **({"international": _international(each.international)} if more else {}),
            }
            for each in found.summaries
        ),
        notes=SIDE_NOTES,
    )


SECOND_SOURCES = "Some of the evidence is weak or no better than fair: ask one of these as well."
SIDE_NOTES = (
    "Certain: base, sign-on and benefits, which depend on no bonus and no share price.",
    "Kept after a year: shares that have vested and sign-on that need not be given back, for who "
    "leaves then.",
)


def _international(amount: float | None) -> str | None:
    """Another unit than the answer's currency, so written here."""
    return None if amount is None else f"{amount:,.0f}"


def _must_hold(found: OfferAnswer) -> Section:
    rows: list[dict[str, Value]] = []
    for each in found.break_evens:
        unit = "a year" if each.lever == GROWTH else "of the target"
        needed = f"{percent(each.needed or 0.0)} {unit} or more"
        rows.append(
            {
                "offer": each.offer,
                "against": each.against,
                "lever": each.lever,
                "told": f"{percent(each.told)} {unit}".replace("-", "−"),
                "needed": (needed if each.holds == FROM else each.holds).replace("-", "−"),
            }
        )
    return Section(
        title="What must hold",
        sentence=f"What makes an offer worth as much as the best over {YEARS} years, and keeps "
        "that ahead of the next; all else as told.",
        columns=(
            OFFER,
            SectionColumn("against", "Beats"),
            SectionColumn("lever", "If its"),
            SectionColumn("needed", "Is"),
            SectionColumn("told", "You told"),
        ),
        rows=tuple(rows),
    )


def _figures(found: OfferAnswer) -> Section:
    return Section(
        title="What to ask for",
        sentence="Figures that the evidence bears, from the median to p75, per year.",
        columns=(
            OFFER,
            PART,
            SectionColumn("offered", "Offered", MONEY),
            SectionColumn("low", "From", MONEY),
            SectionColumn("high", "To", MONEY),
            SectionColumn("why", "Why"),
        ),
        rows=tuple(
            {
                "offer": one.offer.name,
                "component": each.component,
                "offered": each.offered,
                "low": each.low,
                "high": each.high,
                "why": each.why,
            }
            for one in found.offers
            for each in one.ask.figures
        ),
        notes=("Base and total are separate asks, of different records; do not add them.",),
    )


def _closing(found: OfferAnswer) -> Section:
    return Section(
        title="To reach the median total",
        sentence="Any one of these alone, with all else as told.",
        columns=(OFFER, SectionColumn("way", "By")),
        rows=tuple(
            {"offer": one.offer.name, "way": way.words}
            for one in found.offers
            for way in one.ask.closing
        ),
        notes=(
            "Where the evidence of the total is weak (above), this is an orientation and no figure "
            "to name.",
        ),
    )


def _conventions(found: OfferAnswer) -> Section:
    return Section(
        title="Which parts move, and what others say of discounts",
        sentence="By others' word; none of it is measured by the records here.",
        columns=(
            SectionColumn("part", "Part"),
            SectionColumn("says", "Said of it"),
            SectionColumn("name", "By"),
            SectionColumn("url", "Address"),
        ),
        rows=tuple(
            {"part": each.part, "says": each.says, "name": each.name, "url": each.url or None}
            for each in found.conventions
        ),
    )


def _citations(found: OfferAnswer) -> Section:
    return Section(
        title="What to cite",
        sentence="The publishers whose records bear the figures above.",
        columns=(
            OFFER,
            SectionColumn("publisher", "Publisher"),
            SectionColumn("what", "Of it"),
            SectionColumn("url", "Address"),
        ),
        rows=tuple(
            {
                "offer": one.offer.name,
                "publisher": each.publisher,
                "what": each.what,
                "url": each.url,
            }
            for one in found.offers
            for each in one.ask.citations
        ),
    )


def _letters(found: OfferAnswer) -> list[Section]:
    return [
        Section(
            title=f"A letter to edit: {one.offer.name}",
            sentence="Change it until it is yours; what stands in brackets is for you.",
            columns=(),
            rows=(),
            text=one.ask.letter,
        )
        for one in found.offers
    ]
