"""The comparison of sources as a page and on the screen, over a market of invented files."""

import io
import json

import pytest
from rich.console import Console

from paylens.collect.source import card
from paylens.market.evidence import as_json
from paylens.report.answers import Market
from paylens.serve.show_comparison import as_markdown, show_comparison


@pytest.fixture(scope="module")
def found(small_market):
    return Market.open(small_market).compare_sources()


def test_the_page_says_where_it_comes_from_and_how_to_write_it_again(found):
    page = as_markdown(found)
    assert page.startswith("# What each source says\n\n" + found.sentence)
    assert "`paylens sources --compare --md`" in page
    assert f"`{found.market}`" in page


def test_the_page_shows_every_median_with_its_records(found):
    page = as_markdown(found)
    assert found.rows
    for row in found.rows:
        for median in row.medians:
            told = f"${median.median.value:,.0f} ({median.evidence.records:,}; "
            lines = [line for line in page.splitlines() if told in line]
            assert any(row.role_label in line for line in lines)


def test_the_page_declares_every_source(found):
    page = as_markdown(found)
    for facts in found.sources:
        assert f"- **{facts.source}** leans to {card(facts.source).leans}" in page
        assert card(facts.source).publisher in page
    assert card("bls_oews").counts["base"] in page


def test_official_wages_stand_in_their_own_column(found):
    row = next(row for row in found.rows if row.role == "ml_engineer" and row.country == "US")
    told = f"${row.official.p50:,.0f} (nearest: {row.official.title}, {row.official.soc}, 2024)"
    assert told in as_markdown(found)
    assert "official wage" in as_markdown(found)


def test_who_is_far_apart_is_told_with_likely_reasons(found):
    page = as_markdown(found).partition("## More than 25% apart, and likely why")[2]
    apart = [(row, each) for row in found.rows for each in row.disagreements]
    assert apart
    for row, each in apart:
        assert f"### {each.pay.capitalize()} pay: {each.higher} above {each.lower}" in page
        assert f"| {row.country_label} | {row.role_label} | {each.excess:+.0%} |" in page
        for reason in each.likely:
            assert reason.text in page


def test_every_line_of_a_table_has_its_head_s_columns(found):
    width = 0
    for line in as_markdown(found).splitlines():
        columns = line.count("|") - 1 if line.startswith("|") else 0
        assert columns == width or not (width and columns)
        width = columns


@pytest.mark.parametrize("width", [80, 120])
def test_the_screen_shows_the_same_sources(found, width):
    console = Console(file=io.StringIO(), width=width)
    show_comparison(found, console)
    text = console.file.getvalue()
    assert " ".join(found.sentence.split()[:5]) in " ".join(text.split())
    for facts in found.sources:
        assert facts.source in text
    assert "Likely:" in text


def test_json_has_every_field(found):
    told = json.loads(json.dumps(as_json(found)))
    row = told["rows"][0]
    assert {"role", "country", "medians", "official", "disagreements"} <= set(row)
    assert row["medians"][0]["evidence"]["records"] >= 30
