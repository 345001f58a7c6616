"""The tables of a person's moves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from paylens.harmonise.dimension import dimension
from paylens.report.like_for_like import EVERYWHERE
from paylens.report.moves.alternatives import Move
from paylens.report.moves.notes import KINDS
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
    from paylens.report.moves import Moves

# Rows of each fact, so that one of many values (cities, skills) does not hide the others.
MOST_PER_FACT = {True: 4, False: 2}
COLUMNS = (
    SectionColumn("label", "What goes with it"),
    SectionColumn("compared_with", "Beside"),
    SectionColumn("difference", "Difference", DIFFERENCE),
    SectionColumn("money", "Of own median", MONEY),
    SectionColumn("records", "Records of it", COUNT),
    SectionColumn("sources", "Sources"),
    SectionColumn("among", "Among"),
    SectionColumn("reliability", "Evidence"),
    SectionColumn("stands", "Corrected"),
)
PATHS_TITLE = "Career paths"
CHART = SectionChart(value="difference", group="label", series="reliability", reference=0.0)


def sections(answer: Moves) -> tuple[Section, ...]:
    """More and less per kind of pay, the paths, what is not told apart, what is not known."""
    shown = [_direction(answer, kind, higher) for kind in KINDS for higher in (True, False)]
    unclear = [_unclear(answer, kind) for kind in KINDS]
    found = [*shown, _paths(answer), *unclear, _unanswered(answer)]
    return tuple(section for section in found if section is not None)


def _direction(answer: Moves, kind: str, higher: bool) -> Section | None:
    """What is told apart from none in one direction, the largest difference first."""
    own = [
        one
        for one in answer.moves
        if one.pay == kind and one.told and ((one.difference.value or 0.0) > 0) == higher
    ]
    own.sort(key=lambda one: -abs(one.difference.value or 0.0))
    if not own:
        return None
    words = "more" if higher else "less"
    shown = _largest(own, MOST_PER_FACT[higher])
    return Section(
        title=f"Goes with {words} {KINDS[kind]}",
        sentence=(
            f"{len(own)} differences whose 95 % interval leaves out none{_median(answer, kind)}."
        ),
        columns=COLUMNS,
        rows=tuple(_row(one) for one in shown),
        chart=CHART,
        notes=_left_out(own, shown),
    )


def _unclear(answer: Moves, kind: str) -> Section | None:
    own = [one for one in answer.moves if one.pay == kind and not one.told]
    if not own:
        return None
    shown = _largest(sorted(own, key=lambda one: -one.records), MOST_PER_FACT[False])
    shown.sort(key=lambda one: -(one.difference.value or 0.0))
    return Section(
        title=f"Not told apart from none: {KINDS[kind]}",
        sentence=(
            f"{len(own)} differences whose interval includes none: the records cannot say in which "
            "direction they lie, nor that there is none."
        ),
        columns=COLUMNS,
        rows=tuple(_row(one) for one in shown),
        chart=CHART,
        notes=_left_out(own, shown),
    )


def _paths(answer: Moves) -> Section:
    return Section(
        title=PATHS_TITLE,
        sentence="Known ways on, and the pay that goes with them beside the person's own.",
        columns=(
            SectionColumn("path", "Path"),
            SectionColumn("label", "Step"),
            SectionColumn("pay", "Pay"),
            *COLUMNS[1:5],
            SectionColumn("why", "To know"),
        ),
        rows=tuple(
            {"path": step.path, "label": step.label, "why": step.why}
            | (
                {}
                if step.move is None
                else _row(step.move) | {"pay": step.move.pay, "why": _why(step.move)}
            )
            for step in answer.paths
        ),
        chart=SectionChart(value="difference", group="label", series="pay", reference=0.0),
        notes=(
            "A manager's or a researcher's records are of other people, with other experience of "
            "the work: years and degrees are held equal where a source asks them, talent is not.",
            "Research scientists of surveys include those of universities.",
        ),
    )


def _why(one: Move) -> str:
    return (
        f"{one.reliability}, {'told apart from none' if one.told else 'not told apart from none'}"
    )


def _unanswered(answer: Moves) -> Section | None:
    if not answer.unanswered:
        return None
    return Section(
        title="Not enough data",
        sentence="Facts whose other values cannot be compared, and what is missing.",
        columns=(SectionColumn("fact", "Fact"), SectionColumn("why", "Missing")),
        rows=tuple(
            {"fact": dimension(each.dimension).label, "why": each.why} for each in answer.unanswered
        ),
    )


def _row(one: Move) -> dict[str, Value]:
    return {
        "label": one.label,
        "compared_with": one.compared_with,
        "difference": one.difference,
        "money": one.money,
        "records": one.records,
        "sources": one.sources,
        "among": _among(one),
        "reliability": one.reliability,
        "stands": "stands" if one.stands else "not told",
    }


def _median(answer: Moves, kind: str) -> str:
    from paylens.report.wording import amount

    median = answer.medians.get(kind)
    if median is None:
        return ""
    return f"; the person's own median estimate is {amount(median, answer.shown_in)}"


def _largest(own: Sequence[Move], most: int) -> list[Move]:
    """The first of each fact, in their order; those of weak evidence only where all are."""
    counts: dict[str, int] = {}
    shown = []
    for one in [one for one in own if not one.weak] or own:
        counts[one.dimension] = counts.get(one.dimension, 0) + 1
        if counts[one.dimension] <= most:
            shown.append(one)
    return shown


def _left_out(own: Sequence[Move], shown: Sequence[Move]) -> tuple[str, ...]:
    weak = sum(one.weak for one in own if one not in shown)
    others = len(own) - len(shown) - weak
    told = []
    if others:
        told.append(f"{others} further values of the same facts")
    if weak:
        told.append(f"{weak} of weak evidence (few records or a wide interval)")
    return (
        (f"Not listed, but among the moves of the answer as JSON: {' and '.join(told)}.",)
        if told
        else ()
    )


def _among(one: Move) -> str:
    """Who was compared, in short: without the country that was told."""
    groups = [each.rsplit(", ", 1) for each in one.among.split("; ")]
    roles = list(dict.fromkeys(each[0] if len(each) == 2 else "all roles" for each in groups))
    everywhere = all(each[-1].lower() == EVERYWHERE for each in groups)
    return " + ".join(roles) + (f", {EVERYWHERE}" if everywhere else "")
