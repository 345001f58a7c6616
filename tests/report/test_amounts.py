"""Amounts of pay as people type them, and those that are refused."""

import math

import pytest

from paylens.errors import InvalidValue, QuestionError
from paylens.report.amounts import amount_of

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
]
REFUSED = [
    0, -1, 80, "80.00", "1,5", math.nan, math.inf, 1e13, "lots", "", "-5", "12,5k5",
    "1.2345.678", "1,23,4", "1.250k", "1,250m",
    "1.000,000.00", "80,000-90,000", "80k per month", "k", ".", "1e9", "one",
]  # fmt: skip


@pytest.mark.parametrize(("words", "amount"), READ)
def test_an_amount_as_people_type_it(words, amount):
    assert amount_of("pay", words) == pytest.approx(amount)


@pytest.mark.parametrize("words", REFUSED)
def test_what_is_no_amount_or_can_be_read_in_two_ways(words):
    with pytest.raises(
        InvalidValue, match=r"allowed: an amount per year from 100 on, such as 150000"
    ):
        amount_of("pay", words)


@pytest.mark.parametrize(
    ("words", "currency", "meant"),
    [("€80k", "USD", "EUR"), ("80k GBP", "EUR", "GBP"), ("$80k", "EUR", "USD")],
)
def test_an_amount_in_another_currency_than_the_answer_s(words, currency, meant):
    with pytest.raises(QuestionError, match=f"the currency is {meant}"):
        amount_of("pay", words, currency)


@pytest.mark.parametrize(
    ("words", "currency"), [("$80k", "CAD"), ("¥8m", "CNY"), ("80k eur", "EUR"), ("80k", "INR")]
)
def test_a_sign_of_the_answer_s_own_currency(words, currency):
    assert amount_of("pay", words, currency) > 0
