"""People's words to facts, as cases."""

import math

import pytest

from paylens.errors import InvalidValue, NotEnoughData, QuestionError, UnknownValue
from paylens.report.profile import understand

VALUES = {
    "city": [
        "San Francisco",
        "Bangalore",
        "Zurich",
        "St. Louis",
        "Portland",
        "Portland, ME",
        "Vancouver",
    ]
    + ["Arlington", "Arlington, VA", "Princeton, NJ", "Springfield, IL", "Springfield, MA"],
    "metro": ["Boise City, ID"],
    "employer": ["Google", "Facebook"],
    "employer_level of Google": ["L5", "Manager (L6)"],
}


def known(name):
    return VALUES.get(name, ())


UNDERSTOOD = [
    ({"role": "machine learning engineer"}, {"role": "ml_engineer"}),
    ({"role": "ML Eng"}, {"role": "ml_engineer"}),
    ({"role": "ML engineer"}, {"role": "ml_engineer"}),
    ({"country": "usa"}, {"country": "US"}),
    ({"country": "us"}, {"country": "US"}),
    ({"country": "UK"}, {"country": "GB"}),
    ({"country": "south korea"}, {"country": "KR"}),
    ({"experience": "6 yrs"}, {"experience_years_low": 6, "experience_years_high": 6}),
    ({"experience": 6}, {"experience_years_low": 6, "experience_years_high": 6}),
    ({"experience": "3-5 years"}, {"experience_years_low": 3, "experience_years_high": 6}),
    ({"experience": "4 to 8"}, {"experience_years_low": 4, "experience_years_high": 8}),
    ({"experience": "10+"}, {"experience_years_low": 10, "experience_years_high": math.inf}),
    ({"experience": "0"}, {"experience_years_low": 0, "experience_years_high": 0}),
    ({"education": "masters"}, {"education": "master"}),
    ({"education": "Ph.D."}, {"education": "doctorate"}),
    ({"level": "Sr"}, {"level": "senior"}),
    ({"level": "L5", "company": "google"}, {"employer_level": "L5", "employer": "Google"}),
    ({"level": "senior", "company": "google"}, {"level": "senior", "employer": "Google"}),
    ({"role": "Senior NLP engineer"}, {"role": "ml_engineer", "level": "senior"}),
    ({"role": "junior data analyst", "level": "mid"}, {"role": "data_analyst", "level": "mid"}),
    ({"city": "Zürich"}, {"city": "Zurich"}),
    ({"city": "sf"}, {"city": "San Francisco"}),
    ({"city": "Bengaluru"}, {"city": "Bangalore"}),
    ({"city": "St Louis"}, {"city": "St. Louis"}),
    ({"city": "Portland"}, {"city": "Portland"}),
    ({"city": "Portland, ME"}, {"city": "Portland, ME"}),
    ({"city": "San Francisco", "metro": "bay area"}, {"city": "San Francisco"}),
    ({"experience": "50+"}, {"experience_years_low": 40, "experience_years_high": math.inf}),
    ({"experience": 60}, {"experience_years_low": 40, "experience_years_high": 40}),
    ({"city": "portland maine"}, {"city": "Portland, ME", "country": "US"}),
    ({"city": "portland oregon"}, {"city": "Portland", "country": "US"}),
    ({"city": "Arlington, VA"}, {"city": "Arlington, VA"}),
    ({"city": "Arlington, Texas"}, {"city": "Arlington", "country": "US"}),
    ({"city": "princeton"}, {"city": "Princeton, NJ", "country": "US"}),
    ({"city": "Vancouver, WA", "country": "usa"}, {"city": "Vancouver", "country": "US"}),
    ({"city": "Bay Area"}, {"metro": "San Francisco-Oakland-Fremont, CA"}),
    ({"metro": "bay area"}, {"metro": "San Francisco-Oakland-Fremont, CA"}),
    ({"metro": "NYC"}, {"metro": "New York-Newark-Jersey City, NY-NJ"}),
    ({"metro": "DC metro area"}, {"metro": "Washington-Arlington-Alexandria, DC-VA-MD-WV"}),
    ({"metro": "greater Boston"}, {"metro": "Boston-Cambridge-Newton, MA-NH"}),
    ({"metro": "Boise City, ID"}, {"metro": "Boise City, ID"}),
    ({"company": "Meta Platforms, Inc."}, {"employer": "Facebook"}),
    ({"company": "google llc"}, {"employer": "Google"}),
    ({"industry": "fintech"}, {"industry": "finance"}),
    ({"company_size": "startup"}, {"employer_size_low": 0, "employer_size_high": 50}),
    ({"company_size": 120}, {"employer_size_low": 120, "employer_size_high": 120}),
    ({"company_size": "10,000+"}, {"employer_size_low": 10_000, "employer_size_high": math.inf}),
    ({"skills": "python, AWS"}, {"skills": ("python", "aws")}),
    ({"remote": True}, {"remote": "remote"}),
    ({"remote": "hybrid"}, {"remote": "hybrid"}),
    ({"employment": "part-time"}, {"employment_type": "part_time"}),
    ({"role": None, "country": "", "skills": []}, {}),
]

