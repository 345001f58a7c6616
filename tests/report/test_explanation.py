"""Estimates taken apart: what must hold whatever their figures are."""

import json

import pytest

from paylens import Market
from paylens.errors import NotEnoughData, QuestionError, UnknownValue
from paylens.market.evidence import as_json
from paylens.report.mixture import FEWEST_WEIGHT
from paylens.report.outside import NO_RECORD, NOT_ASKED

PROFILES = [
    {"role": "ML engineer", "country": "US"},
    {"role": "ML engineer", "country": "US", "experience": 6, "level": "senior"},
    {"role": "data scientist", "country": "India", "pay": "total", "experience": 3},
    {"role": "senior data engineer", "city": "Bangalore"},
    {"role": "software engineer", "company": "Google", "level": "L5", "pay": "total"},
    {"country": "US", "metro": "Bay Area", "currency": "EUR"},
    {"role": "ML engineer", "country": "Madagascar"},
    {"role": "ML engineer", "country": "US", "year": 2035, "project": True},
    {"role": "data scientist", "country": "US", "ppp": True},
    {"role": "data scientist", "country": "US", "experience": 6, "anchor": "official"},
    {"role": "ML engineer", "country": "US", "as_reported_in": "ai_jobs", "skills": "python"},
]


@pytest.mark.parametrize("profile", PROFILES, ids=str)
def test_effects_add_up_to_the_estimate(market, profile):
    explained, estimated = market.explain(**profile), market.estimate(**profile)
    moved = sum(effect.amount for effect in explained.effects)
    assert explained.market_median + moved == pytest.approx(explained.median, rel=1e-9)
    assert explained.median == estimated.figures["p50"].value
    assert (explained.sentence, explained.evidence) == (estimated.sentence, estimated.evidence)
    heavy = {each.source for each in estimated.sources if each.weight >= FEWEST_WEIGHT}
    for effect in explained.effects:
        assert (effect.amount > 0) == (effect.factor > 1)
        if effect.low is not None:
            assert effect.low <= effect.amount <= effect.high
            for source in heavy:
                assert effect.low <= effect.by_source[source] <= effect.high


def test_a_source_that_hardly_counts_does_not_widen_an_interval(market):
    profile = {"role": "software engineer", "company": "Google", "level": "L5", "pay": "total"}
    explained = market.explain(**profile, country="US")
    (country,) = [effect for effect in explained.effects if effect.fact == "country"]
    assert max(country.by_source.values()) > explained.median
    assert country.high < explained.median / 2


def test_the_median_that_all_starts_from_is_the_same_whatever_is_told(market):
    starts = [
        market.explain(role="ML engineer", country="US", **more).market_median
        for more in ({}, {"experience": 2}, {"level": "staff", "education": "phd"})
    ]
    assert starts[1:] == pytest.approx(starts[:-1])


def test_the_order_of_facts_changes_nothing(market):
    facts = {"role": "ML engineer", "country": "US", "experience": 6, "level": "senior"}
    forth = market.explain(**facts)
    back = market.explain(**dict(reversed(facts.items())))
    assert as_json(back)["effects"] == as_json(forth)["effects"]


def test_what_no_source_uses_moves_nothing(market):
    without = market.explain(role="ML engineer", country="US", level="senior")
    skilled = market.explain(role="ML engineer", country="US", level="senior", skills="python")
    assert [e.amount for e in skilled.effects] == [e.amount for e in without.effects]
    assert any(note.startswith("skills: understood, not used") for note in skilled.notes)


def test_a_fact_that_no_source_asks_moves_nothing(built):
    asked = {fact for name in built.model.series_names for fact in _asked(built, name)}
    assert "employment_type" in asked
    market = Market(built.store)
    facts = {name: known - {"employment_type"} for name, known in _all_asked(built).items()}
    market.__dict__["model"] = _never_asking(built, facts)
    explained = market.explain(role="ML engineer", country="US", employment="full time")
    (effect,) = [each for each in explained.effects if each.fact == "employment"]
    assert (effect.amount, effect.factor, effect.low, effect.high) == (0, 1, None, None)
    assert any("no source of base pay asks: employment_type" in note for note in explained.notes)


def _all_asked(market):
    return market.model._calibrated().asked.facts


