"""The model's US percentiles of base pay over the official ones, year by year.

    python benchmarks/official_level.py [--market FOLDER]

For the roles that are an occupation of the official statistics (US BLS, OEWS), every series of base
pay is read in each official year of which it has 30 records of that role in the US, knowing role
and country only. The last lines are the market's answer, whose older sources are moved to the year
by official growth. Printed as Markdown: the ratios of the percentiles, the observed median's ratio
beside them, and how far each ratio of medians strays over the years from its own geometric mean.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from paylens import Market
from paylens.harmonise.dimension import dimension
from paylens.market.statistics import pay_statistics
from paylens.model.shape import LEVELS
from paylens.report.official import COUNTRY, PERCENTILES, OfficialWages, official_wages

FEWEST_RECORDS = 30
STABLE = 0.05
ANSWER = "the market's answer"
SHARES = [0.1, 0.25, 0.5, 0.75, 0.9]


@dataclass(frozen=True)
class Line:
    """Ratios to the official percentiles (None where those are top-coded) and to their median."""

    role: str
    series: str
    year: int
    records: int
    ratios: tuple[float | None, ...]
    observed: float | None


def main() -> None:
    """Print the ratios and how stable they are."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--market", type=Path)
    market = Market.at(parser.parse_args().market)
    lines = [line for role in dimension("role").extra["soc"] for line in of_role(market, role)]
    heads = ["role", "series", "year", "records", *PERCENTILES, "observed p50"]
    print(row(heads), row(["---"] * 4 + ["---:"] * 6), sep="\n")
    for line in lines:
        ratios = [ratio(value) for value in (*line.ratios, line.observed)]
        print(row([line.role, line.series, str(line.year), f"{line.records:,}", *ratios]))
    print()
    print_stability(lines)


def of_role(market: Market, role: str) -> Iterator[Line]:
    """A line per series and official year, then the market's answer per year."""
    newest = official_wages(market.store, role, COUNTRY)
    if newest is None:
        return
    official = {
        found.year: found
        for year in range(newest.year - 20, newest.year + 1)
        if (found := official_wages(market.store, role, COUNTRY, year)) and found.p50
    }
    for series in market.model.series_names:
        if series.endswith("/base"):
            yield from of_series(market, role, series, official)
    for year, wages in official.items():
        answer = market.estimate(role=role, country=COUNTRY, year=year)
        if answer.year == year:
            values = [answer.figures[name].value or np.nan for name in PERCENTILES]
            records = answer.evidence.records or 0
            yield Line(role, ANSWER, year, records, over(values, wages), None)


def of_series(
    market: Market, role: str, series: str, official: dict[int, OfficialWages]
) -> Iterator[Line]:
    """The series in each official year of which it has enough records."""
    source = series.split("/")[0]
    cells = market.store.cells(pay=["base"], roles=[role], countries=[COUNTRY], sources=[source])
    facts = {"role": np.array([role], object), "country": np.array([COUNTRY], object)}
    for year, wages in official.items():
        own = [cell for cell in cells if cell.year == year]
        records = sum(cell.distribution.records for cell in own)
        found = pay_statistics(own, market.store.floor)
        if records < FEWEST_RECORDS or found is None:
            continue
        log_pay = np.interp(SHARES, LEVELS, market.model.estimate(facts, series, year)[0])
        seen = found.figures["p50"].value
        beside = seen / wages.p50 if seen and wages.p50 else None
        yield Line(role, series, year, records, over(np.exp(log_pay).tolist(), wages), beside)


def over(values: list[float], wages: OfficialWages) -> tuple[float | None, ...]:
    """Percentiles over the official ones; None where these are not released or top-coded."""
    official = [getattr(wages, name) for name in PERCENTILES]
    return tuple(a / b if b else None for a, b in zip(values, official, strict=True))


def print_stability(lines: list[Line]) -> None:
    """Per role and series of several years: the mean ratio of medians, and the furthest year."""
    grouped: dict[tuple[str, str], dict[int, tuple[float | None, float | None]]] = defaultdict(dict)
    for line in lines:
        grouped[line.role, line.series][line.year] = line.ratios[2], line.observed
    heads = ["role", "series", "years", "mean ratio of medians", "furthest from it", "within 5 %",
             "observed, furthest"]  # fmt: skip
    print(row(heads), row(["---"] * 3 + ["---:"] * 4), sep="\n")
    for (role, series), years in grouped.items():
        ratios = [pair[0] for pair in years.values() if pair[0]]
        if len(ratios) < 2:
            continue
        mean, furthest = strays(ratios)
        seen = [pair[1] for pair in years.values() if pair[1]]
        beside = f"{strays(seen)[1]:+.1%}" if len(seen) > 1 else "–"
        told = [role, series, f"{min(years)}–{max(years)}", f"{mean:.2f}", f"{furthest:+.1%}"]
        print(row([*told, "yes" if abs(furthest) <= STABLE else "no", beside]))


def strays(ratios: list[float]) -> tuple[float, float]:
    """The geometric mean, and the ratio furthest from it, as a share of it."""
    logs = np.log(ratios)
    off = logs - logs.mean()
    return float(np.exp(logs.mean())), float(np.expm1(off[np.abs(off).argmax()]))


def ratio(value: float | None) -> str:
    """A ratio as it stands in a table."""
    return "–" if value is None else f"{value:.2f}"


def row(cells: list[str]) -> str:
    """A line of a Markdown table."""
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
