"""Job adverts: copies of one advert are one report, and misread skills are not read."""

from datetime import date
from importlib import import_module
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paylens.collect.source import card
from paylens.harmonise.adverts import Copies, merged, skills_named
from paylens.harmonise.interpretation import MERGED_COPY, NO_PAY
from publishers.ai_postings import POSTING
from publishers.data_jobs import ADVERT

ROW: dict[str, Any] = {
    "employer": "Acme",
    "pay": 1.0,
    "city": "Springfield",
    "benefits": ["pension"],
    "observed_on": date(2023, 5, 31),
    "reason": None,
}
SCHEMA: dict[str, Any] = {
    "employer": pl.String,
    "pay": pl.Float64,
    "city": pl.String,
    "benefits": pl.List(pl.String),
    "observed_on": pl.Date,
    "reason": pl.String,
}
COPIES = Copies(("employer", "pay"), ("city",), ("benefits",), ("observed_on",))


def adverts(*changed: dict[str, Any]) -> pl.DataFrame:
    rows = pl.DataFrame([ROW | change for change in changed], SCHEMA)
    return merged(rows.with_row_index("row", offset=1), COPIES)


@pytest.mark.parametrize(
    ("changed", "ids", "reasons"),
    [
        ([{}, {}], ["1", "1"], [None, MERGED_COPY]),
        ([{}, {"pay": 2.0}, {}], ["1", "2", "1"], [None, None, MERGED_COPY]),
        ([{}, {"employer": "Globex"}], ["1", "2"], [None, None]),
        ([{"employer": None}, {"employer": None}], ["1", "2"], [None, None]),
    ],
)
def test_alike_in_the_named_columns_is_one_report(
    changed: list[dict[str, Any]], ids: list[str], reasons: list[str | None]
) -> None:
    found = adverts(*changed)
    assert found["record_id"].to_list() == ids
    assert found["reason"].to_list() == reasons


LATER, EARLIER = date(2023, 7, 1), date(2023, 5, 1)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ([{}, {"city": "Salem"}], {"city": None}),
        ([{}, {"city": None}], {"city": "Springfield"}),
        ([{}, {"benefits": ["car", "pension"]}], {"benefits": ["car", "pension"]}),
        ([{"benefits": []}, {"benefits": ["car"]}], {"benefits": ["car"]}),
        ([{"benefits": []}, {"benefits": []}], {"benefits": []}),
        (
            [{"observed_on": LATER}, {"observed_on": None}, {"observed_on": EARLIER}],
            {"observed_on": EARLIER},
        ),
    ],
)
@pytest.mark.parametrize("step", [1, -1])
def test_what_a_report_has_of_its_copies(
    step: int, changed: list[dict[str, Any]], expected: dict[str, Any]
) -> None:
    first = adverts(*changed[::step]).to_dicts()[0]
    assert {name: first[name] for name in expected} == expected


def test_a_dropped_row_stands_for_no_report() -> None:
    found = adverts({"reason": NO_PAY, "city": "Salem"}, {}, {})
    assert found["record_id"].to_list() == [None, "2", "2"]
    assert found["reason"].to_list() == [NO_PAY, None, MERGED_COPY]
    assert found["city"].to_list() == ["Salem", "Springfield", "Springfield"]


# The columns in which a file's adverts differ, most of them copies: blanks and nobody's among them.
DIFFERING: dict[str, tuple[dict[str, Any], dict[str, list[str | None]]]] = {
    "data_jobs": (
        ADVERT,
        {
            "company_name": [*["Acme"] * 5, "ACME", "Confidential", None],
            "job_location": ["Springfield, IL", "Salem, IL", "Anywhere", None],
            "job_country": ["United States", "Sudan"],
            "job_via": [*["via LinkedIn"] * 5, "via Snagajob"],
            "job_schedule_type": ["Full-time", "Contractor", "Full-time and Part-time", None],
            "job_work_from_home": ["true", "false"],
            "job_health_insurance": ["true", "false"],
            "job_posted_date": ["2023-05-31 10:00:00", "2023-07-31 10:00:00"],
            "job_skills": ["['python']", "['sql', 'r']", None],
            "salary_year_avg": [*["120000"] * 5, "121000", None],
        },
    ),
    "ai_postings": (
        POSTING,
        {
            "company": [*["Acme"] * 5, "ACME", "Confidential", None],
            "city": ["Springfield", "Salem", None],
            "region": ["IL", "US"],
            "currency": [*["USD"] * 5, "CAD"],
            "job_location_type": ["TELECOMMUTE", None],
            "date_posted": ["2026-01-12", "2026-01-02", None],
            "skills": ["Python|SQL", "PyTorch", None],
            "salary_max": [*["180000"] * 5, "190000", None],
        },
    ),
}


@pytest.mark.parametrize("source", DIFFERING)
@settings(max_examples=40)
@given(drawn=st.data())
def test_the_order_of_the_file_decides_nothing(source: str, drawn: st.DataObject) -> None:
    ordinary, differing = DIFFERING[source]
    of_row = {name: st.sampled_from(values) for name, values in differing.items()}
    rows = drawn.draw(st.lists(st.fixed_dictionaries(of_row), min_size=2, max_size=8))
    assert reports(source, ordinary, rows) == reports(source, ordinary, rows[::-1])


def reports(source: str, ordinary: dict[str, Any], rows: list[dict[str, Any]]) -> list[str]:
    """The records of some adverts without their ids, in an order of their own."""
    schema = {"row": pl.UInt32} | dict.fromkeys(ordinary, pl.String)
    raw = [{"row": n} | ordinary | row for n, row in enumerate(rows, 1)]
    interpret = import_module(f"paylens.harmonise.sources.{source}").interpret
    records = interpret(pl.DataFrame(raw, schema), card(source)).records
    return sorted(map(str, records.drop("record_id").rows()))


def test_every_advert_could_have_named_all_skills_of_the_file() -> None:
    named = pl.Series([["Python", "RAG"], None, [], ["gcp", "GCP", "telepathy"]])
    skills, asked = skills_named(named, card("ai_postings"))
    assert skills.to_list() == [["python"], [], [], ["google_cloud"]]
    assert asked.to_list() == [["google_cloud", "python"]] * 4


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("ai_postings", "Rust"),
        ("ai_postings", "AWS"),
        ("ai_postings", "Cohere"),
        ("data_jobs", "go"),
    ],
)
def test_misread_words_are_neither_named_nor_asked(source: str, word: str) -> None:
    skills, asked = skills_named(pl.Series([[word]]), card(source))
    assert skills.to_list() == [[]]
    assert asked.to_list() == [[]]
