"""Amounts of pay as people type them, and those that are refused."""

import math

import pytest

from paylens.errors import InvalidValue
from paylens.report.amounts import currency_told, typed_pay

READ = [
    (150000, 150_000),
    (150000.5, 150_000.5),
    ("150000", 150_000),
    ("150000.0", 150_000),
    ("150000.255", 150_000.255),
    ("150,000", 150_000),
    ("150.000", 150_000),
    ("80000.00", 80_000),
    ("1.234.567", 1_234_567),
    ("1,234,567.89", 1_234_567.89),
    ("1.234.567,89", 1_234_567.89),
    ("12,00,000", 1_200_000),
    ("80 000", 80_000),
    ("80\u202f000 €", 80_000),
    ("80'000", 80_000),
    ("80k", 80_000),
    ("80,5k", 80_500),
    ("80.5 K", 80_500),
    ("1.2m", 1_200_000),
    ("1,2 Mio", 1_200_000),
    ("$150k", 150_000),
    (" 150 K ", 150_000),
    ("€80k", 80_000),
    ("80k€", 80_000),
    ("CHF 120'000", 120_000),
    ("120k eur", 120_000),
    ("8m krw", 8_000_000),
    ("90000 MXN", 90_000),
    ("₹12 lakh", 1_200_000),
    ("12.5 LPA", 1_250_000),
    ("65.000 € brutto im Jahr", 65_000),
    ("65.000 Euro", 65_000),
    ("5.400 € im Monat", 12 * 5_400),
    ("5,400 EUR a month", 12 * 5_400),
    ("€5.4k/month", 12 * 5_400),
    ("$85/hour", 2_080 * 85),
    ("85 an hour", 2_080 * 85),
    ("$2,000 per week", 52 * 2_000),
    ("£95,000 p.a.", 95_000),
    ("120k dollars gross", 120_000),
]
REFUSED = [
    0, -1, 80, "80.00", "1,5", math.nan, math.inf, 1e13, "lots", "", "-5", "12,5k5",
    "1.2345.678", "1,23,4", "1.250k", "1,250m",
    "1.000,000.00", "80,000-90,000", "k", ".", "1e9", "one",
    "65.000 € net", "€80k USD", "80k per decade", "12 LPA a month", "7 an hour or so",
]  # fmt: skip


@pytest.mark.parametrize(("words", "amount"), READ)
def test_an_amount_as_people_type_it(words, amount):
    assert typed_pay("pay", words).per_year == pytest.approx(amount)


@pytest.mark.parametrize("words", REFUSED)
def test_what_is_no_amount_or_can_be_read_in_two_ways(words):
    with pytest.raises(
        InvalidValue, match=r"allowed: an amount per year from 100 on, such as 150000"
    ):
        typed_pay("pay", words)


@pytest.mark.parametrize(
    ("words", "wanted", "meant"),
    [
        ("€80k", "USD", "EUR"),
        ("80k GBP", "EUR", "GBP"),
        ("$80k", "EUR", "USD"),
        ("$80k", "CAD", "CAD"),
        ("¥8m", "CNY", "CNY"),
        ("80k eur", "EUR", "EUR"),
        ("80k", "INR", None),
        ("12 lakh", "USD", "INR"),
    ],
)
def test_the_currency_that_words_say(words, wanted, meant):
    assert typed_pay("pay", words, wanted).currency == meant


@pytest.mark.parametrize(
    ("words", "ppp", "currency"),
    [
        ("65.000 €", False, "EUR"),
        ("65.000 €", True, None),
        ("65000", False, None),
        (7e4, False, None),
    ],
)
def test_an_answer_is_in_the_currency_of_ones_pay(words, ppp, currency):
    assert currency_told(words, ppp=ppp) == currency


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("150000", ""),
        ("65.000 €", "'65.000 €' was read as EUR 65,000 a year"),
        ("150k", "'150k' was read as USD 150,000 a year"),
        ("5.400 €/Monat", "'5.400 €/Monat' was read as EUR 64,800 a year, 12 times EUR 5,400"),
        ("$85/hour", "'$85/hour' was read as USD 176,800 a year, 2,080 times USD 85"),
    ],
)
def test_how_words_were_read_is_said(words, read):
    assert typed_pay("pay", words).read_as("USD") == read
