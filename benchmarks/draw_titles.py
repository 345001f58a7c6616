"""Draw the titles of tests/harmonise/labelled_titles.csv from the publishers' files.

Run: python benchmarks/draw_titles.py --data FOLDER

Per source, half of the titles are drawn by frequency (a random row), half from the distinct
titles, and every second one is held out; the second draw is of distinct titles only, labelled
after the rules were settled. Labels are given by hand: docs/titles.md has the rule.
"""

import argparse
import csv
import random
import sys
from pathlib import Path

from titles import SAMPLE, titles_of

FIRST_SEED, FRESH_SEED = 20261124, 20261125
FIRST = {
    "ai_jobs": 84,
    "data_jobs": 110,
    "ai_postings": 104,
    "ask_a_manager": 124,
    "levels_fyi": 30,
}
FRESH = ("data_jobs", "ai_postings", "ask_a_manager")
FRESH_EACH = 60

Draw = tuple[str, str, str, str]


def first_draw(folder: Path) -> list[Draw]:
    chance = random.Random(FIRST_SEED)
    drawn: list[Draw] = []
    for source, count in FIRST.items():
        words = titles_of(source, folder)
        distinct = sorted(set(words))
        kinds: dict[str, str] = {}
        while len(kinds) < count // 2:
            kinds.setdefault(chance.choice(words), "frequent")
        seen = {word.lower() for word in kinds}
        while len(kinds) < count:
            word = chance.choice(distinct)
            if word.lower() not in seen:
                kinds.setdefault(word, "distinct")
                seen.add(word.lower())
        for kind in ("frequent", "distinct"):
            chosen = [word for word in kinds if kinds[word] == kind]
            chance.shuffle(chosen)
            halves = ("develop", "held_out") * len(chosen)
            drawn += [
                (source, word, kind, half) for word, half in zip(chosen, halves, strict=False)
            ]
    return drawn


def fresh_draw(folder: Path, seen: set[str]) -> list[Draw]:
    chance = random.Random(FRESH_SEED)
    return [
        (source, word, "distinct", "fresh")
        for source in FRESH
        for word in chance.sample(
            sorted(w for w in set(titles_of(source, folder)) if w.lower() not in seen), FRESH_EACH
        )
    ]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    folder = arguments.parse_args().data
    labelled = csv.DictReader(SAMPLE.read_text("utf-8").splitlines())
    seen = {line["title"].lower() for line in labelled if line["half"] != "fresh"}
    lines = csv.writer(sys.stdout, lineterminator="\n")
    lines.writerow(["source", "title", "drawn", "half"])
    lines.writerows(first_draw(folder) + fresh_draw(folder, seen))


if __name__ == "__main__":
    main()
