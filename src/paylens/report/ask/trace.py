"""Every sentence of the article on pay, with the question of ours that answers it and its answer.

`trace.toml` declares the sentences by their places, in our words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paylens.errors import NotEnoughData
from paylens.report.article import article
from paylens.report.ask.told import NOT_ENOUGH, Told, kept
from paylens.report.references import parsed
from paylens.report.sections import Section, SectionColumn, Value
from paylens.report.wording import amount, joined

if TYPE_CHECKING:
    from paylens.report.answers import Market

FILE = Path(__file__).with_name("trace.toml")


@dataclass(frozen=True)
class Sentence:
    """One sentence: its part and place in the article, its subject, and what answers it.

    `figures` are those that it prints, USD per year; `asked` is what answers it.
    """

    part: str
    at: str
    about: str
    asked: str
    figures: tuple[float, ...] = ()


@dataclass(frozen=True)
class Traced:
    """A sentence with its answer in one sentence."""

    sentence: Sentence
    answer: str


@cache
def sentences() -> tuple[Sentence, ...]:
    """All declared sentences, in the article's order."""
    declared = tomllib.loads(FILE.read_text("utf-8"))
    return tuple(
        Sentence(
            part["name"],
            each["at"],
            each["about"],
            each["ask"],
            tuple(map(float, each.get("figures", ()))),
        )
        for part in declared["part"]
        for each in part["sentences"]
    )


def traced(market: Market) -> tuple[Traced, ...]:
    """Every sentence with its answer; each question is asked once, and its answer kept."""
    answers = {
        asked: kept(market, asked, partial(_told, market, asked)).sentence for asked in distinct()
    }
    return tuple(Traced(each, answers[each.asked]) for each in sentences())


def _told(market: Market, asked: str) -> Told:
    return Told(short_answer(market, asked))


def distinct() -> tuple[str, ...]:
    """The questions that the sentences lead to, each once."""
    return tuple(dict.fromkeys(each.asked for each in sentences()))


def short_answer(market: Market, asked: str) -> str:
    """The first sentence of what a question answers; what is missing where it cannot."""
    question = parsed(asked)
    name, told = question.name, question.told
    try:
        if name == "tables":
            return _table_sentence(market, told["names"][0])
        answers: Mapping[str, Callable[..., Any]] = {name: getattr(market, name)}
        sentence: str = answers[name](**told).sentence
        return sentence
    except NotEnoughData as error:
        message = str(error)
        return message if message.startswith(NOT_ENOUGH) else f"{NOT_ENOUGH}: {message}"


def trace_sections(found: tuple[Traced, ...]) -> tuple[Section, ...]:
    """One section per part of the article; an answer that was given there is referred to."""
    parts = dict.fromkeys(each.sentence.part for each in found)
    return tuple(_part([each for each in found if each.sentence.part == part]) for part in parts)


def _part(own: list[Traced]) -> Section:
    first: dict[str, str] = {}
    rows: list[dict[str, Value]] = []
    for each in own:
        sentence = each.sentence
        given = first.setdefault(sentence.asked, sentence.at)
        rows.append(
            {
                "at": sentence.at,
                "about": sentence.about,
                "figures": joined([amount(figure) for figure in sentence.figures]) or None,
                "asked": f"`{sentence.asked}`",
                "answer": each.answer if given == sentence.at else f"as for {given}",
            }
        )
    return Section(
        title=own[0].sentence.part,
        sentence="",
        columns=(
            SectionColumn("at", "Sentence"),
            SectionColumn("about", "About"),
            SectionColumn("figures", "Figures"),
            SectionColumn("asked", "Answered by"),
            SectionColumn("answer", "Answer"),
        ),
        rows=tuple(rows),
    )


def _table_sentence(market: Market, key: str) -> str:
    """The sentence of the article's own table of that key."""
    assert key in {printed.key for printed in article().tables}
    found = market.tables([key])
    return next(each.sentence for each in found if each.key == key)
