"""What may be asked, declared once: command options, API parameters and form fields come from it.

Which dimension a fact is a value of, and so its label and its values, says `report.profile`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# What a parameter's value is: words to be understood, a year, yes and no, or a whole text, of which
# a command takes the file and a page shows a large field.
WORDS, YEAR, SWITCH, FILE = "words", "year", "switch", "file"
# Where a command takes it without its name: one value, or several.
ONE, SEVERAL = "one", "several"
EARLIEST_YEAR, LATEST_YEAR = 1990, 2100
# Of a parameter that is a file.
LONGEST_FILE = 65_536
# Of a document: what a page's form and an operation's body take; a command takes more.
LONGEST_DOCUMENT = 200_000


@dataclass(frozen=True)
class Parameter:
    """One thing that may be asked.

    `choices` closes the list of values; `position` (ONE, SEVERAL) makes it an argument of the
    command instead of an option, and SEVERAL a list; a `private` one (somebody's own pay) is in no
    address, log or cache; `flags` are the two words by which a command says yes and no.

    Of a whole text `longest` is the most characters. A single one is a document of any format: a
    command takes its file or its web address. A text that can be told field by field too names as
    `form` the module that makes it of the fields' words (`report.offer.form`).
    """

    name: str
    help: str
    example: str = ""
    kind: str = WORDS
    default: Any = None
    choices: tuple[str, ...] = ()
    position: str | None = None
    private: bool = False
    label: str = ""
    flags: str = ""
    metavar: str | None = None
    longest: int = LONGEST_FILE
    form: str = ""

    @property
    def several(self) -> bool:
        """Whether it takes a list of values."""
        return self.position == SEVERAL

    @property
    def advice(self) -> str:
        """The help with the example, where the help does not name it itself."""
        if not self.example or self.example in self.help:
            return self.help
        return f"{self.help} Such as: {self.example}."


def _by_name(*each: Parameter) -> dict[str, Parameter]:
    return {parameter.name: parameter for parameter in each}


# The facts of a profile, in the order in which they are asked; the names are report.profile's.
FACTS = _by_name(
    Parameter("role", "What the work is.", "ML engineer"),
    Parameter("country", "Country of work.", "US"),
    Parameter("experience", 'Years: 6, "6 yrs", 3-5, 10+.', "6"),
    Parameter("level", "entry, mid, senior, staff, executive; or the company's own.", "senior"),
    Parameter("city", "City of work.", "San Francisco"),
    Parameter("metro", "US metro area.", "Bay Area"),
    Parameter("education", "Highest degree.", "master"),
    Parameter("industry", "The employer's industry.", "finance"),
    Parameter("company", "The employer.", "Google"),
    Parameter("company_size", "The employer's employees: 120, 10,000+.", "10,000+"),
    Parameter("specialisation", "Field of work.", "computer vision"),
    Parameter("skills", "Skills, comma-separated.", "python"),
    Parameter("remote", "Where the work is done.", "yes", flags="--remote/--on-site"),
    Parameter("employment", "full time, part time, contract …", "full time"),
)
# Somebody's own pay, in words that are understood wherever one is typed.
OWN_PAY = Parameter(
    "my_pay",
    "Your pay as you write it: 150000, 150k, 65.000 €, 5,400 EUR a month, $85 an hour.",
    "150000",
    private=True,
    label="Your pay",
)
# How an answer is counted. The names are those of report.answers.
OPTIONS = _by_name(
    Parameter("year", "As of which year; the newest unless given.", kind=YEAR, label="As of year"),
    Parameter("project", "Go on past the last official year.", kind=SWITCH, default=False),
    Parameter(
        "pay", "Kind of pay: base or total.",
        default="base", choices=("base", "total"), label="Kind of pay",
    ),
    Parameter(
        "currency", "Currency of the answer; your own pay's unless given, else US dollars.", "EUR"
    ),
    Parameter(
        "as_reported_in", "What one source's records would say.",
        metavar="SOURCE", label="As one source would say",
    ),
    Parameter(
        "lowest_bracket", "Keep survey answers below the legal minimum.",
        kind=SWITCH, default=False,
    ),
    Parameter(
        "anchor", "Move base pay to the official level: official.",
        choices=("official",), label="Level of base pay",
    ),
    Parameter(
        "real", "In the prices of a year, by national consumer prices.",
        kind=YEAR, metavar="YEAR", label="In the prices of year",
    ),
    Parameter(
        "ppp", "In international dollars, by purchasing power parity.",
        kind=SWITCH, default=False, flags="--ppp",
    ),
)  # fmt: skip


def facts(*names: str) -> tuple[Parameter, ...]:
    """Some facts of a profile; all of them where none is named."""
    return tuple(FACTS[name] for name in names or FACTS)


def options(*names: str) -> tuple[Parameter, ...]:
    """Some of the shared options."""
    return tuple(OPTIONS[name] for name in names)
