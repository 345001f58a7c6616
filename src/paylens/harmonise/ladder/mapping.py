"""From an employer's own level to a step of the common ladder, for any file.

What decides, in this order: a declared override (overrides.toml); the employer's rung in the
ladders that ship (levels_fyi.csv, fitted on the whole file, so that a part of it reads the same)
or, for a ladder that they lack, in one fitted on the file being read; the words of the level; the
rungs above and below; what the words only suggest. Both files that ship (levels_fyi.csv, and
years.toml, which fitting needs) can be taken out: overrides and words are left.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

import polars as pl

from paylens.harmonise.dimension import dimension
from paylens.harmonise.ladder.fit import LADDERS, Declared, Place, fitted_ladders
from paylens.harmonise.ladder.rungs import LADDER, steps
from paylens.harmonise.ladder.words import Rung, rung
from paylens.harmonise.ladder.years import YearsOfSteps

FOLDER = Path(__file__).parent
SHIPPED = FOLDER / "levels_fyi.csv"
BETWEEN = " | "
Numbered = list[tuple[float, str]]


@cache
def overrides() -> dict[Place, Declared]:
    """What is declared of (employer's key, ladder, number).

    Raises
    ------
    ValueError
        A level that names no rung, or a step that is none of the common ladder's.
    """
    found: dict[Place, Declared] = {}
    for said in tomllib.loads((FOLDER / "overrides.toml").read_text("utf-8"))["overrides"]:
        for words, step in said["levels"].items():
            place = rung(words)
            if place is None or step not in steps():
                raise ValueError(f"overrides.toml: {words!r} = {step!r} names no rung or no step.")
            declared = Declared(step, said["source"], said.get("apart", False))
            for employer in said["employers"]:
                found[employer_key(employer), place.ladder, place.number] = declared
    return found


def declared_of(employers: pl.Series) -> dict[Place, Declared]:
    """The overrides of some employers, by (employer as spelled here, ladder, number)."""
    spelled = _spelled(employers)
    return {
        (spelled[key], ladder, number): declared
        for (key, ladder, number), declared in overrides().items()
        if key in spelled
    }


def employer_key(name: str) -> str:
    """One key for all spellings of an employer."""
    employer = dimension("employer")
    key = employer.key(name)
    return employer.key(employer.aliases.get(key, key))


def _spelled(employers: pl.Series) -> dict[str, str]:
    return {employer_key(name): name for name in employers.drop_nulls().unique().to_list()}


def shipped_ladders() -> pl.DataFrame:
    """The ladders fitted on the whole of levels_fyi; none where their file was taken out."""
    if not SHIPPED.is_file():
        return pl.DataFrame(schema=LADDERS)
    written = LADDERS | {"spellings": pl.String}
    read = pl.read_csv(SHIPPED, schema=written)
    return read.with_columns(pl.col("spellings").str.split(BETWEEN))


def write_shipped(ladders: pl.DataFrame) -> None:
    """Write the ladders that ship."""
    ladders.with_columns(pl.col("spellings").list.join(BETWEEN)).write_csv(SHIPPED)


def ladders_of(people: pl.DataFrame) -> pl.DataFrame:
    """The ladders of a file's employers: shipped, else fitted on the file; columns of `LADDERS`.

    None are fitted where what years say of a step was taken out (years.toml). `people` has
    employer, employer_level, title and experience_years.
    """
    spelled = _spelled(people["employer"])
    shipped = shipped_ladders()
    keys = {name: employer_key(name) for name in shipped["employer"].unique().to_list()}
    here = {name: spelled[key] for name, key in keys.items() if key in spelled}
    shipped = shipped.with_columns(
        pl.col("employer").replace_strict(here, default=None, return_dtype=pl.String)
    ).drop_nulls("employer")
    years = YearsOfSteps.shipped()
    if years is None:
        return shipped.sort("employer", "ladder", "order")
    own = fitted_ladders(people, years, declared_of(people["employer"]))
    own = own.join(shipped, on=LADDER, how="anti")
    return pl.concat([shipped, own]).sort("employer", "ladder", "order")


def levels_of(employers: pl.Series, words: pl.Series, ladders: pl.DataFrame) -> pl.Series:
    """The step of the common ladder of each employer's level in its own words; null for none."""
    asked = pl.DataFrame({"employer": employers, "employer_level": words})
    pairs = asked.unique().drop_nulls("employer_level")
    declared = declared_of(employers)
    rungs: dict[tuple[str, str], Numbered] = defaultdict(list)
    for *ladder, number, level in ladders.select(*LADDER, "number", "level").iter_rows():
        rungs[ladder[0], ladder[1]].append((number, level))
    found = [_step(str(employer), word, rungs, declared) for employer, word in pairs.iter_rows()]
    return asked.join(
        pairs.with_columns(level=pl.Series(found, dtype=pl.String)),
        on=["employer", "employer_level"],
        how="left",
        maintain_order="left",
        nulls_equal=True,
    )["level"]


def _step(
    employer: str,
    words: str,
    rungs: dict[tuple[str, str], Numbered],
    declared: dict[Place, Declared],
) -> str | None:
    place = rung(words)
    if place is None:
        return None
    known = declared.get((employer, place.ladder, place.number))
    if known:
        return known.step
    ladder = rungs.get((employer, place.ladder), [])
    own = next((level for number, level in ladder if number == place.number), None)
    return own or place.step or _between(ladder, place) or place.hint


def _between(ladder: Numbered, place: Rung) -> str | None:
    """The step of a rung that a ladder lacks, where the rungs around it leave one."""
    if len(ladder) < 2:
        return None
    rising = ladder[0][0] < ladder[-1][0]
    below = [level for number, level in ladder if (number < place.number) == rising]
    above = [level for number, level in ladder if (number < place.number) != rising]
    low, high = (
        steps().index(level[at]) if level else None for level, at in ((below, -1), (above, 0))
    )
    if low is None:
        return above[0] if high == 0 else None
    if high is None:
        return below[-1] if below[-1] == "staff" else None
    return steps()[(low + high) // 2] if high - low in (0, 2) else None
