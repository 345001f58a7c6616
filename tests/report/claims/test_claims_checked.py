"""Claims held against the market that ships with the package, and against one another."""

import os
from pathlib import Path

import pytest

from paylens.report.answers import Market
from paylens.report.claims.check import Check
from paylens.report.claims.claim import WITH_AMOUNTS
from paylens.report.claims.verdicts import VERDICTS
from paylens.report.tables import article_tables

DATA = Path(os.environ.get("PAYLENS_DATA", Path(__file__).parents[4] / "shared" / "data"))
ARTICLE = DATA.parent / "article.txt"
TABLE = """
# ML engineers in the United States

| Experience | Average salary |
|---|---|
| 0-2 years | $90,000 |
| 10+ years | $200,000 |

| Years of experience | Average salary growth |
|---|---|
| 5 | $50,000 |
| 15 | $150,000 |
"""


def median(reference: Market) -> float:
    """levels_fyi's median base pay of ML engineers in the US."""
    found = reference.table("country", role="ML engineer", pay="base")
    cells = [c for row in found.rows if row.value == "US" for c in row.cells]
    (value,) = [c.statistics.figures["p50"].value for c in cells if c.source == "levels_fyi"]
    assert value is not None
    return value


@pytest.mark.parametrize(
    ("factor", "verdict"), [(1.0, "agrees"), (0.4, "too low"), (3.0, "too high")]
)
def test_an_amount_is_held_against_the_sources(
    reference: Market, factor: float, verdict: str
) -> None:
    amount = round(median(reference) * factor)
    text = f"In the United States ML engineers have a median base pay of ${amount:,} a year."
    (claim,) = reference.check(document=text).claims
    assert claim.verdict == verdict
    told = {each.source: each for each in claim.evidence}["levels_fyi"]
    assert told.off_percent == pytest.approx(100 * (factor - 1), abs=0.1)
    assert told.evidence.records and told.evidence.records >= 30
    assert claim.about.assumed == {"year": "latest"}


def test_a_month_in_pounds_is_turned_into_dollars_a_year(reference: Market) -> None:
    (claim,) = reference.check(document="Data scientists in London earn £5,000 a month.").claims
    (usd,) = claim.usd_per_year
    assert 60_000 < usd < 110_000


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("ML engineers always earn more than data scientists in the US.", "contradicted"),
        ("It is a myth that ML engineers always earn more than data scientists.", "agrees"),
        ("Junior ML engineers earn less than senior ML engineers.", "agrees"),
        ("Senior ML engineers earn less than junior ML engineers.", "contradicted"),
        ("ML engineers are in high demand.", "not enough data"),
        ("Truck drivers earn $60,000 a year.", "not enough data"),
        ("ML engineer salaries are consistent across industries.", "contradicted"),
        ("ML engineers with more experience earn higher salaries.", "agrees"),
    ],
)
def test_a_statement_is_tested(reference: Market, text: str, verdict: str) -> None:
    (claim,) = reference.check(document=text).claims
    assert claim.verdict == verdict, claim.reason
    assert claim.reason


def test_rupees_are_read_and_judged(reference: Market) -> None:
    text = (
        "| Role in India | Average salary |\n|---|---|\n| Data scientist | ₹12,00,000 |\n"
        "| Data engineer | ₹10,50,000 |"
    )
    found = reference.check(document=text)
    assert [claim.about.currency for claim in found.claims] == ["INR", "INR"]
    assert all(9_000 < claim.usd_per_year[0] < 20_000 for claim in found.claims)


def test_growth_that_the_levels_refute_is_found(reference: Market) -> None:
    found = reference.check(document=TABLE.replace("10+ years", "5-9 years"))
    whys = [one.what for one in found.contradictions]
    assert len(whys) == 1 and "after 5 years make $140,000" in whys[0]


def test_one_year_may_be_paid_more_than_all_later_ones_on_average(reference: Market) -> None:
    assert not reference.check(document=TABLE).contradictions


@pytest.mark.parametrize(
    ("second", "times"),
    [("$105,000", 0), ("$140,000", 1)],
)
def test_two_averages_of_one_population_are_found(
    reference: Market, second: str, times: int
) -> None:
    text = f"ML engineers average $100,000 a year.\n\nOn average ML engineers earn {second} a year."
    assert len(reference.check(document=text).contradictions) == times


def test_a_text_without_claims_is_answered_too(reference: Market) -> None:
    found = reference.check(document="The weather is fine.", name="weather.txt")
    assert found.sentence == "weather.txt claims nothing about pay that could be read."
    assert found.sections == ()


def test_the_annotated_text_holds_every_number(reference: Market) -> None:
    found = reference.check(document=TABLE, annotated=True)
    section, *verdicts = found.sections
    for claim in found.claims:
        assert f"[{claim.number}: {claim.verdict}]" in section.text
    assert verdicts == list(reference.check(document=TABLE).sections)


@pytest.fixture(scope="module")
def article(reference: Market) -> Check:
    if not ARTICLE.is_file():
        pytest.skip(f"no article at {ARTICLE}")
    return reference.check(document=ARTICLE.read_bytes(), name="article")


@pytest.mark.real_data
def test_the_article_s_rows_are_judged_as_its_tables_are(article: Check, reference: Market) -> None:
    rows = [row for table in article_tables(reference.store) for row in table.rows]
    read = [claim for claim in article.claims if claim.claim.row is not None]
    assert [claim.usd_per_year for claim in read] == [(row.article.amount,) for row in rows]
    assert [claim.verdict for claim in read] == [row.verdict for row in rows]


@pytest.mark.real_data
def test_the_article_s_sentences_are_found(article: Check) -> None:
    assert not any("$" in one.text for one in article.unread)
    in_text = [c for c in article.claims if c.claim.row is None]
    amounts = [c.claim.amounts for c in in_text if c.kind in WITH_AMOUNTS]
    assert amounts == [(114_121,), (100_000, 150_000)]
    kinds = {c.kind for c in in_text}
    assert {"always", "comparison", "consistent", "varies", "increases", "trend"} <= kinds
    assert all(c.verdict in VERDICTS and c.reason for c in article.claims)
    assert len(article.contradictions) >= 5
