"""Sources side by side: who is compared, with what, and what is said of those far apart."""

import polars as pl
import pytest

from invented_cells import around, market, people
from paylens.collect.source import card
from paylens.harmonise.official.table import official_schema
from paylens.report.comparison import compare_sources

POSTINGS = {"basis": "posting", "year": 2024}
MEDIANS = {2021: 100_000.0, 2022: 105_000.0, 2023: 110_000.0, 2024: 121_000.0}


def compared(folder, *groups, official=False):
    store = market(folder, [record for group in groups for record in group])
    if official:
        national = {"source": "bls_oews", "soc": "15-2051", "title": "Data Scientists"}
        national |= {"country": "US", "area_kind": "country"}
        rows = [{**national, "year": y, "p50_usd_per_year": usd} for y, usd in MEDIANS.items()]
        figures = pl.DataFrame(rows, schema=official_schema())
        figures.write_parquet(store.folder / "official.parquet")
    return compare_sources(store)


def medians(row):
    return {(m.source, m.pay): (round(m.median.value, -3), m.evidence.records) for m in row.medians}


def test_medians_stand_side_by_side_per_kind_of_pay(tmp_path):
    found = compared(
        tmp_path,
        people("ai_jobs", around(150_000, 40), **POSTINGS),
        people("levels_fyi", around(140_000, 50), year=2021),
        people("kaggle_survey", [(100_000, 150_000)] * 30 + [(200_000, 250_000)] * 10, pay="total"),
    )
    (row,) = found.rows
    assert (row.role, row.country, row.country_label) == ("ml_engineer", "US", "United States")
    shown = medians(row)
    assert shown["ai_jobs", "base"] == (150_000, 40)
    assert shown["levels_fyi", "base"] == (140_000, 50)
    assert shown["kaggle_survey", "total"][1] == 40
    assert not row.disagreements
    assert "1 roles and countries" in found.sentence
    assert "of 1 pairs" in found.sentence


@pytest.mark.parametrize(
    ("second", "rows"),
    [
        (people("levels_fyi", around(140_000, 30)), 1),
        (people("levels_fyi", around(140_000, 29)), 0),
        (people("levels_fyi", around(140_000, 40), role="other"), 0),
        (people("levels_fyi", around(140_000, 40), country="DE"), 0),
        (people("levels_fyi", around(140_000, 40), pay="total"), 1),
        (people("levels_fyi", around(40_000, 40, step=100), pay="bonus"), 0),
        (people("ai_jobs", around(140_000, 40), year=2023, basis="posting"), 0),
    ],
    ids=["enough", "too few", "no role", "elsewhere", "other kind", "not compared", "one source"],
)
def test_a_place_needs_two_sources_of_thirty_records(second, rows, tmp_path):
    found = compared(tmp_path, people("ai_jobs", around(150_000, 40), **POSTINGS), second)
    assert len(found.rows) == rows


def test_only_a_source_s_last_five_years_on_its_main_basis(tmp_path):
    found = compared(
        tmp_path,
        people("ai_jobs", around(10_000, 90, step=10), year=2019, basis="posting"),
        people("ai_jobs", around(90_000, 30), year=2021, basis="survey"),
        people("ai_jobs", around(150_000, 35), year=2023, basis="posting"),
        people("ai_jobs", around(170_000, 15), **POSTINGS),
        people("levels_fyi", around(140_000, 40), year=2016),
    )
    (row,) = found.rows
    first, second = row.medians
    assert (first.source, first.evidence.records, first.evidence.years) == (
        "ai_jobs",
        50,
        (2023, 2024),
    )
    assert first.newest_year == 2023
    assert second.evidence.years == (2016,)


HIGHER = [
    ("just within", around(124_000, 40), POSTINGS, None),
    ("apart", around(127_000, 40), POSTINGS, ["basis", "who", "what", "years"]),
    ("same years", around(127_000, 40), POSTINGS | {"year": 2021}, ["basis", "who", "what"]),
    ("next year", around(127_000, 40), POSTINGS | {"year": 2022}, ["basis", "who", "what"]),
    ("answers too", around(127_000, 40), {"year": 2021}, ["who", "what"]),
    (
        "chance",
        around(140_000, 30, step=8000),
        POSTINGS,
        ["basis", "who", "what", "years", "chance"],
    ),
]


