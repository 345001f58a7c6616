"""A hostile text ends, and says what of it was not read."""

from __future__ import annotations

import pytest

from paylens.report.claims import limits
from paylens.report.claims.documents import document
from paylens.report.claims.reading import read
from paylens.report.claims.words import Vocabulary

# Each took from 5 seconds to minutes before a sentence, a line and a cell had a longest length.
HOSTILE = {
    "ranges without end": "$1-" * 2_000,
    "one sentence of amounts": "ML engineers earn $100,000 and " * 5_000,
    "a deep page": "<div>" * 50_000 + "$100,000",
    "tables in tables": "<table><tr><td>pay $100,000" * 3_000,
    "digits and commas": "1," * 100_000,
    "one word": "average " * 40_000,
    "bars": "|" * 200_000,
    "lines of bars": "- |\n" * 20_000,
    "a table that is none": "- a;b\n" * 5_000,
    "brackets": "[" * 200_000,
    "blanks": "a" + " " * 200_000 + "b",
}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(lambda name: [])


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.usefixtures("ends")
def test_hostile_text_ends(text: str, vocabulary: Vocabulary) -> None:
    found = read(document(text, "hostile"), vocabulary)
    assert len(found.claims) <= limits.MOST_CLAIMS
    assert len(found.unread) <= limits.MOST_UNREAD


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ML engineers earn $100,000 and " * 30, "its first 20 of 30 amounts"),
        ("Average pay of ML engineers is $100,000 and " + "so on " * 400, "longer than 1,500"),
        ("Pay of ML engineers\n" + "a|$100,000\n" * 700, "its first 200 of 700 rows"),
        ("<p>Pay</p>" + "<div>" * 400 + "ML engineers earn $100,000", "nests more than 300"),
        ("Senior ML engineers earn $150,000.\n\n" * 600, "reading stopped after 500 claims"),
        ("Pay is good. " * 400, "100 more that were not read"),
    ],
    ids=["amounts", "sentence", "rows", "depth", "claims", "unread"],
)
def test_what_is_cut_is_said(text: str, told: str, vocabulary: Vocabulary) -> None:
    found = read(document(text, "long"), vocabulary)
    said = [*found.notes, *(one.reason for one in found.unread)]
    assert any(told in one for one in said), said


def test_beginning_of_a_cut_sentence_is_read(vocabulary: Vocabulary) -> None:
    text = "The average pay of ML engineers is $123,000 and " + "so on " * 400
    claims = read(document(text, "long"), vocabulary).claims
    assert [claim.amounts for claim in claims] == [(123_000.0,)]


def test_honest_text_is_cut_nowhere(vocabulary: Vocabulary) -> None:
    text = (
        "# Pay\n\nThe average pay of ML engineers is $123,000.\n\na | pay\nb | $1,000\nc | $2,000\n"
    )
    found = read(document(text, "short"), vocabulary)
    assert not any(block.cut for block in document(text, "short").blocks)
    assert found.notes == ()


def test_german_text_is_said_to_be_unread(vocabulary: Vocabulary) -> None:
    text = (
        "Die Gehälter von Ingenieuren für maschinelles Lernen steigen seit Jahren. Wer in Berlin "
        "arbeitet, verdient im Durchschnitt mehr als in Leipzig, doch die Mieten sind dort auch "
        "höher, und viele Firmen zahlen keinen Bonus. Wir haben dafür mehrere Quellen verglichen."
    )
    notes = read(document(text, "Gehalt"), vocabulary).notes
    assert any("does not look like English" in note for note in notes)
