"""The corpus is as large as promised, and is read as well as docs/claims.md says."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))
from claims import Score, cases, scores  # noqa: E402


def counted(part: str) -> tuple[int, int]:
    each = cases(part)
    tables = sum("format" in case for case in each)
    return len(each) - tables, tables


def test_a_third_of_a_large_corpus_is_held_back() -> None:
    (tuned, tuned_tables), (held, held_tables) = counted("tuned"), counted("held_back")
    assert tuned + held >= 80 and tuned_tables + held_tables >= 20
    assert held >= (tuned + held) / 3 and held_tables >= (tuned_tables + held_tables) / 3


def test_no_text_stands_in_both_parts() -> None:
    texts = [case["text"].strip() for part in ("tuned", "held_back") for case in cases(part)]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("case", cases("tuned"), ids=lambda case: case["text"].strip()[:50])
def test_a_tuned_text_is_read_in_full(case: dict, vocabulary) -> None:
    _, read = scores(case, vocabulary)
    assert read == Score(read.expected, read.expected, read.expected)


def test_held_back_texts_are_read_nearly_as_well(vocabulary) -> None:
    both = [scores(case, vocabulary) for case in cases("held_back")]
    found = sum((one for one, _ in both), Score(0, 0, 0))
    read = sum((other for _, other in both), Score(0, 0, 0))
    assert found.precision >= 0.95 and found.recall >= 0.85
    assert read.precision >= 0.90 and read.recall >= 0.80
