"""A chart as a file of its own: SVG with its style inside, and PNG drawn from that SVG."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent.parent / "static"
VARIABLE = re.compile(r"--([\w-]+):\s*([^;]+);")
PIXELS_PER_PX = 2
FONT = "DejaVu Sans, Arial, Helvetica, sans-serif"


def standalone(svg: str) -> str:
    """A page's chart with the light style written into it."""
    head, rest = svg.split(">", 1)
    return f"{head}><style>{_style()}</style><rect width='100%' height='100%' fill='#fff'/>{rest}"


def png(svg: str) -> bytes:
    """A standalone SVG as PNG, two pixels per px."""
    from resvg_py import svg_to_bytes

    return bytes(svg_to_bytes(svg_string=svg, zoom=PIXELS_PER_PX, font_family="DejaVu Sans"))


@cache
def _style() -> str:
    """The charts' style sheet, its variables replaced by the light colours."""
    light = (STATIC / "style.css").read_text("utf-8").split("@media", 1)[0]
    colours = dict(VARIABLE.findall(light))
    written = (STATIC / "chart.css").read_text("utf-8").split(".chart.narrow", 1)[0]
    written = re.sub(r"/\*.*?\*/", "", written, flags=re.S)
    written = re.sub(r"font: 12px [^;]+;", f"font-size: 12px; font-family: {FONT};", written)
    resolved = re.sub(r"var\(--([\w-]+)\)", lambda name: colours[name.group(1)], written)
    return resolved.replace("width: 100%; height: auto; ", "")
