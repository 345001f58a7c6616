"""Commands as a user runs them: a process, its output and its exit code."""

import json
import os
import subprocess
import sys

import pytest

from publishers import write_ai_jobs, write_all, write_levels_fyi

COMMANDS = ["estimate", "explain", "tables", "levels", "sources", "build", "backtest", "show"]
ASK = ["estimate", "--role", "ML engineer", "--country", "US"]


def run(*words, cwd=None, **environment):
    return subprocess.run(
        [sys.executable, "-m", "paylens", *map(str, words)],
        check=False,
        capture_output=True,
        text=True,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        env=os.environ | {"COLUMNS": "110", "NO_COLOR": "1"} | environment,
    )


def test_without_a_terminal_the_help_is_shown():
    shown = run()
    assert shown.returncode == 0
    for command in COMMANDS:
        assert command in shown.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command):
    shown = run(command, "--help")
    assert shown.returncode == 0
    assert "--json" in shown.stdout


def test_an_estimate_from_the_shipped_market():
    shown = run(*ASK, "--experience", "6 yrs", "--my-pay", "150000")
    assert shown.returncode == 0, shown.stderr
    for told in ("ML engineer", "United States", "6 years", "p50", "records", "Your $150,000"):
        assert told in shown.stdout


def test_json_has_the_screen_s_fields():
    answer = json.loads(run(*ASK, "--json").stdout)
    assert set(answer["figures"]) == {"p10", "p25", "p50", "p75", "p90", "mean"}
    figures = [answer["figures"][name]["value"] for name in ("p10", "p25", "p50", "p75", "p90")]
    assert figures == sorted(figures)
    for name in ("records", "publishers", "years", "basis", "status", "reliability", "rule"):
        assert answer["evidence"][name]
    assert answer["sentence"] and answer["sources"]


WRONG = [
    (["estimate"], 2, "at least one fact"),
    (["estimate", "--role", "astronaut"], 2, "unknown role 'astronaut'"),
    (["estimate", "--role", "ML enginer", "--country", "US"], 2, "ML engineer"),
    ([*ASK, "--experience", "-4"], 2, "experience is '-4'"),
    ([*ASK, "--my-pay", "-1"], 2, "pay is '-1'"),
    ([*ASK, "--pay", "gross"], 2, "base, total"),
    ([*ASK, "--pay", "bonus"], 2, "base, total"),
    ([*ASK, "--currency", "XYZ"], 2, "no exchange rate for currency 'XYZ'"),
    ([*ASK, "--year", "20245"], 2, "year is 20245"),
    ([*ASK, "--as-reported-in", "glassdoor"], 2, "ai_jobs"),
    ([*ASK, "--as-reported-in", "kaggle_survey"], 1, "no base pay in kaggle_survey"),
    ([*ASK, "--market", "nowhere"], 1, "holds no complete market"),
    (["estimate", "--batch", "nothing.csv"], 2, "--out"),
    (["estimate", "--batch", "nothing.csv", "--out", "o.csv"], 1, "nothing.csv"),
    (["explain"], 2, "at least one fact"),
    (["explain", "--role", "astronaut"], 2, "unknown role 'astronaut'"),
    (["explain", *ASK[1:], "--as-reported-in", "kaggle_survey"], 1, "no base pay in kaggle_survey"),
    (["tables", "shoe_size"], 2, "unknown table 'shoe_size'"),
    (["sources", "--md"], 2, "--compare"),
    (["sources", "ai_jobs", "--compare"], 2, "--compare is of all sources"),
    (["build", "--from", "nowhere"], 1, "no such folder"),
    (["backtest", "glassdoor", "file.csv", "--out", "o.csv"], 2, "glassdoor"),
    (["backtest", "ai_jobs", "file.csv", "--out", "o.csv"], 1, "file.csv"),
    (["backtest", "bls_oews", "file.xlsx", "--out", "o.csv"], 2, "levels_fyi"),
    (["backtest", "ai_jobs", "file.csv", "--pay", "foo", "--out", "o.csv"], 2, "base, total"),
    (["frobnicate"], 2, "frobnicate"),
]


@pytest.mark.parametrize(("words", "code", "told"), WRONG, ids=lambda value: str(value)[:60])
def test_wrong_questions_are_told_what_to_do(words, code, told, tmp_path):
    shown = run(*words, cwd=tmp_path)
    assert shown.returncode == code, shown.stderr
    assert told in " ".join(shown.stderr.split())
    assert "Traceback" not in shown.stderr
    assert not list(tmp_path.iterdir())


def test_out_never_replaces_a_device(tmp_path):
    (tmp_path / "profiles.csv").write_text("role\nML engineer\n")
    for device in ("/dev/null", "/dev/full"):
        shown = run("estimate", "--batch", "profiles.csv", "--out", device, cwd=tmp_path)
        assert shown.returncode == 1
        assert "not a regular file" in shown.stderr


