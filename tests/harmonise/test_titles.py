"""Job titles as cases: what their words mean, what they must not be taken for."""

import subprocess
import sys

import polars as pl
import pytest

from paylens.harmonise.dimension import dimension
from paylens.harmonise.title import OTHER, read_title, title_facts
from paylens.harmonise.title_rules import level_rules, role_rules, specialisation_rules
from paylens.harmonise.title_words import plain_title

# title, role, level, specialisations
READ = [
    ("AI/ML Engineer", "ml_engineer", None, ()),
    ("Software Engineer II - Machine Learning", "ml_engineer", "mid", ()),
    ("Sr. NLP Engineer", "ml_engineer", "senior", ("natural_language",)),
    ("Computer Vision Engineer", "ml_engineer", None, ("computer_vision",)),
    ("AI Engineer", "ai_engineer", None, ()),
    ("Engineer, Generative AI", "ai_engineer", None, ("generative_ai",)),
    ("LLM Engineer (Remote)", "ai_engineer", None, ("generative_ai",)),
    ("Full Stack Engineer, AI", "ai_engineer", None, ("full_stack",)),
    ("ML Ops Engineer", "mlops_engineer", None, ()),
    ("Software Engineer, ML Platform", "mlops_engineer", None, ()),
    ("Applied Scientist II", "research_scientist", "mid", ()),
    ("Staff Research Scientist, Deep Learning", "research_scientist", "staff", ()),
    ("AI Research Engineer", "research_engineer", None, ()),
    ("Decision Scientist", "data_scientist", None, ()),
    ("Data Scientist, Recommender Systems", "data_scientist", None, ("recommender_systems",)),
    ("Data Scientist - Time Series", "data_scientist", None, ("time_series",)),
    ("Principal Data Scientist - ML", "data_scientist", "staff", ("machine_learning",)),
    ("Data Science Manager", "data_manager", None, ()),
    ("Sr. Manager, Analytics and Data Science", "data_manager", "senior", ()),
    ("Director of Machine Learning", "engineering_manager", "executive", ("machine_learning",)),
    ("VP Engineering", "engineering_manager", "executive", ()),
    ("Head of Data", "data_manager", "executive", ()),
    ("Analytics Engineer", "analytics_engineer", None, ()),
    ("Power BI Developer", "analytics_engineer", None, ()),
    ("Engineer, Data", "data_engineer", None, ()),
    ("[Job-1234] Senior Data Ops Engineer, Colombia", "data_engineer", "senior", ()),
    ("ETL Developer", "data_engineer", None, ()),
    ("DBA", "data_architect", None, ()),
    ("Analista de Datos", "data_analyst", None, ()),
    ("Data EngineerRemote", "data_engineer", None, ()),
    ("Member of Technical Staff", "software_engineer", None, ()),
    ("Senior MTS", "software_engineer", "senior", ()),
    ("Forward Deployed Engineer", "software_engineer", None, ()),
    ("Firmware Engineer", "software_engineer", None, ("embedded",)),
    ("Developer, front-end", "software_engineer", None, ("front_end",)),
    ("SDET 2", "qa_engineer", "mid", ()),
    ("Design Verification Engineer", "hardware_engineer", None, ("chip_design",)),
    ("Solutions Engineer", "solution_architect", None, ()),
    ("Product Manager, AI", "product_manager", None, ()),
    ("Senior Technical Program Manager", "program_manager", "senior", ()),
    ("AI Trainer", "data_annotator", None, ()),
    ("Software Engineer - AI Trainer", "data_annotator", None, ()),
    ("Quantitative Researcher", "quantitative_researcher", None, ()),
    ("IT Manager", "engineering_manager", None, ()),
    ("Help Desk Technician", "it_support", None, ()),
    ("Director of Operations", "manager", "executive", ()),
    ("Senior Manager", "manager", "senior", ()),
    # The first noun decides, unless it names no field.
    ("Data Engineer / Data Scientist", "data_engineer", None, ()),
    ("Engineer / Data Scientist", "data_scientist", None, ()),
    ("Data Engineer Manager", "data_manager", None, ()),
]

# title, level
LEVELS = [
    ("Data Analyst I", "entry"),
    ("Data Analyst II", "mid"),
    ("Data Analyst III", "mid"),
    ("Data Scientist 4", "senior"),
    ("Data Engineer, V", "staff"),
    ("Senior Data Analyst II", "senior"),
    ("Senior Staff Software Engineer", "staff"),
    ("Data Scientist Intern", "entry"),
    ("Associate Data Scientist", "entry"),
    ("Associate Director", "executive"),
    ("Data Analyst Associate", None),
    ("Senior / Staff Data Engineer", None),
    ("Junior to Mid Data Engineer", None),
    ("Engineering Manager II", None),
    ("Product Manager", None),
    ("Manager", None),
    ("Staff Accountant", None),
    ("Member of Technical Staff", None),
    ("Chief of Staff", None),
    ("Principal Investigator", None),
    ("High School Principal", None),
    ("Junior High Teacher", None),
    ("Director of Senior Living", "executive"),
    ("Senior Living Advisor", None),
    ("VP, Data Scientist", None),
    ("VP of Data Science", "executive"),
    ("Executive Assistant to the Director", None),
    ("Account Director", None),
    ("Lead Generation Specialist", None),
    ("Internal Auditor", None),
    ("Sr Data Engineer (Level 6)", "senior"),
    ("World War II Historian", None),
]

