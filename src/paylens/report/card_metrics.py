"""How well a model was measured: its table of coverage, as a card shows it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paylens.model.pay_model import PayModel

CLAIM = 0.8
FEWEST_ROWS = 200
WORST = 10
# A series is off when it is further from the claim than this and than two standard errors.
TOLERANCE = 0.015
ERRORS = 2.0
# Values that do not say themselves what they are of.
NAMED = {"employer_size": "employers of {} or more", "year": "of {}"}


@dataclass(frozen=True)
class Measured:
    """How often the model's intervals held pay that it was not fitted on.

    `segment` is "" for the whole series. `off` is how far the 80 % interval's share lies from 0.8,
    `error` the standard error of such a share among so many rows.
    """

    series: str
    segment: str
    told: str
    rows: int
    coverage_50: float
    coverage_80: float
    coverage_90: float
    off: float
    error: float

    @property
    def too_few(self) -> bool:
        """Whether so few rows say little."""
        return self.rows < FEWEST_ROWS

    @property
    def wrong(self) -> bool:
        """Whether the share lies further from its claim than chance and tolerance allow."""
        return abs(self.off) > max(TOLERANCE, ERRORS * self.error)


@dataclass(frozen=True)
class Metrics:
    """`lines` are of whole series, `worst` of the segments furthest from their claim, out of
    `segments`, whose mean distance from it is `mean_off`; `unmeasured` are series without a line.

    `rows` and `pooled_coverage_80` are of all series together, all facts given.
    """

    lines: tuple[Measured, ...]
    worst: tuple[Measured, ...]
    segments: int
    mean_off: float | None
    rows: int
    pooled_coverage_80: float | None
    held_out_share: float
    fewest_records: int
    unmeasured: tuple[str, ...]


def metrics_of(model: PayModel) -> Metrics:
    """The metrics that lie with a model; without any, all of its series are unmeasured."""
    from paylens.model.coverage import ALL
    from paylens.model.train import FEWEST_TO_HOLD_OUT, HELD_OUT_SHARE

    measured = [_measured(line) for line in model.coverage]
    lines = [line for line in measured if not line.segment]
    parts = [line for line in measured if line.segment]
    full = [line for line in lines if line.told == ALL]
    rows = sum(line.rows for line in full)
    names = {line.series for line in lines}
    return Metrics(
        lines=tuple(lines),
        worst=tuple(sorted(parts, key=lambda line: -abs(line.off))[:WORST]),
        segments=len(parts),
        mean_off=sum(abs(line.off) for line in parts) / len(parts) if parts else None,
        rows=rows,
        pooled_coverage_80=sum(line.rows * line.coverage_80 for line in full) / rows
        if rows
        else None,
        held_out_share=HELD_OUT_SHARE,
        fewest_records=FEWEST_TO_HOLD_OUT,
        unmeasured=tuple(name for name in model.series_names if name not in names),
    )


def _measured(line: dict[str, Any]) -> Measured:
    """A line of the table; whatever else than shares and rows it holds names its segment."""
    shares = {name: line[name] for name in ("coverage_50", "coverage_80", "coverage_90")}
    known = {"series", "told", "rows"}
    words = [
        NAMED.get(name, "{}").format(value)
        for name, value in line.items()
        if name not in known and isinstance(value, (str, int))
    ]
    return Measured(
        series=line["series"],
        segment=", ".join(words),
        told=line["told"],
        rows=line["rows"],
        **shares,
        off=line["coverage_80"] - CLAIM,
        error=math.sqrt(CLAIM * (1 - CLAIM) / line["rows"]),
    )
