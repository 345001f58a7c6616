"""A chart as a file of its own: SVG with its style and its evidence inside, and PNG of that SVG."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from textwrap import wrap

from paylens.serve.web.charts.dots import DotsChart
from paylens.serve.web.charts.lines import LinesChart
from paylens.serve.web.locale import Reader
from paylens.serve.web.pages.rendering import environment

STATIC = Path(__file__).parent.parent / "static"
VARIABLE = re.compile(r"--([\w-]+):\s*([^;]+);")
PNG_PER_PX = 2
FONT = "DejaVu Sans, Arial, Helvetica, sans-serif"
TOP, LINE, CHARACTERS = 76, 16, 118


def chart_file(
    chart: DotsChart | LinesChart,
    reader: Reader,
    *,
    title: str,
    legend: str,
    label: str,
    small_print: str,
) -> str:
    """A chart as SVG in the light colours; `small_print` says whose pay it is."""
    templates = environment()
    drawn = templates.get_template(chart.template).render(chart=chart, reader=reader, label=label)
    lines = wrap(small_print, CHARACTERS)
    return templates.get_template("charts/file.svg").render(
        chart=chart,
        drawn=drawn,
        style=_style(),
        title=title,
        legend=legend,
        label=label,
        small_print=lines,
        top=TOP,
        bottom=LINE * (len(lines) + 2),
    )


def png(svg: str) -> bytes:
    """A chart's file as PNG, two pixels per px."""
    from resvg_py import svg_to_bytes

    return bytes(svg_to_bytes(svg_string=svg, zoom=PNG_PER_PX, font_family="DejaVu Sans"))


@cache
def _style() -> str:
    """The charts' style sheet, its variables replaced by the light colours."""
    light = (STATIC / "style.css").read_text("utf-8").split("@media", 1)[0]
    colours = dict(VARIABLE.findall(light)) | {"paper": "#ffffff"}
    written = (STATIC / "chart.css").read_text("utf-8").split(".chart.narrow", 1)[0]
    written = re.sub(r"/\*.*?\*/", "", written, flags=re.S)
    written = re.sub(r"font: 12px [^;]+;", f"font-size: 12px; font-family: {FONT};", written)
    resolved = re.sub(r"var\(--([\w-]+)\)", lambda name: colours[name.group(1)], written)
    return resolved.replace("width: 100%; max-width: 58rem; height: auto; ", "")
