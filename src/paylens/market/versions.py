"""Writing the next version of a market.

A version is written beside the others and `current` replaced in one step, so a killed build leaves
the old market or the new one, never half of either.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from paylens.errors import OutputError
from paylens.market.store import CURRENT, MANIFEST

DRAFT = ".draft-"
# A killed build leaves its draft; a later one takes away those no build can still be at.
DRAFT_KEPT_SECONDS = 6 * 3600


@contextmanager
def new_version(folder: Path) -> Iterator[Path]:
    """A folder to write the next version into; it comes into use when the block ends well.

    Raises
    ------
    OutputError
        `folder` cannot be written to, or the disk is full; the old version stays in use.
    """
    _refuse_foreign(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=folder))
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written to: {error.strerror}.") from error
    try:
        yield draft
        _put_into_use(folder, draft)
    except OSError as error:
        raise OutputError(
            f"{folder}: could not be written: {error.strerror}. The old market is unchanged."
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _refuse_foreign(folder: Path) -> None:
    """A market's folder is its own: one that holds anything else is not written into."""
    if not folder.is_dir() or (folder / CURRENT).is_file():
        return
    others = [path.name for path in folder.iterdir() if not path.name.startswith(DRAFT)]
    if others:
        raise OutputError(
            f"{folder}: is not empty and holds no market ({sorted(others)[0]} …). "
            "Name a new folder with --out."
        )


def _put_into_use(folder: Path, draft: Path) -> None:
    """Rename the draft to its version, point `current` at it, and drop the version before."""
    manifest = json.loads((draft / MANIFEST).read_text("utf-8"))
    version = folder / str(manifest["version"])
    if not version.exists():
        draft.chmod(0o755)
        draft.rename(version)
    before = (folder / CURRENT).read_text("utf-8").strip() if (folder / CURRENT).exists() else ""
    pointer = folder / f".{CURRENT}-{os.getpid()}"
    pointer.write_text(f"{version.name}\n", "utf-8")
    pointer.replace(folder / CURRENT)
    old = folder / before
    if before and old != version and (old / MANIFEST).is_file():
        shutil.rmtree(old, ignore_errors=True)
    for left in folder.glob(f"{DRAFT}*"):
        if time.time() - left.stat().st_mtime > DRAFT_KEPT_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
