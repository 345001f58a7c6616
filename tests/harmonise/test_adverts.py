"""Job adverts: copies of one advert are one report, and misread skills are not read."""

from typing import Any

import polars as pl
import pytest

from paylens.collect.source import card
from paylens.harmonise.adverts import merged, skills_named
from paylens.harmonise.interpretation import MERGED_COPY, NO_PAY

ADVERT: dict[str, Any] = {"employer": "Acme", "pay": 1.0, "city": "Springfield", "reason": None}


def adverts(*changed: dict[str, Any]) -> pl.DataFrame:
    schema = {"employer": pl.String, "pay": pl.Float64, "city": pl.String, "reason": pl.String}
    rows = [ADVERT | change for change in changed]
    found = pl.DataFrame(rows, schema).with_row_index("row", offset=1)
    return merged(found, ["employer", "pay"], ["city"])


@pytest.mark.parametrize(
    ("changed", "ids", "reasons", "city"),
    [
        ([{}, {}], ["1", "1"], [None, MERGED_COPY], "Springfield"),
        ([{}, {"city": "Salem"}], ["1", "1"], [None, MERGED_COPY], None),
        ([{"city": None}, {"city": "Salem"}], ["1", "1"], [None, MERGED_COPY], "Salem"),
        ([{}, {"pay": 2.0}], ["1", "2"], [None, None], "Springfield"),
        ([{}, {"employer": "Globex"}], ["1", "2"], [None, None], "Springfield"),
        ([{"employer": None}, {"employer": None}], ["1", "1"], [None, MERGED_COPY], "Springfield"),
    ],
)
def test_alike_in_the_named_columns_is_one_report(
    changed: list[dict[str, Any]], ids: list[str], reasons: list[str | None], city: str | None
) -> None:
    found = adverts(*changed)
    assert found["record_id"].to_list() == ids
    assert found["reason"].to_list() == reasons
    assert found["city"][0] == city


def test_a_dropped_row_stands_for_no_report() -> None:
    found = adverts({"reason": NO_PAY, "city": "Salem"}, {}, {})
    assert found["record_id"].to_list() == [None, "2", "2"]
    assert found["reason"].to_list() == [NO_PAY, None, MERGED_COPY]
    assert found["city"].to_list() == ["Salem", "Springfield", "Springfield"]


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
