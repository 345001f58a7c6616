"""How many of each source's records name a place, an employer and an industry, and how many of the
US places lie in a known metro area; with --merges, a sample of employers' joined spellings to read.

Run: python benchmarks/places.py --data FOLDER [--merges 100 | --names]

--names writes employers/names.txt again: the commonest spelling of each employer that the files
spell in several ways and that has 10 kept records or more.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from paylens.collect.source import card, find_files, read, source_names
from paylens.harmonise.dimension import dimension, normalise
from paylens.harmonise.employer import NAMES, commonest, employers, spelled
from paylens.harmonise.records import harmonise
from paylens.harmonise.us_places import gazetteer, without_state

# Where the publishers write the employer's name.
EMPLOYER_COLUMNS = ("company", "company_name", "employer")
SEED = 11
FEWEST_RECORDS = 10


def in_no_metro(records: pl.DataFrame) -> int:
    """Records of a city that the table has as lying outside every metro area."""
    key, cities = dimension("city").key, gazetteer().cities
    places = records.filter(pl.col("metro").is_null()).select("region", "city").drop_nulls()
    counted = places.group_by("region", "city").len()
    return sum(
        n for region, city, n in counted.iter_rows() if (region, key(without_state(city))) in cities
    )


def line(source: str, records: pl.DataFrame) -> str:
    american = records.filter(country="US")
    named = american.filter(pl.any_horizontal(pl.col("city", "metro").is_not_null()))
    in_metro = named["metro"].count()
    shares = [in_metro, in_metro + in_no_metro(named)]
    counts = [
        records.height,
        named.height,
        records["city"].n_unique(),
        american["metro"].n_unique(),
    ]
    counts += [records[name].drop_nulls().n_unique() for name in ("employer", "industry")]
    cells = [f"{count:,}" for count in counts]
    cells[2:2] = [f"{share / named.height:.1%}" if named.height else "-" for share in shares]
    return f"| {source} | {' | '.join(cells)} |"


def written_names(folder: Path) -> pl.Series:
    """The employer's name in every row of every file, as written."""
    names: list[pl.Series] = []
    for source in source_names():
        for path in find_files(source, folder):
            raw = read(source, path)
            names += [raw[column].alias("name") for column in EMPLOYER_COLUMNS if column in raw]
    return pl.concat(names).drop_nulls()


def records_by_source(folder: Path) -> Iterator[tuple[str, pl.DataFrame]]:
    for source in source_names():
        files = find_files(source, folder)
        if files and not card(source).official:
            yield source, harmonise(source, files).records


def write_names(folder: Path) -> None:
    """The list of names that ships."""
    employer = dimension("employer")
    kept = pl.concat([records["employer"] for _, records in records_by_source(folder)])
    counted = kept.drop_nulls().value_counts().iter_rows()
    known = {employer.key(name) for name, count in counted if count >= FEWEST_RECORDS}
    written = dict(written_names(folder).value_counts().iter_rows())
    pairs = {(employer.key(name), spelled(name)) for name in written}
    ways = Counter(key for key, _ in pairs if key in known and key not in employer.aliases)
    names = [name for key, name in commonest(written).items() if ways[key] > 1]
    NAMES.write_text("".join(f"{name}\n" for name in sorted(names, key=str.lower)), "utf-8")
    print(f"{len(names)} names")


def merges(folder: Path, size: int) -> None:
    """Employers that more than their case is joined in: counts, and a sample."""
    written = written_names(folder)
    joined = pl.DataFrame({"name": written, "employer": employers(written)}).unique().drop_nulls()
    groups = joined.sort("employer", "name").group_by("employer", maintain_order=True).agg("name")
    merged = [row for row in groups.iter_rows() if len({normalise(name) for name in row[1]}) > 1]
    print(f"{written.n_unique():,} names, {groups.height:,} employers, {len(merged):,} joined")
    for employer, spellings in random.Random(SEED).sample(merged, min(size, len(merged))):
        print(f"{employer}: {'; '.join(spellings)}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--merges", type=int, default=0)
    arguments.add_argument("--names", action="store_true")
    asked = arguments.parse_args()
    folder = asked.data
    if asked.merges:
        merges(folder, asked.merges)
        return
    if asked.names:
        write_names(folder)
        return
    print("| source | records | US, place named | in a known metro | or known to lie in none "
          "| cities | US metros | employers | industries |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|")
    for source, records in records_by_source(folder):
        print(line(source, records))


if __name__ == "__main__":
    main()
