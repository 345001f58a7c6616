"""An invented answer of sections, with every unit and chart, and a question that asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from paylens.market.evidence import Evidence, Figure
from paylens.report.answers import Market
from paylens.report.sections import (
    COUNT,
    DIFFERENCE,
    LINES,
    MONEY,
    SHARE,
    YEAR,
    Section,
    SectionChart,
    SectionColumn,
    SectionedAnswer,
)
from paylens.serve.parameters import SEVERAL, SWITCH, Parameter, facts, options
from paylens.serve.questions import Question

TOO_FEW = "fewer records than the publishing floor"
EVIDENCE = Evidence(
    records=1234,
    publishers=("Invented publisher",),
    sources=("levels_fyi",),
    years=(2020, 2021),
    basis=("survey",),
    pay="base",
    status="observed",
    reliability="good",
    notes=("a note of the evidence",),
)
PAY = Section(
    title="Pay | by level",
    sentence="Pay of two levels in two sources.",
    columns=(
        SectionColumn("level", "Level"),
        SectionColumn("source", "Source"),
        SectionColumn("median", "Median", MONEY),
        SectionColumn("records", "Records", COUNT),
        SectionColumn("share", "Share", SHARE),
        SectionColumn("tags", "Tags"),
    ),
    rows=(
        {
            "level": "senior", "source": "levels_fyi", "median": Figure(150000.4, 140000, 160000),
            "records": 900, "share": 0.034, "tags": ("a", "b"),
        },
        {
            "level": "senior", "source": "ai_jobs", "median": Figure(None, suppressed=TOO_FEW),
            "records": None, "share": None, "tags": (),
        },
        {
            "level": "entry", "source": "levels_fyi", "median": Figure(100000, 90000, 110000),
            "records": 300, "share": 0.45, "tags": ("a",),
        },
    ),
    chart=SectionChart(value="median", group="level", series="source"),
    notes=("a note of the section",),
)  # fmt: skip
APART = Section(
    title="Like for like",
    sentence="",
    columns=(SectionColumn("what", "What"), SectionColumn("apart", "Difference", DIFFERENCE)),
    rows=(
        {"what": "<b>bold</b>", "apart": Figure(0.12, 0.05, 0.2)},
        {"what": "less", "apart": Figure(-0.034, -0.08, 0.01)},
    ),
    chart=SectionChart(value="apart", group="what"),
)
OVER_TIME = Section(
    title="Over the years",
    sentence="",
    columns=(
        SectionColumn("year", "Year", YEAR),
        SectionColumn("source", "Source"),
        SectionColumn("median", "Median", MONEY),
    ),
    rows=tuple(
        {"year": year, "source": source, "median": Figure(value, value - 9000, value + 9000)}
        for source, values in {
            "levels_fyi": (100000, 110000, 120000),
            "Another": (90000, 80000, 85000),
        }.items()
        for year, value in enumerate(values, start=2019)
    )
    + ({"year": 2022, "source": "Another", "median": Figure(None, suppressed=TOO_FEW)},),
    chart=SectionChart(value="median", group="year", series="source", kind=LINES, over="year"),
)
WORDS_ONLY = Section("Words", "Nothing to draw.", (SectionColumn("word", "Word"),), ())


@dataclass(frozen=True)
class Invented(SectionedAnswer):
    """An answer that repeats what it was asked."""

    sentence: str
    understood: dict[str, str]
    asked: dict[str, str]
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        return (PAY, APART, OVER_TIME, WORDS_ONLY)


def invented_answer(**asked: Any) -> Invented:
    """The answer to whatever was asked."""
    words = {name: repr(value) for name, value in asked.items()}
    understood = {"role": "ML engineer"}
    return Invented("One plain sentence.", understood, words, (EVIDENCE,), ("a note",))


class MarketWithInvented(Market):
    """A market that answers the invented question as well."""

    def invented(self, *, country: str | None = None, **asked: Any) -> Invented:
        if country is not None:
            asked |= self.profile({"country": country}).facts
        values = asked.get("values", [])
        if "Germny" in values:
            self.profile({"country": "Germny"})
        return invented_answer(**asked)


QUESTION = Question(
    name="invented",
    title="What is invented?",
    help="All that a question may declare.",
    result="invented_answers:Invented",
    parameters=(
        Parameter("values", "What is compared.", "senior", position=SEVERAL),
        *facts(),
        *options("year", "pay"),
        Parameter("kind", "Which kind.", choices=("one", "other"), default="one"),
        Parameter("whole", "Also what is left out.", kind=SWITCH, default=False),
        Parameter("offered", "Your own pay.", "150,000", private=True),
    ),
    first={"values": ["senior", "entry"], "country": "US"},
)
