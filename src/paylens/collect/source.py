"""A publisher: its card, the files it ships, and how to read them. No judgement lives here."""

from __future__ import annotations

import filecmp
import io
import tomllib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from paylens.errors import FileUnreadable, LayoutChanged, UnknownValue

if TYPE_CHECKING:
    import polars

CARDS = Path(__file__).parent
LARGEST_FILE_BYTES = 4 << 30
MOST_TIMES_PACKED = 200
LONGEST_FIELD = 10_000
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# "once": a copy that nobody renews; "ended": the publisher has stopped.
RHYTHMS = ("continuous", "quarterly", "yearly", "once", "ended")
REDISTRIBUTION = ("yes", "aggregates", "unknown")
# What Python raises for a file that is missing, truncated, encrypted or not what its name says.
DAMAGED = (
    OSError,
    EOFError,
    RuntimeError,
    UnicodeDecodeError,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(frozen=True)
class Correction:
    """A known error of the publisher's, and what it is corrected to.

    Rows in which every column of `where` matches its pattern (a regular expression, searched) get
    the values of `set`; an empty value blanks the cell. A correction that meets no row any more is
    the sign, with `fixed_when`, that the publisher has mended it.
    """

    what: str
    why: str
    source: str
    fixed_when: str
    where: dict[str, str]
    set: dict[str, str]


@dataclass(frozen=True)
class Renewal:
    """When a publisher gives out newer records, and where.

    `rhythm` is one of RHYTHMS. Records of a year are out by the end of `month`, `years_after` that
    year; both say nothing where the rhythm is "once" or "ended". `newer` is the address at which
    newer records come, empty where none is known; `note` says what has to be known beside it.
    """

    rhythm: str
    month: int = 12
    years_after: int = 0
    newer: str = ""
    note: str = ""


@dataclass(frozen=True)
class Card:
    """What is known of a source: who publishes it, on what terms, what it holds.

    `words` maps, per record field, the publisher's words to values; `files` are the patterns by
    which its files are known in a folder. `leans` says whom its records are of more than the
    market is, `counts` what each kind of pay counts: where two sources differ, so may these.
    `dated` says how exactly it dates its records: `day`, `month` or `year`. One that is not
    `citable` has no publisher that anyone could be sent to.
    """

    name: str
    title: str
    publisher: str
    url: str
    licence: str
    redistribute: str
    clause: str
    population: str
    files: tuple[str, ...]
    official: bool
    pay_kinds: tuple[str, ...]
    main_pay_kind: str
    words: dict[str, dict[str, Any]]
    settings: dict[str, Any]
    renewal: Renewal
    corrections: tuple[Correction, ...] = ()
    dated: str = "year"
    leans: str = ""
    counts: dict[str, str] = field(default_factory=dict)
    citable: bool = True

    @property
    def cleared(self) -> bool:
        """Whether the publisher's terms allow what is computed from its records to be shipped."""
        return self.redistribute in ("yes", "aggregates")


@cache
def card(name: str) -> Card:
    """The card of a source.

    Raises
    ------
    UnknownValue
        No source of that name.
    """
    path = CARDS / f"{name}.toml"
    if not path.is_file():
        raise UnknownValue("source", name, list(source_names()))
    written = tomllib.loads(path.read_text("utf-8"))
    return Card(
        name=name,
        files=tuple(written.pop("files")),
        official=written.pop("official", False),
        pay_kinds=tuple(written.pop("pay_kinds")),
        words=written.pop("words", {}),
        settings=written.pop("settings", {}),
        renewal=Renewal(**written.pop("renewal")),
        corrections=tuple(Correction(**known) for known in written.pop("corrections", [])),
        **written,
    )


@cache
def source_names() -> tuple[str, ...]:
    """All sources that have a card, sorted."""
    return tuple(sorted(path.stem for path in CARDS.glob("*.toml")))


def find_files(name: str, folder: Path) -> list[Path]:
    """The source's files anywhere below `folder`, in a stable order.

    A file that lies there packed and unpacked, or twice, is one file; the packed one is read.

    Raises
    ------
    FileUnreadable
        Two different files of one name.
    """
    found = {path for pattern in card(name).files for path in folder.rglob(pattern)}
    by_name: dict[str, Path] = {}
    for path in sorted(path for path in found if path.is_file()):
        other = by_name.setdefault(path.name.removesuffix(".zip"), path)
        if path.suffix == other.suffix and not filecmp.cmp(path, other, shallow=False):
            raise FileUnreadable(f"{path}: is not the same file as {other}. Keep one of them.")
        if path.suffix == ".zip":
            by_name[path.name.removesuffix(".zip")] = path
    return sorted(by_name.values())


def read(name: str, path: Path) -> polars.DataFrame:
    """The raw rows of one of the source's files.

    Every column is text, as published, beside `row`: data rows counted from 1.

    Raises
    ------
    FileUnreadable
        A folder, missing, empty, truncated or not the kind of file the source ships.
    LayoutChanged
        A column that the source's card needs is not there.
    """
    import polars as pl

    if path.is_dir():
        raise FileUnreadable(
            f"{path}: is a folder. Give one file of {name}, such as {card(name).files[0]}."
        )
    reader: Callable[[Path], pl.DataFrame] = import_module(f"paylens.collect.{name}").read
    try:
        raw = reader(path)
    except LayoutChanged as error:
        raise LayoutChanged(path, error.missing, error.found, _advice(name, path)) from error
    except (*DAMAGED, pl.exceptions.PolarsError) as error:
        raise FileUnreadable(
            f"{path}: cannot be read as a file of {name}: {first_line(error)}. "
            f"Download it again from {card(name).url}"
        ) from error
    if raw.is_empty():
        raise FileUnreadable(f"{path}: holds no data rows. Expected: {card(name).title}.")
    return raw


def read_csv(path: Path, needed: tuple[str, ...], *, encoding: str = "utf-8") -> polars.DataFrame:
    """A CSV, or the one CSV inside a ZIP, as text columns and `row`.

    A file that begins with the mark of UTF-16 is read as that. Of a field longer than
    LONGEST_FIELD the start is kept.

    Raises
    ------
    FileUnreadable
        Empty, or unpacked far larger than any publisher's file.
    LayoutChanged
        One of the `needed` columns is missing.
    """
    import polars as pl

    content = _content(path)
    if not content or content.isspace():
        raise FileUnreadable(f"{path}: is empty.")
    if content.startswith(UTF_16_MARKS):
        content = content.decode("utf-16").encode()
    elif encoding != "utf-8":
        content = content.decode(encoding).encode()
    raw = pl.read_csv(io.BytesIO(content), infer_schema=False)
    raw = raw.rename({column: column.removeprefix("\ufeff") for column in raw.columns})
    require(path, needed, raw.columns)
    return _shortened(raw).with_row_index("row", offset=1)


def _content(path: Path) -> bytes:
    with _table(path) as file:
        content = file.read(LARGEST_FILE_BYTES + 1)
    if len(content) > LARGEST_FILE_BYTES:
        raise FileUnreadable(
            f"{path}: holds more than {LARGEST_FILE_BYTES >> 30} GB, more than any publisher ships."
        )
    return content


def _shortened(raw: polars.DataFrame) -> polars.DataFrame:
    import polars as pl

    longest = raw.select(pl.col(pl.String).str.len_bytes().max()).row(0)
    long = [
        column
        for column, length in zip(raw.columns, longest, strict=True)
        if (length or 0) > LONGEST_FIELD
    ]
    return raw.with_columns(pl.col(long).str.slice(0, LONGEST_FIELD))


def require(path: Path, needed: tuple[str, ...], found: list[str]) -> None:
    """Refuse a file that lacks one of the `needed` columns."""
    missing = [column for column in needed if column not in found]
    if missing:
        raise LayoutChanged(path, missing, found)


def _advice(name: str, path: Path) -> str:
    """What to do about a file that has not the layout of source `name`."""
    for other in source_names():
        if other != name and any(path.match(pattern) for pattern in card(other).files):
            return f"Is it a file of {other}?"
    return f"Expected: {card(name).title}, from {card(name).url}"


def first_column(path: Path) -> str:
    """The name of the first column of a CSV, or of the one CSV inside a ZIP, in any encoding."""
    with _table(path) as file:
        header = file.readline().decode("utf-8", "replace")
    return header.split(",")[0].strip('\ufeff"\r\n')


@contextmanager
def _table(path: Path) -> Iterator[IO[bytes]]:
    if path.suffix.lower() != ".zip" and not zipfile.is_zipfile(path):
        with path.open("rb") as plain:
            yield plain
        return
    with zipfile.ZipFile(path) as archive:
        tables = [name for name in archive.namelist() if name.lower().endswith(".csv")]
        if len(tables) != 1:
            raise FileUnreadable(f"{path}: holds {len(tables)} CSV files; expected one.")
        refuse_bomb(path, archive.getinfo(tables[0]))
        with archive.open(tables[0]) as packed:
            yield packed


def refuse_bomb(path: Path, packed: zipfile.ZipInfo) -> None:
    """Refuse what would unpack to far more than any table does, which shrinks to a tenth or so.

    Raises
    ------
    FileUnreadable
        More than MOST_TIMES_PACKED times its size in the archive, a megabyte at least.
    """
    if packed.file_size > MOST_TIMES_PACKED * max(packed.compress_size, 1 << 20):
        raise FileUnreadable(
            f"{path}: would unpack to {packed.file_size:,} bytes from {packed.compress_size:,}; "
            "no publisher's file does. Download it again."
        )


def first_line(error: BaseException) -> str:
    """The first line of an error's text, or its kind where it has none."""
    lines = str(error).strip().splitlines()
    return lines[0][:200].rstrip(".") if lines else type(error).__name__
