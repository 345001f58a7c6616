"""Output files that are whole or not there at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from paylens.errors import OutputError


@contextmanager
def write_whole(path: Path) -> Iterator[Path]:
    """A draft beside `path` that takes its place when the block ends well.

    Raises
    ------
    OutputError
        The folder is missing or not writable, or the disk is full; `path` is unchanged.
    """
    draft = None
    path = path.resolve()
    if path.exists() and not path.is_file():
        raise OutputError(f"{path}: is not a regular file. Choose another --out.")
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".draft-", delete=False) as file:
            draft = Path(file.name)
        yield draft
        draft.chmod(0o644)
        draft.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{path}: cannot be written: {reason}. Choose another --out.") from error
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)
