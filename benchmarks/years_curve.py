"""Pay by years of experience: observed, and as the model has it, for the same people.

    python benchmarks/years_curve.py --data FOLDER [--market FOLDER] [--free SOURCE]

FOLDER holds the publishers' files. For every series that asks years of experience, in ML and data
roles of some countries and in all roles everywhere: the observed median per answer (or band of
years) with its 95 % interval, and the median that the model gives the same records, told only their
role, country, years of experience and calendar year. The model's pay may not fall up to 20 years;
the observed may.

--free fits one source twice, once without any rising constraint, and prints the mean of log pay
(shown in USD) per band: observed, with the constraint, and without.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from paylens import Market, PayModel
from paylens.collect.source import find_files
from paylens.harmonise.dimension import dimension
from paylens.harmonise.records import harmonise
from paylens.market.grid import LOG_EDGES
from paylens.model.columns import Layout
from paylens.model.facts import facts_of_columns
from paylens.model.fields import declared_fields
from paylens.model.location import Location, fit_location, frame_of
from paylens.model.observations import SPREAD, Observations, observe, observe_series

Array = npt.NDArray[np.float64]
ML_AND_DATA = ("data_scientist", "ml_engineer", "research_scientist", "ai_engineer",
               "data_engineer")  # fmt: skip
COUNTRIES = ("US", "IN", "DE")
STARTS = (0.0, 1.0, 3.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0)
# A series of no more different answers than this is shown by these, any other by bands.
MOST_ANSWERS = 12
FEWEST_RECORDS = 30
FEWEST_BANDS = 4
DRAWS = 20
SEED = 1
WIDTH = 48
TOLD = ["role", "country", "low", "high", "year"]


@dataclass(frozen=True)
class Band:
    """Records that give the same years; pay in USD."""

    label: str
    records: int
    observed: tuple[float, float, float]
    modelled: float


class Free(Layout):
    """Columns along which nothing has to rise."""

    @property
    def rising(self) -> list[int]:
        """No column has to."""
        return [0] * len(self.names)


def main() -> None:
    """Print a table and a chart per series and group."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the publishers' files")
    parser.add_argument("--market", type=Path)
    parser.add_argument("--free", metavar="SOURCE", help="fit this source without constraint too")
    given = parser.parse_args()
    if given.free:
        print_free(given.free, given.data)
        return
    model = Market.at(given.market).model
    for series in model.series_names:
        if "experience_years" in model.asked(series):
            source = series.split("/")[0]
            people = answers(harmonise(source, find_files(source, given.data)).records, series)
            for name, group in groups(people):
                print_group(f"{series}: {name}", list(bands(model, series, group)))


def answers(records: pl.DataFrame, series: str) -> pl.DataFrame:
    """One line per record that gives years and pay: what the model is told, and `draws` of pay.

    `start` and `end` are its band; an answer that fits into none is one of its own.
    """
    seen = observe_series(records, declared_fields(), (series,))
    shares = np.tile((np.arange(DRAWS) + 0.5) / DRAWS, (len(seen), 1))
    own = records.with_row_index("record")[seen.record].select(
        "role",
        "country",
        low="experience_years_low",
        high=pl.col("experience_years_high").fill_null(math.inf),
        year=pl.col("observed_on").dt.year(),
        draws=pl.Series(seen.log_pay_at(shares, SPREAD)),
    )
    known = own.filter(pl.col("low").is_not_null())
    if known.select("low", "high").n_unique() <= MOST_ANSWERS:
        return known.with_columns(start="low", end="high")
    ends = np.array([*STARTS, math.inf])
    place = np.searchsorted(ends, known["low"].to_numpy(), side="right") - 1
    inside = known["high"].to_numpy() <= ends[place + 1]
    return known.with_columns(
        start=pl.Series(np.where(inside, ends[place], known["low"].to_numpy())),
        end=pl.Series(np.where(inside, ends[place + 1], known["high"].to_numpy())),
    )


