"""How many of each source's records name a place, an employer and an industry, and how many of the
US places lie in a known metro area.

Run: python benchmarks/places.py --data FOLDER
"""

import argparse
from pathlib import Path

import polars as pl

from paylens.collect.source import card, find_files, source_names
from paylens.harmonise.dimension import dimension
from paylens.harmonise.records import harmonise
from paylens.harmonise.us_places import gazetteer


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


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    folder = arguments.parse_args().data
    print("| source | records | US, place named | in a known metro | or known to lie in none "
          "| cities | US metros | employers | industries |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|")
    for source in source_names():
        files = find_files(source, folder)
        if files and not card(source).official:
            print(line(source, harmonise(source, files).records))


if __name__ == "__main__":
    main()
