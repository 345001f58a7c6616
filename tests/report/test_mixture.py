"""Which sources speak for a role and country, and how much each of them weighs."""

import pytest

from invented_cells import around, market, people
from paylens.errors import NotEnoughData
from paylens.report.mixture import Asked, Voice, answer_year, newest_year, official_soc, voices


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return market(
        tmp_path_factory.mktemp("market"),
        [
            *people("levels_fyi", around(160_000, 300), year=2021),
            *people("levels_fyi", around(150_000, 20), year=2016),
            *people("kaggle_survey", around(120_000, 100), year=2022),
            *people("ai_jobs", around(190_000, 400, 100), year=2024, basis="posting"),
            *people("ai_jobs", around(190_000, 50, 100), year=2025, basis="posting"),
            *people("ai_jobs", around(100_000, 40), year=2021),
            *people("ai_jobs", around(70_000, 30), year=2024, basis="posting", country="DE"),
            *people("ai_postings", around(150_000, 300), year=2026, basis="posting", country="GB"),
            *people("h1b_lca", around(90_000, 300), year=2012, basis="visa_filing"),
            *people("kaggle_survey", [(0, 1000)] * 30 + [(90_000, 100_000)] * 90, pay="total"),
        ],
    )


def weights(found):
    return {(voice.source, voice.basis): round(voice.weight, 4) for voice in found}


def test_each_basis_weighs_the_same_and_within_it_records_do(store):
    assert weights(voices(store, Asked("ml_engineer", "US", "base"))) == {
        ("ai_jobs", "posting"): 0.5,
        ("levels_fyi", "survey"): round(0.5 * 300 / 400, 4),
        ("kaggle_survey", "survey"): round(0.5 * 100 / 400, 4),
    }


def test_records_older_than_five_years_do_not_count(store):
    found = voices(store, Asked("ml_engineer", "US", "base", source="levels_fyi"))
    assert found[0].records == 300


def test_a_source_that_is_newer_but_silent_there_makes_no_other_old(store):
    newer = voices(store, Asked("ml_engineer", "GB", "base"))
    assert [voice.source for voice in newer] == ["ai_postings"]
    elsewhere = voices(store, Asked("ml_engineer", "US", "base"))
    assert "levels_fyi" in [voice.source for voice in elsewhere]


@pytest.mark.parametrize(
    ("weights", "year"), [((0.9, 0.1), 2024), ((0.7, 0.3), 2026), ((0.25, 0.75), 2026)]
)
def test_a_small_part_does_not_set_the_year(weights, year):
    names, years = ("ai_jobs", "ai_postings"), (2024, 2026)
    found = [
        (Voice(name, "posting", "base", weight, of, ()), of)
        for name, weight, of in zip(names, weights, years, strict=True)
    ]
    assert answer_year(found) == year


def test_below_a_hundred_records_all_that_have_any_answer(store):
    assert weights(voices(store, Asked("ml_engineer", "DE", "base"))) == {("ai_jobs", "posting"): 1}


def test_without_any_record_the_sources_that_know_the_country_answer(store):
    found = voices(store, Asked("data_scientist", "US", "base"))
    assert [voice.source for voice in found] == ["ai_jobs", "kaggle_survey", "levels_fyi"]
    assert [voice.cells for voice in found] == [()] * 3
    assert sum(voice.weight for voice in found) == pytest.approx(1)


def test_for_a_country_without_any_record_all_sources_answer_without_cells(store):
    found = voices(store, Asked("ml_engineer", "FR", "base"))
    assert [voice.source for voice in found] == ["ai_jobs", "ai_postings", "kaggle_survey"]
    assert not any(voice.cells for voice in found)
    assert len({voice.weight for voice in found}) == 1


def test_the_newest_year_needs_three_hundred_records(store):
    assert newest_year(store, "ai_jobs", "base") == 2024
    assert newest_year(store, "kaggle_survey", "base") == 2022


def test_answers_below_the_legal_minimum_are_left_out_and_counted(store):
    (voice,) = voices(store, Asked("ml_engineer", "US", "total"))
    assert (voice.records, voice.left_out) == (90, 30)
    (voice,) = voices(store, Asked("ml_engineer", "US", "total", lowest_bracket=True))
    assert (voice.records, voice.left_out) == (120, 0)


def test_a_kind_of_pay_that_no_source_has(store):
    with pytest.raises(NotEnoughData, match="kaggle_survey"):
        voices(store, Asked("ml_engineer", "US", "bonus"))


def test_no_occupation_code_is_invented():
    assert official_soc("data_scientist") == ("15-2051", True)
    assert official_soc("ml_engineer") == ("15-2051", False)
    assert official_soc("designer") is None
