"""The invented offers in the docs are answered, by the command that the docs name."""

import sys

import judge_offers
import pytest


def test_the_table_is_written_between_its_marks(monkeypatch, tmp_path, capsys):
    page = tmp_path / "offers.md"
    page.write_text(f"before\n\n{judge_offers.BEGIN}\nold\n{judge_offers.END}\nafter\n", "utf-8")
    monkeypatch.setattr(sys, "argv", ["judge_offers.py", "--write", str(page)])
    judge_offers.main()
    written = page.read_text("utf-8")
    assert (
        written.startswith("before\n")
        and written.endswith("after\n")
        and "to be replaced" not in written
    )
    assert capsys.readouterr().out.strip() in written


@pytest.mark.parametrize("name", sorted(path.stem for path in judge_offers.OFFERS.glob("*.toml")))
def test_each_offer_says_that_it_is_invented(name):
    text = (judge_offers.OFFERS / f"{name}.toml").read_text("utf-8")
    assert text.startswith("# Invented")