# Words shared with a role that the title does not mean; all are `other`.
NOT_OURS = [
    "Executive Assistant",
    "Account Executive, AI",
    "Data Entry Specialist",
    "Data Center Technician",
    "Head Chef",
    "HR Manager",
    "Director of Marketing",
    "Product Marketing Manager",
    "Business Developer",
    "Real Estate Developer",
    "Developer Advocate",
    "Instructional Designer",
    "Landscape Architect",
    "Librarian",
    "Registered Nurse",
    "Chief Engineer",
    "Technical Recruiter, AI Engineering",
    "Speech Language Pathologist",
    "Board Certified Behavior Analyst",
    "Clinical Research Associate",
    "Office Manager",
    "Secretary to the Director",
    "Astronaut",
    "L5",
    "",
]

# A science is not data science, nor machine learning.
SCIENCES = ["Scientist", "Environmental Scientist", "Research Scientist, Chemistry", "Chemist II"]

NEAR = [
    ("Machine Lerning Enginer", "ml_engineer"),
    ("Machine Lerning Engineer", "ml_engineer"),
    ("sofware engineer", "software_engineer"),
    ("ML enginer", "ml_engineer"),
    ("Data Scienctist", "data_scientist"),
    ("Sofware Enginner", "software_engineer"),
    ("Senior Manger", "manager"),
    ("data analsyt", "data_analyst"),
]
# Near a word of ours, and a word of its own.
NOT_NEAR = ["Director's Leaning", "Manage", "Sensor", "Market Planner", "Lecture Planner"]


@pytest.mark.parametrize(("title", "role", "level", "fields"), READ)
def test_a_title_says_role_level_and_specialisation(title, role, level, fields):
    found = read_title(title)
    assert (found.role, found.level, found.specialisation) == (role, level, fields), found.why
    assert 0 < found.score <= 1 and found.near_miss is None


@pytest.mark.parametrize(("title", "level"), LEVELS)
def test_a_level_is_read_only_where_a_word_says_it(title, level):
    assert read_title(title).level == level


@pytest.mark.parametrize("title", NOT_OURS)
def test_shared_words_do_not_make_a_role(title):
    found = read_title(title)
    assert (found.role, found.score) == (OTHER, 0), found.why


@pytest.mark.parametrize("title", SCIENCES)
def test_other_sciences_have_a_role_of_their_own(title):
    assert read_title(title).role == "scientist"


@pytest.mark.parametrize(("title", "role"), NEAR)
def test_a_misspelled_title_is_read_and_scored_lower(title, role):
    found = read_title(title)
    assert found.role == role and found.near_miss
    assert 0.7 < found.score < 1


@pytest.mark.parametrize("title", NOT_NEAR)
def test_words_of_their_own_are_not_mended(title):
    assert read_title(title).role == OTHER


@pytest.mark.parametrize(
    ("surer", "doubtful"),
    [
        ("ML Research Scientist", "Research Scientist"),
        ("Software Architect", "Architect"),
        ("Site Reliability Engineer", "Reliability Engineer"),
        ("Data Engineer", "Data Enginner"),
    ],
)
def test_doubt_lowers_the_score(surer, doubtful):
    assert read_title(surer).score > read_title(doubtful).score > 0


def test_every_name_of_a_role_is_read_as_that_role():
    names = dimension("role").aliases
    read = {name: read_title(name).role for name in names}
    assert {name: role for name, role in read.items() if role != names[name]} == {}


def test_rules_give_only_declared_values():
    rules = role_rules()
    every = [*rules.phrases, *rules.fields, *(r for kind in rules.of_noun.values() for r in kind)]
    assert {rule.role for rule in every} <= set(dimension("role").values)
    assert all(0 < rule.score <= 1 and rule.why for rule in every)
    assert {rule.level for rule in level_rules().levels} == set(dimension("level").values)
    assert set(specialisation_rules()) <= set(dimension("specialisation").values)


def test_plain_titles_keep_parts_and_alternatives():
    assert plain_title("Sr. ML Eng. (Remote)") == "senior machine learning engineer"
    assert plain_title("R&D – Data/AI Lead") == "research and development , data / ai lead"


def test_title_facts_answer_row_by_row():
    titles = pl.Series(["Data Scientist II", None, "Librarian", "Data Scientist II"])
    facts = title_facts(titles)
    assert facts["role"].to_list() == ["data_scientist", None, OTHER, "data_scientist"]
    assert facts["role_score"].to_list() == [1.0, None, 0.0, 1.0]
    assert facts["level"].to_list() == ["mid", None, None, "mid"]
    assert facts["specialisation"].to_list() == [None] * 4
    assert title_facts(titles.clear()).height == 0


def test_reading_a_title_loads_no_heavy_library():
    code = (
        "import sys; from paylens.harmonise.title import read_title; read_title('Sr ML Eng');"
        "assert not {'polars', 'rapidfuzz', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
