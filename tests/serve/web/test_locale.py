"""Amounts as readers of several languages write them."""

import pytest

from paylens.serve.web.locale import reader_of


@pytest.mark.parametrize(
    ("accept_language", "amount", "currency", "written", "short"),
    [
        ("en-US,en;q=0.9", 152345.6, "USD", "$152,346", "$152K"),
        ("en", 9540, "USD", "$9,540", "$9.54K"),
        ("de-DE", 152345.6, "EUR", "152.346\xa0€", "152.000\xa0€"),
        ("fr;q=0.5, de;q=0.8", 1250000, "EUR", "1.250.000\xa0€", "1,25\xa0Mio.\xa0€"),
        ("hi-IN", 152345, "INR", "₹1,52,345", "₹1.52\xa0लाख"),
        ("", 1250000, "USD", "$1,250,000", "$1.25M"),
        ("*", 0, "USD", "$0", "$0"),
        ("zz, q=, ;;;", 100, "GBP", "£100", "£100"),
        ("x" * 5000, 100, "USD", "$100", "$100"),
        ("en", 152345, "Int$", "Int$ 152,345", "Int$ 152K"),
        ("en", None, "USD", "–", "–"),
    ],
)
def test_money(accept_language, amount, currency, written, short) -> None:
    reader = reader_of(accept_language)
    assert reader.money(amount, currency) == written
    assert reader.short_money(amount, currency) == short


def test_signs_numbers_shares_and_days() -> None:
    german, english = reader_of("de"), reader_of("en")
    assert english.signed_money(-1234.4) == "−$1,234"
    assert english.signed_money(1234.4) == "+$1,234"
    assert german.number(1314) == "1.314"
    assert german.percent(0.8443, 1) == "84,4\xa0%"
    assert english.percent(0.8443) == "84%"
    assert english.day("2026-11-05") == "November 5, 2026"
    assert german.day("2026-11-05") == "5. November 2026"
    assert english.day("2024") == "2024"
