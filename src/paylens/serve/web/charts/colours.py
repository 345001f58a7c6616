"""One colour per source, the same on every chart.

Seven are of the palette that Okabe and Ito made to be told apart by the colour-blind (Color
Universal Design, 2008); the eighth source has a violet of our own, official statistics are grey.
Dots have an outline and stand beside their source's name, so that no reading needs the colour.
"""

from __future__ import annotations

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


def colour_of(source: str) -> str:
    """The source's colour; grey for one of a market of the user's own."""
    return SOURCE_COLOURS.get(source, OTHER_SOURCE)
