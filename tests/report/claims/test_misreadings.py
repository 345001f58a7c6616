"""Texts that were once read as something else than they say."""

import pytest

from paylens import Market
from paylens.report.claims.sentences import pay_in

BLOG = """# Pay around here

Remote pays the same as the office. A quant in London takes home around £150k these days, which is
roughly twice what a data scientist gets.

Nobody would have guessed. Remote pays the same as the office.

| Title | Comp |
|---|---|
| Staff ML engineer | $420k TC |
| MLOps engineer | $165,000 |
"""


@pytest.fixture(scope="module")
def read():
    return Market.reference().check(document=BLOG)


def facts_of(read, text: str) -> dict[str, str]:
    return next(one for one in read.claims if text in one.text).about.facts


def test_whom_pay_is_set_against_is_not_whose_it_is(read) -> None:
    assert facts_of(read, "A quant in London")["role"] == "quantitative_researcher"


def test_a_table_is_not_of_what_the_sentence_above_it_claims(read) -> None:
    assert "remote" not in facts_of(read, "MLOps engineer")


def test_a_cell_names_its_own_kind_of_pay(read) -> None:
    claims = {one.text: one.about for one in read.claims}
    staff = next(about for text, about in claims.items() if "Staff ML engineer" in text)
    assert staff.pay == "total"


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("ML engineers earn $150,000 on average, before any bonus.", None),
        ("The median base salary is $160,000, not including bonuses.", "base"),
        ("Bonuses are common, and ML engineers make $130,000 on average.", None),
        ("With a 10% bonus, ML engineers earn $170,000 on average.", None),
        ("ML engineers earn a $180,000 salary on top of bonuses.", None),
        ("The average salary of an ML engineer, bonus included, is $175,000.", None),
        ("The average bonus of an ML engineer is $20,000.", "bonus"),
        ("ML engineers receive an average annual bonus of $15,000.", "bonus"),
        ("Annual bonuses range from $10,000 to $30,000 for ML engineers.", "bonus"),
    ],
)
def test_a_bonus_that_is_only_mentioned_is_not_the_pay_that_is_told(text, pay) -> None:
    assert pay_in(text) == pay


def test_plain_english_is_taken_for_english() -> None:
    """Of short sentences full of names, without the words that longer ones are held by."""
    text = (
        "A quant in London takes home around £150k these days, roughly twice what a data scientist "
        "gets. Junior data analysts in Berlin start at €48.000 gross. Nobody pays interns well. In "
        "Bengaluru, an ML engineer with 5 years gets 35 LPA. Remote pays the same as office."
    )
    notes = Market.reference().check(document=text).notes
    assert not any("does not look like English" in note for note in notes)
