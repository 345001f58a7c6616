"""Every question that is answered in sections: its command, API operation, page and files.

To add a question:

1. Write `report/<name>.py`: a frozen dataclass that is a `report.sections.SectionedAnswer`, and a
   function that makes it. Its errors are those of `paylens.errors`.
2. Give `report.more_answers.MoreAnswers` a method that calls the function. It takes the parameters
   by name, each with a default: what nobody told is not passed. Words come as people wrote them.
3. Add a `Question` to QUESTIONS here. Facts of a profile and shared options are declared already:
   `*facts("role", "country")`, `*facts()` for all, `*options("year", "pay")`. Others are
   `Parameter(name, help, example, …)`.

What is told as whole texts is a `Parameter` of kind FILE: its command takes paths, and `--example`
prints the first text of `first`; its operation is a POST with the texts.

Then `paylens NAME`, `GET /api/v1/NAME` and the page `/NAME` answer it, with --json, --csv, --md,
downloads and charts, and every test of commands, operations and pages covers it.

Nothing heavy is imported here: `paylens --help` reads this file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paylens.serve.parameters import (
    FACTS,
    FILE,
    LONGEST_DOCUMENT,
    ONE,
    OPTIONS,
    OWN_PAY,
    SEVERAL,
    SWITCH,
    Parameter,
    facts,
    options,
)

if TYPE_CHECKING:
    from paylens.report.answers import Market
    from paylens.report.sections import SectionedAnswer


@dataclass(frozen=True)
class Question:
    """A question, declared once.

    `name` is the command, the path of the page and of the operation, and the method of `Market`;
    `title` heads its page; `help` says in one line what it answers; `result` is the answer's class
    as "module:Class"; `first` is what its page asks, where nothing was told, and the example of its
    operation; `forgotten` says what is private of it.
    """

    name: str
    title: str
    help: str
    result: str
    parameters: tuple[Parameter, ...] = ()
    first: Mapping[str, Any] = field(default_factory=dict)
    forgotten: str = "Your own pay"

    def ask(self, market: Market, told: Mapping[str, Any]) -> SectionedAnswer:
        """The market's answer; what is None, blank or an empty list was not told."""
        given = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in told.items()
            if value is not None and value != "" and value not in ((), [])
        }
        answer: SectionedAnswer = getattr(market, self.name)(**given)
        return answer

    @property
    def result_class(self) -> type:
        """The answer's class."""
        from importlib import import_module

        module, _, name = self.result.partition(":")
        found: type = getattr(import_module(module), name)
        return found

    @property
    def files(self) -> tuple[Parameter, ...]:
        """What is told as whole texts."""
        return tuple(each for each in self.parameters if each.kind == FILE)

    @property
    def forms(self) -> tuple[Parameter, ...]:
        """Whole texts that can be told field by field."""
        return tuple(each for each in self.parameters if each.form)

    @property
    def methods(self) -> tuple[str, ...]:
        """How its operation is asked: by POST what is somebody's own, and only so whole texts."""
        if self.files:
            return ("post",)
        return ("get", "post") if self.private else ("get",)

    @property
    def private(self) -> tuple[str, ...]:
        """The names of what stands in no address."""
        return tuple(each.name for each in self.parameters if each.private)


YEARS = Parameter("years", "A year or two; the latest three unless given.", "2019-2021")
REPORT = Path(__file__).parents[1] / "report"
EXAMPLE_OFFER = (REPORT / "offer" / "example.toml").read_text("utf-8")

EXAMPLE_TEXT = (REPORT / "claims" / "example.md").read_text("utf-8")

