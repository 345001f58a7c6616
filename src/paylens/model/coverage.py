"""How often held-out pay lay within the model's intervals: per series, and per role and country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from paylens.model.facts import UNKNOWN, Array, Facts
from paylens.model.observations import SPREAD, Observations
from paylens.model.scoring import INTERVALS, within
from paylens.model.shape import LEVELS

if TYPE_CHECKING:
    from paylens.model.answering import Answerer

SEGMENT_ROWS = 200
DRAWS = 20
ALL = "all facts given"
# What is told of each held-out row; None is everything that its source asks.
TOLD: dict[str, frozenset[str] | None] = {
    ALL: None,
    "role and country given": frozenset({"role", "country"}),
    "role, country and experience given": frozenset(
        {"role", "country", "experience_years", "level"}
    ),
}


def measure(answerer: Answerer, held_out: Observations) -> list[dict[str, Any]]:
    """The coverage table: a line per segment and per what is told, largest segments first."""
    lines: list[dict[str, Any]] = []
    for index, name in enumerate(held_out.series_names):
        rows = np.flatnonzero(held_out.series == index)
        if not len(rows) or name not in answerer.shapes:
            continue
        own = held_out.take(rows)
        facts = own.facts.take(own.record)
        truth = own.log_pay_at(np.tile((np.arange(DRAWS) + 0.5) / DRAWS, (len(rows), 1)), SPREAD)
        for told, kept in TOLD.items():
            known = facts if kept is None else facts.without(frozenset(_all(facts)) - kept)
            log_pay = answerer.mixture(known, name, own.year, SPREAD).at(LEVELS)
            lines += _segments(name, told, facts, within(log_pay, truth))
    return lines


def most_specific(
    table: list[dict[str, Any]],
    series: str,
    role: str | None,
    country: str | None,
    given: frozenset[str],
) -> dict[str, Any] | None:
    """The line for a series, role and country, told about as much as `given`; else the series'
    own; else None."""
    fits = [told for told, kept in TOLD.items() if kept is not None and given <= kept]
    told = fits[0] if fits else ALL
    of_series = [line for line in table if line["series"] == series and line["told"] == told]
    wanted = [line for line in of_series if (line["role"], line["country"]) == (role, country)]
    for line in [*wanted, *(line for line in of_series if line["role"] is None)]:
        place = "" if line["role"] is None else f", {line['role']}, {line['country']}"
        shares = {key: value for key, value in line.items() if key.startswith("coverage_")}
        return {"segment": f"{series}{place}; {told}", "rows": line["rows"]} | shares
    return None


def _all(facts: Facts) -> list[str]:
    return [*facts.words, *facts.numbers, *facts.spans, *facts.sets]


def _segments(series: str, told: str, facts: Facts, hits: Array) -> list[dict[str, Any]]:
    """Lines for one series: the whole, then each role and country of enough rows.

    `hits` (n, intervals) is the share of each row's pay that lies within each interval.
    """
    pair = facts.joined(("role", "country"))
    counts = np.bincount(pair.place[pair.place != UNKNOWN], minlength=len(pair.values))
    lines = [_line(series, told, None, None, hits)]
    for place in np.argsort(-counts, kind="stable"):
        if counts[place] >= SEGMENT_ROWS:
            role, country = pair.values[place].split("\t")
            lines.append(_line(series, told, role, country, hits[pair.place == place]))
    return lines


def _line(
    series: str, told: str, role: str | None, country: str | None, hits: Array
) -> dict[str, Any]:
    shares = {
        f"coverage_{percent}": round(float(share), 4)
        for percent, share in zip(INTERVALS, hits.mean(axis=0), strict=True)
    }
    line = {"series": series, "told": told, "role": role, "country": country, "rows": len(hits)}
    return line | shares
