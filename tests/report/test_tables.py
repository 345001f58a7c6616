"""Tables of observed pay: who is in them, what is suppressed, and how the article fares."""

import json
import subprocess
import sys
from collections import Counter

import pytest

from invented_cells import around, market, people, years
from paylens.errors import InvalidValue, NotEnoughData, UnknownValue
from paylens.harmonise.dimension import dimension, dimension_names
from paylens.market.evidence import as_json
from paylens.report.article import article
from paylens.report.table_choice import tables_for
from paylens.report.tables import article_tables, table
from paylens.report.verdict import VERDICTS


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """levels_fyi: base and total, years, gender; ai_jobs: levels; kaggle_survey: brackets."""
    people_of = [
        *people("levels_fyi", around(90_000), gender="male", **years(0, 1)),
        *people("levels_fyi", around(120_000, 9), gender="female", **years(1, 2)),
        *people("levels_fyi", around(150_000), year=2018, **years(0, 1)),
        *people("levels_fyi", around(140_000, 30), role="data_scientist", **years(1, 2)),
        *people("levels_fyi", around(500_000), pay="total", **years(0, 1)),
        *people("levels_fyi", around(110_000), city="London", country="GB"),
        *people("levels_fyi", around(60_000), city="London", country="CA"),
        *people("ai_jobs", around(130_000), year=2024, basis="posting", level="entry"),
        *people("ai_jobs", around(50_000, 10), year=2023, level="entry"),
        *people("kaggle_survey", [(0, 1000)] * 10 + [(100_000, 125_000)] * 30,
                pay="total", industry="finance", skills=["aws"], **years(3, 5)),
        *people("kaggle_survey", [(100_000, 125_000)] * 28 + [(1_000_000, None)] * 2,
                pay="total", industry="technology", **years(3, 5)),
    ]  # fmt: skip
    return market(tmp_path_factory.mktemp("market"), people_of)


@pytest.fixture(scope="module")
def printed(store):
    return {found.key: found for found in article_tables(store)}


def row_of(found, label):
    return next(row for row in found.rows if row.label == label)


def cell_of(row, source, block="ML engineer"):
    return next(cell for cell in row.cells if (cell.source, cell.block) == (source, block))


def test_the_article_has_twelve_tables_and_51_rows() -> None:
    rows = Counter({found.key: len(found.rows) for found in article().tables})
    assert len(rows) == 12
    assert rows.total() == 51
    assert [found.number for found in article().tables if found.number] == list(range(1, 11))


def test_every_row_of_the_article_maps_to_declared_values() -> None:
    for found in article().tables:
        for row in found.rows:
            for name, value in row.values.items():
                declared = dimension(name)
                assert name in dimension_names()
                assert value in {**declared.values, **declared.intervals} or name == "city"


def test_every_row_carries_the_article_and_a_verdict_in_json(printed) -> None:
    rows = [row for found in as_json(list(printed.values())) for row in found["rows"]]
    assert len(rows) == 51
    assert all(row["article"]["amount"] > 0 for row in rows)
    assert {row["verdict"] for row in rows} <= set(VERDICTS)
    json.dumps(rows, allow_nan=False)


def test_every_block_states_its_population(printed) -> None:
    for found in printed.values():
        assert found.sentence.endswith(".")
        for block in found.blocks:
            where = "all countries" if found.key in ("city", "country") else "United States"
            assert where in block.population
            told = (
                "the latest three years of each source" if block.columns else "no source holds it"
            )
            assert told in block.population


def test_years_before_the_latest_three_are_left_out(printed) -> None:
    cell = cell_of(row_of(printed["experience"], "Entry Level"), "levels_fyi")
    assert cell.statistics.evidence.years == (2021,)
    assert cell.statistics.figures["mean"].value == pytest.approx(90_000, rel=0.02)


def test_a_source_with_base_pay_is_shown_by_it_unless_asked_otherwise(store) -> None:
    assert {c.pay for r in table(store, "experience").rows for c in r.cells} == {"base", "total"}
    total = table(store, "experience", pay="total")
    assert {cell.pay for row in total.rows for cell in row.cells} == {"total"}
    cell = cell_of(total.rows[0], "levels_fyi")
    assert cell.statistics.figures["p50"].value == pytest.approx(500_000, rel=0.02)


