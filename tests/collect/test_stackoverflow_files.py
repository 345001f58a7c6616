"""stackoverflow: two files that find each other, under any name, or do without."""

from pathlib import Path

import pytest

import publishers
from paylens.collect.source import card, read
from paylens.errors import LayoutChanged

ROWS = [{"languages": ["C", "Python"]}, {}, {"number": "7", "languages": ["SQL"]}]


@pytest.mark.parametrize(
    ("name", "languages_name"),
    [
        ("survey_results_2025_pay.csv", "survey_results_2025_languages.csv"),
        ("answers_pay.csv", "answers_languages.csv"),
        ("held_out.csv", "survey_results_2025_languages.csv"),
        ("pay.csv", "other.csv"),
    ],
)
def test_languages_are_found_beside_the_pay_file(
    name: str, languages_name: str, tmp_path: Path
) -> None:
    path = publishers.write_stackoverflow(tmp_path, ROWS, name=name, languages_name=languages_name)
    (path.parent / "notes.csv").write_bytes(b'"never closed\n\xff')
    assert read("stackoverflow", path)["languages"].to_list() == ["C;Python", None, "SQL"]
    beside = read("stackoverflow", path.parent / languages_name)
    assert beside["in_pay_file"].to_list() == ["yes", "yes", "yes"]


def test_a_pay_file_alone_has_no_languages(tmp_path: Path) -> None:
    path = publishers.write_stackoverflow(tmp_path, ROWS, languages_name=None)
    assert read("stackoverflow", path)["languages"].to_list() == [None, None, None]


def test_a_number_with_another_pay_is_another_person(tmp_path: Path) -> None:
    path = publishers.write_stackoverflow(tmp_path, ROWS)
    publishers.write_stackoverflow(
        tmp_path, [ROWS[0], {"number": "7", "salary": "5.0"}], languages_name=None
    )
    assert read("stackoverflow", path)["languages"].to_list() == ["C;Python", None]
    beside = read("stackoverflow", path.with_name("survey_results_2025_languages.csv"))
    assert beside["in_pay_file"].to_list() == ["yes", "yes", None]


def test_the_way_an_amount_is_written_does_not_matter(tmp_path: Path) -> None:
    path = publishers.write_stackoverflow(tmp_path, [{"salary": "90000", "languages": ["C"]}])
    publishers.write_stackoverflow(tmp_path, [{"salary": "90000.0"}], languages_name=None)
    assert read("stackoverflow", path)["languages"].to_list() == ["C"]


def test_neither_of_the_two_files_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "survey_results_2025_pay.csv"
    path.write_text("ResponseId,Country,CompTotal\n1,Ukraine,100\n", "utf-8")
    with pytest.raises(LayoutChanged, match=r"salary, YearsCode, EdLevel, PrimaryRole"):
        read("stackoverflow", path)


@pytest.mark.real_data
def test_every_option_of_the_real_file_is_declared(real_data: Path) -> None:
    raw = read("stackoverflow", real_data / "stackoverflow/survey_results_2025_languages.csv")
    declared = card("stackoverflow").settings["languages"]
    assert sorted(raw["LanguageHaveWorkedWith"].unique()) == sorted(declared)
