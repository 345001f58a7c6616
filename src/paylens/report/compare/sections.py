"""What `compare` shows: like for like, the groups side by side, and who earns more."""

from __future__ import annotations

from paylens.market.evidence import Figure
from paylens.report.compare.compare import LikeForLike, PayComparison
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

COMBINED = "all together"


def sections(found: PayComparison) -> tuple[Section, ...]:
    """All that have something to show."""
    every = (_like_for_like(found), _groups(found), _raw(found))
    return tuple(section for section in every if section.rows)


def _like_for_like(found: PayComparison) -> Section:
    return Section(
        title="Like for like",
        sentence="How much more the first has than the second among people otherwise alike: within "
        "each source, then together. The chance is that a random one of the first earns more.",
        columns=(
            SectionColumn("pair", "Who against whom"),
            SectionColumn("source", "Source"),
            SectionColumn("difference", "Difference", DIFFERENCE),
            SectionColumn("higher", "Earns more", SHARE),
            SectionColumn("records", "Records", COUNT),
            SectionColumn("against", "Against", COUNT),
            SectionColumn("reliability", "Reliability"),
        ),
        rows=tuple(row for each in found.like_for_like for row in _rows(each)),
        chart=SectionChart(value="difference", group="pair", series="source", reference=0.0),
    )


def _rows(each: LikeForLike) -> list[dict[str, Value]]:
    difference = each.difference
    pair = f"{each.first} against {each.second}, {difference.pay}"
    rows: list[dict[str, Value]] = [
        {
            "pair": pair,
            "source": one.source,
            "difference": one.difference,
            "higher": one.probability_higher,
            "records": one.first_records,
            "against": one.second_records,
            "reliability": one.evidence.reliability,
        }
        for one in difference.sources
    ]
    if len(rows) > 1:
        rows.append({"pair": pair, "source": COMBINED, "difference": difference.combined})
    return rows


def _groups(found: PayComparison) -> Section:
    return Section(
        title="Side by side",
        sentence="What each is paid as the records have it, by source, in its latest three years.",
        columns=(
            SectionColumn("label", "Who"),
            SectionColumn("source", "Source"),
            SectionColumn("pay", "Pay"),
            SectionColumn("p25", "A quarter is below", MONEY),
            SectionColumn("p50", "Median", MONEY),
            SectionColumn("p75", "A quarter is above", MONEY),
            SectionColumn("records", "Records", COUNT),
            SectionColumn("reliability", "Reliability"),
        ),
        rows=tuple(
            {
                "label": f"{group.label}, {group.pay}",
                "source": group.source,
                "pay": f"{group.pay}, {group.basis}",
                "p25": _value(group.figures["p25"]),
                "p50": group.figures["p50"],
                "p75": _value(group.figures["p75"]),
                "records": group.evidence.records,
                "reliability": group.evidence.reliability,
            }
            for group in found.groups
        ),
        chart=SectionChart(value="p50", group="label", series="source"),
    )


def _value(figure: Figure) -> float | None:
    return figure.value


def _raw(found: PayComparison) -> Section:
    return Section(
        title="Who earns more, as the records are",
        sentence="How far the first one's median lies from the second one's, and how often a "
        "random one of the first earns more than a random one of the second in the same year: "
        "their experience, schooling and employers as they are.",
        columns=(
            SectionColumn("pair", "Who against whom"),
            SectionColumn("source", "Source"),
            SectionColumn("difference", "Median", DIFFERENCE),
            SectionColumn("higher", "Earns more", SHARE),
        ),
        rows=tuple(
            {
                "pair": f"{each.first} against {each.second}, {each.pay}",
                "source": f"{each.source}, {each.basis}",
                "difference": each.difference,
                "higher": each.higher,
            }
            for each in found.raw
        ),
        chart=SectionChart(value="higher", group="pair", series="source", reference=0.5),
    )
