"""An employer's levels as an answer."""

import shutil

import polars as pl
import pytest

from invented_ladders import YEARS, people
from paylens.errors import NotEnoughData, UnknownValue
from paylens.harmonise.ladder.fit import fitted_ladders
from paylens.market.store import CURRENT, LADDERS, Store
from paylens.report.answers import Market
from paylens.report.levels import employer_ladders, employers_with_ladders, step_of


@pytest.fixture(scope="module")
def store(small_market, tmp_path_factory):
    """The small market with the ladders of two invented employers in place of its own."""
    folder = tmp_path_factory.mktemp("ladders") / "market"
    shutil.copytree(small_market, folder)
    version = folder / (folder / CURRENT).read_text().strip()
    found = [
        people({"L3": (1, 40), "L4": (3, 20), "L5": (6.5, 40), "L6": (6.4, 20)}),
        people({"Senior Engineer": (2.5, 12)}, seed=2),
        people({"Band 7": (3, 30)}, employer="Globex"),
    ]
    ladders = fitted_ladders(pl.concat(found), YEARS, {})
    ladders.with_columns(source=pl.lit("levels_fyi")).write_parquet(
        version / LADDERS / "levels_fyi.parquet"
    )
    return Store.open(folder)


def test_a_ladder_from_its_lowest_level(store):
    found = employer_ladders(store, "acme")
    assert found.sentence == ("At Acme, L3 is entry, L4 is mid, L5 and L6 are senior.")
    by_number, by_title = found.ladders
    assert [level.employer_level for level in by_number.levels] == ["L3", "L4", "L5", "L6"]
    assert [level.records for level in by_number.levels] == [40, 20, 40, 20]
    assert by_title.name == "engineers by title"
    assert found.evidence.records == 132
    assert "fitted on the publisher's whole file" in found.evidence.note
    assert found.evidence.publishers == ("levels.fyi via Kaggle",)
    assert found.evidence.years and "overrides.toml" in found.contest


def test_why_a_level_stands_where_it_does(store):
    by_number, by_title = employer_ladders(store, "Acme").ladders
    assert "between L3 and L5" in by_number.levels[1].why
    assert "years, the median" in by_number.levels[1].why
    assert by_number.levels[0].why.endswith("below L4")
    senior = by_title.levels[0]
    assert senior.why == "12 reports name it so in words; its years alone would say mid"


def test_the_answer_as_a_table(store):
    found = employer_ladders(store, "Acme")
    table = found.to_polars()
    assert table.height == 5
    assert {"employer", "ladder", "employer_level", "level", "score", "records"} <= set(
        table.columns
    )
    assert found.to_dict()["ladders"][0]["levels"][0]["experience_years_p50"] is not None


def test_employers_with_ladders(store):
    found = employers_with_ladders(store)
    assert found.sentence == "2 companies have 6 levels of their own on the common ladder."
    assert [line["employer"] for line in found.employers] == ["Acme", "Globex"]


def test_an_unknown_company_is_told_the_nearest(store):
    with pytest.raises(UnknownValue, match="Globex"):
        employer_ladders(store, "Globexx")


def test_a_company_without_a_ladder(store):
    with pytest.raises(NotEnoughData, match="Initech"):
        employer_ladders(store, "Initech")


def test_an_old_market_opens_and_has_none(small_market, tmp_path):
    folder = tmp_path / "old"
    shutil.copytree(small_market, folder)
    shutil.rmtree(folder / (folder / CURRENT).read_text().strip() / LADDERS)
    market = Market.open(folder)
    assert market.sources()
    for company in (None, "Acme"):
        with pytest.raises(NotEnoughData, match="paylens build"):
            market.levels(company)
    assert market.profile({"company": "Acme", "level": "L3"}).understood["level"] == "L3"


@pytest.mark.parametrize(
    ("words", "step"), [("L4", "mid"), ("level 4", "mid"), ("E5", "senior"), ("L9", None)]
)
def test_the_step_of_a_level_in_any_spelling(store, words, step):
    assert step_of(store, "Acme", words) == step


def test_an_estimate_says_what_a_company_s_level_is(store):
    profile = Market(store).profile({"company": "Acme", "level": "l4"})
    assert profile.understood["level"] == "L4 (mid on the common ladder)"
    assert (profile.facts["employer_level"], profile.facts["level"]) == ("L4", "mid")
    assert profile.facts["employer_level"] == "L4"


def test_a_build_writes_ladders_without_pay_or_small_counts(small_market):
    store = Store.open(small_market)
    table = pl.read_parquet(store.folder / LADDERS / "levels_fyi.parquet")
    assert table["records"].null_count() == 0 and table["records"].min() >= 10
    assert not [name for name in table.columns if "usd" in name or "pay" in name]
    assert set(table["employer"]) >= {"Acme", "Globex"}
