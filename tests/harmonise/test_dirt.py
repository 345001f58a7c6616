"""Dirty files: a clear error, or every row kept or counted. Never a crash, never a hang."""

import io
import tempfile
import zipfile
from functools import cache
from importlib import import_module
from pathlib import Path

import fastexcel
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import publishers
from paylens.collect.source import MOST_TIMES_PACKED, card, find_files, read, source_names
from paylens.errors import FileUnreadable, SourceError
from paylens.harmonise.official.table import official_market
from paylens.harmonise.records import harmonise

DIRT = [
    "",
    " ",
    "-",
    "NA",
    "nan",
    "inf",
    "1e400",
    "-1",
    "0",
    "120000,50",
    "1.234.567,89",
    "１２００００",
    "$120,000",
    "=1+1",
    '=HYPERLINK("http://example.com")',
    "#REF!",
    "1900-01-01",
    "12/31/1969 23:59:59",
    "1969-12-31T23:59:59",
    "2999-01-01",
    "12/31/9999",
    "99999",
    "2023-02-30",
    "\ufeff",
    "\x00",
    "a\nb",
    'a"b',
    "💰" * 50,
    "x" * 1_000_000,
    "['python'",
    "|" * 5_000,
    ",".join(["Python"] * 2_000),
]
PACKED = (".zip", ".xlsx")
ZIPPED = [name for name in source_names() if any(f.endswith(PACKED) for f in card(name).files)]
EXAMPLES = settings(max_examples=25)
cells_with_dirt = st.lists(
    st.tuples(
        st.integers(0, 10**6),
        st.integers(0, 10**6),
        st.sampled_from(DIRT) | st.text(max_size=40).filter(lambda text: "\r" not in text),
    ),
    min_size=1,
    max_size=12,
)


@cache
def clean_files(source: str) -> dict[str, bytes]:
    """The invented files of one source, by name."""
    with tempfile.TemporaryDirectory() as folder:
        import_module(f"publishers.{source}").write_world(Path(folder), seed=3, size=40)
        return {path.name: path.read_bytes() for path in find_files(source, Path(folder))}


def account(source: str, files: dict[str, bytes]) -> None:
    """Harmonise the files: read = kept + dropped, or an error that names a file."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        paths = [Path(folder, name) for name in files]
        try:
            found = (
                official_market(source, paths)[1]
                if card(source).official
                else harmonise(source, paths).account()
            )
        except SourceError as error:
            assert str(folder) in str(error)
            assert "\n" not in str(error)
            assert len(str(error)) < 2_000
            return
    assert found["read"] == found["kept"] + sum(found["dropped"].values())


def with_dirt(name: str, content: bytes, dirt: list[tuple[int, int, str]]) -> bytes:
    """The same file with some of its cells replaced, in the same format."""
    table = table_of(name, content)
    columns = [table[column].to_list() for column in table.columns]
    for row, column, text in dirt:
        columns[column % len(columns)][row % table.height] = text
    dirty = pl.DataFrame(dict(zip(table.columns, columns, strict=True)), table.schema)
    return rewritten(name, dirty)


def table_of(name: str, content: bytes) -> pl.DataFrame:
    if name.endswith(".xlsx"):
        sheet = fastexcel.read_excel(content).load_sheet(0, dtypes="string")
        return sheet.to_polars().cast(pl.String)
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = archive.read(archive.namelist()[0])
    text = content.decode("utf-8", "replace").encode()
    return pl.read_csv(io.BytesIO(text), infer_schema=False)


def rewritten(name: str, table: pl.DataFrame) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        if name.endswith(".xlsx"):
            lines = [table.columns, *([cell or "" for cell in row] for row in table.rows())]
            clean = [["".join(filter(in_xml, cell)) for cell in line] for line in lines]
            publishers.write_workbook(path, path.stem, clean)
        elif name.endswith(".zip"):
            publishers.zipped(path, table.write_csv().encode())
        else:
            path.write_bytes(table.write_csv().encode())
        return path.read_bytes()


def in_xml(letter: str) -> bool:
    """Whether XML can hold a character at all."""
    return letter in "\t\n" or " " <= letter <= "\ud7ff" or "\ue000" <= letter < "\ufffe"


@pytest.mark.parametrize("source", source_names())
@EXAMPLES
@given(data=st.data())
def test_dirty_cells(source: str, data: st.DataObject) -> None:
    files = dict(clean_files(source))
    name = data.draw(st.sampled_from(sorted(files)))
    files[name] = with_dirt(name, files[name], data.draw(cells_with_dirt))
    account(source, files)


@pytest.mark.parametrize("source", source_names())
@EXAMPLES
@given(data=st.data())
def test_damaged_bytes(source: str, data: st.DataObject) -> None:
    files = dict(clean_files(source))
    name = data.draw(st.sampled_from(sorted(files)))
    content = bytearray(files[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        junk = data.draw(st.sampled_from([b'"', b"\xe9", b"\xff\xfe", b"\x00", b"\n", b",,,"]))
        content[at : at + data.draw(st.integers(0, 3))] = junk
    files[name] = bytes(content[: data.draw(st.integers(0, len(content)) | st.just(len(content)))])
    account(source, files)


@pytest.mark.parametrize("source", source_names())
def test_every_cell_of_dirt_in_every_column(source: str) -> None:
    for name, content in clean_files(source).items():
        table = table_of(name, content)
        for start in range(0, len(DIRT), 8):
            dirt = [
                (row, column, DIRT[(start + row + column) % len(DIRT)])
                for row in range(min(8, table.height))
                for column in range(table.width)
            ]
            account(source, {**clean_files(source), name: with_dirt(name, content, dirt)})


@pytest.mark.parametrize("source", source_names())
def test_other_encodings_and_line_ends(source: str) -> None:
    for name, content in clean_files(source).items():
        if not name.endswith(".csv"):
            continue
        text = content.decode("utf-8", "replace")
        for changed in (
            text.encode("utf-16"),
            text.encode("utf-8-sig"),
            text.replace("\n", "\r\n").encode(),
            text.replace("\n", "\r").encode(),
            text.replace(",", ";").encode(),
            (text + "Zürich,").encode("latin-1", "replace"),
        ):
            account(source, {**clean_files(source), name: changed})


@pytest.mark.parametrize("source", ZIPPED)
def test_a_zip_bomb_is_refused_before_it_is_unpacked(source: str, tmp_path: Path) -> None:
    (name, *_) = (name for name in clean_files(source) if name.endswith(PACKED))
    path = tmp_path / name
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("bomb.csv", "w") as member,
    ):
        for _ in range(MOST_TIMES_PACKED + 50):
            member.write(b"0," * (1 << 19))
    with pytest.raises(FileUnreadable, match="would unpack to"):
        read(source, path)
