"""The article's table 5: a gap in average pay between men and women, against what sources show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paylens.market.evidence import Figure
from paylens.market.store import Store
from paylens.report.article import article
from paylens.report.like_for_like import PayDifference
from paylens.report.tables import article_tables
from paylens.report.verdict import DISAGREE, FEWEST_RECORDS, NOT_ENOUGH

if TYPE_CHECKING:
    from paylens.report.gap import RawGap

# Source, kind of pay, what the gap is of, the gap, and what it makes of the claim.
JudgedGap = tuple[str, str, str, Figure, str]
TABLE, UNADJUSTED, WEAK = "gender", "unadjusted", "weak"
INSIDE, LARGER, SMALLER = "inside the interval", "larger than the gap", "smaller than the gap"
GAP_RULE = (
    "inside: within the 95 % interval of a source's gap, nothing held equal; larger, smaller: "
    "outside it on that side. The gap of means, as the article's is, else of typical pay. Only "
    f"sources with at least {FEWEST_RECORDS} women and {FEWEST_RECORDS} men judge"
)


@dataclass(frozen=True)
class ArticleGap:
    """The article's gap (a share of men's pay) and what each source's unadjusted gap makes of it.

    `found` is by source and kind of pay; `amounts` the article's two figures with the verdict that
    `tables` gives on them, USD per year.
    """

    gap: float
    verdict: str
    found: tuple[JudgedGap, ...]
    amounts: tuple[tuple[str, float, str], ...]


def article_gap(
    store: Store, gaps: Sequence[tuple[str, PayDifference]], raw: Sequence[RawGap]
) -> ArticleGap:
    """Judge the article's gap by every source's: of means where a source tells them, else of
    typical pay."""
    printed = next(table for table in article().tables if table.key == TABLE)
    amounts = {row.values[TABLE]: row.amount for row in printed.rows}
    claimed = amounts["female"] / amounts["male"] - 1
    judged = judged_gaps(claimed, gaps, raw)
    verdict = _together([each[4] for each in judged])
    rows = article_tables(store, [TABLE])[0].rows
    shown = [(r.label, r.article.amount, str(r.verdict)) for r in rows if r.article]
    return ArticleGap(claimed, verdict, judged, tuple(shown))


def judged_gaps(
    claimed: float, gaps: Sequence[tuple[str, PayDifference]], raw: Sequence[RawGap]
) -> tuple[JudgedGap, ...]:
    """A claimed gap, a share of men's pay, by every source's that can judge by GAP_RULE."""
    judged: dict[tuple[str, str], JudgedGap] = {}
    for one in raw:
        fewest = min(one.women_records or 0, one.men_records or 0)
        if one.mean_gap.value is not None and fewest >= FEWEST_RECORDS:
            figure = one.mean_gap
            judged[one.source, one.pay] = (
                one.source, one.pay, "means", figure, _judged(claimed, figure)
            )  # fmt: skip
    for name, difference in gaps:
        for source in difference.sources if name == UNADJUSTED else ():
            if source.evidence.reliability != WEAK and (source.source, source.pay) not in judged:
                figure = source.difference
                judged[source.source, source.pay] = (
                    source.source, source.pay, "typical pay", figure, _judged(claimed, figure)
                )  # fmt: skip
    return tuple(judged.values())


def _together(findings: list[str]) -> str:
    if not findings:
        return NOT_ENOUGH
    if len(set(findings)) == 1:
        return f"{findings[0]} of each source"
    inside = findings.count(INSIDE)
    return f"{DISAGREE}, it is {INSIDE} of {inside} of {len(findings)}"


def _judged(claimed: float, figure: Figure) -> str:
    assert figure.low is not None and figure.high is not None
    if figure.low <= claimed <= figure.high:
        return INSIDE
    return LARGER if claimed < figure.low else SMALLER
