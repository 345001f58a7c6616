"""ai_jobs: which rows are one report, and what form its pay has."""

import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import publishers
from paylens.collect.source import card
from paylens.harmonise.interpretation import MERGED_COPY, MERGED_END, NO_PAY, NOT_A_NUMBER
from paylens.harmonise.records import BAD_DATE, NO_DATE, Harmonised, harmonise
from paylens.harmonise.sources.ai_jobs import interpret

NEXT_YEAR = datetime.date.today().year + 1
OTHER = {"job_title": "Data Engineer"}


def harmonised(folder: Path, rows: list[dict[str, Any]]) -> Harmonised:
    return harmonise("ai_jobs", [publishers.write_ai_jobs(folder, rows)])


def paid(*amounts: int, **facts: str) -> list[dict[str, Any]]:
    return [{"salary": str(a * 1000), "salary_in_usd": str(a * 1000), **facts} for a in amounts]


# Rows in the publisher's order → the reports, as (low, high) in thousands, and what was dropped.
REPORTS: dict[str, tuple[list[dict[str, Any]], list[tuple[int, int]], dict[str, int]]] = {
    "one amount": (paid(150), [(150, 150)], {}),
    "high then low is a range": (paid(180, 120), [(120, 180)], {MERGED_END: 1}),
    "low then high is two": (paid(120, 180), [(120, 120), (180, 180)], {}),
    "equal amounts are copies": (paid(150, 150), [(150, 150)], {MERGED_COPY: 1}),
    "copied range": (
        paid(180, 120, 180, 120),
        [(120, 180)],
        {MERGED_COPY: 1, MERGED_END: 2},
    ),
    "three falling amounts": (paid(200, 150, 100), [(100, 100), (150, 200)], {MERGED_END: 1}),
    "four falling amounts": (
        paid(200, 150, 100, 50),
        [(50, 100), (150, 200)],
        {MERGED_END: 2},
    ),
    "another profile in between": (
        paid(180) + paid(150, **OTHER) + paid(120),
        [(120, 120), (150, 150), (180, 180)],
        {},
    ),
    "lost end after its range": (
        paid(180, 120) + paid(150, **OTHER) + paid(120),
        [(120, 180), (150, 150)],
        {MERGED_COPY: 1, MERGED_END: 1},
    ),
    "lost end before its range": (
        paid(120) + paid(150, **OTHER) + paid(180, 120),
        [(120, 180), (150, 150)],
        {MERGED_COPY: 1, MERGED_END: 1},
    ),
    "no amount": ([{"salary": None}, {"salary": "much"}], [], {NO_PAY: 1, NOT_A_NUMBER: 1}),
    "no finite amount": (
        [{"salary": "1e400"}, {"salary": "nan"}, {"salary": "１２００００"}, {"salary": "=1+1"}],
        [],
        {NOT_A_NUMBER: 4},
    ),
    "next year": (paid(150, work_year=str(NEXT_YEAR)), [], {BAD_DATE: 1}),
    "odd years": (paid(150, work_year="0") + paid(150, work_year="99999"), [], {BAD_DATE: 2}),
}


@pytest.mark.parametrize("case", REPORTS)
def test_reports(case: str, tmp_path: Path) -> None:
    rows, reports, dropped = REPORTS[case]
    found = harmonised(tmp_path, rows)
    ends = found.records.select("base_low", "base_high").sort(pl.all()).rows()
    assert [(low / 1000, high / 1000) for low, high in ends] == reports
    assert found.account()["dropped"] == dropped


def test_form_and_basis(tmp_path: Path) -> None:
    rows = paid(180, 120) + paid(150, **OTHER) + paid(90, work_year="2021")
    records = harmonised(tmp_path, rows).records
    assert records.select("base_form", "basis").rows() == [
        ("range", "posting"),
        ("exact", "posting"),
        ("exact", "survey"),
    ]


def test_each_row_keeps_its_own_amount_and_its_report(tmp_path: Path) -> None:
    rows = harmonised(tmp_path, paid(180, 120)).rows
    assert rows["record_id"].to_list() == ["salaries.csv:1"] * 2
    assert rows["listed_low_usd_per_year"].to_list() == [180_000, 120_000]


def test_words_are_mapped(tmp_path: Path) -> None:
    facts = {"experience_level": "EX", "remote_ratio": "50", "company_size": "L"}
    (record,) = harmonised(tmp_path, [{**facts, "employment_type": "CT"}]).records.to_dicts()
    assert record["level"] == "executive"
    assert record["remote"] == "hybrid"
    assert record["employment_type"] == "contract"
    assert (record["employer_size_low"], record["employer_size_high"]) == (250, float("inf"))
    assert record["role"] == "data_scientist"


def test_row_without_a_year_is_dropped_with_its_reason(tmp_path: Path) -> None:
    found = harmonised(tmp_path, [{"work_year": "soon"}, {}])
    assert found.account()["dropped"] == {NO_DATE: 1}


@given(
    st.lists(
        st.tuples(st.sampled_from([None, "90000", "120000", "150000"]), st.sampled_from("AB")),
        min_size=1,
        max_size=14,
    )
)
def test_every_row_belongs_to_one_report_or_has_a_reason(rows: list[tuple[str, str]]) -> None:
    lines = [
        {**publishers.AI_JOB, "salary": amount, "job_title": title, "row": n}
        for n, (amount, title) in enumerate(rows, start=1)
    ]
    found = interpret(pl.DataFrame(lines, infer_schema_length=None), card("ai_jobs"))
    standing = found.rows.filter(pl.col("reason").is_null())
    assert found.rows["row"].to_list() == list(range(1, len(rows) + 1))
    assert sorted(standing["record_id"]) == sorted(found.records["record_id"])
    unowned = found.rows.filter(pl.col("record_id").is_null())
    assert set(unowned["reason"]) <= {NO_PAY}
    known = set(found.records["record_id"])
    assert set(found.rows["record_id"].drop_nulls()) == known
