"""What is told of one question, and the words and tables that several of them share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from paylens.market.evidence import Evidence, Figure
from paylens.report.article import article
from paylens.report.estimate import Estimate
from paylens.report.sections import (
    COUNT,
    DIFFERENCE,
    MONEY,
    Section,
    SectionChart,
    SectionColumn,
    Value,
)

if TYPE_CHECKING:
    from paylens.report.answers import Market

ROLE, COUNTRY = "ML engineer", "US"
KINDS = {"base": "base pay", "total": "total compensation"}
REFUTED, HOLDS, OPEN = "refuted", "not refuted", "not enough data"
DEPENDS = "depends on the pay meant"
NOT_ENOUGH = "not enough data"


@dataclass(frozen=True)
class Told:
    """An answer: one sentence, its tables, what it rests on, what to know; a test's `verdict`."""

    sentence: str
    sections: tuple[Section, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()
    verdict: str | None = None


def kept(market: Market, asked: str, answer: Callable[[], Told]) -> Told:
    """A market's answer to a question of the article: made once a day, as `stale` knows the day."""
    held = market.article_answers
    key = (date.today(), asked)
    if key not in held:
        for old in [each for each in held if each[0] != key[0]]:
            held.pop(old, None)
        held[key] = answer()
    return held[key]


def pay_section(title: str, estimates: Iterable[tuple[str, Estimate]]) -> Section:
    """Percentiles and mean of estimates, one row each."""
    statistics = ("p10", "p25", "p50", "p75", "p90", "mean")
    rows: list[dict[str, Value]] = []
    for who, answer in estimates:
        row: dict[str, Value] = {name: answer.figures[name] for name in statistics}
        evidence = answer.evidence
        row |= {"who": who, "records": evidence.records, "reliability": evidence.reliability}
        rows.append(row)
    return Section(
        title=title,
        sentence="The market's answer, per year; the ends under a figure are its "
        "95 % interval of sampling alone.",
        columns=(
            SectionColumn("who", "Whose pay"),
            *(SectionColumn(name, name, MONEY) for name in statistics),
            SectionColumn("records", "Records", COUNT),
            SectionColumn("reliability", "Evidence"),
        ),
        rows=tuple(rows),
        chart=SectionChart(value="p50", group="who", interval="95 % interval of sampling alone"),
    )


def difference_section(
    title: str, sentence: str, rows: Sequence[dict[str, Value]], notes: tuple[str, ...] = ()
) -> Section:
    """Differences like for like, with the line of no difference."""
    return Section(
        title=title,
        sentence=sentence,
        columns=(
            SectionColumn("label", "What goes with it"),
            SectionColumn("compared_with", "Beside"),
            SectionColumn("pay", "Pay"),
            SectionColumn("difference", "Difference", DIFFERENCE),
            SectionColumn("records", "Records of it", COUNT),
            SectionColumn("sources", "Sources"),
            SectionColumn("reliability", "Evidence"),
        ),
        rows=tuple(rows),
        chart=SectionChart(value="difference", group="label", series="pay", reference=0.0),
        notes=notes,
    )


def includes_none(figure: Figure) -> bool:
    """Whether a difference's interval includes no difference."""
    return figure.low is None or figure.high is None or figure.low <= 0 <= figure.high


def top_figure() -> float:
    """The largest pay that the article's tables print, USD per year; what years add is no pay."""
    return max(row.amount for table in article().tables if not table.start for row in table.rows)
