"""`paylens levels` as a user runs it."""

import json

import pytest

from paylens.serve.cli import main


def run(capsys, *words):
    with pytest.raises(SystemExit) as done:
        main(["levels", *map(str, words)])
    return done.value.code, capsys.readouterr()


def test_a_company_s_ladder_on_the_screen(capsys, monkeypatch, small_market):
    monkeypatch.setenv("COLUMNS", "160")
    code, shown = run(capsys, "acme", "--market", small_market)
    assert code == 0
    assert shown.out.startswith("At Acme, ")
    text = " ".join(shown.out.split())
    for told in (
        "Senior Engineer is senior",
        "levels by number",
        "above L3",
        "name it so in words",
        "fitted on the publisher's whole file",
    ):
        assert told in text


def test_json_has_the_same_fields(capsys, small_market):
    code, shown = run(capsys, "Acme", "--market", small_market, "--json")
    answer = json.loads(shown.out)
    assert code == 0 and answer["employer"] == "Acme"
    assert {"sentence", "ladders", "evidence", "contest"} <= set(answer)
    assert answer["ladders"][0]["levels"][0]["records"] >= 10


def test_the_companies_that_have_one(capsys, small_market):
    code, shown = run(capsys, "--market", small_market)
    assert code == 0
    assert "5 companies have" in shown.out and "Initech" in shown.out


def test_an_unknown_company(capsys, small_market):
    code, shown = run(capsys, "Acmee", "--market", small_market)
    assert code == 2
    assert "unknown company 'Acmee'" in shown.err and "Acme" in shown.err
