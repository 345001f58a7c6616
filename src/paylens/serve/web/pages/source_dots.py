"""The sources of an answer side by side, official wages beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paylens.serve.web.charts.colours import colour_of
from paylens.serve.web.charts.dots import Dot, DotsChart, Group, dots_chart

if TYPE_CHECKING:
    from paylens.report.estimate import Estimate, SourceAnswer

ACCENT = "accent"
OFFICIAL = "bls_oews"


def source_dots(answer: Estimate, width: int) -> DotsChart | None:
    """The market's answer, each source's reading of the profile, and official wages."""
    figures = answer.figures
    dots = [
        Dot(
            "The market’s answer", "", ACCENT,
            figures["p50"].value, figures["p25"].value, figures["p75"].value,
            strong=True,
        )
    ]  # fmt: skip
    dots += [_source(source) for source in answer.sources]
    official = answer.official
    if official is not None and answer.evidence.pay == "base":
        units = answer.units_per_usd
        p25, p50, p75 = (
            None if amount is None else amount * units
            for amount in (official.p25, official.p50, official.p75)
        )
        label = "official wages" if official.same_occupation else "official, nearest job"
        dots.append(
            Dot(label, f"{official.year}", colour_of(OFFICIAL),
                p50, p25, p75, shape="diamond")
        )  # fmt: skip
    return dots_chart(
        [Group("", tuple(dots))], width, answer.evidence.currency, figures["p50"].value
    )


def _source(source: SourceAnswer) -> Dot:
    observed = source.observed.figures["p50"].value if source.observed else None
    return Dot(
        source.source,
        f"{source.basis or 'carried over'}, {source.weight:.0%}",
        colour_of(source.source),
        source.estimated_p50,
        source.estimated_p25,
        source.estimated_p75,
        beside=observed,
    )
