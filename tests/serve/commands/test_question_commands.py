"""Every declared question has a command, and a command has what its question declares."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from invented_answers import QUESTION, MarketWithInvented
from paylens.errors import FileUnreadable
from paylens.report.answers import Market
from paylens.report.estimator import OPTIONS as OPTION_NAMES
from paylens.report.profile import QUESTIONS as FACT_NAMES
from paylens.report.sections import SectionedAnswer
from paylens.serve.commands import app
from paylens.serve.commands import questions as question_commands
from paylens.serve.parameters import FACTS, FILE, OPTIONS
from paylens.serve.questions import QUESTIONS, Question

every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.name)
PLAIN = {"NO_COLOR": "1", "COLUMNS": "200", "TERM": "dumb"}


def run(*words: str) -> tuple[int, str]:
    shown = CliRunner().invoke(app, list(words), env=PLAIN, catch_exceptions=True)
    return shown.exit_code, re.sub(r"\x1b\[[0-9;]*m", "", shown.output)


def test_facts_and_options_are_declared_once_and_all() -> None:
    assert list(FACTS) == list(FACT_NAMES)
    assert set(OPTIONS) == set(OPTION_NAMES)


@every_question
def test_a_question_is_declared_well(question: Question) -> None:
    assert callable(getattr(Market, question.name))
    assert issubclass(question.result_class, SectionedAnswer)
    names = [each.name for each in question.parameters]
    assert len(set(names)) == len(names)
    assert set(question.first) <= set(names)
    assert not set(names) & {"market", "json", "csv", "md", "format", "section"}
    assert question.help.endswith(".") and question.title


@every_question
def test_its_help_names_every_parameter(question: Question) -> None:
    code, text = run(question.name, "--help")
    assert code == 0
    assert " ".join(question.help.split()) in " ".join(text.split())
    for each in question.parameters:
        if each.position is None:
            flag = each.flags.split("/")[0] or f"--{each.name.replace('_', '-')}"
            assert flag in text
    for flag in ("--json", "--csv", "--md", "--market"):
        assert flag in text


@every_question
def test_it_answers_in_every_form(question: Question, tmp_path: Path) -> None:
    words = [question.name]
    for each in question.parameters:
        told = question.first.get(each.name)
        if told is not None and each.position is not None:
            told = [*told] if each.several else [str(told)]
            words += _files(told, tmp_path) if each.kind == FILE else told
    for each in question.parameters:
        told = question.first.get(each.name)
        if told is not None and each.position is None:
            words += [f"--{each.name.replace('_', '-')}", str(told)]
    code, text = run(*words)
    assert code == 0, text
    sentence = json.loads(run(*words, "--json")[1])["sentence"]
    assert " ".join(text.split()).startswith(" ".join(sentence.split()))
    assert run(*words, "--md")[1].startswith(sentence)
    assert run(*words, "--csv")[1].startswith("section,")


@every_question
def test_it_is_a_table_in_python_too(question: Question) -> None:
    answer = question.ask(Market.reference(), question.first)
    assert answer.to_polars().height == sum(len(section.rows) for section in answer.sections)


def _files(texts: list[str], folder: Path) -> list[str]:
    """The paths of files that hold these texts."""
    paths = [folder / f"text-{place}" for place in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    return [str(path) for path in paths]


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.files], ids=lambda each: each.name)
def test_an_example_to_start_from_is_printed(question: Question) -> None:
    code, text = run(question.name, "--example")
    first = question.first[question.files[0].name]
    assert (code, text) == (0, first if isinstance(first, str) else first[0])


@pytest.mark.parametrize(
    "question",
    [q for q in QUESTIONS if any(each.several for each in q.files)],
    ids=lambda each: each.name,
)
@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "cannot be read"), (b"\xff\xfe\x00", "no text in UTF-8"), (b"x" * 70_000, "larger")],
)
def test_a_file_that_is_no_text_is_refused(
    question: Question, content: bytes | None, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "told.toml"
    if content is not None:
        path.write_bytes(content)
    shown = CliRunner().invoke(app, [question.name, str(path)], env=PLAIN)
    assert isinstance(shown.exception, FileUnreadable)
    assert told in str(shown.exception)


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands with the invented question among them."""
    monkeypatch.setattr(question_commands, "QUESTIONS", (QUESTION,))
    monkeypatch.setattr("paylens.report.answers.Market", MarketWithInvented)


def test_values_options_and_switches_reach_the_market(invented: None) -> None:
    words = ["invented", "a b", "c", "--country", "Germany", "--year", "2021", "--remote"]
    code, text = run(*words, "--whole", "--company-size", "10,000+", "--json")
    assert code == 0, text
    assert json.loads(text)["asked"] == {
        "values": "['a b', 'c']", "country": "'DE'", "year": "2021", "remote": "True",
        "whole": "True", "company_size": "'10,000+'", "pay": "'base'", "kind": "'one'",
    }  # fmt: skip


def test_what_nobody_told_is_not_passed(invented: None) -> None:
    code, text = run("invented", "--json")
    assert code == 0, text
    assert json.loads(text)["asked"] == {"pay": "'base'", "kind": "'one'", "whole": "False"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--json", "--csv"], "choose one of --json and --csv"),
        (["--year", "soon"], "soon"),
        (["--frob"], "--frob"),
    ],
)
def test_bad_usage_is_told(invented: None, words: list[str], told: str) -> None:
    code, text = run("invented", *words)
    assert code == 2
    assert told in " ".join(text.split())


def test_help_makes_no_command_and_imports_no_market() -> None:
    """The help of all commands needs their names and one line each."""
    script = (
        "import sys; sys.argv = ['paylens', '--help']\n"
        "from paylens.serve.commands import questions as question_commands\n"
        "question_commands._callback = None\n"
        "from paylens.serve.cli import main\n"
        "try: main()\n"
        "except SystemExit as done: code = done.code\n"
        "heavy = {'polars', 'duckdb', 'numpy', 'fastapi', 'paylens.report'} & set(sys.modules)\n"
        "sys.exit(f'{code} {heavy}' if code or heavy else 0)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
