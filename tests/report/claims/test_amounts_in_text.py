"""Amounts in running text, in every notation."""

import pytest

from paylens.report.claims.amounts import amounts_in


@pytest.mark.parametrize(
    ("text", "amounts", "currency", "period"),
    [
        ("140k", (140_000,), None, None),
        ("$1.2M", (1_200_000,), "USD", None),
        ("£95,000–110,000 p.a.", (95_000, 110_000), "GBP", "year"),
        ("€6.500/month", (6_500,), "EUR", "month"),
        ("12 LPA", (1_200_000,), "INR", "year"),
        ("six figures", (100_000, 999_999), None, None),
        ("$110-130k", (110_000, 130_000), "USD", None),
        ("CHF 120'000 per year", (120_000,), "CHF", "year"),
        ("SEK 52 000 a month", (52_000,), "SEK", "month"),
        ("Rs 15,00,000 a year", (1_500_000,), "INR", "year"),
        ("₹14.5 lakh", (1_450_000,), "INR", None),
        ("1.2 crore", (12_000_000,), "INR", None),
        ("2 900 € per month", (2_900,), "EUR", "month"),
        ("$75 an hour", (75,), "USD", "hour"),
        ("£450/day", (450,), "GBP", "day"),
        ("from 75k to 90k", (75_000, 90_000), None, None),
        ("between $85,000 and $105,000", (85_000, 105_000), "USD", None),
    ],
)
def test_a_notation(text: str, amounts: tuple, currency: str | None, period: str | None) -> None:
    (found,) = amounts_in(text)
    assert (found.amounts, found.currency, found.period) == (amounts, currency, period)
    assert not found.bare


@pytest.mark.parametrize("text", ["25% of them", "a 7 % raise", "no number at all", "", "$", "€,."])
def test_what_is_no_amount(text: str) -> None:
    assert amounts_in(text) == []


def test_two_amounts_joined_by_and_are_no_range() -> None:
    first, second = amounts_in("earn $160,000 and $135,000")
    assert (first.amounts, second.amounts) == ((160_000,), (135_000,))


def test_a_number_alone_is_bare() -> None:
    assert [each.bare for each in amounts_in("in 2022 they had 10 years")] == [True, True]


@pytest.mark.parametrize("text", ["1" * 20_000, "$1," * 10_000, "1-" * 10_000, "k" * 20_000])
@pytest.mark.usefixtures("ends")
def test_long_nonsense_ends(text: str) -> None:
    amounts_in(text)
