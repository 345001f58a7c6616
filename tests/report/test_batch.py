"""A file of profiles: what each row is told, and which files are refused; backtests of a file."""

import csv
import io
import json
import os
import random
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from paylens.errors import (
    FileUnreadable,
    InvalidValue,
    LayoutChanged,
    OutputError,
    PaylensError,
    SourceError,
)
from paylens.report import batch
from paylens.report.answers import Market
from paylens.report.batch import batch_estimates
from paylens.serve.show_backtest import SEEN, run_backtest
from paylens.serve.show_batch import run_batch
from publishers import write_ai_jobs, write_bls_oews


@pytest.fixture
def profiles(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "profiles.csv"
    yield path
    assert [each.name for each in tmp_path.iterdir()] in ([], ["profiles.csv"])


def answered(market: Market, path: Path, content: str, **options: str) -> list[dict]:
    path.write_text(content, "utf-8")
    return batch_estimates(
        market, path, market.options(**options), lambda *_: None
    ).table.to_dicts()


def test_a_row_of_another_length_stops_no_other(market: Market, profiles: Path) -> None:
    rows = answered(
        market, profiles, "name,role,country\nann,ML engineer,US,a,b\nbob\ncy,ML engineer,US\n\n"
    )
    assert [row["error"] for row in rows] == [
        "has 5 fields; the header has 3.",
        "has 1 fields; the header has 3.",
        None,
    ]
    assert [row["name"] for row in rows] == ["ann", "bob", "cy"]
    assert [row["p50"] is None for row in rows] == [True, True, False]


def test_two_processes_answer_as_one_does(
    market: Market, profiles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "CHUNK", 2)
    roles = ["ML engineer", "data scientist", "astronaut", "data engineer"]
    lines = [f"{role},{country}" for role in roles for country in ("US", "DE")]
    profiles.write_text("\n".join(["role,country", *lines]), "utf-8")
    seen: list[tuple[int, int]] = []
    alone, shared = (
        batch_estimates(market, profiles, market.options(), lambda *x: seen.append(x), processes)
        for processes in (1, 2)
    )
    assert shared.table.equals(alone.table)
    assert seen == [(2, 8), (4, 8), (6, 8), (8, 8)] * 2


def ended(*_: object, **__: object) -> None:
    """As where the system ends a process that takes too much memory."""
    os._exit(1)


def test_a_process_that_is_ended_leaves_the_rest_to_the_first(
    market: Market, profiles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "CHUNK", 1)
    monkeypatch.setattr(batch, "_chunk_elsewhere", ended)
    profiles.write_text("role\n" + "\n".join(["ML engineer", "data scientist"] * 2 + ["x", "y"]))
    found = batch_estimates(market, profiles, market.options(), lambda *_: None, processes=2)
    assert [row["error"] is None for row in found.table.to_dicts()] == [True] * 4 + [False] * 2


def some_profiles(count: int) -> list[dict[str, str]]:
    chosen = random.Random(7)
    words = {
        "role": ["ML engineer", "data scientist", "data engineer"],
        "country": ["US", "Germany", "India", ""],
        "experience": ["", "0", "3", "8-10", "25+"],
        "level": ["", "entry", "senior", "staff"],
        "education": ["", "master", "phd"],
        "company": ["", "", "Google"],
        "company_size": ["", "12", "3000"],
        "city": ["", "", "Berlin"],
    }
    return [{name: chosen.choice(each) for name, each in words.items()} for _ in range(count)]


@pytest.mark.parametrize("pay", ["base", "total"])
def test_a_batch_says_what_each_profile_alone_is_told(
    market: Market, profiles: Path, pay: str
) -> None:
    asked = some_profiles(100)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(asked[0]))
    writer.writeheader()
    writer.writerows(asked)
    told = 0
    for row, facts in zip(answered(market, profiles, text.getvalue(), pay=pay), asked, strict=True):
        try:
            alone = market.estimate(pay=pay, **facts)
        except PaylensError as error:
            assert row["error"] == str(error)
            continue
        figures = {name: round(each.value) for name, each in alone.figures.items()}
        assert {name: row[name] for name in figures} == figures
        assert (row["year"], row["reliability"]) == (alone.year, alone.evidence.reliability)
        told += 1
    assert told > 50


