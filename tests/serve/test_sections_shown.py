"""An answer of sections on the terminal, as Markdown and as CSV: the same figures everywhere."""

import csv
import io

import pytest
from rich.console import Console

from invented_answers import TOO_FEW, Invented, invented_answer
from paylens.market.evidence import Figure
from paylens.report.sections import (
    COUNT,
    DIFFERENCE,
    MONEY,
    SHARE,
    TEXT,
    YEAR,
    Section,
    SectionColumn,
)
from paylens.serve.export_sections import as_csv, as_markdown
from paylens.serve.section_cells import Plain, interval_text, value_text
from paylens.serve.show_sections import show_sections

FIGURES = ("$150,000", "$140,000–$160,000", "900", "3.4%", "45%", "+12%", "−3.4%", "2019", TOO_FEW)
WORDS = (
    "One plain sentence.",
    "Pay of two levels",
    "a note of the section",
    "a note",
    "a note of the evidence",
    "Invented publisher",
    "ML engineer",
    "Nothing to draw.",
)


@pytest.fixture
def printed() -> str:
    console = Console(width=200, file=io.StringIO(), no_color=True)
    show_sections(invented_answer(), console)
    return console.file.getvalue()


@pytest.mark.parametrize("told", [*FIGURES, *WORDS])
def test_terminal_and_markdown_tell_it(printed: str, told: str) -> None:
    assert told in printed
    assert told in as_markdown(invented_answer())


def test_markdown_has_a_table_per_section_whose_cells_are_whole() -> None:
    lines = as_markdown(invented_answer()).splitlines()
    tables = [line for line in lines if line.startswith("|")]
    assert len([line for line in tables if set(line) <= set("|-: ")]) == 3
    assert "## Pay | by level" in lines
    assert {line.count("|") for line in tables} == {3, 4, 7}


def test_csv_has_a_line_per_row_with_ends_and_reasons() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(invented_answer()))))
    assert len(rows) == 3 + 2 + 7
    senior, few = rows[0], rows[1]
    assert (senior["median"], senior["median_low"], senior["median_high"]) == (
        "150000", "140000", "160000",
    )  # fmt: skip
    assert (senior["tags"], senior["share"], senior["currency"]) == ("a; b", "0.034", "USD")
    assert (few["median"], few["median_suppressed"]) == ("", TOO_FEW)
    assert rows[4]["apart"] == "-0.034"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (None, MONEY, "–"),
        (0, COUNT, "0"),
        (2024, YEAR, "2024"),
        (0.005, SHARE, "0.5%"),
        (1.0, SHARE, "100%"),
        (0.0, DIFFERENCE, "+0.0%"),
        (-0.5, DIFFERENCE, "−50%"),
        (1234567, COUNT, "1,234,567"),
        ("", TEXT, "–"),
        ((), TEXT, "–"),
    ],
)
def test_values_are_written_by_their_unit(value: object, unit: str, text: str) -> None:
    assert value_text(value, SectionColumn("x", "X", unit), "USD", Plain()) == text
    assert interval_text(value, SectionColumn("x", "X", unit), "USD", Plain()) == ""


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        (90000, 110000, MONEY, "$90,000–$110,000"),
        (-5008, 5170, MONEY, "−$5,008 to $5,170"),
        (0.05, 0.2, DIFFERENCE, "+5.0% to +20%"),
    ],
)
def test_no_dash_of_an_interval_reads_as_a_minus(low, high, unit, text) -> None:
    figure = Figure((low + high) / 2, low, high)
    assert interval_text(figure, SectionColumn("x", "X", unit), "USD", Plain()) == text


def test_table_too_wide_goes_on_below_with_its_labels(monkeypatch) -> None:
    money = [f"amount_{place}" for place in range(9)]
    rows = tuple({"who": who} | dict.fromkeys(money, 123_456.0) for who in ("Amazon", "Waymo"))
    columns = (SectionColumn("who", "Employer"), *(SectionColumn(n, n, MONEY) for n in money))
    wide = (Section("Wide", "", columns, rows),)
    monkeypatch.setattr(Invented, "sections", wide)
    console = Console(width=80, file=io.StringIO(), no_color=True)
    show_sections(invented_answer(), console)
    printed = console.file.getvalue()
    assert printed.count("Amazon") == printed.count("Employer") == 2
    assert printed.count("$123,456") == 2 * len(money)
    assert "…" not in printed
