"""The parts of pay as sections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from paylens.report.sections import (
    COUNT,
    MONEY,
    SHARE,
    Section,
    SectionChart,
    SectionColumn,
)

if TYPE_CHECKING:
    from paylens.report.components import PartOfPay

EMPTY = "Not enough data: no group has the publishing floor of records with the parts told apart."


def parts_section(title: str, sentence: str, parts: Sequence[PartOfPay], group: str) -> Section:
    """A line per group and part, drawn as the parts' shares."""
    return Section(
        title=title,
        sentence=sentence if parts else EMPTY,
        columns=(
            SectionColumn("group", group.capitalize()),
            SectionColumn("part", "Part"),
            SectionColumn("share", "Share of mean pay", SHARE),
            SectionColumn("mean", "Mean", MONEY),
            SectionColumn("median", "Median of the part", MONEY),
            SectionColumn("without", "Get none", SHARE),
            SectionColumn("records", "Records", COUNT),
        ),
        rows=tuple(
            {
                "group": part.group,
                "part": part.part,
                "share": part.share,
                "mean": part.mean,
                "median": part.median,
                "without": part.without,
                "records": part.records,
            }
            for part in parts
        ),
        chart=SectionChart(value="share", group="group", series="part"),
        notes=tuple(dict.fromkeys(f"{p.group}: {p.note}" for p in parts if p.note)),
    )
