"""One colour per source, the same on every chart.

Seven are of the palette that Okabe and Ito made to be told apart by the colour-blind (Color
Universal Design, 2008); the eighth source has a brown of our own, official statistics are grey.
Dots have an outline and stand beside their source's name, so that no reading needs the colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

SOURCE_COLOURS = {
    "ai_jobs": "#0072B2",
    "ai_postings": "#56B4E9",
    "ask_a_manager": "#CC79A7",
    "data_jobs": "#009E73",
    "h1b_lca": "#F0E442",
    "kaggle_survey": "#E69F00",
    "levels_fyi": "#D55E00",
    "stackoverflow": "#8B5A2B",
    "bls_oews": "#7A7A7A",
    "us_census": "#A6A6A6",
}
OTHER_SOURCE = "#999999"
# Series that are no sources have colours of their own, so that a source's always means the source:
# to be seen on white and on black; words and dashes tell them apart as well.
SERIES_COLOURS = ("#6C61D6", "#9A8F00", "#C2185B", "#2AA198", "#4A90C8", "#946038")


def series_colours(names: Iterable[str]) -> dict[str, str]:
    """A colour for each series: that of the source it begins with ("levels_fyi, base"), else the
    next of the palette."""
    each = list(dict.fromkeys(names))
    others = [name for name in each if source_in(name) is None]
    palette = {
        name: SERIES_COLOURS[place % len(SERIES_COLOURS)] for place, name in enumerate(others)
    }
    return {name: palette.get(name) or colour_of(source_in(name) or "") for name in each}


def source_in(words: str) -> str | None:
    """The source that a series' words begin with; None where they name none of ours."""
    first = re.split(r"[ ,:]", words, maxsplit=1)[0]
    return first if first in SOURCE_COLOURS else None


def source_told(words: str) -> str | None:
    """The first source that is named anywhere in the words."""
    return next((each for each in re.findall(r"\w+", words) if each in SOURCE_COLOURS), None)


def colour_of(source: str) -> str:
    """The source's colour; grey for one of a market of the user's own."""
    return SOURCE_COLOURS.get(source, OTHER_SOURCE)
