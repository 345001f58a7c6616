"""Industries and sizes of employers: codes, publishers' words and where every band lands."""

import math

import pytest

from paylens.collect.source import card, source_names
from paylens.errors import NotEnoughData
from paylens.harmonise.dimension import dimension

SECTORS = {"31-33", "44-45", "48-49"}
# The article's words for industries.
ARTICLE = {
    "Tech": "technology",
    "Technology": "technology",
    "Healthcare": "healthcare",
    "Finance": "finance",
    "Retail": "retail",
    "E-commerce": "e_commerce",
}
# A band of a source → the declared sizes that contain it.
BANDS = [
    ((0, 50), {"under 50", "under 1,000"}),
    ((50, 250), {"50-249", "under 1,000"}),
    ((250, math.inf), {"250+"}),
    ((250, 1000), {"250+", "250-999", "under 1,000"}),
    ((1000, 10_000), {"250+", "1,000-9,999"}),
    ((10_000, math.inf), {"250+", "10,000+"}),
    ((0, 10), {"under 50", "under 20", "under 1,000"}),
    ((10, 20), {"under 50", "under 20", "under 1,000"}),
    ((20, 100), {"20-99", "under 1,000"}),
    ((100, 500), {"100-499", "under 1,000"}),
    ((500, 1000), {"250+", "250-999", "500-999", "under 1,000"}),
    ((1000, 5000), {"250+", "1,000-9,999", "1,000-4,999"}),
    ((5000, 10_000), {"250+", "1,000-9,999", "5,000-9,999"}),
]


@pytest.mark.parametrize("system", ["naics", "isic"])
def test_every_industry_has_codes(system: str) -> None:
    industry = dimension("industry")
    codes = industry.extra[system]
    assert list(codes) == list(industry.values)
    assert [value for value, listed in codes.items() if not listed] == ["other_industry"]
    for code in (code for listed in codes.values() for code in listed):
        if system == "naics":
            assert code in SECTORS or code.isdigit() and 2 <= len(code) <= 6
        else:
            assert code in set("ABCDEFGHIJKLMNOPQRSTU") or 1 <= int(code) <= 99


@pytest.mark.parametrize(("words", "value"), ARTICLE.items())
def test_the_articles_words(words: str, value: str) -> None:
    assert dimension("industry").understand(words) == value


def test_what_no_source_knows_names_the_nearest() -> None:
    with pytest.raises(NotEnoughData, match="Manufacturing"):
        dimension("industry").understand("Automotive")


def test_no_word_means_two_industries() -> None:
    industry = dimension("industry")
    assert set(industry.aliases.values()) == set(industry.values)
    assert not set(industry.aliases) & set(industry.extra["unanswered"])


@pytest.mark.parametrize(("band", "sizes"), BANDS, ids=[str(band) for band, _ in BANDS])
def test_every_band_of_a_source_lands_somewhere(band: tuple[float, float], sizes: set[str]) -> None:
    assert set(dimension("employer_size").containing(*band)) == sizes


@pytest.mark.parametrize("source", source_names())
def test_every_band_of_every_card_lands_somewhere(source: str) -> None:
    for low, high in card(source).words.get("employer_size", {}).values():
        assert dimension("employer_size").containing(float(low), float(high))


def test_the_wide_banding_tiles() -> None:
    size = dimension("employer_size")
    ends = [size.intervals[value] for value in size.bandings["wide"]]
    assert ends[0][0] == 0
    assert ends[-1][1] == math.inf
    assert all(before[1] == after[0] for before, after in zip(ends, ends[1:], strict=False))
