"""A market on disk is whole: the old version or the new one."""

import json
from datetime import date

import polars as pl
import pytest

from paylens.errors import MarketError, OutputError
from paylens.harmonise.record import record_schema
from paylens.market.cells import cells
from paylens.market.store import CURRENT, FORMAT, MANIFEST, Store
from paylens.market.versions import new_version


def records(count=30, **facts):
    columns = {"source": "ai_jobs", "basis": "posting", "observed_on": date(2024, 7, 1)}
    columns |= {"role": "ml_engineer", "country": "US", "base_form": "range"} | facts
    frame = pl.DataFrame(
        {
            "record_id": [str(n) for n in range(count)],
            "base_low_usd_per_year": [100_000.0 + 1000 * n for n in range(count)],
            "base_high_usd_per_year": [150_000.0 + 1000 * n for n in range(count)],
        }
    ).with_columns(**{name: pl.lit(value) for name, value in columns.items()})
    schema = record_schema()
    missing = [pl.lit(None, kind).alias(name) for name, kind in schema.items() if name not in frame]
    return frame.with_columns(missing).select(pl.col(n).cast(k) for n, k in schema.items())


def write(folder, version, found):
    with new_version(folder) as draft:
        (draft / "cells").mkdir()
        found.write_parquet(draft / "cells" / "ai_jobs.parquet")
        manifest = {"format": FORMAT, "version": version, "sources": []}
        (draft / MANIFEST).write_text(json.dumps(manifest))


def test_cells_come_back_as_they_were_counted(tmp_path):
    write(tmp_path, "one", cells(records(30, level="senior", gender="female"), 10))
    store = Store.open(tmp_path)
    (alone,) = store.cells(pay=["base"], roles=["ml_engineer"], countries=["US"])
    assert alone.distribution.records == 30
    assert alone.distribution.weights.sum() == pytest.approx(30, rel=1e-4)
    assert alone.distribution.percentile(0.5) == pytest.approx(138_000, rel=0.03)
    (level,) = store.cells(dimension="level")
    assert (level.value, level.distribution.records) == ("senior", 30)
    assert store.values("gender") == ["female"]
    assert store.values("role") == ["ml_engineer"]
    for role in ("ml_engineer", None):
        counted = store.counted(role, "US", "level", "senior")
        assert [(each.source, each.records) for each in counted] == [("ai_jobs", 30)]
    assert store.cells(pay=["total"]) == []


def test_cells_below_the_floor_are_not_written():
    few = cells(records(9), 10)
    assert few.is_empty()
    mixed = pl.concat([records(12, level="senior"), records(8, level="entry")])
    assert set(cells(mixed, 10)["value"]) == {"", "senior"}


def test_brackets_are_kept_as_brackets(tmp_path):
    bracket = {"base_form": "bracket", "base_low_usd_per_year": 0.0, "base_high_usd_per_year": None}
    frame = records(15).with_columns(
        **{
            name: pl.lit(value, pl.String if name == "base_form" else pl.Float64)
            for name, value in bracket.items()
        }
    )
    write(tmp_path, "one", cells(frame, 10))
    (cell,) = Store.open(tmp_path).cells()
    assert cell.distribution.brackets == {(0.0, float("inf")): 15.0}


def test_a_new_version_takes_the_old_one_s_place(tmp_path):
    write(tmp_path, "one", cells(records(20), 10))
    write(tmp_path, "two", cells(records(40), 10))
    assert Store.open(tmp_path).cells()[0].distribution.records == 40
    assert sorted(path.name for path in tmp_path.iterdir()) == [CURRENT, "two"]


def test_a_build_that_fails_leaves_the_old_version(tmp_path):
    write(tmp_path, "one", cells(records(20), 10))
    with pytest.raises(RuntimeError), new_version(tmp_path) as draft:
        (draft / "cells").mkdir()
        raise RuntimeError("stopped half way")
    assert Store.open(tmp_path).manifest["version"] == "one"
    assert not list(tmp_path.glob(".draft-*"))


def test_a_full_disk_is_said_and_leaves_the_old_version(tmp_path):
    write(tmp_path, "one", cells(records(20), 10))
    with pytest.raises(OutputError, match="No space left"), new_version(tmp_path):
        raise OSError(28, "No space left on device")
    assert Store.open(tmp_path).manifest["version"] == "one"


def test_where_no_market_can_be_written(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match="file"), new_version(tmp_path / "file" / "market"):
        pass


@pytest.mark.parametrize("content", [None, "gone", "one"])
def test_no_complete_market(tmp_path, content):
    if content:
        (tmp_path / CURRENT).write_text(content)
    with pytest.raises(MarketError, match="paylens build"):
        Store.open(tmp_path)


def test_nothing_but_a_market_s_own_versions_is_ever_deleted(tmp_path):
    write(tmp_path, "one", cells(records(20), 10))
    (tmp_path / "Documents").mkdir()
    (tmp_path / "Documents" / "thesis.txt").write_text("years of work")
    write(tmp_path, "two", cells(records(30), 10))
    assert (tmp_path / "Documents" / "thesis.txt").read_text() == "years of work"
    assert not (tmp_path / "one").exists()


def test_a_folder_of_other_things_is_not_written_into(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError, match=r"thesis\.txt"), new_version(tmp_path / "home"):
        pass
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["thesis.txt"]


def promised(folder, **files):
    accounts = [{"source": "ai_jobs", "basis": ["posting"]}]
    manifest = json.loads((folder / "one" / MANIFEST).read_text()) | {"sources": accounts} | files
    (folder / "one" / MANIFEST).write_text(json.dumps(manifest))


def test_a_market_that_lacks_a_promised_file(tmp_path):
    write(tmp_path, "one", cells(records(20), 10))
    promised(tmp_path)
    assert Store.open(tmp_path).cells()
    (tmp_path / "one" / "cells" / "ai_jobs.parquet").unlink()
    with pytest.raises(MarketError, match=r"ai_jobs\.parquet"):
        Store.open(tmp_path)


@pytest.mark.parametrize("damage", [{"sources": None}, {"sources": [{}]}, {"floor": {"x": 1}}])
def test_a_damaged_manifest(tmp_path, damage):
    write(tmp_path, "one", cells(records(20), 10))
    promised(tmp_path, **damage)
    with pytest.raises(MarketError, match="damaged"):
        Store.open(tmp_path)


def test_a_damaged_table(tmp_path):
    write(tmp_path, "one", cells(records(20), 10))
    (tmp_path / "one" / "cells" / "ai_jobs.parquet").write_bytes(b"PAR1 cut off")
    with pytest.raises(MarketError, match="cannot be read"):
        Store.open(tmp_path).cells()


def test_a_market_replaced_while_it_was_open(tmp_path):
    write(tmp_path, "one", cells(records(20), 10))
    store = Store.open(tmp_path)
    write(tmp_path, "two", cells(records(30), 10))
    with pytest.raises(MarketError, match="Open it again"):
        store.cells()


def test_a_market_of_another_format(tmp_path):
    (tmp_path / CURRENT).write_text("one")
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / MANIFEST).write_text(json.dumps({"format": FORMAT + 1}))
    with pytest.raises(MarketError, match="format"):
        Store.open(tmp_path)
