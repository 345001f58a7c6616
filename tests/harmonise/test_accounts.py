"""Nothing vanishes: for every source, rows read = records kept + rows dropped by reason."""

from dataclasses import fields
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import publishers
from paylens.collect.source import card, find_files, read, source_names
from paylens.harmonise.corrections import corrected
from paylens.harmonise.record import PayRecord, record_schema
from paylens.harmonise.records import Harmonised, harmonise

SOURCES = [name for name in source_names() if not card(name).official]
ROWS = {
    "ai_jobs": 63_593,
    "ai_postings": 4_045,
    "ask_a_manager": 16_888,
    "data_jobs": 32_672,
    "h1b_lca": 4_999,
    "kaggle_survey": 101_583,
    "levels_fyi": 53_169,
    "stackoverflow": 17_563 + 107_159,
}


# What a source gives beside the record's fields.
BESIDE = {"place_words", "publisher_usd_per_unit"}


def check(found: Harmonised) -> None:
    account: dict[str, Any] = found.account()
    assert account["read"] == account["kept"] + sum(account["dropped"].values())
    standing = found.rows.filter(pl.col("reason").is_null())
    assert sorted(standing["record_id"]) == sorted(found.records["record_id"])
    assert found.records["record_id"].is_unique().all()
    owned = found.rows["record_id"].drop_nulls()
    assert set(owned) == set(found.records["record_id"])
    assert found.rows.select("file", "row").is_unique().all()
    assert dict(found.records.schema) == record_schema()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publishers.write_all(tmp_path_factory.mktemp("world"), seed=3, size=400)


@pytest.mark.parametrize("source", SOURCES)
def test_invented_world(source: str, world: Path) -> None:
    found = harmonise(source, find_files(source, world))
    assert found.records.height > 200
    check(found)


@pytest.mark.parametrize("source", SOURCES)
def test_every_fact_given_is_a_field_of_the_record(source: str, world: Path) -> None:
    interpret = import_module(f"paylens.harmonise.sources.{source}").interpret
    for path in find_files(source, world):
        raw, _ = corrected(read(source, path), card(source))
        given = set(interpret(raw, card(source)).records.columns)
        assert given - set(record_schema()) <= BESIDE


@pytest.mark.parametrize("source", SOURCES)
def test_each_line_is_a_valid_record(source: str, world: Path) -> None:
    records = harmonise(source, find_files(source, world)).records
    names = {field.name for field in fields(PayRecord)}
    for line in records.head(50).to_dicts():
        assert set(line) == names
        assert PayRecord(**line).source == source


@pytest.mark.parametrize("source", SOURCES)
def test_same_files_same_records(source: str, world: Path, tmp_path: Path) -> None:
    again = publishers.write_all(tmp_path, seed=3, size=400)
    first, second = (harmonise(source, find_files(source, folder)) for folder in (world, again))
    assert first.records.equals(second.records)
    assert first.rows.equals(second.rows)


@pytest.mark.real_data
@pytest.mark.parametrize("source", SOURCES)
def test_real_files(source: str, real_data: Path) -> None:
    found = harmonise(source, find_files(source, real_data), real_data / "reference")
    check(found)
    assert found.rows.height == ROWS[source]
