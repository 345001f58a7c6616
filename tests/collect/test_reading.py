"""Reading publishers' files: what is returned, and what a bad file is told."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import publishers
from paylens.collect.source import LONGEST_FIELD, card, find_files, read, source_names
from paylens.errors import FileUnreadable, LayoutChanged, SourceError

Write = Callable[..., Path]


def kaggle(folder: Path, **options: Any) -> Path:
    return publishers.write_kaggle_survey(folder, 2022, **options)


def oews(folder: Path, **options: Any) -> Path:
    return publishers.write_bls_oews(folder, 2024, **options)


OF_A_YEAR: dict[str, Write] = {"kaggle_survey": kaggle, "bls_oews": oews}
WRITERS: dict[str, Write] = {
    source: OF_A_YEAR.get(source) or getattr(publishers, f"write_{source}")
    for source in source_names()
}
SOURCES = sorted(WRITERS)


def refusal(source: str, path: Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read(source, path)
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)
    return caught.value


@pytest.mark.parametrize("source", SOURCES)
def test_rows_are_text_and_counted_from_one(source: str, tmp_path: Path) -> None:
    raw = read(source, WRITERS[source](tmp_path, rows=[{}, {}, {}]))
    assert raw["row"].to_list() == [1, 2, 3]
    numbered = {"row", "year", "survey_year"}
    assert {str(kind) for name, kind in raw.schema.items() if name not in numbered} == {"String"}


@pytest.mark.parametrize("source", SOURCES)
def test_a_source_finds_its_own_files_and_no_other(source: str, tmp_path: Path) -> None:
    publishers.write_all(tmp_path, size=8)
    mine = find_files(source, tmp_path)
    others = {
        path for name in source_names() if name != source for path in find_files(name, tmp_path)
    }
    assert mine
    assert not set(mine) & others


def test_a_file_packed_and_unpacked_or_lying_twice_is_one_file(tmp_path: Path) -> None:
    packed = publishers.write_levels_fyi(tmp_path)
    unpacked = packed.with_suffix("")
    unpacked.write_bytes(zipfile.ZipFile(packed).read(unpacked.name))
    again = tmp_path / "again" / packed.name
    again.parent.mkdir()
    again.write_bytes(packed.read_bytes())
    (found,) = find_files("levels_fyi", tmp_path)
    assert found.suffix == ".zip"


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    publishers.write_levels_fyi(tmp_path / "one", rows=[{}])
    publishers.write_levels_fyi(tmp_path / "other", rows=[{}, {}])
    with pytest.raises(FileUnreadable, match="Keep one of them"):
        find_files("levels_fyi", tmp_path)


@pytest.mark.parametrize("source", ["ai_jobs", "levels_fyi"])
def test_utf_16_is_read_by_its_mark(source: str, tmp_path: Path) -> None:
    path = WRITERS[source](tmp_path)
    expected = read(source, path)
    if zipfile.is_zipfile(path):
        content = zipfile.ZipFile(path).read(zipfile.ZipFile(path).namelist()[0])
        path = path.with_suffix("")
    else:
        content = path.read_bytes()
    path.write_bytes(content.decode().encode("utf-16"))
    assert read(source, path).equals(expected)


def test_of_a_field_without_end_the_start_is_kept(tmp_path: Path) -> None:
    path = publishers.write_ai_jobs(tmp_path, rows=[{"job_title": "x" * 1_000_000}, {}])
    assert read("ai_jobs", path)["job_title"].to_list() == ["x" * LONGEST_FIELD, "Data Scientist"]


@pytest.mark.parametrize("source", SOURCES)
def test_no_file(source: str, tmp_path: Path) -> None:
    assert isinstance(refusal(source, tmp_path / "gone.csv.zip"), FileUnreadable)


@pytest.mark.parametrize("source", SOURCES)
def test_a_folder(source: str, tmp_path: Path) -> None:
    error = refusal(source, tmp_path)
    assert isinstance(error, FileUnreadable)
    assert "is a folder" in str(error)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("content", [b"", b"\n\n", b"\x89PNG\r\n\x1a\n\xff\xfe\x00\x00"])
def test_nothing_that_is_a_table(source: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"file{WRITERS[source](tmp_path).suffix}"
    path.write_bytes(content)
    assert isinstance(refusal(source, path), FileUnreadable)


@pytest.mark.parametrize("source", SOURCES)
def test_header_without_rows(source: str, tmp_path: Path) -> None:
    assert "no data rows" in str(refusal(source, WRITERS[source](tmp_path, rows=[])))


@pytest.mark.parametrize("source", ["levels_fyi", "kaggle_survey", "bls_oews", "data_jobs"])
def test_truncated_archive(source: str, tmp_path: Path) -> None:
    path = WRITERS[source](tmp_path, rows=[{}] * 50)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert isinstance(refusal(source, path), FileUnreadable)


@pytest.mark.parametrize("source", ["levels_fyi", "kaggle_survey"])
def test_damaged_archive(source: str, tmp_path: Path) -> None:
    path = WRITERS[source](tmp_path, rows=[{}] * 50)
    content = bytearray(path.read_bytes())
    content[100:140] = bytes(40)
    path.write_bytes(content)
    assert isinstance(refusal(source, path), FileUnreadable)


def test_archive_of_two_tables(tmp_path: Path) -> None:
    path = publishers.write_levels_fyi(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("second.csv", "a,b\n1,2\n")
    assert "holds 2 CSV files" in str(refusal("levels_fyi", path))


@pytest.mark.parametrize(
    ("source", "options"),
    [
        ("ai_jobs", {"rows": [{"job_title": "Ingénieur"}]}),
        ("kaggle_survey", {"rows": [{"role": "Ingénieur"}], "name": "answers.csv"}),
    ],
)
def test_wrong_encoding(source: str, options: dict[str, Any], tmp_path: Path) -> None:
    path = WRITERS[source](tmp_path, **options)
    path.write_bytes(path.read_text("utf-8").encode("cp1252"))
    assert isinstance(refusal(source, path), FileUnreadable)


@pytest.mark.parametrize(
    ("source", "column"),
    [("ai_jobs", "salary"), ("levels_fyi", "basesalary"), ("kaggle_survey", "Q29")]
    + [("kaggle_survey", "Q31_2"), ("bls_oews", "A_MEDIAN")],
)
def test_missing_column_is_named(source: str, column: str, tmp_path: Path) -> None:
    if source in ("kaggle_survey", "bls_oews"):
        path = WRITERS[source](tmp_path, drop=[column])
    else:
        path = tmp_path / "file.csv"
        named = publishers.AI_JOB if source == "ai_jobs" else publishers.LEVELS_REPORT
        header = ",".join(f"{name}_new" if name == column else name for name in named)
        path.write_text(f"{header}\n{',' * (len(named) - 1)}\n", "utf-8")
    error = refusal(source, path)
    assert isinstance(error, LayoutChanged)
    assert error.missing == [column]
    assert card(source).title in str(error)


def test_file_of_another_source_is_recognised(tmp_path: Path) -> None:
    path = publishers.write_kaggle_survey(tmp_path, 2022)
    assert str(refusal("ai_jobs", path)).endswith("Is it a file of kaggle_survey?")


# --- kaggle_survey: which year is it? ---


@pytest.mark.parametrize("year", publishers.QUESTIONS)
@pytest.mark.parametrize("name", ["answers.csv", "answers.csv.zip", "survey_2019_part.csv"])
def test_survey_is_recognised_by_its_questions(year: int, name: str, tmp_path: Path) -> None:
    raw = read("kaggle_survey", publishers.write_kaggle_survey(tmp_path, year, [{}, {}], name=name))
    assert raw["survey_year"].to_list() == [year, year]
    assert raw["role"].to_list() == ["Data Scientist"] * 2


def test_question_that_was_not_asked_is_null(tmp_path: Path) -> None:
    raw = read("kaggle_survey", publishers.write_kaggle_survey(tmp_path, 2018))
    assert raw["employer_size"].to_list() == [None]


def test_survey_without_question_texts_is_refused(tmp_path: Path) -> None:
    written = publishers.write_kaggle_survey(tmp_path, 2022, [{}, {}], name="answers.csv")
    header, _, *answers = written.read_text("utf-8").splitlines()
    written.write_text("\n".join([header, *answers]), "utf-8")
    error = refusal("kaggle_survey", written)
    assert "2018, 2019, 2021, 2022" in str(error)


def test_options_are_columns_named_by_their_question_text(tmp_path: Path) -> None:
    path = publishers.write_kaggle_survey(tmp_path, 2022, [{"uses": ["R", "PyTorch"]}])
    raw = read("kaggle_survey", path)
    assert raw["languages: R"].to_list() == ["R"]
    assert raw["languages: Python"].to_list() == [None]
    assert raw["frameworks: PyTorch"].to_list() == [" PyTorch "]


@pytest.mark.parametrize("name", ["answers.csv", "answers.csv.zip", "survey_2019_part.csv"])
def test_survey_of_2017_is_recognised_in_its_own_encoding(name: str, tmp_path: Path) -> None:
    rows = [{"Country": "Côte d'Ivoire", "CompensationCurrency": "EUR", "WorkToolsSelect": "R,SQL"}]
    raw = read("kaggle_survey", publishers.write_kaggle_survey_2017(tmp_path, rows, name=name))
    (line,) = raw.to_dicts()
    expected = {"row": 1, "survey_year": 2017, "country": "Côte d'Ivoire", "usd_per_unit": "1.2"}
    expected |= {"tools: R": "R", "tools: SQL": "SQL", "pay": None, "ml_years": None}
    assert expected.items() <= line.items()


def test_survey_of_2017_without_a_column(tmp_path: Path) -> None:
    path = publishers.write_kaggle_survey_2017(tmp_path, drop=["Tenure"])
    error = refusal("kaggle_survey", path)
    assert isinstance(error, LayoutChanged)
    assert error.missing == ["Tenure"]


def test_survey_of_2017_without_its_rates(tmp_path: Path) -> None:
    path = publishers.write_kaggle_survey_2017(tmp_path, rates=None)
    assert read("kaggle_survey", path)["usd_per_unit"].to_list() == [None]


def test_rates_of_2017_in_another_layout_are_named(tmp_path: Path) -> None:
    path = publishers.write_kaggle_survey_2017(tmp_path)
    rates = path.with_name("conversion_rates_2017.csv")
    rates.write_text("currency,rate\nEUR,1.2\n", "utf-8")
    with pytest.raises(FileUnreadable, match="conversion_rates_2017.csv: no exchange rates"):
        read("kaggle_survey", path)


# --- bls_oews: which year is it? ---


@pytest.mark.parametrize(
    ("name", "sheet"),
    [("wages.xlsx", "national_M2023_dl"), ("national_M2023_dl.xlsx", "Sheet1")],
)
def test_year_of_official_wages(name: str, sheet: str, tmp_path: Path) -> None:
    raw = read("bls_oews", publishers.write_bls_oews(tmp_path, 2023, name=name, sheet=sheet))
    assert raw["year"].to_list() == [2023]


@pytest.mark.parametrize(
    ("write", "column"),
    [
        (publishers.write_new_york_wages, "Experienced Wage"),
        (publishers.write_new_york_wages, "Area Type"),
        (publishers.write_washington_wages, "Annual wage"),
        (publishers.write_washington_wages, "Year"),
    ],
)
def test_a_state_s_layout_is_known_by_its_header(write: Write, column: str, tmp_path: Path) -> None:
    raw = read("bls_oews", write(tmp_path, [{}, {}]))
    assert raw["row"].to_list() == [1, 2]
    assert column in raw.columns
    error = refusal("bls_oews", write(tmp_path, drop=[column]))
    assert isinstance(error, LayoutChanged)
    assert error.missing == [column]


def test_official_wages_of_no_year_are_refused(tmp_path: Path) -> None:
    path = publishers.write_bls_oews(tmp_path, 2023, name="wages.xlsx", sheet="Sheet1")
    assert isinstance(refusal("bls_oews", path), LayoutChanged)
