"""How old records are, by each publisher's rhythm, on any day."""

from datetime import date

import pytest

from paylens import Market
from paylens.collect.source import RHYTHMS, Renewal, card, source_names
from paylens.errors import InvalidValue, NotEnoughData, UnknownValue
from paylens.report.stale import CURRENT, OUT_OF_DATE, due, missing_years

SPRING_AFTER = Renewal("yearly", month=4, years_after=1)


@pytest.mark.parametrize("source", source_names())
def test_every_card_says_when_newer_records_come(source: str) -> None:
    renewal = card(source).renewal
    assert renewal.rhythm in RHYTHMS
    assert 1 <= renewal.month <= 12 and renewal.years_after in (0, 1)
    closed = renewal.rhythm in ("once", "ended")
    assert closed == (not renewal.newer)
    assert renewal.newer.startswith("https://") or renewal.note


@pytest.mark.parametrize(
    ("renewal", "newest", "day", "missing"),
    [
        (SPRING_AFTER, 2024, date(2026, 4, 30), ()),
        (SPRING_AFTER, 2024, date(2026, 5, 1), (2025,)),
        (SPRING_AFTER, 2024, date(2028, 1, 1), (2025, 2026)),
        (SPRING_AFTER, 2024, date(2024, 6, 1), ()),
        (Renewal("continuous", month=2), 2025, date(2026, 2, 28), ()),
        (Renewal("continuous", month=2), 2025, date(2026, 3, 1), (2026,)),
        (Renewal("continuous", month=2), 2023, date(2024, 2, 29), ()),
        (Renewal("ended"), 2017, date(2030, 1, 1), ()),
        (Renewal("once"), 2017, date(2030, 1, 1), ()),
    ],
)
def test_years_are_missing_once_their_publisher_had_time(
    renewal: Renewal, newest: int, day: date, missing: tuple[int, ...]
) -> None:
    assert missing_years(renewal, newest, day) == missing


def test_nothing_is_due_of_what_has_ended() -> None:
    assert due(Renewal("ended"), 2030) is None
    assert due(SPRING_AFTER, 2025) == date(2026, 4, 30)


def test_time_alone_puts_the_market_out_of_date(market: Market) -> None:
    early, late = (market.stale(today=day) for day in ("2026-02-01", "2035-01-01"))
    assert {age.source for age in early.sources} == {a["source"] for a in market.sources()}
    states = [{age.source: age.state for age in each.sources} for each in (early, late)]
    assert states[0]["stackoverflow"] == states[0]["bls_oews"] == CURRENT
    assert states[1]["stackoverflow"] == states[1]["bls_oews"] == OUT_OF_DATE
    assert states[0]["kaggle_survey"] == states[1]["kaggle_survey"] == "ended by its publisher"
    assert late.countries[0].years_old == early.countries[0].years_old + 9


def test_years_and_counts_are_the_markets(market: Market) -> None:
    answer = market.stale(today="2026-06-01")
    accounts = {account["source"]: account for account in market.sources()}
    for age in answer.sources:
        assert age.newest == max(accounts[age.source]["years"])
        assert age.records is None if age.official else age.records <= accounts[age.source]["kept"]
    assert answer.countries[0].country == "US"


def test_a_country_by_itself(market: Market) -> None:
    answer = market.stale(country="germany", today="2026-06-01")
    assert {each.country for each in answer.countries} == {"DE"}
    assert "Germany" in answer.sentence
    assert "bls_oews" not in {age.source for age in answer.sources}
    american = market.stale(country="US", today="2026-06-01")
    assert "bls_oews" in {age.source for age in american.sources}


@pytest.mark.parametrize(
    ("asked", "error", "told"),
    [
        ({"today": "soon"}, InvalidValue, "2026-01-31"),
        ({"today": "9999-12-31"}, InvalidValue, "2100"),
        ({"today": "1999-12-31"}, InvalidValue, "from 2026 on"),
        ({"country": "Germny"}, UnknownValue, "Germany"),
        ({"country": "Antarctica"}, NotEnoughData, "10 records of Antarctica"),
    ],
)
def test_what_cannot_be_answered_is_said(market: Market, asked, error, told: str) -> None:
    with pytest.raises(error, match=told):
        market.stale(**asked)
