"""How many of each source's records name a place, an employer and an industry, and how many of the
US places lie in a known metro area; with --merges, a sample of employers' joined spellings to read.

Run: python benchmarks/places.py --data FOLDER [--merges 100]
"""

import argparse
import random
from pathlib import Path

import polars as pl

from paylens.collect.source import card, find_files, read, source_names
from paylens.harmonise.dimension import dimension, normalise
from paylens.harmonise.employer import employers
from paylens.harmonise.records import harmonise
from paylens.harmonise.us_places import gazetteer

# Where the publishers write the employer's name.
EMPLOYER_COLUMNS = ("company", "company_name", "employer")
SEED = 11


def in_no_metro(records: pl.DataFrame) -> int:
    """Records of a city that the table has as lying outside every metro area."""
    key, cities = dimension("city").key, gazetteer().cities
    places = records.filter(pl.col("metro").is_null()).select("region", "city").drop_nulls()
    counted = places.group_by("region", "city").len()
    return sum(n for region, city, n in counted.iter_rows() if (region, key(city)) in cities)


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


def merges(folder: Path, size: int) -> None:
    """Employers that more than their case is joined in: counts, and a sample."""
    names: list[pl.Series] = []
    for source in source_names():
        for path in find_files(source, folder):
            raw = read(source, path)
            names += [raw[column].alias("name") for column in EMPLOYER_COLUMNS if column in raw]
    written = pl.concat(names).drop_nulls()
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
    asked = arguments.parse_args()
    folder = asked.data
    if asked.merges:
        merges(folder, asked.merges)
        return
    print("| source | records | US, place named | in a known metro | or known to lie in none "
          "| cities | US metros | employers | industries |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|")
    for source in source_names():
        files = find_files(source, folder)
        if files and not card(source).official:
            print(line(source, harmonise(source, files).records))


if __name__ == "__main__":
    main()
