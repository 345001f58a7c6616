"""The records that an answer rests on: whose they are, and what none of them states."""

import pytest

from paylens.market.evidence import CARRIED, GRADES, LINKED, capped
from paylens.report.parts import parts_of
from paylens.report.records_like import support

HERE = {"role": "ML engineer", "country": "US"}
GOOGLE = {"role": "software engineer", "country": "US", "company": "Google", "pay": "total"}


def told(market, **asked):
    return market.estimate(**asked).evidence


def support_of(market, pay="base", **facts):
    profile = market.profile(facts).used
    ((_, parts),) = parts_of(market.store, market.model, [profile], market.options(pay))
    return support(market.store, profile, parts), parts


@pytest.mark.parametrize(
    ("fact", "how"),
    [
        ({"education": "PhD"}, CARRIED),
        ({"industry": "technology"}, CARRIED),
        ({"experience": 6}, LINKED),
    ],
)
def test_no_record_is_credited_to_a_source_that_does_not_ask(market, fact, how):
    (name,) = fact
    plain, evidence = told(market, **HERE), told(market, **HERE, **fact)
    assert evidence.records == 0
    assert evidence.answering == plain.records == plain.answering
    assert (evidence.sources, evidence.years) == (plain.sources, plain.years)
    (carried,) = evidence.carried
    assert (carried.fact, carried.how) == (name, how)
    assert carried.records >= 10 and carried.years
    assert not set(carried.sources) & set(evidence.sources)
    assert GRADES.index(evidence.reliability) < GRADES.index(plain.reliability)


def test_a_carried_fact_s_records_are_those_that_state_it(market):
    (carried,) = told(market, **HERE, education="PhD").carried
    cells = market.store.cells(
        roles=["ml_engineer"], countries=["US"], sources=list(carried.sources),
        dimension="education", values=["doctorate"],
    )  # fmt: skip
    of_kind = {}
    for cell in cells:
        key = cell.source, cell.pay
        of_kind[key] = of_kind.get(key, 0) + cell.distribution.records
    most = {source: max(n for (own, _), n in of_kind.items() if own == source)
            for source in carried.sources}  # fmt: skip
    assert carried.records == sum(most.values())
    assert set(carried.years) <= {cell.year for cell in cells}


def test_the_answer_says_what_no_record_states(market):
    answer = market.estimate(**HERE, education="PhD")
    said = [note for note in answer.notes if note.startswith("none of the answering records")]
    assert len(said) == 1 and "education: its effect is carried over from" in said[0]
    assert "records, 20" in said[0]


def test_the_interval_is_of_the_scarcest_evidence(market):
    found, parts = support_of(market, **HERE, education="PhD")
    assert found.like == 0
    assert found.scarcest == min(found.answering, found.carried["education"].records)
    few, _ = support_of(market, **HERE, industry="technology")
    assert few.scarcest == few.carried["industry"].records < found.scarcest


def test_nothing_that_supports_a_fact_makes_the_answer_weak(market):
    (rare,) = [
        evidence
        for evidence in [told(market, role="ML engineer", country="India", industry="insurance")]
        if evidence.carried and evidence.carried[0].records is None
    ]
    assert rare.reliability == "weak"
    answer = market.estimate(role="ML engineer", country="India", industry="insurance")
    assert answer.figures["p50"].low is None
    assert "nearly all of other roles" in " ".join(answer.notes)


def test_levels_of_a_company_have_their_own_counts(market):
    counts = [told(market, **GOOGLE, level=level).records for level in ("L3", "L5", "L7")]
    assert len(set(counts)) == 3
    whole = told(market, **GOOGLE)
    assert all(10 <= count < whole.records for count in counts)
    ladder = {
        level.employer_level: level.records
        for part in market.levels("Google").ladders
        for level in part.levels
    }
    assert counts[2] <= ladder["L7"]


def test_two_facts_have_no_more_records_than_either(market):
    both = {"level": "senior", "company": "Google"}
    rest = {"role": "software engineer", "country": "US", "pay": "total"}
    together = told(market, **rest, **both, as_reported_in="levels_fyi").records
    for name, value in both.items():
        alone = told(market, **rest, **{name: value}, as_reported_in="levels_fyi").records
        assert together <= alone


@pytest.mark.parametrize(
    ("grade", "apart", "expected"),
    [("strong", 0.41, "good"), ("strong", 0.40, "strong"), ("strong", None, "strong"),
     ("good", 2.0, "good"), ("weak", 2.0, "weak")],
)  # fmt: skip
def test_sources_far_apart_are_no_strong_evidence(grade, apart, expected):
    assert capped(grade, apart) == expected


@pytest.mark.parametrize("role", ["data scientist", "software engineer", "data analyst"])
@pytest.mark.parametrize("pay", ["base", "total"])
@pytest.mark.parametrize("country", ["US", "GB", "IN"])
def test_no_strong_answer_stands_beside_sources_far_apart(market, role, pay, country):
    answer = market.estimate(role=role, country=country, pay=pay)
    if (answer.source_spread or 0) > 0.4:
        assert answer.evidence.reliability != "strong"
    assert "at most good" in answer.evidence.rule