@pytest.mark.parametrize(
    ("content", "kind", "told"),
    [
        ("", FileUnreadable, "is empty"),
        ("role,country\n", FileUnreadable, "holds no rows"),
        ("role;country\nML engineer;US\n", FileUnreadable, "the separator is ';', expected ','"),
        ("role\tcountry\nML engineer\tUS\n", FileUnreadable, "the separator is a tab"),
        ("Role,country,role\na,US,b\n", LayoutChanged, "More than one column is called role."),
        ("name,town\na,b\n", LayoutChanged, "any fact"),
        ('role,country\n"ML engineer,US\n', FileUnreadable, "line 2: unexpected end of data"),
    ],
)
def test_files_that_are_refused(
    content: str, kind: type[SourceError], told: str, market: Market, profiles: Path
) -> None:
    with pytest.raises(kind) as caught:
        answered(market, profiles, content)
    assert told in str(caught.value)
    assert str(profiles) in str(caught.value)


def test_a_folder_and_another_encoding(market: Market, profiles: Path) -> None:
    with pytest.raises(FileUnreadable, match="is a folder"):
        batch_estimates(market, profiles.parent, market.options(), lambda *_: None)
    profiles.write_bytes("role,city\nML engineer,Zürich\n".encode("latin-1"))
    with pytest.raises(FileUnreadable, match="cannot be read as a CSV"):
        batch_estimates(market, profiles, market.options(), lambda *_: None)


def test_a_row_says_what_a_single_estimate_says(market: Market, profiles: Path) -> None:
    content = "\ufeffrole,country,experience\nML engineer,US,6\nlawyer of cats,US,\n"
    good, bad = answered(market, profiles, content, pay="total", currency="EUR")
    alone = market.estimate(
        role="ML engineer", country="US", experience="6", pay="total", currency="EUR"
    )
    assert (good["pay"], good["currency"]) == ("total", "EUR")
    assert good["reliability"] == alone.evidence.reliability
    assert good["records"] == alone.evidence.records
    assert good["p50"] == round(alone.figures["p50"].value)
    assert "my_percentile" not in good
    assert bad["error"] is not None
    assert {bad[name] for name in ("pay", "currency", "reliability", "p50")} == {None}


def test_my_pay_of_each_row(market: Market, profiles: Path) -> None:
    content = "role,country,my_pay\n" + "".join(
        f"data scientist,US,{pay}\n" for pay in ("150k", "150000", "", "plenty")
    )
    short, full, without, wrong = answered(market, profiles, content)
    alone = market.estimate(role="data scientist", country="US", my_pay="150k")
    assert alone.my_pay is not None
    assert short["my_percentile"] == pytest.approx(alone.my_pay["percentile"], abs=0.06)
    assert short["my_percentile"] == full["my_percentile"]
    assert (without["my_percentile"], without["error"]) == (None, None)
    assert "my_pay is 'plenty'" in wrong["error"]


def test_a_row_says_where_a_fact_is_not_answered_as_asked(market: Market, profiles: Path) -> None:
    content = "role,country,experience\nML engineer,US,60\nML engineer,US,40\n"
    beyond, longest = answered(market, profiles, content)
    assert beyond["notes"].startswith("experience: 60 years are answered as 40")
    assert longest["notes"] is None
    assert beyond["p50"] == longest["p50"]


def test_a_row_says_what_lies_outside_the_data(market: Market, profiles: Path) -> None:
    (row,) = answered(market, profiles, "role,country\nML engineer,Madagascar\n")
    alone = market.estimate(role="ML engineer", country="Madagascar")
    assert row["reliability"] == alone.evidence.reliability == "weak"
    assert row["p50"] == round(alone.figures["p50"].value)
    notes = row["notes"].split("; ")
    assert notes[0].startswith("Madagascar: no role has") and set(notes) <= set(alone.notes)


OWN = [
    ("total,,,", {"pay": "total"}),
    (",2023,,", {"year": 2023}),
    (",2023.0,,", {"year": 2023}),
    (",,eur,", {"currency": "EUR"}),
    ("total,2021,GBP,£90k", {"pay": "total", "year": 2021, "currency": "GBP", "my_pay": 90_000}),
    (",,,", {}),
]


