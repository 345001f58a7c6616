"""Statements held against the records: dependence, praise, and a gap of women's and men's pay."""

import pytest

from paylens.market.evidence import Evidence, Figure
from paylens.report.answers import Market
from paylens.report.claims.claim import VARIES, About, Claim
from paylens.report.claims.groups_compared import Group
from paylens.report.claims.reading import DEMAND_TOO, NO_STATEMENT, PRAISE
from paylens.report.claims.statement_verdicts import _spread

EVIDENCE = Evidence(100, ("x",), ("x",), (2025,), ("survey",), "base", "observed", "good")


@pytest.mark.parametrize(
    ("medians", "verdict"),
    [
        # Many values, each surely close to the others: pay does not depend on them.
        ([(100, 99, 101), (101, 100, 102), (102, 101, 103)], "contradicted"),
        # Close, but each could lie far off: that is not told.
        ([(100, 80, 120), (101, 81, 121), (102, 82, 122)], "not enough data"),
        ([(100, 99, 101), (101, 100, 102)], "not enough data"),
        ([(100, 98, 102), (110, 106, 113), (150, 140, 160)], "agrees"),
    ],
)
def test_pay_depends_unless_all_of_many_are_told_to_be_alike(
    medians: list[tuple[int, int, int]], verdict: str
) -> None:
    claim = Claim("", VARIES, About(dimension="industry"))
    groups = [
        Group("finance", Figure(float(each[0]), float(each[1]), float(each[2])), {}, EVIDENCE)
        for each in medians
    ]
    assert _spread(claim, "industry", "", ("x", "survey", "base"), groups).finding == verdict


@pytest.mark.parametrize("end", [".", ""])
def test_each_thing_that_pay_depends_on_is_judged_by_itself(reference: Market, end: str) -> None:
    text = f"Salaries depend on skills, experience, and demand{end}"
    found = reference.check(document=text)
    assert {claim.about.dimension: claim.verdict for claim in found.claims} == {
        "skills": "agrees",
        "experience": "agrees",
    }
    assert [one.reason for one in found.unread] == [DEMAND_TOO]


def test_demand_beside_what_pay_depends_on_is_no_factor(reference: Market) -> None:
    text = "While MLEs are in high demand, their pay depends on experience."
    found = reference.check(document=text)
    assert [claim.about.dimension for claim in found.claims] == ["experience"]
    assert found.unread == ()


def test_pay_by_skills_is_what_skills_answers(reference: Market) -> None:
    text = "Salaries depend on skills."
    (claim,) = reference.check(document=text).claims
    answer = reference.skills(country="US")
    stand = {(o.difference.source, o.difference.pay) for o in answer.found if o.stands}
    agree = {(o.source, o.pay) for o in claim.evidence if o.finding == "agrees"}
    assert agree == stand and stand


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ML engineers are often rewarded with lucrative salaries.", PRAISE),
        ("ML engineers can earn competitive salaries.", PRAISE),
        ("MLEs do not have astronomical salaries.", PRAISE),
        ("High salaries may come from a few highly paid MLEs rather than from all.", PRAISE),
        ("Salary is not solely determined by a job title.", NO_STATEMENT),
    ],
)
def test_praise_without_a_comparison_is_no_claim(reference: Market, text: str, reason: str) -> None:
    found = reference.check(document=text)
    assert found.claims == ()
    assert [one.reason for one in found.unread] == [reason]


@pytest.mark.parametrize(
    ("text", "versus"),
    [
        ("ML engineers are highly paid compared with others.", {}),
        (
            "Data scientists are highly paid compared with data analysts.",
            {"role": "data_analyst"},
        ),
    ],
)
def test_praise_that_compares_is_judged(
    reference: Market, text: str, versus: dict[str, str]
) -> None:
    (claim,) = reference.check(document=text).claims
    assert claim.about.versus == versus
    assert claim.verdict == "agrees"


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Women earn 14 % less than men.", -0.14),
        ("Men earn 25 % more than women.", 1 / 1.25 - 1),
        ("Women earn 60 % less than men.", -0.6),
    ],
)
def test_a_gap_is_judged_by_the_sources_of_gap(reference: Market, text: str, share: float) -> None:
    (claim,) = reference.check(document=text).claims
    answer = reference.gap(country="US")
    assert answer.article is not None
    assert {(one.source, one.pay): one.figure for one in claim.evidence} == {
        (source, pay): figure for source, pay, _, figure, _ in answer.article.found
    }
    inside = [
        one.figure.low <= share <= one.figure.high  # type: ignore[operator]
        for one in claim.evidence
    ]
    assert claim.verdict == ("agrees" if any(inside) else "too high")
    assert [one.finding == "agrees" for one in claim.evidence] == inside


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Truck drivers earn $60,000.", "The text makes one claim about pay: not enough data."),
        (
            "Salaries depend on experience. Women earn 14 % less than men. Nurses earn $60,000.",
            "The text makes 3 claims about pay: 2 agree with the records "
            "(one of them with 2 of 3 sources), 1 without enough data.",
        ),
        (
            "Salaries depend on experience. Nurses earn $60,000.",
            "The text makes 2 claims about pay: 1 agrees with the records, 1 without enough data.",
        ),
        (
            "ML engineers are highly paid.",
            "The text claims nothing about pay that could be read. 1 sentence speaks of pay.",
        ),
    ],
)
def test_the_first_line_counts_in_words(reference: Market, text: str, said: str) -> None:
    assert reference.check(document=text).sentence == said
