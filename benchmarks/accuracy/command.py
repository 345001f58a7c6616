"""The command: read, split, predict, measure, print."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import tempfile
from pathlib import Path

from accuracy.amounts import read
from accuracy.predicting import predict
from accuracy.results import Results, measure
from accuracy.rivals.registry import NAMES
from accuracy.splits import FITTED_AS, SPLITS, Split, split
from accuracy.store import Store
from accuracy.tables import tables

RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Run what is asked for, or print the stored tables."""
    asked = _arguments()
    if asked.data is not None:
        _run(asked)
    for name in asked.split:
        path = _results_folder(asked) / f"{name}.json"
        if path.exists():
            print(tables(Results(**json.loads(path.read_text("utf-8"))), asked.md), end="\n\n")
        else:
            print(f"{path}: no results yet; --data FOLDER makes them", file=sys.stderr)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python benchmarks/accuracy", description="Accuracy of paylens beside other ways."
    )
    parser.add_argument("--data", type=Path, help="folder of the publishers' files")
    parser.add_argument("--split", nargs="+", choices=SPLITS, default=list(SPLITS))
    parser.add_argument("--series", type=_names, help="only these, such as h1b_lca/base")
    parser.add_argument("--rivals", type=_names, default=list(NAMES), help=", ".join(NAMES))
    parser.add_argument("--share", type=float, default=1.0, help="of the reports; 0.2: a look")
    parser.add_argument("--resume", action="store_true", help="keep predictions made before")
    parser.add_argument("--md", action="store_true", help="every table, as Markdown")
    parser.add_argument(
        "--work",
        type=Path,
        default=Path(tempfile.gettempdir()) / "paylens-accuracy",
        help="folder for predictions; never inside the repository",
    )
    asked = parser.parse_args()
    unknown = set(asked.rivals) - set(NAMES)
    if unknown:
        parser.error(f"no such rival: {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    return asked


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


def _run(asked: argparse.Namespace) -> None:
    reports = read(asked.data)
    store = Store(asked.work / "predictions" / f"share_{asked.share:g}")
    for fitted_as in dict.fromkeys(FITTED_AS[name] for name in asked.split):
        parts = _chosen(split(reports, fitted_as, asked.share), asked.series)
        wanted = [name for name in asked.split if FITTED_AS[name] == fitted_as]
        predict(parts, wanted, asked.rivals, store, asked.resume)
        for name in wanted:
            _write(measure(parts, name, store), _results_folder(asked))


def _chosen(parts: Split, series: list[str] | None) -> Split:
    if series is None:
        return parts
    return dataclasses.replace(parts, tasks=[t for t in parts.tasks if t.series in series])


def _results_folder(asked: argparse.Namespace) -> Path:
    """Beside this file for what covers everything, else beside the predictions."""
    whole = asked.series is None and asked.share >= 1
    folder: Path = RESULTS if whole else asked.work / "results"
    return folder


def _write(found: Results, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{found.split}.json"
    path.write_text(json.dumps(dataclasses.asdict(found), indent=1) + "\n", "utf-8")