def test_a_row_s_own_kind_of_pay_year_and_currency(market: Market, profiles: Path) -> None:
    lines = "".join(f"data scientist,US,{cells}\n" for cells, _ in OWN)
    rows = answered(market, profiles, f"role,country,pay,year,currency,my_pay\n{lines}")
    for row, (_, asked) in zip(rows, OWN, strict=True):
        alone = market.estimate(role="data scientist", country="US", **asked)
        assert row["error"] is None
        assert (row["pay"], row["year"]) == (alone.evidence.pay, alone.year)
        assert row["currency"] == alone.evidence.currency
        assert row["records"] == alone.evidence.records
        assert row["p50"] == round(alone.figures["p50"].value)
        mine = alone.my_pay and pytest.approx(alone.my_pay["percentile"], abs=0.06)
        assert row["my_percentile"] == mine


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("150000,,,", "pay is '150000'; allowed: base, total; one's own pay is my_pay."),
        (",soon,,", "year is 'soon'; allowed: a year from 1990 to 2100."),
        (",2020.5,,", "year is '2020.5'"),
        (",,XYZ,", "no exchange rate for currency 'XYZ'"),
    ],
)
def test_a_row_s_own_options_that_cannot_be(
    cells: str, told: str, market: Market, profiles: Path
) -> None:
    content = f"role,country,pay,year,currency,my_pay\nML engineer,US,{cells}\nML engineer,US,,,,\n"
    wrong, plain = answered(market, profiles, content)
    assert told in wrong["error"]
    assert plain["error"] is None


def test_the_summary_says_what_became_of_columns_and_rows(
    market: Market, profiles: Path, tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    profiles.write_text(
        "name,role,country,town,p50,year\nann,astronaut,US,x,1,\nbob,astronaut,US,x,1,\n"
        "cy,ML engineer,US,x,1,\ndee,ML engineer,US,x,1,soon\n"
    )
    out = tmp_path_factory.mktemp("out") / "o.csv"
    run_batch(market, profiles, out, {}, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["answered"], told["refused"]) == (4, 1, 3)
    assert [count for count in told["reasons"].values()] == [2, 1]
    assert "unknown role 'astronaut'" in next(iter(told["reasons"]))
    assert told["columns"] == {
        "used": ["role", "country", "year"], "replaced": ["p50"], "unread": ["name", "town"],
    }  # fmt: skip
    run_batch(market, profiles, out, {}, as_json=False)
    shown = capsys.readouterr().out
    assert "Columns passed on unread: name, town." in shown
    assert "Columns replaced by the answers': p50." in shown
    assert "3 rows have their reason" in shown and "commonest (2): unknown role" in shown


def test_the_file_itself_is_never_written_over(market: Market, profiles: Path) -> None:
    profiles.write_text("neither read\n", "utf-8")
    again = profiles.parent / ".." / profiles.parent.name / profiles.name
    with pytest.raises(OutputError, match="the file of profiles itself"):
        run_batch(market, profiles, again, {}, as_json=False)
    assert profiles.read_text("utf-8") == "neither read\n"


# --- backtest ---


def test_official_wages_have_no_reports_to_score(tmp_path: Path) -> None:
    path = write_bls_oews(tmp_path, 2024)
    with pytest.raises(InvalidValue, match="ai_jobs, .*kaggle_survey, levels_fyi"):
        run_backtest(None, "bls_oews", path, tmp_path / "o.csv", None, as_json=False)
    assert not (tmp_path / "o.csv").exists()


def test_rows_left_out_are_told_as_a_share_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_ai_jobs(tmp_path, [{}, {"salary_currency": "XXX"}, {}, {"salary": 7}])
    run_backtest(None, "ai_jobs", path, tmp_path / "o.csv", None, as_json=True)
    told = json.loads(capsys.readouterr().out)
    left_out = sum(told["left_out"].values())
    assert left_out > 0
    scored = pl.read_csv(tmp_path / "o.csv").height
    assert told["left_out_share"] == pytest.approx(left_out / (left_out + scored), abs=1e-6)


@pytest.mark.parametrize("seen", [True, False])
def test_a_file_the_market_was_built_from_is_told(
    seen: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_ai_jobs(tmp_path, [{}] * 3)
    if seen:
        import hashlib

        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        market = Market.reference()
        market.store.manifest["sources"][0]["files"]["renamed.csv"] = digest
        monkeypatch.setattr(Market, "at", lambda _: market)
    out = tmp_path / "o.csv"
    run_backtest(None, "ai_jobs", path, out, None, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["seen"] is seen
    assert (told["left_out"], told["left_out_share"], told["out"]) == ({}, 0, str(out))
    assert pl.read_csv(out).height > 0
    run_backtest(None, "ai_jobs", path, out, None, as_json=False)
    assert (SEEN in capsys.readouterr().out) is seen
