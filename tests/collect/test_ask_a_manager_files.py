"""ask_a_manager: which file is the survey of 2023."""

from pathlib import Path

import pytest

import publishers
from paylens.collect.source import find_files, read
from paylens.errors import LayoutChanged

LAYOUT_OF_2021 = (
    "Timestamp",
    "How old are you?",
    "What industry do you work in?",
    "Job title",
    '"If your job title needs additional context, please clarify here:"',
    '"What is your annual salary? (You\'ll indicate the currency in a later question.)"',
    "Please indicate the currency",
    "What country do you work in?",
)


def test_the_survey_of_another_year_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ask_a_manager_2021.csv"
    path.write_text(
        f"{','.join(LAYOUT_OF_2021)}\n4/27/2021 11:02:10,25-34,Law,Clerk,,50000,USD,UK\n"
    )
    with pytest.raises(LayoutChanged, match="Annual salary"):
        read("ask_a_manager", path)
    assert find_files("ask_a_manager", tmp_path) == []


@pytest.mark.parametrize("short", ["salary", "additional", "currency", "area", "years"])
def test_missing_column_is_named(short: str, tmp_path: Path) -> None:
    heading = publishers.ASK_A_MANAGER[short][0]
    path = publishers.write_ask_a_manager(tmp_path, drop=[heading])
    with pytest.raises(LayoutChanged) as caught:
        read("ask_a_manager", path)
    assert caught.value.missing == [heading]


def test_age_race_and_free_text_stay_in_the_file(tmp_path: Path) -> None:
    raw = read("ask_a_manager", publishers.write_ask_a_manager(tmp_path, [{"pay_context": "x"}]))
    values = {str(value) for value in raw.row(0)}
    left = {publishers.ASK_A_MANAGER[short][1] for short in ("age", "race")} | {"x"}
    assert not values & left
