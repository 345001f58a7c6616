"""How often the model's ranges held held-out pay, beside how often they claim to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paylens.report.card_metrics import Measured
from paylens.serve.web.charts.scale import Scale

CLAIMS = (0.5, 0.8, 0.9)
LANE, AXIS, HEAD = 28.0, 30.0, 26.0
WIDE = 560


@dataclass(frozen=True)
class CoverageLane:
    """A series: per claim the place of the share held with all facts told, and of those with fewer
    told, px."""

    series: str
    source: str
    rows: int
    y: float
    held: tuple[float, ...]
    fewer: tuple[float, ...]


@dataclass(frozen=True)
class CoverageChart:
    """What the template draws, px in a box of `width` by `height`."""

    width: int
    height: float
    top: float
    bottom: float
    claims: tuple[tuple[float, float], ...]
    lanes: tuple[CoverageLane, ...]


def coverage_chart(lines: Sequence[Measured], width: int) -> CoverageChart:
    """The chart of a model's measurements, a lane per series."""
    wide = width >= WIDE
    lane = LANE if wide else LANE + 14
    scale = Scale(0.40, 1.0, 190.0 if wide else 12.0, width - 16.0)
    names = list(dict.fromkeys(line.series for line in lines))
    lanes = []
    for place, name in enumerate(names):
        same = [line for line in lines if line.series == name]
        y = HEAD + lane * (place + 1) - LANE / 2
        lanes.append(
            CoverageLane(
                series=name,
                source=name.split("/")[0],
                rows=same[0].rows,
                y=y,
                held=_places(same[0], scale),
                fewer=tuple(place for line in same[1:] for place in _places(line, scale)),
            )
        )
    bottom = HEAD + lane * len(names) + 4
    claims = tuple((claim, scale.place(claim)) for claim in CLAIMS)
    return CoverageChart(width, bottom + AXIS, HEAD - 6, bottom, claims, tuple(lanes))


def _places(line: Measured, scale: Scale) -> tuple[float, ...]:
    return tuple(scale.place(x) for x in (line.coverage_50, line.coverage_80, line.coverage_90))
