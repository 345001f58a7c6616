"""Results as tables: the losses, or with `whole` every measure in Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accuracy.results import ALL, Results, alone
from accuracy.rivals.registry import (
    CATBOOST,
    CONSTANT,
    FOREST,
    HISTOGRAM,
    LIGHTGBM,
    LINKEDIN,
    NAMES,
    PAYLENS,
    REFITTED,
    ROLE,
)

SHORT = {HISTOGRAM: "HistGB", FOREST: "forest", LINKEDIN: "LinkedIn", ROLE: "role"}
SHORT |= {alone(name): f"{SHORT.get(name, name)} alone" for name in REFITTED}
COLUMNS = (PAYLENS, LIGHTGBM, CATBOOST, HISTOGRAM, FOREST, LINKEDIN, ROLE, CONSTANT)
MEASURED = (PAYLENS, LIGHTGBM, CATBOOST, LINKEDIN)

Line = dict[str, Any]


def tables(found: Results, whole: bool = False) -> str:
    """The tables of one split, each under a heading."""
    parts = [f"### {found.split.capitalize()} split"]
    for told in dict.fromkeys(line["told"] for line in found.scores):
        parts.append(f"Pinball loss on log pay, told {told}:\n\n{_losses(found, told)}")
    parts.append(
        f"Geometric mean of the ratios to the better of LightGBM and CatBoost:\n\n{_pooled(found)}"
    )
    if whole:
        for told in dict.fromkeys(line["told"] for line in found.scores):
            parts.append(f"Intervals, told {told}:\n\n{_intervals(found, told)}")
            parts.append(f"Further measures, told {told}:\n\n{_further(found, told)}")
    seconds = ", ".join(f"{name} {time:.0f}" for name, time in found.seconds.items())
    return "\n\n".join(
        [*parts, f"Processor seconds to tune, fit and answer, all series: {seconds}."]
    )


def markdown(header: list[str], rows: Iterable[list[str]]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _by_rival(found: Results, told: str) -> dict[tuple[str, str], dict[str, Line]]:
    """(series, group) → rival → scores."""
    result: dict[tuple[str, str], dict[str, Line]] = {}
    for line in found.scores:
        if line["told"] == told:
            result.setdefault((line["series"], line["group"]), {})[line["rival"]] = line
    return result


def _losses(found: Results, told: str) -> str:
    by_place = _by_rival(found, told)
    there = {rival for own in by_place.values() for rival in own}
    shown = [name for name in (*COLUMNS, *map(alone, REFITTED)) if name in there]
    against = [each for each in ("as told", "on these facts alone") if _ratios(found, told, each)]
    header = ["series", "rows", *(SHORT.get(name, name) for name in shown)]
    header += ["paylens / better" if each == "as told" else "/ better alone" for each in against]
    rows = []
    for (series, group), own in by_place.items():
        cells = [f"{own[name]['pinball']:.4f}" if name in own else "" for name in shown]
        ratios = [_ratios(found, told, each).get(series, "") for each in against]
        rows.append(
            [_name(series, group), _count(own), *cells]
            + (ratios if group == ALL else [""] * len(ratios))
        )
    return markdown(header, rows)


def _ratios(found: Results, told: str, against: str) -> dict[str, str]:
    return {
        line["series"]: _ratio(line["ratio"], line["ratio_interval"])
        for line in found.comparisons
        if line["told"] == told and line["against"] == against
    }


def _ratio(ratio: float, interval: list[float]) -> str:
    return f"{ratio:.3f} ({interval[0]:.3f}–{interval[1]:.3f})"


def _pooled(found: Results) -> str:
    keys = list(dict.fromkeys((x["told"], x["against"], x["over"]) for x in found.pooled))
    rivals = [name for name in NAMES if any(x["rival"] == name for x in found.pooled)]
    rows = []
    for told, against, over in keys:
        own = {
            x["rival"]: x
            for x in found.pooled
            if (x["told"], x["against"], x["over"]) == (told, against, over)
        }
        first = own[PAYLENS]
        cells = [f"{own[name]['ratio']:.3f}" if name in own else "" for name in rivals[1:]]
        rows.append(
            [told, against, f"{first['count']} series" if over == "series" else "sources"]
            + [_ratio(first["ratio"], first["interval"]), *cells]
        )
    return markdown(["told", "better of them", "over", *(SHORT.get(x, x) for x in rivals)], rows)


def _intervals(found: Results, told: str) -> str:
    """Coverage of the 50, 80 and 90 % intervals in per cent, and their mean width on log pay."""
    header = ["series", "rows"]
    header += [f"{SHORT.get(x, x)} {what}" for x in MEASURED for what in ("covers", "width")]
    rows = []
    for (series, group), own in _by_rival(found, told).items():
        cells = []
        for name in MEASURED:
            line = own.get(name, {})
            cells.append(
                " / ".join(f"{100 * line[f'coverage_{p}']:.0f}" for p in (50, 80, 90) if line)
            )
            cells.append(" / ".join(f"{line[f'width_{p}']:.2f}" for p in (50, 80, 90) if line))
        rows.append([_name(series, group), _count(own), *cells])
    return markdown(header, rows)


def _further(found: Results, told: str) -> str:
    """CRPS, mean absolute error in thousands of USD, median absolute percentage error and log R²
    of each, divided by slashes."""
    header = ["series", "rows", *(f"{SHORT.get(x, x)}" for x in MEASURED)]
    rows = []
    for (series, group), own in _by_rival(found, told).items():
        cells = [
            f"{x['crps']:.4f} / {x['mae_usd'] / 1000:.1f} / {100 * x['median_ape']:.1f} / "
            f"{x['log_r2']:.2f}"
            for x in (own[name] for name in MEASURED if name in own)
        ]
        rows.append([_name(series, group), _count(own), *cells])
    return markdown(header, rows)


def _name(series: str, group: str) -> str:
    return series.replace("/", " ") + ("" if group == ALL else f", {group}")


def _count(own: dict[str, Line]) -> str:
    return f"{next(iter(own.values()))['rows']:,}"