def test_levels_stand_in_for_years_in_one_row_only(printed) -> None:
    found = printed["experience"]
    cell = cell_of(row_of(found, "Entry Level"), "ai_jobs")
    assert (cell.dimension, cell.value) == ("level", "entry")
    assert not any(c.source == "ai_jobs" for c in row_of(found, "1-3 years").cells)
    assert any("ai_jobs has no experience: it answers by level" in note for note in found.notes)


def test_what_a_source_means_by_experience_is_said(printed) -> None:
    said = [note for note in printed["experience"].notes if "'s experience is " in note]
    assert said == ["kaggle_survey's experience is years of writing code, not of work"]


def test_one_basis_is_never_pooled_with_another(printed) -> None:
    found = printed["experience"]
    cell = cell_of(row_of(found, "Entry Level"), "ai_jobs")
    assert cell.statistics.evidence.basis == ("posting",)
    assert cell.statistics.evidence.records == 20
    assert any("posting records only" in note for note in found.notes)


def test_under_the_floor_the_count_is_hidden_and_the_wide_block_answers(printed) -> None:
    row = row_of(printed["experience"], "1-3 years")
    strict = cell_of(row, "levels_fyi").statistics
    assert strict.suppressed
    assert strict.evidence.records is None
    assert all(figure.value is None for figure in strict.figures.values())
    assert cell_of(row, "levels_fyi", "ML and data roles").statistics.evidence.records == 30
    assert row.judgement.decided_by == "ML and data roles"
    assert row.verdict == "too low"


def test_bands_that_do_not_line_up_are_not_shown_and_named(printed) -> None:
    found = printed["experience_medians"]
    figure = cell_of(row_of(found, "3-5 years"), "kaggle_survey").statistics.figures["p50"]
    assert "do not line up" in figure.suppressed
    assert any("kaggle_survey asks in other bands: nothing of it for 3-5" in n for n in found.notes)
    aligned = cell_of(row_of(printed["experience"], "3-5 years"), "kaggle_survey")
    assert not aligned.statistics.suppressed


def test_pay_below_the_legal_minimum_is_left_out_counted_and_taken_back(store) -> None:
    def finance(lowest_bracket):
        found = table(store, "industry", lowest_bracket=lowest_bracket)
        row = row_of(found, "Finance")
        return cell_of(row, "kaggle_survey").statistics.evidence.records, found.notes

    records, notes = finance(False)
    assert records == 30
    assert any("answers of $0-999 a year are left out (ML engineer: 10, " in n for n in notes)
    records, notes = finance(True)
    assert records == 40
    assert not any("$0-999" in note for note in notes)


def test_a_mean_over_an_open_top_is_not_replaced_by_the_median(printed) -> None:
    row = row_of(printed["industry"], "Technology")
    assert row.verdict == "not enough data"
    assert "open top bracket" in row.judgement.reason
    assert any("the median is not put in its place" in note for note in printed["industry"].notes)
    assert row_of(printed["industry_medians"], "Tech").verdict == "agrees"


def test_certificates_are_not_judged_by_skills_used(printed) -> None:
    found = printed["certifications"]
    assert {row.verdict for row in found.rows} == {"not enough data"}
    aws = row_of(found, "AWS")
    assert aws.nearest == "Amazon Web Services used, certified or not"
    assert not cell_of(aws, "kaggle_survey").statistics.suppressed
    assert any("no source asks for certificates" in note for note in found.notes)


def test_e_commerce_and_automotive_name_their_nearest(printed) -> None:
    found = printed["industry"]
    assert row_of(found, "Automotive").nearest == "manufacturing of every kind"
    assert {row_of(found, name).verdict for name in ("Automotive", "E-commerce")} == {
        "not enough data"
    }


def test_growth_is_a_difference_of_means_with_its_own_interval(printed) -> None:
    found = printed["growth"]
    growth = cell_of(row_of(found, "1 year"), "levels_fyi", "ML and data roles").growth
    assert growth.value == pytest.approx(50_000, rel=0.03)
    assert growth.low < growth.value < growth.high
    assert cell_of(row_of(found, "5 years"), "levels_fyi").growth.value is None
    assert any("cross-section" in note for note in found.notes)


