"""Skills and pay: understood, corrected for all that were looked at, and the article's answered."""

from pathlib import Path

import numpy as np
import pytest

from invented_cells import market as invented_market
from invented_cells import people
from paylens import Market
from paylens.errors import NotEnoughData, QuestionError, UnknownValue
from paylens.report.skills.skills import skill_pay
from paylens.report.skills.words import Skill, kind_of, named_skills, skill_of

PLANTED = 0.25


@pytest.fixture(scope="module")
def market() -> Market:
    return Market.reference()


@pytest.fixture(scope="module")
def answer(market: Market):
    return market.skills()


@pytest.mark.parametrize(
    ("word", "dimension", "value"),
    [
        ("python", "skills", "python"),
        ("Google Cloud", "skills", "google_cloud"),
        ("GCP", "skills", "google_cloud"),
        ("neural networks", "skills", "deep_learning"),
        ("NLP", "specialisation", "natural_language"),
        ("computer vision", "specialisation", "computer_vision"),
    ],
)
def test_words_are_skills_or_fields_of_work(word, dimension, value) -> None:
    assert skill_of(word) == Skill(dimension, value)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("cloud", "clouds"),
        ("Languages", "languages"),
        ("framework", "frameworks"),
        ("specialisation", "specialisation"),
    ],
)
def test_kinds_are_understood(word, kind) -> None:
    assert kind_of(word) == kind


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        ({"skills": ["statistics"]}, NotEnoughData, "Statistician"),
        ({"skills": ["algorithms"]}, NotEnoughData, "Deep learning"),
        ({"skills": ["blacksmithing"]}, UnknownValue, "blacksmithing"),
        ({"skills": [str(n) for n in range(100)]}, QuestionError, "100 skills"),
        ({"kind": "certifications"}, NotEnoughData, "cloud platform"),
        ({"kind": "colours"}, UnknownValue, "Languages"),
        ({"role": "beekeeper"}, UnknownValue, "beekeeper"),
        ({"skills": ["micropython"]}, NotEnoughData, "MicroPython.*Missing"),
        ({"skills": ["python"], "kind": "cloud"}, NotEnoughData, "Python"),
    ],
)
def test_what_cannot_be_told_is_refused_with_the_reason(market, asked, error, says) -> None:
    with pytest.raises(error, match=says):
        market.skills(**asked)


def test_every_skill_of_the_article_is_answered(answer) -> None:
    assert [each.named for each in answer.named] == list(named_skills())
    for each in answer.named:
        assert bool(each.found) != bool(each.missing)
        if each.named.skill is None:
            assert each.missing.startswith("not enough data")
            assert each.named.nearest
    assert {each.named.label for each in answer.named if each.missing} >= {
        "Statistics",
        "Algorithms",
    }


def test_the_correction_is_the_same_whatever_is_asked(market: Market, answer) -> None:
    alone = market.skills(skills=["python"])
    assert alone.looked_at == answer.looked_at == len(answer.found)
    both = {(one.skill, one.difference.source, one.difference.pay): one for one in answer.found}
    for one in alone.found:
        assert one.adjusted == both[one.skill, one.difference.source, one.difference.pay].adjusted
        assert one.adjusted >= one.chance


def test_the_clearest_come_first_and_no_cause_is_claimed(answer) -> None:
    stands = [one.stands for one in answer.found]
    assert stands == sorted(stands, reverse=True)
    assert "need not come from them" in answer.sentence
    assert any("no cause" in note for note in answer.notes)


def test_a_kind_alone_is_shown_whole(market: Market) -> None:
    answer = market.skills(kind="cloud")
    (section,) = answer.sections
    assert section.title == "Cloud platforms"
    assert len(section.rows) == len(answer.found)


def test_a_wider_population_is_said(market: Market) -> None:
    answer = market.skills(skills=["python"], country="Estonia")
    assert answer.sentence.startswith("ML and data roles, Estonia has too few records, so of wider")
    assert answer.understood["asked about"] == "ML and data roles, Estonia"
    assert all(f" of {one.among}; " in answer.sentence for one in answer.found)
    assert any("data_jobs leans to US employers" in note for note in answer.notes)


def test_some_named_and_some_not_asked(market: Market) -> None:
    answer = market.skills(skills=["python", "statistics"])
    assert {one.label for one in answer.found} == {"Python"}
    assert len(answer.missing) == 1


def _invented(folder: Path):
    """Of six skills one is paid; nobody but nine knows Rust."""
    draws = np.random.default_rng(6)
    names = ["python", "r", "java", "aws", "azure", "tensorflow"]
    has = draws.random((400, len(names))) < 0.4
    pay = np.exp(11.5 + PLANTED * has[:, 3] + draws.normal(0, 0.25, 400))
    records = people("kaggle_survey", list(pay), pay="total")
    asked = [*names, "rust"]
    for place, (record, own) in enumerate(zip(records, has, strict=True)):
        record["skills"] = [name for name, known in zip(names, own, strict=True) if known]
        record["skills"] += ["rust"] if place < 9 else []
        record["skills_asked"] = asked
    return invented_market(folder, records, compared=True)


def test_the_planted_skill_stands_and_too_few_are_not_shown(tmp_path: Path) -> None:
    answer = skill_pay(_invented(tmp_path), "ml_engineer", "US", None, ())
    by_label = {one.label: one for one in answer.found}
    assert "Rust" not in by_label
    assert answer.looked_at == 6
    label = Skill("skills", "aws").label
    figure = by_label[label].difference.difference
    assert figure.low < np.expm1(PLANTED) < figure.high
    assert by_label[label].stands
    assert answer.found[0].label == label
    named = {each.named.label: each for each in answer.named}
    assert "not enough data" in named["Caffe"].missing


def test_a_market_without_comparisons_says_to_build(tmp_path: Path) -> None:
    store = invented_market(tmp_path, people("kaggle_survey", [100_000.0] * 20))
    with pytest.raises(NotEnoughData, match="Build it again"):
        skill_pay(store, None, "US", None, ())
