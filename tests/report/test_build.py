"""Building markets from files in the publishers' layouts."""

import polars as pl
import pytest

from paylens.collect.source import card, source_names
from paylens.errors import FileUnreadable, LayoutChanged
from paylens.harmonise.official.table import official_schema
from paylens.harmonise.record import record_schema
from paylens.market.floor import OWN
from paylens.market.store import Store
from paylens.report.answers import Market
from paylens.report.build import build
from publishers import write_ai_jobs, write_all


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return write_all(tmp_path_factory.mktemp("files"), size=300)


def test_every_row_of_every_source_is_accounted_for(small_market):
    accounts = Market.open(small_market).sources()
    assert {a["source"] for a in accounts} == set(source_names())
    for account in accounts:
        assert account["read"] == account["kept"] + sum(account["dropped"].values())


def test_official_figures_stand_in_one_table_beside_the_records(small_market):
    store = Store.open(small_market)
    kept = {a["source"]: a["kept"] for a in store.accounts if a["basis"] == ["official"]}
    figures = pl.read_parquet(store.folder / "official.parquet")
    assert figures.schema == pl.Schema(official_schema())
    lines = dict(figures["source"].value_counts().rows())
    assert lines["bls_oews"] == kept["bls_oews"]
    all_genders = figures.filter(pl.col("gender").is_null(), source="us_census")
    assert all_genders.height == kept["us_census"]
    assert kept["us_census"] < lines["us_census"] <= 3 * kept["us_census"]
    assert set(kept) == {"bls_oews", "us_census"}
    told = {a["source"]: a["dimensions"] for a in store.accounts if a["source"] in kept}
    assert told == {"bls_oews": ["region", "metro"], "us_census": ["gender"]}
    assert not {path.stem for path in store.folder.glob("cells/*")} & set(kept)


def test_a_market_of_one_s_own_keeps_its_records(small_market):
    store = Store.open(small_market)
    records = pl.read_parquet(store.folder / "records.parquet")
    assert records.schema == pl.Schema(record_schema())
    kept = sum(a["kept"] for a in store.accounts if a["basis"] != ["official"])
    assert records.height == kept


def test_a_market_to_ship_holds_no_record(files, tmp_path):
    build(files, tmp_path, keep_records=False)
    store = Store.open(tmp_path)
    assert not list(store.folder.rglob("records*"))
    cells = pl.concat(pl.read_parquet(path) for path in store.folder.glob("cells/*.parquet"))
    assert cells["records"].min() >= 10


def test_the_same_files_give_the_same_bytes(files, tmp_path):
    first, second = (build(files, tmp_path / name) for name in ("one", "two"))
    assert first.version == second.version
    for path in (tmp_path / "one" / first.version).rglob("*"):
        if path.is_file():
            twin = tmp_path / "two" / path.relative_to(tmp_path / "one")
            assert path.read_bytes() == twin.read_bytes(), path.name


def test_sources_of_unknown_terms_can_be_left_out(files, tmp_path):
    report = build(files, tmp_path, only_cleared=True)
    assert {a.source for a in report.sources} == {n for n in source_names() if card(n).cleared}
    assert {"ask_a_manager", "kaggle_survey", "levels_fyi"} <= set(report.skipped)
    market = Market.open(tmp_path)
    answer = market.estimate(role="ML engineer", country="US", level="senior")
    uncleared = set(report.skipped)
    assert answer.evidence.sources
    assert not set(answer.evidence.sources) & uncleared
    assert not {path.stem for path in market.store.folder.glob("cells/*")} & uncleared


def test_one_s_own_floor(files, tmp_path):
    build(files, tmp_path, floor=OWN)
    assert Store.open(tmp_path).floor == OWN


def test_a_folder_without_known_files(tmp_path):
    (tmp_path / "holiday.csv").write_text("a,b\n1,2\n")
    with pytest.raises(FileUnreadable, match="Known files"):
        build(tmp_path, tmp_path / "market")
    with pytest.raises(FileUnreadable, match="no such folder"):
        build(tmp_path / "nowhere", tmp_path / "market")
    assert not (tmp_path / "market").exists()


def test_a_renamed_column_is_named(tmp_path):
    path = write_ai_jobs(tmp_path)
    path.write_text(path.read_text().replace("salary_currency", "currency"))
    with pytest.raises(LayoutChanged, match="salary_currency"):
        build(tmp_path, tmp_path / "market")


def test_nothing_protected_reaches_the_model(small_market):
    texts = [path.read_text() for path in Store.open(small_market).model_folder.glob("*.json")]
    assert texts
    for name in ("gender", "race", "age", "male", "female"):
        assert not any(f'"{name}"' in text for text in texts)
