"""One colour per source, the same on every chart.

Seven are of the palette that Okabe and Ito made to be told apart by the colour-blind (Color
Universal Design, 2008); the eighth source has a violet of our own, official statistics are grey.
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
    "stackoverflow": "#8C6BB1",
    "bls_oews": "#7A7A7A",
    "us_census": "#A6A6A6",
}
OTHER_SOURCE = "#999999"
# Series that are no sources, in their order; a line's dashes tell them apart as well.
SERIES_COLOURS = (
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6BB1", "#7A7A7A",
)  # fmt: skip


def series_colours(names: Iterable[str]) -> dict[str, str]:
    """A colour for each series: that of the source it begins with ("levels_fyi, base"), else the
    next of the palette."""
    each = list(dict.fromkeys(names))
    own = {name: SOURCE_COLOURS.get(re.split(r"[ ,:]", name, maxsplit=1)[0]) for name in each}
    others = [name for name in each if own[name] is None]
    palette = {
        name: SERIES_COLOURS[place % len(SERIES_COLOURS)] for place, name in enumerate(others)
    }
    return {name: own[name] or palette[name] for name in each}


def colour_of(source: str) -> str:
    """The source's colour; grey for one of a market of the user's own."""
    return SOURCE_COLOURS.get(source, OTHER_SOURCE)
