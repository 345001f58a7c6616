"""What of a section stands open, what is a click away, and which words are marked."""

from dataclasses import replace

import pytest

from invented_answers import APART, PAY, WORDS_ONLY, Invented, invented_answer
from paylens.report.sections import Section, SectionColumn
from paylens.serve.web.pages.section_views import (
    FEW_ROWS,
    MOST_AT_ONCE,
    MOST_UNDER_CHART,
    is_grade,
    parts_of,
    section_views,
)

OF_SOURCES = "ai_jobs (base pay): median +21%, more in 66% of pairs"


def view_of(section: Section):
    """The view of one section alone."""

    class Alone(Invented):
        sections = (section,)

    answer = invented_answer()
    alone = Alone(answer.sentence, {}, {}, answer.evidence, ())
    return section_views(alone)[0]


@pytest.mark.parametrize("rows", [3, MOST_AT_ONCE, MOST_AT_ONCE + 2, MOST_AT_ONCE + 3, 200])
def test_every_row_is_shown_once(rows: int) -> None:
    section = replace(WORDS_ONLY, rows=tuple({"word": str(place)} for place in range(rows)))
    view = view_of(section)
    assert (*view.first, *view.rest) == section.rows
    assert bool(view.rest) is (rows > MOST_AT_ONCE + 2)
    assert len(view.rest) != 1


@pytest.mark.parametrize(
    ("section", "is_open"),
    [
        (PAY, True),
        (replace(PAY, rows=PAY.rows * MOST_UNDER_CHART), False),
        (replace(PAY, rows=PAY.rows * MOST_UNDER_CHART, chart=None), True),
    ],
)
def test_a_long_table_is_closed_only_under_its_chart(section: Section, is_open: bool) -> None:
    assert view_of(section).is_open is is_open


def test_long_words_make_a_table_prose() -> None:
    assert view_of(PAY).is_prose, "few rows of many columns"
    assert not view_of(replace(PAY, rows=PAY.rows * FEW_ROWS)).is_prose
    said = {**PAY.rows[0], "source": "a sentence that would be a column of broken words"}
    assert view_of(replace(PAY, rows=(said,))).is_prose
    name = {**APART.rows[0], "what": "a long name in the first column, which is no prose"}
    assert not view_of(replace(APART, rows=(name,))).is_prose


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"{OF_SOURCES}; {OF_SOURCES.replace('ai_jobs', 'data_jobs')}", 2),
        (OF_SOURCES, 0),
        ("ai_jobs; data_jobs", 0),
        (f"{OF_SOURCES}; and this part is of no source, so that it reads on as a sentence", 0),
    ],
)
def test_what_sources_say_one_after_another_is_a_list(text: str, parts: int) -> None:
    assert len(parts_of(text)) == parts


def test_a_fair_offer_is_no_fair_evidence() -> None:
    assert is_grade("fair", SectionColumn("reliability", "Evidence"))
    assert not is_grade("fair", SectionColumn("verdict", "Verdict"))
    assert not is_grade("told", SectionColumn("reliability", "Evidence"))
