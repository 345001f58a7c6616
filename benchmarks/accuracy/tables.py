"""Results as tables: the losses, or with `whole` every measure in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from accuracy.results import ALL, ALONE, AS_TOLD, Results, alone
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
from accuracy.told import FURTHER, step
from paylens.model.scoring import INTERVALS

SHORT = {HISTOGRAM: "HistGB", FOREST: "forest", LINKEDIN: "LinkedIn", ROLE: "role"}
SHORT |= {alone(name): f"{SHORT.get(name, name)} alone" for name in REFITTED}
COLUMNS = (PAYLENS, LIGHTGBM, CATBOOST, HISTOGRAM, FOREST, LINKEDIN, ROLE, CONSTANT)
# What paylens is set against → the column's name.
AGAINST = {AS_TOLD: "paylens / better", ALONE: "/ better alone"}
PERCENTS = " / ".join(map(str, INTERVALS))
MEASURED = (PAYLENS, LIGHTGBM, CATBOOST, LINKEDIN)

Line = dict[str, Any]


def tables(found: Results, whole: bool = False) -> str:
    """The tables of one split, each under a heading."""
    steps = list(dict.fromkeys(step(line["told"]) for line in found.scores))
    parts = [f"### {found.split.capitalize()} split"]
    for told in steps:
        parts += [f"Pinball loss on log pay, told {told}:", _losses(found, told)]
    if found.pooled:
        parts += ["Geometric mean of the ratios to the better of LightGBM and CatBoost:"]
        parts += [_pooled(found)]
    for told in steps if whole else ():
        parts += [f"Coverage in % and mean width on log pay of the {PERCENTS} % intervals, told "]
        parts[-1] += f"{told}:"
        parts += [_measured(found, told, _interval_cells, ("covers", "width"))]
        parts += [
            f"CRPS / mean absolute error in thousands of USD / median absolute error in % / "
            f"log R², told {told}:"
        ]
        parts += [_measured(found, told, _further_cells, ("",))]
    seconds = ", ".join(f"{name} {time:.0f}" for name, time in found.seconds.items())
    return "\n\n".join([*parts, f"Processor seconds for all series: {seconds}."])


def markdown(header: list[str], rows: Iterable[list[str]]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _by_rival(found: Results, told: str) -> dict[tuple[str, str, str], dict[str, Line]]:
    """(series, what it is told, group) → rival → scores, of one step of what is told."""
    result: dict[tuple[str, str, str], dict[str, Line]] = {}
    for line in found.scores:
        if step(line["told"]) == told:
            place = (line["series"], line["told"], line["group"])
            result.setdefault(place, {})[line["rival"]] = line
    return result


def _losses(found: Results, told: str) -> str:
    by_place = _by_rival(found, told)
    there = {rival for own in by_place.values() for rival in own}
    shown = [name for name in (*COLUMNS, *map(alone, REFITTED)) if name in there]
    ratios = {each: _ratios(found, told, each) for each in AGAINST}
    against = [each for each, of_series in ratios.items() if of_series]
    header = ["series", "rows", *(SHORT.get(name, name) for name in shown)]
    header += [AGAINST[each] for each in against]
    rows = []
    for place, own in by_place.items():
        series, _, group = place
        cells = [f"{own[name]['pinball']:.4f}" if name in own else "" for name in shown]
        cells += [ratios[each].get(series, "") if group == ALL else "" for each in against]
        rows.append([_name(*place), _count(own), *cells])
    return markdown(header, rows)


def _ratios(found: Results, told: str, against: str) -> dict[str, str]:
    return {
        line["series"]: _ratio(line["ratio"], line["ratio_interval"])
        for line in found.comparisons
        if step(line["told"]) == told and line["against"] == against
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


def _measured(
    found: Results, told: str, cells: Callable[[Line], list[str]], names: tuple[str, ...]
) -> str:
    """A table of the MEASURED, as many cells each as there are names."""
    header = [f"{SHORT.get(rival, rival)} {name}".strip() for rival in MEASURED for name in names]
    rows = []
    for place, own in _by_rival(found, told).items():
        found_cells = [cells(own[x]) if x in own else [""] * len(names) for x in MEASURED]
        rows.append([_name(*place), _count(own), *chain.from_iterable(found_cells)])
    return markdown(["series", "rows", *header], rows)


def _interval_cells(line: Line) -> list[str]:
    return [
        " / ".join(f"{100 * line[f'coverage_{percent}']:.0f}" for percent in INTERVALS),
        " / ".join(f"{line[f'width_{percent}']:.2f}" for percent in INTERVALS),
    ]


def _further_cells(line: Line) -> list[str]:
    thousands, percent = line["mae_usd"] / 1000, 100 * line["median_ape"]
    return [f"{line['crps']:.4f} / {thousands:.1f} / {percent:.1f} / {line['log_r2']:.2f}"]


def _name(series: str, told: str, group: str) -> str:
    last = told.split(", ")[-1]
    further = [f"told {last}"] if last in FURTHER else []
    return ", ".join([series.replace("/", " "), *further, *([] if group == ALL else [group])])


def _count(own: dict[str, Line]) -> str:
    return f"{next(iter(own.values()))['rows']:,}"
