"""Screenshots of every page, the README's picture, and Lighthouse's scores.

    python benchmarks/web screenshots --out FOLDER [--pages A,B]
    python benchmarks/web picture [--out docs/page.png]
    python benchmarks/web lighthouse [--pages A,B] [--devices phone,desktop] [--into docs/web.md]

All start a `paylens serve` of their own and need Chromium; Lighthouse comes from npm.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from web import lighthouse  # noqa: E402
from web.pages import ERRORS, PAGES  # noqa: E402
from web.screenshots import take_picture, take_screenshots  # noqa: E402


def main() -> None:
    """Run what is asked for."""
    asked = _arguments()
    if asked.command == "screenshots":
        for written in take_screenshots(asked.out, asked.pages):
            print(written)
    elif asked.command == "picture":
        take_picture(asked.out)
    else:
        _lighthouse(asked)


def _lighthouse(asked: argparse.Namespace) -> None:
    rows = []
    print(lighthouse.HEADER)
    for row in lighthouse.measure(asked.pages, asked.devices, asked.run):
        rows.append(row)
        print(row.row, flush=True)
        if row.failed:
            print(f"{row.page}, {row.device}: {', '.join(row.failed)}", file=sys.stderr)
    if asked.into is not None:
        lighthouse.write_into(asked.into, rows)
    sys.exit(any(min(row.scores) < lighthouse.AIM for row in rows))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python benchmarks/web", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    pictures = commands.add_parser("screenshots")
    pictures.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    pictures.add_argument("--pages", type=_words, default=[*PAGES, *ERRORS])
    picture = commands.add_parser("picture")
    picture.add_argument("--out", type=Path, default=Path("docs/page.png"))
    scores = commands.add_parser("lighthouse")
    scores.add_argument("--pages", type=_words, default=[*PAGES])
    scores.add_argument("--devices", type=_words, default=[*lighthouse.DEVICES])
    scores.add_argument("--into", type=Path, help="a document whose table to replace")
    scores.add_argument("--run", default=lighthouse.COMMAND, help="how Lighthouse is run")
    return parser.parse_args()


def _words(text: str) -> list[str]:
    return text.split(",")


if __name__ == "__main__":
    main()
