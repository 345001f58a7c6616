"""Tables on the screen and in files: the same figures, readable at 80 columns."""

import csv
import io

import pytest

from invented_cells import around, market, people, years
from paylens.market.evidence import Figure
from paylens.report.table_rows import tally
from paylens.report.tables import article_tables, table
from paylens.serve.pay_chart import Scale, dot_with_interval
from paylens.serve.show_tables import as_csv, as_markdown, brief_article, money, show_tables


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    people_of = [
        *people("levels_fyi", around(90_000, 30), gender="male", **years(0, 1)),
        *people("levels_fyi", around(120_000, 30), gender="female", **years(1, 2)),
        *people("ai_jobs", around(130_000), year=2024, basis="posting", level="entry"),
        *people("kaggle_survey", [(100_000, 125_000)] * 30, pay="total", skills=["aws"]),
    ]
    return market(tmp_path_factory.mktemp("market"), people_of)


@pytest.fixture(scope="module")
def tables(store):
    return article_tables(store)


def shown(tables, width):
    from rich.console import Console

    written = io.StringIO()
    show_tables(tables, Console(file=written, width=width))
    return written.getvalue()


@pytest.mark.parametrize("width", [80, 100, 120])
def test_no_line_is_wider_than_the_screen_and_no_column_is_cut(tables, width) -> None:
    lines = shown(tables, width).splitlines()
    assert max(len(line) for line in lines) <= width
    assert not any("…" in line for line in lines)


def test_the_screen_shows_figures_article_verdict_population_and_evidence(tables) -> None:
    screen = shown(tables, 120)
    for expected in (
        "ML engineer, United States; the latest three years of each source",
        "article $80k",
        "too low",
        "too few",
        "$90k",
        "; base pay, survey, 2021; people who entered",
        "Evidence: observed",
        "unadjusted",
        "nearest shown",
    ):
        assert expected in screen


def test_a_note_that_several_tables_share_stands_once(tables) -> None:
    assert shown(tables, 120).count("agrees: within 10 %") == 1


def test_the_article_is_named_once_and_first_where_it_is_shown(store, tables) -> None:
    for some in (tables, tables[:1]):
        screen = shown(some, 120)
        assert screen.startswith("The article is “ML Engineer Salary”, an undated web article")
        assert screen.lower().count("“ml engineer salary”") == 1
    assert "ML Engineer Salary" not in shown([table(store, "gender")], 120)


def test_several_tables_are_summed_up_before_and_after(tables) -> None:
    screen = shown(tables, 120)
    heading = "The article's figures in short"
    assert screen.count(heading) == 2
    assert screen.index(heading) < screen.index("Table 1. Average salary by experience level: of")
    assert heading not in shown(tables[:1], 120)


def test_csv_has_a_line_per_row_and_population_and_columns_per_source(tables) -> None:
    lines = list(csv.DictReader(io.StringIO(as_csv(tables))))
    assert len(lines) == 2 * (51 - 5) + 5  # a table of roles has one population
    entry = next(line for line in lines if line["value"] == "Entry Level")
    assert entry["article"] == "80000"
    assert entry["levels_fyi_base_records"] == "30"
    assert entry["ai_jobs_base_answers_by"] == "level: entry"
    assert int(entry["levels_fyi_base_mean_low"]) < int(entry["levels_fyi_base_mean"])


def test_csv_hides_what_is_under_the_floor(tables) -> None:
    lines = csv.DictReader(io.StringIO(as_csv(tables)))
    row = next(line for line in lines if line["value"] == "10+ years")
    assert row["levels_fyi_base_records"] == ""
    assert row["levels_fyi_base_p50"] == ""
    assert "publishing floor" in row["levels_fyi_base_suppressed"]


def test_markdown_tables_have_as_many_cells_as_heads(store, tables) -> None:
    plain = table(store, "gender")
    for section in as_markdown([*tables, plain]).split("\n\n"):
        lines = [line for line in section.splitlines() if line.startswith("| ")]
        assert len({line.count("|") for line in lines}) <= 1
    assert "## Pay by gender" in as_markdown([plain])


def test_the_brief_form_is_a_line_per_table_and_counts_every_row(tables) -> None:
    lines = brief_article(tables)
    assert len(lines) == 12
    assert "5 not enough data" in next(line for line in lines if "certification" in line)
    assert sum(sum(tally(each).values()) for each in tables) == 51


def test_the_brief_form_and_the_sentence_use_the_same_words(tmp_path) -> None:
    people_of = [
        *people("levels_fyi", around(90_000, 30), gender="male"),
        *people("ai_jobs", around(200_000, 30), year=2024, gender="male"),
    ]
    store = market(tmp_path, people_of)
    found = next(each for each in article_tables(store) if each.key == "gender")
    assert "sources disagree on 1" in found.sentence
    assert "sources disagree on 1" in brief_article([found])[0]


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (None, "–"),
        (128_400, "$128k"),
        (9_500, "$9.5k"),
        (9_960, "$10k"),
        (1_250_000, "$1.25m"),
        (999_900, "$1.00m"),
        (-4_200, "−$4.2k"),
    ],
)
def test_money_is_short(amount, text) -> None:
    assert money(amount) == text


def test_the_chart_marks_figure_interval_and_article() -> None:
    scale = Scale.over([Figure(50.0, 40.0, 60.0)], [0.0, 100.0], 11)
    assert dot_with_interval(Figure(50.0, 40.0, 60.0), scale, 100.0) == "    ├●┤   ┊"
    assert dot_with_interval(Figure(None, suppressed="too few"), scale, 100.0) == ""
    assert Scale.over([Figure(None)], [1.0], 11) is None
