"""Which reports are fitted on, which are predicted, and what is told of these."""

import datetime
import math

import numpy as np
import polars as pl
import pytest
from invented_reports import NO_ROWS, invented_records, invented_task

from accuracy.amounts import Reports, draws_of, learnt_from, lines_of
from accuracy.splits import RANDOM, TEMPORAL, split
from accuracy.table import Table, tables_of
from accuracy.told import EVERYTHING, step, told_in

REPORTS = Reports(
    pl.concat(
        [
            invented_records("levels_fyi", 1200, [2019, 2020, 2021]),
            invented_records("stackoverflow", 1100, [2025]),
        ]
    ),
    NO_ROWS,
)


@pytest.mark.parametrize(("name", "tested"), [(RANDOM, 2), (TEMPORAL, 1)])
def test_no_record_is_both_fitted_on_and_predicted_and_none_is_lost(name: str, tested: int) -> None:
    found = split(REPORTS, name)
    assert len(found.tasks) == tested
    for task in found.tasks:
        learners, tests = set(task.learners["record_id"]), set(task.tests["record_id"])
        assert not learners & tests
        everyone = REPORTS.records.filter(pl.col("source") == task.source)["record_id"]
        assert learners | tests == set(everyone)
        assert not set(found.learners["record_id"]) & tests


def test_time_parts_each_sources_newest_year() -> None:
    found = split(REPORTS, TEMPORAL)
    (task,) = found.tasks
    assert task.source == "levels_fyi"
    assert set(task.tests["observed_on"].dt.year()) == {2021}
    assert set(task.learners["observed_on"].dt.year()) == {2019, 2020}
    assert found.learners.filter(pl.col("source") == "stackoverflow").height == 1100


def test_a_share_thins_both_parts() -> None:
    (thin, *_), (whole, *_) = split(REPORTS, RANDOM, 0.5).tasks, split(REPORTS, RANDOM).tasks
    for few, many in ((thin.learners, whole.learners), (thin.tests, whole.tests)):
        assert set(few["record_id"]) < set(many["record_id"])
        assert 0.35 < few.height / many.height < 0.65


def _asked(**columns: list[object]) -> Table:
    records = invented_records("levels_fyi", 60, [2020], **columns)
    return tables_of(invented_task(records, 30))[1]


CITY = {"city": ["Springfield"] * 60}


@pytest.mark.parametrize(
    ("told", "columns", "left"),
    [
        ("role, country", {}, {"role", "country"}),
        ("role, country, experience", {}, {"role", "country", "experience_years"}),
        (
            "role, country, experience, industry",
            {},
            {"role", "country", "experience_years", "industry"},
        ),
        ("role, country, experience, place", CITY, {"role", "country", "experience_years", "city"}),
        (EVERYTHING, CITY, {"role", "country", "experience_years", "industry", "city"}),
    ],
)
def test_masks_blank_all_but_what_they_say(
    told: str, columns: dict[str, list[object]], left: set[str]
) -> None:
    asked = _asked(**columns)
    masked = asked.telling(told_in(asked)[told])
    known = {fact for fact in masked.fields.facts if masked.known_share(fact) > 0}
    assert known == left
    held = {name for name, column in masked.words().items() if not np.isnan(column).all()}
    held |= {name for name, column in masked.numbers().items() if not np.isnan(column).all()}
    assert held == left | {"year"}


def test_a_series_without_experience_is_not_told_any() -> None:
    asked = _asked(experience_years_low=[None] * 60, experience_years_high=[None] * 60)
    assert list(told_in(asked)) == [EVERYTHING, "role, country", "role, country, industry"]


def test_a_word_has_one_code_in_both_tables() -> None:
    seen, asked = tables_of(invented_task(invented_records("levels_fyi", 60, [2020]), 10))
    for table in (seen, asked):
        words = table.facts.words["role"]
        assert [words.values[place] for place in words.place] == table.records["role"].to_list()


def _one_of_each_form() -> pl.DataFrame:
    low, high = [5e4, 5e4, 0.0, 5e4], [5e4, 6e4, 1e4, 6e4]
    records = invented_records(
        "levels_fyi",
        4,
        [2020],
        base_form=["exact", "range", "bracket", "bracket"],
        base_low_usd_per_year=low,
        base_high_usd_per_year=high,
    )
    return lines_of(Reports(records, NO_ROWS), "levels_fyi/base")


def test_a_range_is_learnt_by_both_ends_and_a_bracket_within() -> None:
    rows, log_pay = learnt_from(_one_of_each_form(), 0)
    own = [sorted(np.exp(log_pay[rows == line])) for line in range(4)]
    assert own[0] == pytest.approx([5e4, 5e4])
    assert own[1] == pytest.approx([5e4, 6e4])
    assert 5e4 < own[3][0] < 5.5e4 < own[3][1] < 6e4


def test_only_brackets_from_zero_are_marked() -> None:
    lines = _one_of_each_form()
    assert lines["from_zero"].to_list() == [False, False, True, False]
    assert draws_of(lines)[0] == pytest.approx(math.log(5e4))


def test_distinct_rows_of_ai_jobs_belong_to_the_first_report_that_lists_them() -> None:
    records = invented_records(
        "ai_jobs",
        2,
        [2024],
        role=["ml_engineer"] * 2,
        country=["US"] * 2,
        industry=["finance"] * 2,
        experience_years_low=[3.0] * 2,
        experience_years_high=[3.0] * 2,
    )
    rows = pl.DataFrame(
        {
            "source": ["ai_jobs"] * 4,
            "record_id": ["ai_jobs-00000", "ai_jobs-00000", "ai_jobs-00001", "ai_jobs-00001"],
            "listed_low_usd_per_year": [100.0, 200.0, 200.0, 300.0],
        }
    )
    lines = lines_of(Reports(records, rows), "ai_jobs/base")
    owners = lines.select("record_id", "pay_low_usd_per_year").rows()
    assert owners == [("ai_jobs-00000", 100.0), ("ai_jobs-00000", 200.0), ("ai_jobs-00001", 300.0)]
    assert lines["observed_on"].unique().to_list() == [datetime.date(2024, 7, 1)]


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (EVERYTHING, EVERYTHING),
        ("role, country", "role, country"),
        ("role, country, experience", "role, country, experience"),
        ("role, country, place", "role, country, experience, place or industry"),
        ("role, country, experience, industry", "role, country, experience, place or industry"),
    ],
)
def test_place_and_industry_are_one_step(told: str, name: str) -> None:
    assert step(told) == name
