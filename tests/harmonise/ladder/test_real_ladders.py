"""The publisher's real file: the ladders that ship, and what they cover."""

from pathlib import Path

import polars as pl
import pytest

from paylens.collect.source import card, find_files, read
from paylens.harmonise.corrections import corrected
from paylens.harmonise.ladder import fit, mapping
from paylens.harmonise.ladder.years import YearsOfSteps, fitted_years
from paylens.harmonise.records import harmonise
from paylens.harmonise.sources.levels_fyi import interpret

pytestmark = pytest.mark.real_data


@pytest.fixture(scope="module")
def path(real_data) -> Path:
    (path,) = find_files("levels_fyi", real_data)
    return path


@pytest.fixture(scope="module")
def whole(path) -> pl.DataFrame:
    return harmonise("levels_fyi", [path]).records


def test_most_reports_have_a_level(whole):
    share = whole["level"].is_not_null().mean()
    assert share > 0.8
    counts = dict(whole["level"].value_counts().iter_rows())
    assert counts["senior"] > counts["mid"] > counts["entry"] > counts["executive"]


def test_a_part_of_the_file_reads_as_the_whole_does(path, whole):
    raw, _ = corrected(read("levels_fyi", path), card("levels_fyi"))
    part = interpret(raw.gather_every(7), card("levels_fyi")).records
    part = part.with_columns(record_id=pl.format(f"{path.name}:{{}}", "record_id"))
    both = part.select("record_id", here="level").join(whole, on="record_id")
    assert both.height > whole.height / 8
    assert both["here"].eq_missing(both["level"]).all()


def test_the_files_that_ship_are_those_that_the_command_fits(whole):
    """Where this fails: python benchmarks/ladders.py --data FOLDER --write."""
    people = whole.rename({"experience_years_low": "experience_years"})
    years, fitted = YearsOfSteps.shipped(), fitted_years(people)
    assert fitted.steps == pytest.approx(years.steps, abs=1e-3)
    assert fitted.roles == pytest.approx(years.roles, abs=1e-3)
    declared = mapping.declared_of(people["employer"])
    ladders = fit.fitted_ladders(people, years, declared).sort("employer", "ladder", "order")
    told = ["employer", "ladder", "number", "level", "records", "word_records", "spellings"]
    assert ladders.select(told).equals(mapping.shipped_ladders().select(told))
