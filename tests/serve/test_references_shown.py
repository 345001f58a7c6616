"""Questions that answers name: commands in a terminal, links on a page, neither elsewhere."""

import re

import pytest

from paylens import Market
from paylens.serve.questions import QUESTIONS
from paylens.serve.references import as_commands, with_links

COMMAND = re.compile(r"paylens [a-z]+ ?(?:--|\"|[A-Z])|`paylens|(?<![\w-])--[a-z]")


@pytest.mark.parametrize(
    ("text", "command", "page"),
    [
        (
            "`ask 1`",
            "`paylens ask 1`",
            '<a href="/ask?about=1">What the article asks, answered (1)</a>',
        ),
        (
            '`compare "ML engineer" nurse country=US`',
            '`paylens compare "ML engineer" nurse --country US`',
            '<a href="/compare?values=ML+engineer&amp;values=nurse&amp;country=US">'
            "Who is paid more? (&#34;ML engineer&#34; nurse country US)</a>",
        ),
        (
            "`tables gender`",
            "`paylens tables gender`",
            '<a href="/tables/gender">Tables of pay (gender)</a>',
        ),
        (
            "`estimate ppp=true`",
            "`paylens estimate --ppp`",
            '<a href="/estimate?ppp=true">What does this job pay? (ppp true)</a>',
        ),
        # One's own pay is in no address.
        (
            "`worth role=MLE current=150000`",
            "`paylens worth --role MLE --current 150000`",
            '<a href="/worth">Am I underpaid? (role MLE current 150000)</a>',
        ),
        ("`levels Google`", "`paylens levels Google`", "`levels Google`"),
        ("a `key` < 3", "a `key` < 3", "a `key` &lt; 3"),
        ("`gap <b>`", "`paylens gap`", '<a href="/gap">Are women paid as men are? (&lt;b&gt;)</a>'),
        ("\x000\x00 & `gap`", "\x000\x00 & `paylens gap`",
         '0 &amp; <a href="/gap">Are women paid as men are?</a>'),
    ],
)  # fmt: skip
def test_a_reference_in_each_view(text, command, page):
    assert as_commands(text) == command
    assert with_links(text) == page


@pytest.fixture(scope="module")
def reference():
    return Market.reference()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.name)
def test_no_answer_speaks_in_commands(reference, question):
    answer = question.ask(reference, question.first)
    said = [answer.sentence, *answer.notes]
    for section in answer.sections:
        said += [section.sentence, *section.notes]
        said += [each for row in section.rows for each in row.values() if isinstance(each, str)]
    assert not [text for text in said if COMMAND.search(text)]
