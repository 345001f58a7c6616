"""The article's own questions and misconceptions, each answered from the market.

`items.toml` names them in our words; `questions.py` and `misconceptions.py` answer them by asking
what `Market` answers already, and hold no figure of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from paylens.errors import InvalidValue, NotEnoughData
from paylens.market.evidence import Evidence
from paylens.report.ask.items import MISCONCEPTION, QUESTION, Item, chosen
from paylens.report.ask.told import DEPENDS, HOLDS, NOT_ENOUGH, OPEN, REFUTED, Told, kept
from paylens.report.sections import Section, SectionColumn, SectionedAnswer

if TYPE_CHECKING:
    from paylens.report.answers import Market

__all__ = ["Answered", "ArticleAnswers", "ask"]
TITLES = {QUESTION: "Questions", MISCONCEPTION: "Misconceptions, tested"}
NOTES = (
    "Questions and misconceptions are numbered as the article has them and named in our words; "
    "its figures are quoted where one is judged.",
    "Unless said otherwise, the answers are of ML engineers in the US. What goes together is "
    "told; what causes what is not.",
)


TRACE_NOTES = (
    "Sentences are named by their place in the article and their subject in our words; only its "
    "figures are quoted. “h” is a heading, “b2” the second point of a list.",
    "Each answer is the first sentence of what its question answers; tables, intervals and "
    "evidence are there.",
)


@dataclass(frozen=True)
class Answered:
    """One item with its answer in one sentence; `verdict` where it is a claim that was tested."""

    kind: str
    number: int
    subject: str
    verdict: str | None
    sentence: str
    asked: str
    more: tuple[str, ...]


@dataclass(frozen=True)
class ArticleAnswers(SectionedAnswer):
    """The list of answers, or one answer in full with its tables."""

    sentence: str
    answers: tuple[Answered, ...]
    tables: tuple[Section, ...]
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The tables of one answer; otherwise the list by kind."""
        if self.tables or len(self.answers) == 1:
            return self.tables
        kinds = dict.fromkeys(each.kind for each in self.answers)
        return tuple(_list(kind, self.answers) for kind in kinds)


def ask(market: Market, about: Sequence[str] = (), trace: bool = False) -> ArticleAnswers:
    """What the market answers to the article; to one of its items where `about` names one.

    `trace`: to every sentence of it that is about pay instead.

    Raises
    ------
    InvalidValue
        `about` names none of them, or one beside `trace`, which is of all.
    """
    if trace:
        return _traced(market, about)
    found = chosen(about)
    if len(found) == 1:
        return _one(found[0], told_of(market, found[0]))
    answered = tuple(_answered(item, told_of(market, item)) for item in found)
    return ArticleAnswers(
        sentence=_summary(answered), answers=answered, tables=(), evidence=(), notes=NOTES
    )


def _traced(market: Market, about: Sequence[str]) -> ArticleAnswers:
    from paylens.report.ask.trace import distinct, trace_sections, traced

    if about:
        raise InvalidValue("ask", " ".join(about), "nothing beside the trace, which is of all")
    found = traced(market)
    open_ = sum(NOT_ENOUGH in each.answer.lower() for each in found)
    return ArticleAnswers(
        sentence=(
            f"All {len(found)} sentences of the article that state or ask something about pay are "
            f"answered by {len(distinct())} questions; {open_} of the answers say of a part at "
            "least that there is not enough data."
        ),
        answers=(),
        tables=trace_sections(found),
        evidence=(),
        notes=TRACE_NOTES,
    )


def told_of(market: Market, item: Item) -> Told:
    """What is told of one item; "not enough data" where the market cannot tell."""
    return kept(market, item.asked, lambda: _asked(market, item))


def _asked(market: Market, item: Item) -> Told:
    from paylens.report.ask.misconceptions import MISCONCEPTIONS
    from paylens.report.ask.questions import QUESTIONS

    answers = QUESTIONS if item.kind == QUESTION else MISCONCEPTIONS
    try:
        return answers[item.number](market, item)
    except NotEnoughData as error:
        verdict = OPEN if item.kind == MISCONCEPTION else None
        return Told(_not_enough(str(error)), verdict=verdict)


def _not_enough(message: str) -> str:
    return message if message.startswith(NOT_ENOUGH) else f"{NOT_ENOUGH}: {message}"


def _answered(item: Item, told: Told) -> Answered:
    return Answered(
        kind=item.kind,
        number=item.number,
        subject=item.subject,
        verdict=told.verdict,
        sentence=told.sentence,
        asked=item.asked,
        more=item.more,
    )


def _one(item: Item, told: Told) -> ArticleAnswers:
    answered = _answered(item, told)
    verdict = f"{told.verdict.capitalize()}. " if told.verdict else ""
    answered = replace(answered, sentence=f"{verdict}{told.sentence}")
    more = f"Tells more: {' · '.join(f'`{each}`' for each in item.more)}"
    return ArticleAnswers(
        sentence=f"{item.subject}: {answered.sentence}",
        answers=(answered,),
        tables=told.sections,
        evidence=told.evidence,
        notes=(*told.notes, more),
    )


def _summary(answered: tuple[Answered, ...]) -> str:
    short = [each for each in answered if each.sentence.lower().startswith(NOT_ENOUGH)]
    told = f"{len(answered) - len(short)} of {len(answered)} are answered from data"
    tested = [each for each in answered if each.verdict]
    if not tested:
        return f"The article's questions: {told}."
    counts = {
        verdict: sum(each.verdict == verdict for each in tested)
        for verdict in (REFUTED, HOLDS, DEPENDS, OPEN)
    }
    verdicts = ", ".join(
        f"{count} {_of(verdict, count)}" for verdict, count in counts.items() if count
    )
    whole = (
        "The article's questions and misconceptions"
        if len(tested) < len(answered)
        else ("The article's misconceptions")
    )
    return f"{whole}: {told}; of the claims tested, {verdicts}."


def _of(verdict: str, count: int) -> str:
    return verdict.replace("depends", "depend") if count > 1 else verdict


def _list(kind: str, answered: tuple[Answered, ...]) -> Section:
    own = [each for each in answered if each.kind == kind]
    verdict = (SectionColumn("verdict", "The claim"),) if kind == MISCONCEPTION else ()
    return Section(
        title=TITLES[kind],
        sentence=f"In full with tables and evidence: `{own[0].asked}` and the other numbers.",
        columns=(
            SectionColumn("number", "No."),
            SectionColumn("subject", "Subject"),
            *verdict,
            SectionColumn("sentence", "Answer"),
        ),
        rows=tuple(
            {
                "number": str(each.number),
                "subject": each.subject,
                "verdict": each.verdict,
                "sentence": each.sentence,
            }
            for each in own
        ),
    )