def test_a_build_into_a_folder_of_other_things(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    write_all(tmp_path / "data", size=100)
    shown = run("build", "--from", "data", "--out", ".", cwd=tmp_path)
    assert shown.returncode == 1
    assert "holds no market" in shown.stderr
    assert (tmp_path / "thesis.txt").exists() and (tmp_path / "data").is_dir()


def test_debug_shows_the_traceback(tmp_path):
    assert "Traceback" in run("build", "--from", tmp_path / "nowhere", "--debug").stderr


def test_an_unwritable_out_is_said_before_anything_is_lost(tmp_path):
    (tmp_path / "profiles.csv").write_text("role\nML engineer\n")
    shown = run(
        "estimate", "--batch", tmp_path / "profiles.csv", "--out", tmp_path / "no" / "o.csv"
    )
    assert shown.returncode == 1
    assert "cannot be written" in shown.stderr


def test_a_batch_with_bad_rows(tmp_path):
    (tmp_path / "profiles.csv").write_text(
        "name,role,country,experience\n"
        "ann,ML engineer,US,6\nbob,astronaut,US,6\ncy,,,\ndee,data scientist,India,\n"
    )
    shown = run(
        "estimate", "--batch", "profiles.csv", "--out", "o.csv", "--pay", "total", cwd=tmp_path
    )
    assert shown.returncode == 0, shown.stderr
    lines = (tmp_path / "o.csv").read_text().splitlines()
    assert lines[0].startswith("name,role,country,experience,p10,p25,p50,p75,p90,mean")
    assert [line.split(",")[0] for line in lines[1:]] == ["ann", "bob", "cy", "dee"]
    assert "unknown role 'astronaut'" in lines[2]
    assert "no fact given" in lines[3]
    assert float(lines[1].split(",")[6]) > float(lines[4].split(",")[6])


def test_tables_from_the_shipped_market():
    found = json.loads(run("tables", "--json").stdout)
    rows = [row for table in found for row in table["rows"] if row.get("article")]
    assert len(rows) == 51
    assert all(row["verdict"] for row in rows)


def test_sources_of_the_shipped_market():
    for account in json.loads(run("sources", "--json").stdout):
        assert account["read"] == account["kept"] + sum(account["dropped"].values())
        assert account["publisher"] and account["licence"] and account["url"]


def test_the_shipped_market_s_sources_side_by_side():
    page = run("sources", "--compare", "--md")
    assert page.returncode == 0, page.stderr
    told = json.loads(run("sources", "--compare", "--json").stdout)
    assert page.stdout.startswith(f"# What each source says\n\n{told['sentence']}")
    assert "ML engineer" in run("sources", "--compare").stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A market built by the command from ai_jobs and levels_fyi files alone."""
    folder = tmp_path_factory.mktemp("built")
    write_all(folder / "files", size=600)
    for path in (folder / "files").rglob("kaggle_survey*.zip"):
        path.unlink()
    shown = run("build", "--from", folder / "files", "--out", folder / "market", "--json")
    assert shown.returncode == 0, shown.stderr
    return folder, json.loads(shown.stdout)


def test_a_build_accounts_for_every_row(built):
    _, report = built
    assert {"ai_jobs", "levels_fyi"} <= {account["source"] for account in report["sources"]}
    assert "kaggle_survey" in report["skipped"]
    for account in report["sources"]:
        assert account["read"] == account["kept"] + sum(account["dropped"].values())


def test_a_market_of_one_s_own_answers(built):
    folder, _ = built
    shown = run(*ASK, "--market", folder / "market", "--json")
    assert shown.returncode == 0, shown.stderr
    assert json.loads(shown.stdout)["figures"]["p50"]["value"] > 0


def test_backtest_on_rows_the_market_never_saw(built):
    folder, _ = built
    write_all(folder / "unseen", seed=9, size=300)
    unseen = next((folder / "unseen").rglob("Levels*"))
    shown = run(
        "backtest", "levels_fyi", unseen, "--out", folder / "scores.csv",
        "--market", folder / "market", "--json",
    )  # fmt: skip
    assert shown.returncode == 0, shown.stderr
    header = (folder / "scores.csv").read_text().splitlines()[0].split(",")
    assert {"row", "p05", "p10", "p25", "p50", "p75", "p90", "p95"} <= set(header)


def test_a_broken_file_leaves_the_old_market(built, tmp_path):
    folder, report = built
    write_ai_jobs(tmp_path)
    (tmp_path / "Levels_Fyi_Salary_Data.csv.zip").write_bytes(b"PK\x03\x04 cut off")
    shown = run("build", "--from", tmp_path, "--out", folder / "market")
    assert shown.returncode == 1
    assert "Levels_Fyi" in shown.stderr
    assert (folder / "market" / "current").read_text().strip() == report["version"]


def test_a_file_of_another_source_is_named(tmp_path):
    levels = write_levels_fyi(tmp_path)
    shown = run("backtest", "ai_jobs", levels, "--out", tmp_path / "o.csv")
    assert shown.returncode == 1
    assert "columns missing" in shown.stderr
    assert not (tmp_path / "o.csv").exists()
