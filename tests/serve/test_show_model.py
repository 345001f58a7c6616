"""`paylens model` and its card as a user runs them."""

import json
import re
from dataclasses import replace

import pytest

from paylens import Market
from paylens.serve.cli import main
from paylens.serve.show_model import as_markdown

SECTIONS = ["Data", "Facts", "Method", "Metrics", "Where it is weak",
            "What it must not be used for"]  # fmt: skip


def run(capsys, *words):
    with pytest.raises(SystemExit) as done:
        main(["model", *map(str, words)])
    return done.value.code, capsys.readouterr()


def test_the_summary_has_a_line_per_series(capsys, monkeypatch, small_market):
    monkeypatch.setenv("COLUMNS", "120")
    code, shown = run(capsys, "--market", small_market)
    assert code == 0
    for series in ("ai_jobs/base", "kaggle_survey/total", "levels_fyi/total"):
        assert re.search(rf"^{series} .*\d%", shown.out, re.MULTILINE)
    assert "Never read: gender; free text" in shown.out and "--card" in shown.out


def test_the_card_as_markdown(capsys):
    code, shown = run(capsys, "--card", "--md")
    assert code == 0
    assert re.findall(r"^## (.*)$", shown.out, re.MULTILINE) == SECTIONS
    lines = shown.out.splitlines()
    rules = [n for n, text in enumerate(lines) if text.startswith("| ---")]
    assert len(rules) == 4
    for rule in rules:
        width = lines[rule].count("|")
        below = lines[rule:]
        body = below[: next(n for n, text in enumerate(below) if not text.startswith("|"))]
        assert len(body) > 1 and {text.count("|") for text in [lines[rule - 1], *body]} == {width}
    assert "Protected, never read: gender" in shown.out
    assert "CC0 1.0" in shown.out and "ODbL" in shown.out
    assert "by machine alone" in shown.out


def test_a_card_without_measurements_says_so(small_market):
    card = Market.open(small_market).model_card()
    whole = replace(card.metrics, worst=(), segments=0, mean_off=None)
    text = as_markdown(replace(card, metrics=whole))
    assert "No part of a series has enough rows to be measured alone." in text
    none = as_markdown(replace(card, metrics=replace(whole, lines=())))
    assert "None: 1,000 records of a source are needed" in none
    assert re.findall(r"^## (.*)$", none, re.MULTILINE) == SECTIONS


def test_few_rows_are_marked(small_market):
    card = Market.open(small_market).model_card()
    few = replace(card.metrics.lines[0], rows=150)
    text = as_markdown(replace(card, metrics=replace(card.metrics, lines=(few,))))
    assert "| 150, too few to say much |" in text


def test_the_card_on_the_screen_has_every_section(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    code, shown = run(capsys, "--card")
    assert code == 0
    assert all(section in shown.out for section in SECTIONS)
    assert not re.search(r"^ *\|", shown.out, re.MULTILINE)


def test_json_holds_the_card(capsys):
    code, shown = run(capsys, "--json")
    card = json.loads(shown.out)
    assert code == 0
    assert {"sentence", "market", "sources", "series", "metrics", "weaknesses", "not_for"} <= set(
        card
    )
    assert card["protected"] == ["gender"]
    assert len({line["series"] for line in card["metrics"]["lines"]}) == len(card["series"])
    assert all({"licence", "redistribute", "clause"} <= set(each) for each in card["sources"])


def test_markdown_is_of_the_card(capsys):
    code, shown = run(capsys, "--md")
    assert code == 2 and "--md goes with --card" in shown.err
