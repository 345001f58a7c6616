"""Questions that a text names: what they ask, and a view's own words in their place."""

import pytest

from paylens.report.references import Reference, parsed, written


@pytest.mark.parametrize(
    ("asked", "name", "told"),
    [
        ("gap", "gap", {}),
        ("ask misconception 3", "ask", {"about": ["misconception", "3"]}),
        (
            'compare "ML engineer" nurse country=US',
            "compare",
            {"values": ["ML engineer", "nurse"], "country": "US"},
        ),
        ("employers Google", "employers", {"company": "Google"}),
        ("growth company_size=50", "growth", {"company_size": "50"}),
        ('trend role="ML engineer"', "trend", {"role": "ML engineer"}),
    ],
)
def test_words_are_a_question_and_what_it_is_told(asked, name, told):
    assert parsed(asked) == Reference(name, told)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see `gap country=US`, or not", "see <gap>, or not"),
        ("`gap` and `trend`", "<gap> and <trend>"),
        ("a `key` of TOML", "a `key` of TOML"),
        ("`gap 'open`", "`gap 'open`"),
        ("`two\nlines`, it`s", "`two\nlines`, it`s"),
        ("none", "none"),
    ],
)
def test_only_references_are_written_anew(text, shown):
    known = ("gap", "trend")
    assert written(text, lambda one, _: f"<{one.name}>" if one.name in known else None) == shown