QUESTIONS: tuple[Question, ...] = (
    Question(
        name="check",
        forgotten="The text",
        title="Does what they write hold?",
        help="What a text claims about pay, claim by claim, held against the records.",
        result="paylens.report.claims.check:Check",
        parameters=(
            Parameter(
                "document",
                "A text, Markdown, HTML or a PDF that says something about pay.",
                kind=FILE,
                position=ONE,
                private=True,
                label="The text",
                metavar="FILE|URL|-",
                longest=LONGEST_DOCUMENT,
            ),
            Parameter("name", "What to call it in the answer.", private=True),
            Parameter(
                "annotated",
                "Show the text itself, with the verdict behind each claim.",
                kind=SWITCH,
                default=False,
                flags="--annotated",
            ),
        ),
        first={"document": EXAMPLE_TEXT, "name": "An example"},
    ),
    Question(
        name="ask",
        title="What the article asks, answered",
        help="The article's questions and misconceptions; one in full by its number.",
        result="paylens.report.ask:ArticleAnswers",
        parameters=(
            Parameter(
                "about",
                "A question's number, or a misconception's; all in a sentence each unless given.",
                "misconception 3",
                position=SEVERAL,
            ),
            Parameter(
                "trace",
                "Each sentence of the article on pay, and the command that answers it.",
                kind=SWITCH,
                default=False,
            ),
        ),
    ),
    Question(
        name="compare",
        title="Who is paid more?",
        help="Two or more values side by side: pay, who earns more, and like for like.",
        result="paylens.report.compare.compare:PayComparison",
        parameters=(
            Parameter(
                "values",
                "What to compare: roles, countries, degrees, skills …",
                "ML engineer",
                position=SEVERAL,
            ),
            Parameter("by", "Which dimension is meant, where words could be of several.", "skills"),
            *facts("role", "country"),
            replace(OPTIONS["pay"], default=None, help="Only base or only total pay."),
        ),
        first={"values": ["ML engineer", "Data scientist"], "country": "US"},
    ),
    Question(
        name="components",
        title="What is pay made of?",
        help="Base, bonus and equity, their shares by level and employer, and benefits.",
        result="paylens.report.components:Components",
        parameters=(*facts("role", "country"), YEARS),
        first={"role": "ML engineer", "country": "US"},
    ),
    Question(
        name="employers",
        title="What do employers pay?",
        help="Employers with most records, or one by role, level and city beside all others.",
        result="paylens.report.employers:Employers",
        parameters=(
            replace(FACTS["company"], position=ONE),
            *facts("role", "country"),
            *options("pay"),
            YEARS,
        ),
        first={"role": "ML engineer", "country": "US"},
    ),
    Question(
        name="gap",
        title="Are women paid as men are?",
        help="The gender pay gap as it is and by two named lists of facts, by source, taken apart.",
        result="paylens.report.gap:PayGap",
        parameters=(
            *facts("role", "country"),
            replace(OPTIONS["pay"], default=None, help="Only base or only total pay."),
            replace(
                OPTIONS["year"], help="One year alone; the last five of each source unless given."
            ),
        ),
        first={"country": "US"},
    ),
    Question(
        name="growth",
        title="How does pay grow with the years?",
        help="Pay over 0 to 25 years for a profile, and what 1 to 20 years add.",
        result="paylens.report.growth:Growth",
        parameters=(
            *(each for name, each in FACTS.items() if name != "experience"),
            *options("pay"),
        ),
        first={"role": "ML engineer", "country": "US"},
    ),
    Question(
        name="moves",
        title="What goes with higher pay for me?",
        help="Other roles, levels, places, employers, degrees and skills, like for like.",
        result="paylens.report.moves:Moves",
        parameters=(
            *facts(),
            Parameter(
                "pay", "Kind of pay; both, each apart, unless given.", choices=("base", "total")
            ),
            *options("currency"),
        ),
        first={"role": "ML engineer", "country": "US", "level": "mid"},
    ),
    Question(
        name="skills",
        title="Which skills go with higher pay?",
        help="Skills and fields of work against people without them, corrected for many.",
        result="paylens.report.skills.skills:SkillPay",
        parameters=(
            Parameter("skills", "Some skills; all unless named.", "python", position=SEVERAL),
            Parameter("kind", "Kind of skills: languages, frameworks, cloud …", "cloud"),
            *facts("role", "country"),
        ),
        first={"country": "US"},
    ),
    Question(
        name="stale",
        title="How old is what the market knows?",
        help="The newest record per source and country, and what is out of date.",
        result="paylens.report.stale:Staleness",
        parameters=(
            *facts("country"),
            Parameter("today", "The day to judge from; today unless given.", "2026-01-31"),
        ),
    ),
    Question(
        name="trend",
        title="Is pay growing?",
        help="Pay by year with the mix of people held fixed, before and after prices.",
        result="paylens.report.trend.trend:PayTrend",
        parameters=(
            *facts("role", "country"),
            replace(OPTIONS["pay"], default=None, help="Only base or only total pay."),
        ),
        first={"role": "ML engineer", "country": "US"},
    ),
    Question(
        name="worth",
        title="Am I underpaid?",
        help="Where your pay lies in the market for your profile, how sure, and what changes it.",
        result="paylens.report.worth_of_pay:WorthOfPay",
        parameters=(
            replace(OWN_PAY, name="current"),
            *facts(),
            *options("pay", "currency", "year", "as_reported_in", "anchor", "real", "ppp"),
        ),
        first={"role": "ML engineer", "country": "US", "level": "senior", "current": "180000"},
    ),
    Question(
        name="offer",
        title="Is the offer fair, and what to ask for?",
        help="What offers are worth year by year, whether each part is fair, and what to ask for.",
        result="paylens.report.offer.judging:OfferAnswer",
        parameters=(
            Parameter(
                "offers",
                "Offers in TOML, each with the keys of the example.",
                kind=FILE,
                position=SEVERAL,
                private=True,
                label="Offer",
                metavar="OFFER.toml …",
                form="paylens.report.offer.form",
            ),
            Parameter("currency", "Show all in this currency; the first offer's unless given."),
        ),
        forgotten="An offer",
        first={"offers": [EXAMPLE_OFFER]},
    ),
)
BY_NAME = {question.name: question for question in QUESTIONS}