def test_gender_is_called_unadjusted_and_protected(printed) -> None:
    notes = " ".join(printed["gender"].notes)
    assert "unadjusted" in notes
    assert "Gender is protected: reported on, never used to estimate" in notes


def test_a_city_is_the_one_in_the_country_that_is_meant(printed) -> None:
    london = cell_of(row_of(printed["city"], "London"), "levels_fyi")
    assert london.statistics.evidence.records == 20
    assert london.statistics.figures["mean"].value == pytest.approx(110_000, rel=0.02)


def test_dimensions_are_understood_and_filters_answered(store) -> None:
    keys = [found.key for found in tables_for(store, ["certification", "Experience"])]
    assert keys == ["experience_medians", "experience", "certifications", "growth"]
    found = tables_for(store, ["experience"], role="data scientist", country="usa")
    assert [block.label for block in found[0].blocks] == ["Data scientist"]
    assert not any(row.article for row in found[0].rows)
    assert len(tables_for(store)) == 12


@pytest.mark.parametrize("pay", ["bonus", "equity"])
def test_salaries_are_not_judged_by_bonus_or_equity(tmp_path, pay) -> None:
    store = market(tmp_path, people("levels_fyi", around(30_000, 40), pay=pay, **years(0, 1)))
    for names in (["experience"], ["growth"], []):
        found = tables_for(store, names, pay=pay)
        rows = [row for each in found for row in each.rows]
        assert rows and not any(row.article or row.verdict for row in rows)
        assert {cell.pay for row in rows for cell in row.cells} == {pay}
    with pytest.raises(InvalidValue):
        article_tables(store, pay=pay)
    with pytest.raises(NotEnoughData):
        tables_for(store, country="FR", pay=pay)


def test_growth_rests_on_the_smaller_of_its_two_means(printed) -> None:
    row = row_of(printed["growth"], "1 year")
    assert cell_of(row, "levels_fyi", "ML and data roles").growth.value is not None
    assert row.verdict == "not enough data"
    assert "levels_fyi, ML and data roles: fewer than 30 records" in row.judgement.reason


def test_the_article_is_named_in_the_notes(printed) -> None:
    for found in printed.values():
        assert any("“ML Engineer Salary”, an undated web article" in note for note in found.notes)


def test_a_table_of_roles_names_its_population_like_the_others(store, printed) -> None:
    assert [block.label for block in printed["role"].blocks] == ["ML and data roles"]
    assert [block.label for block in table(store, "role").blocks] == ["All roles"]


def test_what_is_not_known_or_not_held_is_an_error(store) -> None:
    with pytest.raises(UnknownValue, match="industry"):
        tables_for(store, ["industri"])
    with pytest.raises(UnknownValue):
        table(store, "industry", role="lion tamer")
    with pytest.raises(InvalidValue):
        table(store, "industry", pay="wages")
    with pytest.raises(NotEnoughData):
        table(store, "remote")
    with pytest.raises(NotEnoughData):
        tables_for(store, ["industry"], country="FR")


def test_an_empty_market_leaves_every_row_unanswered(tmp_path) -> None:
    store = market(tmp_path, people("levels_fyi", around(100_000, 3)))
    rows = [row for found in article_tables(store) for row in found.rows]
    assert {row.verdict for row in rows} == {"not enough data"}
    assert len(rows) == 51


def test_a_table_without_any_source_still_states_its_population(tmp_path) -> None:
    store = market(tmp_path, people("levels_fyi", around(100_000)))
    found = next(found for found in article_tables(store) if found.key == "industry")
    assert [block.columns for block in found.blocks] == [(), ()]
    assert all("no source" in block.population for block in found.blocks)


def test_tables_load_neither_polars_nor_lightgbm_nor_pandas(store) -> None:
    program = (
        "import sys; from pathlib import Path; from paylens.market.store import Store;"
        "from paylens.report.tables import article_tables;"
        f"article_tables(Store.open(Path({str(store.folder.parent)!r})));"
        "print([m for m in ('polars', 'lightgbm', 'pandas', 'rich') if m in sys.modules])"
    )
    loaded = subprocess.check_output([sys.executable, "-c", program], text=True)
    assert loaded.strip() == "[]"
