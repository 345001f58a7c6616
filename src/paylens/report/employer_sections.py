"""Pay by employer as sections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from paylens.harmonise.dimension import dimension
from paylens.market.floor import DOMINANT_SHARE
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

if TYPE_CHECKING:
    from paylens.report.employers import EmployerPay, EstimatedPay

FIGURES = (
    SectionColumn("source", "Source"),
    SectionColumn("records", "Records", COUNT),
    SectionColumn("share_of_source", "Share of the source’s records", SHARE),
    SectionColumn("p25", "p25", MONEY),
    SectionColumn("median", "Median", MONEY),
    SectionColumn("p75", "p75", MONEY),
)
APART = (
    SectionColumn("others", "Median of all others", MONEY),
    SectionColumn("difference", "Difference", DIFFERENCE),
    SectionColumn("reliability", "Reliability"),
)
NONE = "Not enough data: no {} of this employer has the publishing floor of records."
TITLES = {"level": "By level, estimated", "city": "By city, estimated"}


def employers_section(found: Sequence[EmployerPay], pay: str) -> Section:
    """Employers side by side, those with most records first."""
    return Section(
        title="Employers",
        sentence=f"Those with most records in each source; {pay} pay.",
        columns=(SectionColumn("employer", "Employer"), *FIGURES, *APART),
        rows=tuple({"employer": each.employer, **_figures(each)} for each in found),
        chart=SectionChart(value="median", group="employer", series="source"),
        notes=(
            "All others are the source's other records of the role and country, in the years in "
            "which the employer is seen.",
            *_dominating(found),
        ),
    )


def company_sections(
    company: str, found: Sequence[EmployerPay], estimated: Sequence[EstimatedPay], pay: str
) -> tuple[Section, ...]:
    """One employer by role, and by level and city as estimated."""
    by_role = Section(
        title="By role",
        sentence=f"{company} beside all other employers of the same source; {pay} pay.",
        columns=(SectionColumn("role", "Role"), *FIGURES, *APART),
        rows=tuple(
            {"role": dimension("role").value_label(each.role), **_figures(each)} for each in found
        ),
        chart=SectionChart(value="difference", group="role", series="source"),
        notes=_dominating(found),
    )
    main = found[0]
    role = dimension("role").value_label(main.role)
    of = f"{role}s, as {main.source} would report them: estimated, not counted."
    return (by_role, *(_estimates(name, of, estimated) for name in TITLES))


def _dominating(found: Sequence[EmployerPay]) -> tuple[str, ...]:
    """A note for each employer that gives more than a quarter of a source's records."""
    return tuple(
        f"{each.source}, {dimension('role').value_label(each.role)}: {each.employer} gives more "
        f"than {DOMINANT_SHARE:.0%} of the records, so the source tells little of the others"
        for each in found
        if each.dominates
    )


def _figures(each: EmployerPay) -> dict[str, Value]:
    figures, evidence = each.statistics.figures, each.statistics.evidence
    return {
        "source": each.source,
        "records": evidence.records,
        "share_of_source": each.share_of_source,
        "p25": figures["p25"].value,
        "median": figures["p50"],
        "p75": figures["p75"].value,
        "others": each.others.figures["p50"].value if each.others else None,
        "difference": each.difference,
        "reliability": evidence.reliability,
    }


def _estimates(name: str, of: str, estimated: Sequence[EstimatedPay]) -> Section:
    rows = [each for each in estimated if each.dimension == name]
    return Section(
        title=TITLES[name],
        sentence=of if rows else NONE.format(name),
        columns=(
            SectionColumn("value", dimension(name).label),
            SectionColumn("here", "Median here", MONEY),
            SectionColumn("anywhere", "Median anywhere", MONEY),
            SectionColumn("records", "Its records there, any role", COUNT),
        ),
        rows=tuple(
            {
                "value": each.label,
                "here": each.here,
                "anywhere": each.anywhere,
                "records": each.records,
            }
            for each in rows
        ),
        chart=SectionChart(value="here", group="value"),
    )
