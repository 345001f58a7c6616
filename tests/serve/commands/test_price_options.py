"""`--real` and `--ppp` as a user types them."""

import json

import pytest
from typer.testing import CliRunner

from paylens.errors import PaylensError
from paylens.serve.commands import app

ASK = ["estimate", "--role", "data scientist", "--pay", "total", "--country"]


def run(market, *words):
    """A command in this process, on a market built from invented files with prices to 2023."""
    shown = CliRunner().invoke(app, [*words, "--market", str(market)], env={"COLUMNS": "200"})
    if shown.exception is not None and not isinstance(shown.exception, SystemExit):
        raise shown.exception
    return shown.stdout


def test_the_unit_is_on_the_screen_in_every_line_that_needs_it(small_market):
    shown = " ".join(run(small_market, *ASK, "India", "--ppp").split())
    sentence = shown.partition("Understood")[0]
    assert "Int$" in sentence and sentence.endswith("in international dollars). ")
    assert "I$" in shown
    assert "total pay in Int$ (in international dollars)" in shown
    assert "not of what engineers buy" in shown
    assert "$" not in shown.replace("Int$", "").replace("I$", "").replace("$1,000 a year", "")


def test_prices_of_a_year_are_named_beside_the_official_wages_too(small_market):
    shown = run(small_market, *ASK, "US", "--real", "2020")
    assert shown.count("in prices of 2020") >= 4
    assert "May 2023, in prices of 2020" in shown


def test_json_holds_the_view(small_market):
    answer = json.loads(run(small_market, *ASK, "US", "--real", "2020", "--json"))
    assert answer["evidence"]["prices"] == "in prices of 2020"
    (table,) = json.loads(run(small_market, "tables", "country", "--ppp", "--json"))
    assert table["unit"] == "international dollars per year"
    evidence = [cell["statistics"]["evidence"] for row in table["rows"] for cell in row["cells"]]
    assert {each["prices"] for each in evidence} == {"in international dollars"}
    assert {each["currency"] for each in evidence} == {"Int$"}


def test_tables_say_their_unit_in_every_form(small_market):
    shown = run(small_market, "tables", "country", "--ppp", "--real", "2020")
    assert "statistics of records; international dollars per year at prices of 2020" in shown
    header, line, *_ = run(small_market, "tables", "country", "--ppp", "--csv").splitlines()
    assert dict(zip(header.split(","), line.split(","), strict=False))["table"].startswith('"Pay')
    assert "international dollars per year" in line
    assert "in international dollars: pay in the currency" in run(
        small_market, "tables", "country", "--ppp", "--md"
    )


def test_a_batch_takes_the_options(small_market, tmp_path):
    (tmp_path / "profiles.csv").write_text("role,country\ndata scientist,US\n")
    run(
        small_market, "estimate", "--batch", str(tmp_path / "profiles.csv"),
        "--out", str(tmp_path / "o.csv"), "--pay", "total", "--real", "2020",
    )  # fmt: skip
    assert "in prices of 2020" in (tmp_path / "o.csv").read_text()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["US", "--real", "2030"], "real is 2030; allowed: a year with consumer prices"),
        (["US", "--ppp", "--currency", "eur"], "which are a unit of their own"),
        (["Japan", "--ppp"], "Japan"),
    ],
)
def test_what_cannot_be_shown(small_market, words, told):
    with pytest.raises(PaylensError, match=told):
        run(small_market, *ASK, *words)
