"""Ranges held against the pay within them, and claims of today against records of years ago."""

import re

import pytest

from paylens.market.evidence import Figure
from paylens.report.answers import Market
from paylens.report.claims.check import Check
from paylens.report.claims.claim import RANGE, About, Claim
from paylens.report.claims.older_records import Older, by_either
from paylens.report.claims.shares import modelled_spread, names_a_spread
from paylens.report.claims.verdicts import Finding

SAN_FRANCISCO = "An ML engineer in San Francisco earns ${:,.0f} base{}."
PERCENTILES = {
    name: Figure(value)
    for name, value in zip(
        ("p10", "p25", "p50", "p75", "p90"), (1e5, 1.2e5, 1.5e5, 1.9e5, 2.4e5), strict=True
    )
}


def checked(reference: Market, amount: float, when: str = "") -> Check:
    return reference.check(document=SAN_FRANCISCO.format(amount, when))


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (1.2e5, 1.9e5, "agrees"),
        (1e4, 1e6, "agrees"),
        (6e4, 1.2e5, "too low"),
        (2e5, 3e5, "too high"),
        # The median lies in it, and far fewer than half of the people.
        (1.45e5, 1.55e5, "too low"),
    ],
)
def test_a_range_agrees_where_half_of_pay_lies_in_it(low: float, high: float, verdict: str) -> None:
    found, words = modelled_spread((low, high), PERCENTILES)
    assert found == verdict
    shares = [int(each) for each in re.findall(r"(\d+)%", words)]
    assert sum(shares) == pytest.approx(100, abs=2)


@pytest.mark.parametrize(
    ("statistic", "spread"), [(None, True), ("mean", True), ("median", False), ("p90", False)]
)
def test_two_ends_of_a_named_statistic_are_no_spread(statistic: str | None, spread: bool) -> None:
    claim = Claim("", RANGE, About(statistic=statistic), (1.0, 2.0))
    assert names_a_spread(claim) is spread


def test_a_range_s_shares_are_the_sources_own(reference: Market) -> None:
    text = "ML engineers in the US range from $100,000 to $150,000."
    found = reference.check(document=text)
    (claim,) = found.claims
    assert len(claim.evidence) >= 3
    for one in claim.evidence:
        assert one.figure.value is not None
        assert f"of {one.source} ({one.pay} pay) {one.figure.value:.0%} lies in the range" in (
            claim.reason
        )
        assert (one.finding == "agrees") == (
            max(one.figure.value + 0.05, one.figure.high or 0.0) >= 0.5
        )
    assert any("lies in it" in note for note in found.notes)


def test_the_population_names_the_place(reference: Market) -> None:
    (claim,) = checked(reference, 250_000).claims
    assert claim.population == "ML engineer, San Francisco, United States"


def test_records_of_years_ago_are_moved_for_a_claim_without_a_year(reference: Market) -> None:
    (dated,) = checked(reference, 250_000, " in 2020").claims
    assert "official wages" not in dated.reason
    (today,) = checked(reference, 250_000).claims
    (moved,) = [one for one in today.evidence if one.source == "levels_fyi"]
    assert "moved to" in today.reason and "levels_fyi" in today.reason
    as_recorded = reference.table("city", role="ML engineer", pay="base")
    (before,) = [
        cell.statistics.figures["p50"].value
        for row in as_recorded.rows
        if row.value == "San Francisco"
        for cell in row.cells
        if cell.source == "levels_fyi" and cell.block.startswith("ML engineer")
    ]
    assert moved.figure.value is not None and before is not None
    percent = re.search(r"moved to \d{4} by \+(\d+)%", today.reason)
    assert percent
    assert moved.figure.value / before - 1 == pytest.approx(int(percent[1]) / 100, abs=0.005)
    # What growth alone explains agrees; what lies above all is too high.
    (grown,) = checked(reference, moved.figure.value * 1.05).claims
    (as_then,) = checked(reference, before).claims
    assert (grown.verdict, as_then.verdict) == ("agrees", "agrees")
    assert checked(reference, 3 * moved.figure.value).claims[0].verdict == "too high"


def test_what_newer_records_make_likely_is_not_too_high(reference: Market) -> None:
    answer = reference.estimate(role="ML engineer", city="San Francisco", pay="base")
    upper = answer.figures["p75"].value
    assert upper is not None
    (inside,) = checked(reference, upper - 1_000).claims
    assert inside.verdict == "sources disagree"
    assert f"${answer.figures['p50'].value:,.0f}" in inside.reason
    assert checked(reference, upper + 30_000).claims[0].verdict == "too high"


@pytest.mark.parametrize(
    ("recorded", "moved", "verdict"),
    [
        ("agrees", "too low", "agrees"),
        ("too high", "agrees", "agrees"),
        ("too high", "too low", "agrees"),
        ("too high", "too high", "too high"),
        ("too low", "too low", "too low"),
    ],
)
def test_growth_alone_makes_no_claim_wrong(recorded: str, moved: str, verdict: str) -> None:
    older = Older("2019–2021", 2024, [], (0.12,))
    found = by_either(Finding(recorded, "as recorded"), Finding(moved, "as moved"), older)
    assert found.verdict == verdict
    assert "+12%" in found.reason and "2019–2021" in found.reason
