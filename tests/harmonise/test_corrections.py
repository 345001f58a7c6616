"""Publishers' known errors are corrected as their cards say, and every correction is counted."""

from pathlib import Path

import polars as pl
import pytest

import publishers
from paylens.collect.source import card, find_files, read, source_names
from paylens.harmonise.corrections import corrected
from paylens.harmonise.records import harmonise


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publishers.write_all(tmp_path_factory.mktemp("world"), size=40)


@pytest.mark.parametrize("source", source_names())
def test_a_correction_says_what_why_and_how_to_tell_that_it_is_mended(source: str) -> None:
    for correction in card(source).corrections:
        assert correction.where
        assert correction.set
        for text in (correction.what, correction.why, correction.source, correction.fixed_when):
            assert len(text) > 10


@pytest.mark.parametrize("source", source_names())
def test_a_correction_is_of_columns_that_are_read(source: str, world: Path) -> None:
    read_columns = {
        column for path in find_files(source, world) for column in read(source, path).columns
    }
    for correction in card(source).corrections:
        assert {*correction.where, *correction.set} <= read_columns, correction.what


def test_only_rows_that_match_are_corrected() -> None:
    raw = pl.DataFrame({"gender": ["Male", "Title: Senior Software Engineer", None]})
    mended, met = corrected(raw, card("levels_fyi"))
    assert mended["gender"].to_list() == ["Male", None, None]
    assert list(met.values()) == [1]


def test_the_account_counts_corrections(tmp_path: Path) -> None:
    rows = [{}, {"gender": "Title: Senior Software Engineer", "bonus": "1"}]
    path = publishers.write_levels_fyi(tmp_path, rows)
    found = harmonise("levels_fyi", [path])
    assert found.account()["corrected"] == {"a job title stands in the gender column": 1}