def _asked(market, series):
    return _all_asked(market)[series]


def _never_asking(market, facts):
    from dataclasses import replace

    from paylens.model.pay_model import PayModel
    from paylens.model.treatment import Asked

    model, answerer = PayModel(), market.model._calibrated()
    model.description, model.coverage = market.model.description, market.model.coverage
    model._answerer = replace(answerer, reader=replace(answerer.reader, asked=Asked(facts)))
    return model


def test_amounts_follow_the_currency(market):
    usd, eur = (
        market.explain(role="ML engineer", country="US", level="senior", currency=currency)
        for currency in ("USD", "EUR")
    )
    ratio = usd.median / eur.median
    assert usd.market_median / eur.market_median == pytest.approx(ratio)
    for dollars, euros in zip(usd.effects, eur.effects, strict=True):
        assert dollars.amount / euros.amount == pytest.approx(ratio)
        assert dollars.factor == pytest.approx(euros.factor)


def test_many_facts_are_sampled_and_say_so(built):
    facts = {"role": "ML engineer", "country": "US", "experience": 6, "level": "senior"}
    more = {"education": "phd", "company_size": "120", "remote": True, "employment": "full time"}
    explained = built.explain(**facts, **more, metro="Bay Area")
    assert len(explained.effects) >= 9
    assert any("sampled orders" in note for note in explained.notes)
    moved = sum(effect.amount for effect in explained.effects)
    assert explained.market_median + moved == pytest.approx(explained.median)


def test_records_that_resemble_a_profile_are_counted_per_source(built):
    few = built.explain(role="ML engineer", country="US", experience=6, level="senior").resembling
    many = built.explain(role="ML engineer", country="US").resembling
    assert 10 <= few.records == sum(few.by_source.values()) < many.records
    assert "level within 1 step" in few.rule


def test_a_market_without_counts_says_so(built, tmp_path):
    from dataclasses import replace
    from shutil import copytree, ignore_patterns

    old = tmp_path / "old"
    copytree(built.store.folder, old, ignore=ignore_patterns("together", "alike"))
    explained = Market(replace(built.store, folder=old)).explain(role="ML engineer", country="US")
    assert explained.resembling.records is None
    assert explained.never_together == ()
    assert "without counts" in explained.resembling.rule


def test_facts_that_no_record_holds_together_are_told(built):
    store = built.store
    pairs = [
        (level, size)
        for level in ("entry", "mid", "senior", "staff", "executive")
        for size in ("under 50", "50-249", "250+")
    ]
    counts = store.seen.counts(
        [("employer_size", (size,), "level", (level,)) for level, size in pairs]
    )
    assert any(count is not None for count in counts)
    asked = store.seen.both_asked
    assert ("country", "role") in asked
    profile = {"role": "ML engineer", "country": "US", "education": "phd", "remote": True}
    for pair in built.explain(**profile).never_together:
        expected = NO_RECORD if pair.facts in asked else NOT_ASKED
        assert pair.reason == expected or "counted" in pair.reason


@pytest.mark.parametrize(
    ("facts", "error", "told"),
    [
        ({"role": "lawyer of cats"}, UnknownValue, "lawyer of cats"),
        ({"role": "ML engineer", "city": "Berlin", "country": "US"}, QuestionError, "Berlin"),
        ({"role": "ML engineer", "pay": "total", "as_reported_in": "ai_jobs"}, NotEnoughData,
         "ai_jobs"),
    ],
)  # fmt: skip
def test_what_cannot_be_explained(market, facts, error, told):
    with pytest.raises(error, match=told):
        market.explain(**facts)


def test_an_explanation_turns_into_json_and_tables(market):
    explained = market.explain(role="ML engineer", country="US", level="senior")
    told = json.loads(json.dumps(explained.to_dict()))
    assert set(told) == {
        "sentence", "understood", "year", "market_median", "median", "effects", "resembling",
        "never_together", "evidence", "rule", "notes",
    }  # fmt: skip
    assert {
        "fact",
        "words",
        "amount",
        "low",
        "high",
        "factor",
        "records",
        "by_source",
        "carried_from",
    } == set(told["effects"][0])
    assert explained.to_polars()["fact"].to_list() == [e.fact for e in explained.effects]