def groups(people: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    """ML and data roles per country, then everyone."""
    for country in COUNTRIES:
        own = pl.col("role").is_in(ML_AND_DATA) & (pl.col("country") == country)
        label = dimension("country").value_label(country)
        yield f"ML and data roles, {label}", people.filter(own)
    yield "all roles, everywhere", people


def bands(model: PayModel, series: str, people: pl.DataFrame) -> Iterator[Band]:
    """The bands with enough records, from the fewest years up."""
    for (start, end), own in sorted(people.group_by("start", "end")):
        if own.height >= FEWEST_RECORDS:
            yield Band(label(start, end), own.height, observed(own), modelled(model, series, own))


def label(start: float, end: float) -> str:
    """[5, 10) → "5–9"."""
    if math.isinf(end):
        return f"{start:g}+"
    return f"{start:g}" if end - start <= 1 else f"{start:g}–{end - 1:g}"


def observed(own: pl.DataFrame) -> tuple[float, float, float]:
    """The median and its 95 % interval, by the binomial error of the share below it."""
    error = 0.98 / math.sqrt(own.height)
    draws = np.stack(own["draws"].to_list()).ravel()
    low, middle, high = np.exp(np.quantile(draws, [0.5 - error, 0.5, 0.5 + error]))
    return float(middle), float(low), float(high)


def modelled(model: PayModel, series: str, own: pl.DataFrame) -> float:
    """The median of the distributions that the model gives these records, taken together."""
    told = own.group_by(TOLD).len().sort(TOLD)
    cumulative = model.as_reported(
        columns(told), series, told["year"].to_numpy().astype(float), told.height
    )
    together = np.average(cumulative, axis=0, weights=told["len"].to_numpy())
    return float(np.exp(np.interp(0.5, together, LOG_EDGES)))


def columns(told: pl.DataFrame) -> dict[str, list[object]]:
    """The facts of questions, by record field."""
    return {
        "role": told["role"].to_list(),
        "country": told["country"].to_list(),
        "experience_years_low": told["low"].to_list(),
        "experience_years_high": told["high"].to_list(),
    }


def print_group(title: str, found: list[Band]) -> None:
    """A table, then a chart: o observed, m modelled, * both."""
    if len(found) < FEWEST_BANDS:
        return
    print(
        f"\n{title}\n\n| years | records | observed median (95 %) | model |\n|---|---:|---:|---:|"
    )
    for band in found:
        middle, low, high = band.observed
        print(f"| {band.label} | {band.records:,} | {middle:,.0f} ({low:,.0f}–{high:,.0f}) "
              f"| {band.modelled:,.0f} |")  # fmt: skip
    print()
    print_chart(found)


def print_chart(found: list[Band]) -> None:
    """A line per band on one scale of log pay."""
    values = np.log([[band.observed[0], band.modelled] for band in found])
    low, high = float(values.min()), float(values.max())
    places = np.rint((values - low) / max(high - low, 1e-9) * (WIDTH - 1)).astype(int).tolist()
    for band, (seen, told) in zip(found, places, strict=True):
        line = [" "] * WIDTH
        line[told], line[seen] = "m", "o" if seen != told else "*"
        print(f"    {band.label:>6} |{''.join(line)}|")
    ends = f"${math.exp(low):,.0f}", f"${math.exp(high):,.0f}"
    print(f"    {'':>6}  {ends[0]}{ends[1]:>{WIDTH - len(ends[0])}}")


def print_free(source: str, data: Path) -> None:
    """One source fitted with and without the constraint."""
    records = harmonise(source, find_files(source, data)).records
    seen = observe(records, declared_fields())
    rising, free = (fitted(seen, constrained) for constrained in (True, False))
    for series in seen.series_names:
        index = seen.series_names.index(series)
        for name, group in groups(answers(records, series)):
            lines = []
            for (start, end), own in sorted(group.group_by("start", "end")):
                if own.height >= FEWEST_RECORDS:
                    means = [located(each, own, index) for each in (rising, free)]
                    seen_mean = float(np.exp(np.stack(own["draws"].to_list()).mean()))
                    lines.append((label(start, end), own.height, seen_mean, *means))
            if len(lines) < FEWEST_BANDS:
                continue
            print(f"\n{series}: {name}\n\n| years | records | observed | rising | free |")
            print("|---|---:|---:|---:|---:|")
            for band, count, *amounts in lines:
                told = " | ".join(f"{amount:,.0f}" for amount in amounts)
                print(f"| {band} | {count:,} | {told} |")


def fitted(seen: Observations, constrained: bool) -> Location:
    """The location of one source's pay."""
    frame = frame_of(seen, declared_fields())
    if not constrained:
        own = {each.name: getattr(frame.layout, each.name) for each in fields(Layout)}
        frame = replace(frame, layout=Free(**own))
    return fit_location(frame, seen, SEED)


def located(location: Location, own: pl.DataFrame, index: int) -> float:
    """The mean of the locations of these records' pay, told as the model is; USD."""
    told = own.group_by(TOLD).len().sort(TOLD)
    facts = facts_of_columns(columns(told), told.height, location.frame.fields)
    series = np.full(told.height, index)
    matrix = location.matrix(facts, series, told["year"].to_numpy().astype(float))
    means: Array = location.predict(matrix)
    return float(np.exp(np.average(means, weights=told["len"].to_numpy())))


if __name__ == "__main__":
    main()
