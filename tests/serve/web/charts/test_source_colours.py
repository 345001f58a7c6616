"""One colour per source, told apart by the colour-blind and seen on both papers."""

from itertools import combinations

import numpy as np
import pytest

from paylens.serve.web.charts.colours import (
    OTHER_SOURCE,
    SERIES_COLOURS,
    SOURCE_COLOURS,
    colour_of,
)

# How the colour-blind see linear RGB: Machado, Oliveira, Fernandes 2009, severity 1.
SEEN = {
    "all": np.eye(3),
    "without red cones": np.array([
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]),
    "without green cones": np.array([
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ]),
}  # fmt: skip
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])
PAPERS = ("#fbfaf7", "#131218")
# Official statistics are diamonds besides, and stand beside the answers.
OFFICIAL = ("bls_oews", "us_census")
RECORDS = [colour for name, colour in SOURCE_COLOURS.items() if name not in OFFICIAL]
# CIE 1976: 2.3 is just noticeable.
TOLD_APART = 12.0
# What WCAG 1.4.11 asks of graphics without an outline.
CONTRAST = 3.0


def linear(colour: str) -> np.ndarray:
    """Linear RGB of a colour as CSS writes it."""
    parts = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of linear RGB."""
    share = TO_XYZ @ np.clip(rgb, 0, 1) / WHITE
    bent = np.where(share > 0.008856, np.cbrt(share), 7.787 * share + 16 / 116)
    return np.array([116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])])


def contrast(colour: str, paper: str) -> float:
    """WCAG's contrast of two colours."""
    darker, lighter = sorted(float(TO_XYZ[1] @ linear(each)) for each in (colour, paper))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("who", SEEN)
@pytest.mark.parametrize("colours", [RECORDS, SERIES_COLOURS], ids=["sources", "series"])
def test_colours_are_told_apart(who: str, colours: list[str]) -> None:
    seen = {colour: lab(SEEN[who] @ linear(colour)) for colour in colours}
    for one, other in combinations(colours, 2):
        apart = float(np.linalg.norm(seen[one] - seen[other]))
        assert apart >= TOLD_APART, f"{one} and {other}: {apart:.1f}"


@pytest.mark.parametrize("paper", PAPERS)
def test_lines_are_seen_on_both_papers(paper: str) -> None:
    low = {colour: contrast(colour, paper) for colour in SERIES_COLOURS}
    assert min(low.values()) >= CONTRAST, low


def test_a_series_has_no_sources_colour() -> None:
    assert not set(SERIES_COLOURS) & set(SOURCE_COLOURS.values())


def test_every_shipped_source_has_its_own_colour(reference) -> None:
    names = [account["source"] for account in reference.sources()]
    assert {colour_of(name) for name in names} == set(SOURCE_COLOURS.values())
    assert len(set(SOURCE_COLOURS.values())) == len(names)


def test_a_market_of_ones_own_is_grey() -> None:
    assert colour_of("our_payroll") == OTHER_SOURCE
