"""One vocabulary of skills: every word means one thing, and what people ask for is answered."""

import ast
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import polars as pl
import pytest

from paylens.collect.source import card
from paylens.errors import NotEnoughData
from paylens.harmonise.dimension import FOLDER, dimension, normalise
from paylens.harmonise.skills import skill_names


@pytest.mark.parametrize("name", ["skills", "specialisation"])
def test_each_word_means_one_value(name: str) -> None:
    meanings = defaultdict(set)
    declared = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    for value, names in declared["values"].items():
        for word in (value, *names):
            meanings[normalise(word)].add(value)
    assert [word for word, values in meanings.items() if len(values) > 1] == []
    assert set(declared["unanswered"]) & set(meanings) == set()


def test_each_skill_is_in_one_group() -> None:
    declared = dimension("skills")
    grouped = Counter(value for values in declared.groups.values() for value in values)
    assert set(grouped) == set(declared.values)
    assert set(grouped.values()) == {1}


# As the article, the ads and the surveys write them.
WORDS = {
    "Python": ["python"],
    "R": ["r"],
    "Java": ["java"],
    "TensorFlow": ["tensorflow"],
    "  TensorFlow ": ["tensorflow"],
    "PyTorch": ["pytorch"],
    "Caffe": ["caffe"],
    "AWS": ["aws"],
    "Microsoft Azure": ["azure"],
    "Google Cloud": ["google_cloud"],
    "deep learning": ["deep_learning"],
    "neural networks": ["deep_learning"],
    "Bash/Shell (all shells)": ["bash"],
    "golang": ["go"],
    "go": ["go"],
    "t-sql": ["sql"],
    "no-sql": ["nosql"],
    "scikit-learn": ["scikit_learn"],
    "power bi": ["power_bi"],
    "C/C++": ["c", "cpp"],
    "IBM Cloud / Red Hat": ["ibm_cloud", "red_hat_cloud"],
    "None": [],
    "Other": [],
    "phoenix": [],
}


@pytest.mark.parametrize("word", WORDS)
def test_skill_names(word: str) -> None:
    assert skill_names([word], card("kaggle_survey")) == {word: WORDS[word]}


@pytest.mark.parametrize(
    ("name", "words", "nearest"),
    [
        ("skills", "natural language processing", "the specialisation Natural language processing"),
        ("skills", "NLP", "the specialisation Natural language processing"),
        ("skills", "Statistics", "the role Statistician"),
        ("specialisation", "Deep Learning", "the skill Deep learning"),
    ],
)
def test_what_another_dimension_answers(name: str, words: str, nearest: str) -> None:
    with pytest.raises(NotEnoughData, match=nearest):
        dimension(name).understand(words)


# Words of advertisements that are as often something else, and a law.
NO_SKILLS = {"flow", "phoenix", "terminal", "unify", "unity", "planner", "gdpr"}
FEWEST_ROWS = 30


@pytest.mark.real_data
def test_every_frequent_word_of_the_sources_is_known(real_data: Path) -> None:
    languages = pl.read_csv(next(real_data.rglob("survey_results_2025_languages.csv")))
    postings = pl.read_csv(next(real_data.rglob("postings_2026-01.csv")), infer_schema=False)
    ads = pl.read_excel(next(real_data.rglob("data_jobs_salary_all.xlsx")), engine="calamine")
    lists = ads["job_skills"].drop_nulls().value_counts()
    found = Counter(languages["LanguageHaveWorkedWith"].drop_nulls().to_list())
    found.update(postings["skills"].drop_nulls().str.split("|").explode().to_list())
    for listed, rows in lists.iter_rows():
        for word in set(ast.literal_eval(listed)):
            found[word] += rows
    frequent = {word for word, rows in found.items() if rows >= FEWEST_ROWS} - NO_SKILLS
    assert len(frequent) > 200
    aliases = dimension("skills").aliases
    assert sorted(word for word in frequent if normalise(word) not in aliases) == []