REFUSED = [
    ({"role": "machin lerning enginer"}, UnknownValue, "ML engineer"),
    ({"role": "astronaut"}, UnknownValue, "role"),
    ({"country": "germny"}, UnknownValue, "Germany"),
    ({"experience": "-3"}, InvalidValue, "years"),
    ({"experience": "lots"}, InvalidValue, "lots"),
    ({"experience": "900"}, InvalidValue, "900"),
    ({"experience": "7-3"}, InvalidValue, "7-3"),
    ({"experience": "3-"}, InvalidValue, "10\\+"),
    ({"experience": "3 to"}, InvalidValue, "3 to"),
    ({"experience": 100}, InvalidValue, "up to 75"),
    ({"level": "L5"}, UnknownValue, "needs the company"),
    ({"level": "E5", "company": "Google"}, UnknownValue, "L5"),
    ({"industry": "automotive"}, NotEnoughData, "Manufacturing"),
    ({"experience": "banana 6"}, InvalidValue, "banana"),
    ({"experience": "6 years 3 months"}, InvalidValue, "months"),
    ({"city": "Atlantis"}, UnknownValue, "Atlantis"),
    ({"city": "Springfield"}, UnknownValue, "Springfield, IL"),
    ({"city": "Vancouver, WA", "country": "Canada"}, UnknownValue, "Vancouver"),
    ({"city": "Houston, MN"}, UnknownValue, "Houston, MN"),
    ({"metro": "Atlantis"}, UnknownValue, "Atlanta"),
    ({"city": "San Francisco", "metro": "NYC"}, QuestionError, "'San Francisco' lies in .*Fremont"),
    ({"city": "Portland, ME", "metro": "NYC"}, QuestionError, "not in 'New York-Newark"),
    ({"shoe_size": 43}, UnknownValue, "shoe_size"),
    ({"skills": "python,cobol-85"}, UnknownValue, "cobol-85"),
]


@pytest.mark.parametrize(("words", "facts"), UNDERSTOOD)
def test_words_are_understood(words, facts):
    profile = understand(words, known)
    assert profile.facts == facts
    assert all(profile.understood.values())


@pytest.mark.parametrize(("words", "error", "told"), REFUSED)
def test_words_without_a_meaning_name_the_nearest(words, error, told):
    with pytest.raises(error, match=told):
        understand(words, known)


def test_a_word_without_a_meaning_is_told_what_to_do():
    with pytest.raises(UnknownValue, match="Or leave the company out"):
        understand({"company": "Zorblax"}, known)


def test_all_words_without_a_meaning_are_named_at_once():
    words = {"role": "ML enginer", "country": "Germny", "level": "senior", "company": "Zorblax"}
    with pytest.raises(UnknownValue) as refused:
        understand(words, known)
    error = refused.value
    assert error.dimension == "role" and "ML engineer" in error.nearest
    assert [each.word for each in error.also] == ["Germny", "Zorblax"]
    assert "Also unknown country 'Germny'. Nearest: Germany" in str(error)


def test_a_company_that_its_level_needs_as_well_is_named_once():
    with pytest.raises(UnknownValue) as refused:
        understand({"company": "Zorblax", "level": "L5"}, known)
    assert str(refused.value).count("Zorblax") == 1


def test_a_level_in_the_title_is_said():
    found = understand({"role": "Senior NLP engineer", "country": "US"}, known).understood
    assert found["role"] == "ML engineer"
    assert found["level"] == "Senior, from the title"
