"""What `worth` shows: the pay's place, the sources' views, what would change it or narrow it."""

from __future__ import annotations

from paylens.report.certainty import WITH_ALL_ERRORS
from paylens.report.second_source import second_sources_section
from paylens.report.sections import (
    COUNT,
    DIFFERENCE,
    MONEY,
    SHARE,
    Section,
    SectionChart,
    SectionColumn,
)
from paylens.report.table_rows import span
from paylens.report.wording import amount, percent
from paylens.report.worth_of_pay import WorthOfPay, place_unknown, question_label

SECOND_SOURCES = "Who else publishes such pay today; those first that did not answer here."


def sections(found: WorthOfPay) -> tuple[Section, ...]:
    """All that have something to show."""
    every = (
        _place(found),
        _sources(found),
        _changes(found),
        _untold(found),
        second_sources_section(found.second_sources, SECOND_SOURCES),
    )
    return tuple(section for section in every if section.rows)


def _place(found: WorthOfPay) -> Section:
    currency = found.evidence[0].currency
    place = found.percentile
    between = f"{percent(place.low or 0.0)} and {percent(place.high or 0.0)}"
    said = (
        f"is above {percent(place.value or 0.0)} of such pay (between {between}, all errors told)"
    )
    if place_unknown(place):
        said = f"cannot be placed among such pay: it may be above anything between {between} of it"
    sure = found.certainty
    return Section(
        title="Where the pay lies",
        sentence=(f"{amount(found.pay, currency)} {said}."),
        columns=(
            SectionColumn("what", "Market for the profile"),
            SectionColumn("market", "Per year", MONEY),
            SectionColumn("gap", "Your pay beside it", DIFFERENCE),
        ),
        rows=tuple(
            {"what": label, "market": figure, "gap": found.pay / (figure.value or 1.0) - 1}
            for label, figure in (
                ("A quarter is below (p25)", found.p25),
                ("Half is below (median)", found.median),
                ("A quarter is above (p75)", found.p75),
            )
        ),
        chart=SectionChart(
            value="market", group="what", reference=found.pay, interval=WITH_ALL_ERRORS
        ),
        notes=(
            f"The line is your pay. Each interval is the {WITH_ALL_ERRORS}, if the "
            "evidence holds (an estimate's own is of sampling alone): sampling "
            f"{percent(sure.sampling_log_sd)}, sources {percent(sure.sources_log_sd)}, outside the "
            f"data {percent(sure.outside_log_sd)} (each one standard deviation).",
            f"Rule: {found.rule}.",
        ),
    )


def _sources(found: WorthOfPay) -> Section:
    spread = found.source_spread
    apart = f" Their medians lie {percent(spread)} apart." if spread is not None else ""
    return Section(
        title="Each source's view",
        sentence=f"What each source's records would say of this profile.{apart}",
        columns=(
            SectionColumn("source", "Source"),
            SectionColumn("basis", "Basis"),
            SectionColumn("records", "Records", COUNT),
            SectionColumn("years", "Years"),
            SectionColumn("weight", "Weight", SHARE),
            SectionColumn("median", "Median", MONEY),
            SectionColumn("below", "Pay below yours", SHARE),
        ),
        rows=tuple(
            {
                "source": view.source,
                "basis": view.basis or "carried over",
                "records": view.records,
                "years": span(view.years) if view.years else None,
                "weight": view.weight,
                "median": view.median,
                "below": view.below,
            }
            for view in found.sources
        ),
        chart=SectionChart(value="median", group="source", series="source", reference=found.pay),
    )


def _changes(found: WorthOfPay) -> Section:
    return Section(
        title="What would change the answer",
        sentence="The same question with one thing otherwise; the pay stays yours.",
        columns=(
            SectionColumn("fact", "Fact"),
            SectionColumn("words", "If it were"),
            SectionColumn("median", "Median", MONEY),
            SectionColumn("gap", "Your pay beside it", DIFFERENCE),
            SectionColumn("below", "Pay below yours", SHARE),
        ),
        rows=tuple(
            {
                "fact": question_label(each.fact),
                "words": each.words,
                "median": each.median,
                "gap": each.gap,
                "below": each.below,
            }
            for each in found.changes
        ),
        notes=(
            "How records differ, not what a change would cause: people of another level or place "
            "differ in more than that.",
        ),
    )


def _untold(found: WorthOfPay) -> Section:
    return Section(
        title="What would narrow it",
        sentence="Facts that were not told, the most telling first.",
        columns=(
            SectionColumn("fact", "Fact"),
            SectionColumn("apart", "Medians apart", SHARE),
            SectionColumn("lowest", "Lowest for"),
            SectionColumn("lowest_median", "Median", MONEY),
            SectionColumn("highest", "Highest for"),
            SectionColumn("highest_median", "Median", MONEY),
        ),
        rows=tuple(
            {
                "fact": question_label(each.fact),
                "apart": each.apart,
                "lowest": each.lowest,
                "lowest_median": each.lowest_median,
                "highest": each.highest,
                "highest_median": each.highest_median,
            }
            for each in found.untold
        ),
    )
