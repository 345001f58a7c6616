"""Values of one dimension compared: understood, refused politely, and added up rightly."""

from pathlib import Path

import numpy as np
import pytest

from invented_cells import market as invented_market
from invented_cells import people
from paylens import Market
from paylens.errors import NotEnoughData, QuestionError, UnknownValue
from paylens.report.compare.compare import compare
from paylens.report.compare.values import ComparedValues


@pytest.mark.parametrize(
    ("words", "dimension", "values"),
    [
        (["ML engineer", "data scientist"], "role", ("ml_engineer", "data_scientist")),
        (["PhD", "master"], "education", ("doctorate", "master")),
        (["US", "Germany"], "country", ("US", "DE")),
        (["python", "r"], "skills", ("python", "r")),
        (["senior", "entry"], "level", ("senior", "entry")),
        (["Google", "Meta"], "employer", ("Google", "Facebook")),
        (["women", "men"], "gender", ("female", "male")),
        (["0-2 years", "10+ years"], "experience", ("0-2 years", "10+ years")),
        (["London", "New York"], "city", ("London", "New York")),
        (["California", "Texas"], "region", ("CA", "TX")),
        (["0-2", "10+ yrs"], "experience", ("0-2 years", "10+ years")),
        (["junior data scientist", "senior data scientist"], "level", ("entry", "senior")),
        (["nlp", "computer vision"], "specialisation", ("natural_language", "computer_vision")),
    ],
)
def test_words_name_their_dimension(market: Market, words, dimension, values) -> None:
    answer = market.compare(values=words)
    assert (answer.dimension, answer.values) == (dimension, values)
    assert answer.groups
    assert answer.like_for_like


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        ({}, QuestionError, "at least two values"),
        ({"values": ["ML engineer"]}, QuestionError, "at least two values"),
        ({"values": ["python"] * 100}, QuestionError, "100 values are too many"),
        (
            {"values": ["ML engineer", "machine learning engineer"]},
            QuestionError,
            "all mean the role",
        ),
        ({"values": ["ML engineer", "Germany"]}, QuestionError, "'Germany' is known as country"),
        ({"values": ["qwertyuiop", "asdf"]}, UnknownValue, "no role, country"),
        ({"values": ["python", "r"], "by": "colour"}, UnknownValue, "colour"),
        ({"values": ["python", "r"], "by": "role"}, UnknownValue, "python"),
        ({"values": ["python", "r"], "role": "beekeeper"}, UnknownValue, "beekeeper"),
        (
            {"values": ["data annotator", "hardware engineer"], "country": "Japan"},
            NotEnoughData,
            "Missing",
        ),
        ({"values": ["US", "United States"]}, QuestionError, "does not differ from itself"),
        ({"values": ["ml", "ai"]}, QuestionError, "by country or by specialisation"),
        ({"values": ["python", "swimming"]}, UnknownValue, "swimming"),
        ({"values": ["automotive", "finance"]}, NotEnoughData, "automotive"),
        ({"values": ["PhD", "5"], "by": "experience"}, QuestionError, "PhD"),
        ({"values": ["US", "Germany"], "country": "France"}, QuestionError, "leave out --country"),
        ({"values": ["US", "Germany"], "pay": "equity"}, QuestionError, "equity"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_the_reason(market, asked, error, says) -> None:
    with pytest.raises(error, match=says):
        market.compare(**asked)


def test_a_value_without_records_is_named_and_the_others_compared(market: Market) -> None:
    answer = market.compare(
        values=["finance", "technology", "retail", "non-profit"], role="ML engineer"
    )
    assert set(answer.missing) <= {"Finance", "Technology", "Retail", "Non-profit"}
    assert all(label in answer.sentence for label in answer.missing)


def test_a_wider_population_is_said_where_the_asked_one_is_too_small(market: Market) -> None:
    answer = market.compare(values=["statistician", "designer"], country="Estonia")
    assert answer.sentence.startswith("All countries (Estonia alone has too few")
    assert any(note.startswith("Estonia alone has too few") for note in answer.notes)


def test_overlapping_values_are_compared_with_those_without_them(market: Market) -> None:
    answer = market.compare(values=["pytorch", "tensorflow"])
    assert {each.second for each in answer.like_for_like} == {"those without it"}
    assert any("not subtracted" in note for note in answer.notes)


def test_kinds_of_pay_stay_apart(market: Market) -> None:
    answer = market.compare(values=["ML engineer", "data scientist"], pay="total")
    assert {group.pay for group in answer.groups} == {"total"}
    assert {each.difference.pay for each in answer.like_for_like} == {"total"}
    assert {pay for each in answer.evidence for pay in [each.pay]} == {"total"}


def test_a_pair_turned_round_is_the_opposite(market: Market) -> None:
    one = market.compare(values=["ML engineer", "data scientist"], pay="base")
    other = market.compare(values=["data scientist", "ML engineer"], pay="base")
    first, second = (a.like_for_like[0].difference.combined.value for a in (one, other))
    assert (1 + first) * (1 + second) == pytest.approx(1)
    for raw in one.raw:
        turned = next(r for r in other.raw if (r.source, r.basis) == (raw.source, raw.basis))
        assert raw.higher.value + turned.higher.value == pytest.approx(1)


def test_more_than_three_values_are_compared_with_the_first(market: Market) -> None:
    answer = market.compare(values=["US", "Germany", "India", "Canada"])
    assert {each.first for each in answer.like_for_like} == {"United States"}


def test_groups_are_set_against_each_other_within_years(tmp_path: Path) -> None:
    """Masters answer mostly in the better paid year, and are paid the same in each."""
    draws = np.random.default_rng(9)
    records = []
    for year, level, masters in ((2020, 11.0, 40), (2021, 11.8, 360)):
        for education, count in (("master", masters), ("bachelor", 400 - masters)):
            pay = list(np.exp(draws.normal(level, 0.2, count)))
            records += people("levels_fyi", pay, year=year, education=education)
    for place, record in enumerate(records):
        record["record_id"] = str(place)
    store = invented_market(tmp_path, records)
    degrees = ComparedValues("education", ("master", "bachelor"))
    answer = compare(store, degrees, "ml_engineer", "US", "base")
    assert any("Build it again" in note for note in answer.notes)
    (raw,) = answer.raw
    assert raw.higher.low < 0.5 < raw.higher.high
    assert raw.difference.low > 0.5


def test_a_country_of_a_dozen_records_is_answered_with_their_width(tmp_path: Path) -> None:
    draws = np.random.default_rng(10)
    records = []
    for country, count in (("US", 300), ("EE", 12), ("LV", 9)):
        pay = list(np.exp(draws.normal(11, 0.3, count)))
        records += people("levels_fyi", pay, country=country)
    for place, record in enumerate(records):
        record["record_id"] = str(place)
    store = invented_market(tmp_path, records)
    few = compare(store, ComparedValues("country", ("US", "EE")), "ml_engineer", None, None)
    assert few.raw[0].higher.high - few.raw[0].higher.low > 0.2
    assert {group.evidence.reliability for group in few.groups} >= {"weak"}
    with pytest.raises(NotEnoughData, match="records of Latvia"):
        compare(store, ComparedValues("country", ("US", "LV")), "ml_engineer", None, None)


def test_a_planted_difference_is_found_where_the_mix_hides_it(tmp_path: Path) -> None:
    """Masters are paid a tenth more at any country; most of them are where pay is low."""
    draws = np.random.default_rng(8)
    records = []
    for country, level, masters in (("US", 12.0, 60), ("IN", 10.5, 240)):
        for education, count, more in (("bachelor", 300 - masters, 0.0), ("master", masters, 0.1)):
            pay = np.exp(draws.normal(level + more, 0.15, count))
            records += people(
                "kaggle_survey", list(pay), pay="base", country=country, education=education
            )
    for place, record in enumerate(records):
        record["record_id"] = str(place)
    store = invented_market(tmp_path, records, compared=True)
    degrees = ComparedValues("education", ("master", "bachelor"))
    answer = compare(store, degrees, "ml_engineer", None, "base")
    assert answer.raw[0].higher.high < 0.5
    difference = answer.like_for_like[0].difference.combined
    assert difference.low < np.expm1(0.1) < difference.high
    assert difference.low > 0
