"""One source in full: card, counts, known errors, words read; no person's row."""

from pathlib import Path

import pytest

from paylens.errors import UnknownValue
from paylens.market.floor import PUBLIC
from paylens.report.answers import Market


def test_counts_and_card(small_market: Path) -> None:
    market = Market.open(small_market)
    for account in market.sources():
        detail = market.source(account["source"])
        assert detail.account == account
        assert f"{account['read']:,} rows read" in detail.headline


def test_words_are_shown_as_they_were_read_and_only_where_many_share_them(
    small_market: Path,
) -> None:
    detail = Market.open(small_market).source("levels_fyi")
    assert {reading["title"] for reading in detail.titles} <= {
        "Software Engineer",
        "Data Scientist",
    }
    places = {reading["place_words"]: reading for reading in detail.places}
    assert places["Seattle, WA"]["city"] == "Seattle"
    assert places["Bangalore, KA, India"]["country"] == "IN"
    for reading in (*detail.titles, *detail.places):
        assert reading["records"] >= PUBLIC.middle_records
    assert len(detail.titles) <= 10


def test_known_errors_are_told_with_how_to_see_them_mended(small_market: Path) -> None:
    (known,) = Market.open(small_market).source("levels_fyi").known_errors
    assert known.rows == 0
    assert known.why
    assert known.fixed_when


def test_a_source_that_is_not_there(small_market: Path) -> None:
    with pytest.raises(UnknownValue, match="levels_fyi"):
        Market.open(small_market).source("levels.fyi")