@pytest.mark.parametrize(
    ("amounts", "facts", "likely"), [c[1:] for c in HIGHER], ids=[c[0] for c in HIGHER]
)
def test_reasons_follow_from_what_the_sources_declare(amounts, facts, likely, tmp_path):
    wide = 8000 if likely and "chance" in likely else 1000
    found = compared(
        tmp_path,
        people("ai_jobs", amounts, **facts),
        people("levels_fyi", around(100_000, 30, step=wide), year=2021),
    )
    told = found.rows[0].disagreements
    if likely is None:
        assert not told
        return
    (each,) = told
    assert (each.pay, each.lower, each.higher) == ("base", "levels_fyi", "ai_jobs")
    assert each.excess > 0.25
    texts = {reason.about: reason.text for reason in each.likely}
    assert sorted(texts) == sorted(likely)
    assert card("ai_jobs").leans in texts["who"]
    assert card("levels_fyi").counts["base"] in texts["what"]


def test_kinds_of_pay_are_never_compared_with_one_another(tmp_path):
    found = compared(
        tmp_path,
        people("ai_jobs", around(100_000, 40), **POSTINGS),
        people("levels_fyi", around(300_000, 40), pay="total"),
    )
    assert not found.rows[0].disagreements


def test_records_are_moved_to_the_newest_official_year(tmp_path):
    found = compared(
        tmp_path,
        people("ai_jobs", around(150_000, 40), **POSTINGS),
        people("levels_fyi", around(100_000, 40), year=2021),
        official=True,
    )
    (row,) = found.rows
    here, moved = row.medians
    assert (here.moved_usd_per_year, here.moved_to) == (None, None)
    assert moved.moved_to == 2024
    assert moved.moved_usd_per_year == pytest.approx(121_000, rel=0.01)
    assert (row.official.soc, row.official.p50, row.official.same_occupation) == (
        "15-2051",
        121_000,
        False,
    )
    (each,) = row.disagreements
    assert each.excess == pytest.approx(0.5, abs=0.01)
    assert each.excess_moved == pytest.approx(150 / 121 - 1, abs=0.01)


def in_years(source, amounts, *years, **facts):
    return [record for year in years for record in people(source, amounts, year=year, **facts)]


@pytest.mark.parametrize(
    ("years", "others", "moved_to", "excess_moved"),
    [
        ((2021,), (2024,), 2024, 150 / 121 - 1),
        ((2021, 2024), (2024,), 2024, 150 / 110.5 - 1),
        ((2019, 2021), (2024,), 2024, 150 / 121 - 1),
        ((2021,), (2022,), 2024, 1.5 * 100 / 105 - 1),
        ((2021, 2025), (2024,), None, None),
        ((2025,), (2024,), None, None),
        ((2021,), (2025,), 2024, None),
        ((2021,), (2024, 2025), 2024, None),
        ((2024,), (2024,), None, None),
    ],
)
def test_only_medians_of_one_year_are_compared_in_it(
    years, others, moved_to, excess_moved, tmp_path
):
    found = compared(
        tmp_path,
        in_years("levels_fyi", around(100_000, 40), *years),
        in_years("ai_jobs", around(150_000, 40), *others, basis="posting"),
        official=True,
    )
    (row,) = found.rows
    (each,) = row.disagreements
    assert each.excess == pytest.approx(0.5, abs=0.01)
    lower = next(median for median in row.medians if median.source == "levels_fyi")
    assert lower.moved_to == moved_to
    assert (lower.moved_usd_per_year is None) == (moved_to is None)
    if excess_moved is None:
        assert each.excess_moved is None
    else:
        assert each.excess_moved == pytest.approx(excess_moved, abs=0.02)


def test_without_official_wages_nothing_is_moved(tmp_path):
    found = compared(
        tmp_path,
        people("ai_jobs", around(150_000, 40), **POSTINGS),
        people("levels_fyi", around(100_000, 40), year=2021),
    )
    (row,) = found.rows
    assert row.official is None
    assert {median.moved_to for median in row.medians} == {None}
    assert row.disagreements[0].excess_moved is None


def test_places_with_most_records_come_first(tmp_path):
    groups = [
        people(source, around(100_000, count), country=country, role=role)
        for country, role, count in (("DE", "data_scientist", 40), ("IN", "ml_engineer", 60))
        for source in ("ai_jobs", "levels_fyi")
    ]
    found = compared(tmp_path, *groups)
    assert [row.country for row in found.rows] == ["IN", "DE"]
