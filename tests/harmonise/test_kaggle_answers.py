"""kaggle_survey: what each answer means."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import publishers
from paylens.collect.source import card, find_files, read
from paylens.harmonise.interpretation import NO_PAY
from paylens.harmonise.records import Harmonised, harmonise
from paylens.harmonise.skills import skill_names
from paylens.harmonise.sources.kaggle_survey import NOT_A_BRACKET, NOT_DISCLOSED, pay_bracket
from publishers import kaggle_survey

INF = float("inf")


def harmonised(folder: Path, year: int, rows: list[dict[str, Any]]) -> Harmonised:
    paid = [{"pay": "50,000-59,999", **row} for row in rows]
    return harmonise("kaggle_survey", [publishers.write_kaggle_survey(folder, year, paid)])


BRACKETS = {
    "0-10,000": (0, 10_000),
    "10-20,000": (10_000, 20_000),
    "90-100,000": (90_000, 100_000),
    "100-125,000": (100_000, 125_000),
    "400-500,000": (400_000, 500_000),
    "500,000+": (500_000, None),
    "$0-999": (0, 1_000),
    "1,000-1,999": (1_000, 2_000),
    "5,000-7,499": (5_000, 7_500),
    "10,000-14,999": (10_000, 15_000),
    "300,000-500,000": (300_000, 500_000),
    "> $500,000": (500_000, None),
    "300,000-499,999": (300_000, 500_000),
    "$500,000-999,999": (500_000, 1_000_000),
    ">$1,000,000": (1_000_000, None),
    "I do not wish to disclose my approximate yearly compensation": None,
    "plenty": None,
    "-": None,
    "": None,
}


@pytest.mark.parametrize("words", BRACKETS)
def test_pay_bracket(words: str) -> None:
    assert pay_bracket(words) == BRACKETS[words]


@pytest.mark.parametrize("year", publishers.QUESTIONS)
@pytest.mark.parametrize("usd", [0, 999, 1_000, 9_999, 10_000, 137_000, 499_999, 500_000, 2e6])
def test_every_amount_lies_in_the_bracket_of_its_option(year: int, usd: float) -> None:
    bracket = pay_bracket(publishers.kaggle_bracket(year, usd))
    assert bracket is not None
    low, high = bracket
    assert low <= usd < (INF if high is None else high)


def test_bracket_as_a_record(tmp_path: Path) -> None:
    (record,) = harmonised(tmp_path, 2022, [{"pay": "> $500,000"}]).records.to_dicts()
    assert record["total_form"] == "bracket"
    assert record["total_low_usd_per_year"] == 500_000
    assert record["total_high_usd_per_year"] is None
    assert str(record["observed_on"]) == "2022-10-01"


@pytest.mark.parametrize(
    ("pay", "reason"),
    [
        (None, NO_PAY),
        ("I do not wish to disclose my approximate yearly compensation", NOT_DISCLOSED),
        ("plenty", NOT_A_BRACKET),
    ],
)
def test_answers_without_a_bracket(pay: str | None, reason: str, tmp_path: Path) -> None:
    found = harmonised(tmp_path, 2018, [{"pay": pay}, {}])
    assert found.account()["dropped"] == {reason: 1}
    assert found.rows["record_id"].to_list()[0] is None


def test_the_same_answers_are_different_people(tmp_path: Path) -> None:
    assert harmonised(tmp_path, 2021, [{}] * 5).records.height == 5


SEGMENTATION = kaggle_survey.VISION[0]
EMBEDDINGS, ENCODERS = kaggle_survey.EMBEDDINGS, kaggle_survey.ENCODERS
BOTH, IMAGES = ["computer_vision", "natural_language"], ["computer_vision", "time_series"]
# Year, answers → expected fields of the record.
FACTS: list[tuple[int, dict[str, Any], dict[str, Any]]] = [
    (2022, {"coding": "I have never written code"}, {"experience_years": (0, 0)}),
    (2019, {"coding": "< 1 years"}, {"experience_years": (0, 1)}),
    (2019, {"coding": "1-2 years"}, {"experience_years": (1, 3)}),
    (2021, {"coding": "1-3 years"}, {"experience_years": (1, 3)}),
    (2021, {"coding": "3-5 years"}, {"experience_years": (3, 5)}),
    (2018, {"coding": "20-30 years"}, {"experience_years": (20, 30)}),
    (2018, {"coding": "40+ years"}, {"experience_years": (40, INF)}),
    (2022, {"coding": "20+ years"}, {"experience_years": (20, INF)}),
    (2022, {"coding": None}, {"experience_years": (None, None)}),
    (2022, {"ml": "1-2 years"}, {"experience_in_field_years": (1, 2)}),
    (2022, {"ml": "Under 1 year"}, {"experience_in_field_years": (0, 1)}),
    (2021, {"ml": "I do not use machine learning methods"}, {"experience_in_field_years": (0, 0)}),
    (2019, {"ml": "10-15 years"}, {"experience_in_field_years": (10, 20)}),
    (2022, {"ml": "20 or more years"}, {"experience_in_field_years": (20, INF)}),
    (2022, {"size": "1000-9,999 employees"}, {"employer_size": (1000, 10_000)}),
    (2019, {"size": "> 10,000 employees"}, {"employer_size": (10_000, INF)}),
    (2018, {"size": "0-49 employees"}, {"employer_size": (None, None)}),
    (2022, {"country": "Viet Nam"}, {"country": "VN", "residence_country": "VN"}),
    (2018, {"country": "Iran, Islamic Republic of..."}, {"country": "IR"}),
    (2018, {"country": "Republic of Korea"}, {"country": "KR"}),
    (2018, {"country": "Hong Kong (S.A.R.)"}, {"country": "HK"}),
    (2021, {"country": "Other"}, {"country": None, "residence_country": None}),
    (2021, {"country": "I do not wish to disclose my location"}, {"country": None}),
    (2018, {"role": "Student"}, {"role": "other", "title": "Student"}),
    (2021, {"role": "Currently not employed"}, {"role": "other"}),
    (2018, {"role": "Principal Investigator"}, {"role": "research_scientist"}),
    (2018, {"role": "Chief Officer"}, {"role": "manager"}),
    (2021, {"role": "Machine Learning Engineer"}, {"role": "ml_engineer"}),
    (2022, {"role": "Machine Learning/ MLops Engineer"}, {"role": "ml_engineer"}),
    (2018, {"gender": "Female"}, {"gender": "female"}),
    (2021, {"gender": "Nonbinary"}, {"gender": "other_gender"}),
    (2021, {"gender": "Prefer not to say"}, {"gender": None}),
    (2022, {"education": "Master’s degree"}, {"education": "master"}),
    (2022, {"education": "I prefer not to answer"}, {"education": None}),
    (2021, {"industry": "Medical/Pharmaceutical"}, {"industry": "healthcare"}),
    (2018, {"industry": "I am a student"}, {"industry": None}),
    (2019, {"industry": "Other"}, {"industry": None}),
    (2022, {"uses": ["R", "Python", "PyTorch"]}, {"skills": ["python", "pytorch", "r"]}),
    (2022, {"uses": ["Amazon Web Services (AWS)", "C#"]}, {"skills": ["aws", "csharp"]}),
    (2018, {"uses": ["C/C++", "Scikit-Learn"]}, {"skills": ["c", "cpp", "scikit_learn"]}),
    (2018, {"uses": ["H20"]}, {"skills": ["h2o"]}),
    (2018, {"uses": ["Caffe"]}, {"skills": ["caffe"]}),
    (2022, {"uses": ["Convolutional Neural Networks"]}, {"skills": ["deep_learning"]}),
    (2021, {"uses": ["None"]}, {"skills": []}),
    (2021, {}, {"skills": None, "skills_asked": None, "specialisation": None}),
    (2021, {"others": ["Q16_OTHER"]}, {"skills": []}),
    (2021, {"others": ["Q18_OTHER"]}, {"specialisation": ["computer_vision"], "skills": None}),
    (2019, {"uses": [SEGMENTATION]}, {"specialisation": ["computer_vision"]}),
    (2022, {"uses": [SEGMENTATION, EMBEDDINGS]}, {"specialisation": BOTH}),
    (2022, {"uses": [ENCODERS]}, {"specialisation": ["natural_language"]}),
    (2022, {"uses": ["None"]}, {"specialisation": []}),
    (2022, {"uses": ["Python", "PyTorch"]}, {"specialisation": None}),
    (2018, {"uses": ["Image Data", "Time Series Data"]}, {"specialisation": IMAGES}),
    (2018, {"uses": ["Audio Data"]}, {"specialisation": ["speech"]}),
    (2018, {"uses": ["Text Data"]}, {"specialisation": []}),
    (2021, {"role": "Data Scientist"}, {"role_score": 1.0}),
]


@pytest.mark.parametrize(("year", "answers", "expected"), FACTS)
def test_facts(
    year: int, answers: dict[str, Any], expected: dict[str, Any], tmp_path: Path
) -> None:
    (record,) = harmonised(tmp_path, year, [answers]).records.to_dicts()
    for name, value in expected.items():
        if isinstance(value, tuple):
            assert (record[f"{name}_low"], record[f"{name}_high"]) == value
        else:
            assert record[name] == value


@pytest.mark.parametrize("year", publishers.QUESTIONS)
def test_only_options_of_an_answered_question_were_asked(year: int, tmp_path: Path) -> None:
    (first, second, third) = harmonised(
        tmp_path,
        year,
        [{"uses": ["Python"]}, {"uses": ["PyTorch"]}, {"uses": ["Python", "PyTorch", "None"]}],
    ).records["skills_asked"]
    assert "python" in first
    assert "sql" in first
    assert not {"pytorch", "tensorflow", "aws"} & set(first)
    assert {"pytorch", "tensorflow", "scikit_learn"} <= set(second)
    assert not {"python", "sql", "aws"} & set(second)
    assert set(first) | set(second) <= set(third)
    for asked in (first, second, third):
        assert asked.to_list() == sorted(set(asked))


def test_options_differ_from_year_to_year(tmp_path: Path) -> None:
    asked = {
        year: set(harmonised(tmp_path, year, [{"uses": ["PyTorch"]}]).records["skills_asked"][0])
        for year in (2018, 2022)
    }
    assert "caffe" in asked[2018]
    assert "caffe" not in asked[2022]


def named_within_asked(records: pl.DataFrame) -> bool:
    outside = pl.col("skills").list.set_difference("skills_asked").list.len()
    both = pl.col("skills").is_null() == pl.col("skills_asked").is_null()
    return records.select(((outside.fill_null(0) == 0) & both).all()).item()


@given(data=st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_skills_named_were_asked_about(tmp_path: Path, data: st.DataObject) -> None:
    year = data.draw(st.sampled_from(list(publishers.QUESTIONS)))
    words = sorted({w.strip() for _, used in kaggle_survey.OPTIONS[year].values() for w in used})
    answers = st.lists(st.fixed_dictionaries({"uses": st.sets(st.sampled_from(words))}), min_size=1)
    records = harmonised(tmp_path, year, data.draw(answers)).records
    assert named_within_asked(records)


def test_files_of_several_years_make_one_source(tmp_path: Path) -> None:
    row = {"pay": "50-60,000"}
    paths = [publishers.write_kaggle_survey(tmp_path, year, [row]) for year in publishers.QUESTIONS]
    records = harmonise("kaggle_survey", paths).records
    assert records["observed_on"].dt.year().to_list() == list(publishers.QUESTIONS)
    assert records["record_id"].n_unique() == 4


@pytest.fixture(scope="module")
def real_files(real_data: Path) -> list[Path]:
    return find_files("kaggle_survey", real_data)


@pytest.fixture(scope="module")
def real_records(real_files: list[Path], real_data: Path) -> pl.DataFrame:
    return harmonise("kaggle_survey", real_files, real_data / "reference").records


def by_year(records: pl.DataFrame, what: pl.Expr) -> dict[int, Any]:
    year = pl.col("observed_on").dt.year()
    return dict(records.group_by(year).agg(what).iter_rows())


@pytest.mark.real_data
def test_real_answers(real_records: pl.DataFrame) -> None:
    kept = {2017: 4128, 2018: 15429, 2019: 12497, 2021: 13100, 2022: 6536}
    assert by_year(real_records, pl.len()) == kept
    engineers = real_records.filter(role="ml_engineer", country="US")
    assert by_year(engineers, pl.len()) == {2017: 53, 2021: 79, 2022: 55}
    shares = by_year(real_records, (pl.col("total_high") == 1000).mean())
    assert shares[2022] == pytest.approx(0.14, abs=0.01)
    assert shares[2021] == pytest.approx(0.22, abs=0.01)
    assert real_records["role"].null_count() == 1


# Year → people asked for any skill; for a field of work; those of them who name no field.
REAL_ASKED = {
    2017: (4128, 4128, 592),
    2018: (13657, 12418, 4193),
    2019: (10663, 4750, 900),
    2021: (12288, 5191, 811),
    2022: (5987, 2484, 392),
}


@pytest.mark.real_data
def test_real_people_asked(real_records: pl.DataFrame) -> None:
    assert named_within_asked(real_records)
    fields = pl.col("specialisation")
    asked = pl.concat_list(
        pl.col("skills_asked").count(), fields.count(), (fields.list.len() == 0).sum()
    )
    assert by_year(real_records, asked) == {year: list(n) for year, n in REAL_ASKED.items()}


# Year → people asked whether they use TensorFlow, and those who do, counted row by row.
REAL_TENSORFLOW = {
    2018: (13555, 7354),
    2019: (10374, 4293),
    2021: (10686, 5207),
    2022: (5090, 2439),
}


@pytest.mark.real_data
@pytest.mark.parametrize("year", REAL_TENSORFLOW)
def test_real_users_of_a_skill(year: int, real_records: pl.DataFrame) -> None:
    people = real_records.filter(pl.col("observed_on").dt.year() == year)
    asked = people["skills_asked"].list.contains("tensorflow").sum()
    used = people["skills"].list.contains("tensorflow").sum()
    assert (asked, used) == REAL_TENSORFLOW[year]


@pytest.mark.real_data
def test_real_options_are_the_words_of_the_question_texts(real_files: list[Path]) -> None:
    for path in real_files:
        raw = read("kaggle_survey", path)
        options = [column for column in raw.columns if ": " in column]
        assert len(options) > 40
        for column in options:
            words = set(raw[column].drop_nulls().str.strip_chars().unique()) - {"nan"}
            assert words == {column.partition(": ")[2]}
        (year,) = raw["survey_year"].unique()
        if year in publishers.QUESTIONS:
            invented = {w.strip() for _, used in kaggle_survey.OPTIONS[year].values() for w in used}
            assert invented <= {column.partition(": ")[2] for column in options}


@pytest.mark.real_data
def test_every_real_option_for_a_tool_is_a_skill(real_files: list[Path]) -> None:
    tools = ("languages", "frameworks", "clouds", "tools")
    none = {"None", "Other", "I have not used any cloud providers"}
    for path in real_files:
        marked = [column.partition(": ") for column in read("kaggle_survey", path).columns]
        words = {word for question, _, word in marked if question in tools} - none
        skills = skill_names(words, card("kaggle_survey"))
        assert [word for word, found in skills.items() if not found] == []
