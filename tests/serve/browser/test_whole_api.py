"""Schemathesis over the whole OpenAPI document: a server that never breaks its own word."""

import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from paylens.serve.questions import QUESTIONS

# Operations written out one by one; those of declared questions are made by the same code.
MOST_EXAMPLES, MOST_EXAMPLES_OF_A_QUESTION = 12, 4
# A word that means nothing here fits the document and is refused: 422, with the nearest words.
SETTINGS = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "422"]
"""
PHASES = {"examples": "", "coverage,fuzzing,stateful": SETTINGS}
OF_QUESTIONS = f"/({'|'.join(question.name for question in QUESTIONS)})$"
WRITTEN_OUT = f"--exclude-path-regex={OF_QUESTIONS}"
PATIENCE = "--request-timeout=60"
# Answers from all the others, which are kept: the first may take longer than the server waits.
LONGEST_ANSWER, MOST_TRIES = "/api/v1/ask?trace=true", 10
# Part of the document, phases, their settings, and how many examples; questions declare none.
RUNS = {
    **{f"{phases}": (WRITTEN_OUT, phases, PHASES[phases], MOST_EXAMPLES) for phases in PHASES},
    **{
        each.name: (
            f"--include-path-regex=/{each.name}$",
            "coverage,fuzzing",
            SETTINGS,
            MOST_EXAMPLES_OF_A_QUESTION,
        )
        for each in QUESTIONS
    },
}


@pytest.mark.parametrize(("part", "phases", "settings", "examples"), RUNS.values(), ids=RUNS)
def test_schemathesis_finds_nothing(
    address: str, tmp_path: Path, part: str, phases: str, settings: str, examples: int
) -> None:
    """Every example of the document is answered; everything else too, or refused as it says."""
    if "/ask$" in part:
        _asked_until_kept(address)
    (tmp_path / "schemathesis.toml").write_text(settings, "utf-8")
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{address}/openapi.json"]
    options = [part, f"--phases={phases}", f"--max-examples={examples}", PATIENCE]
    run = subprocess.run(
        [*command, *options, "--generation-deterministic", "--no-color"],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
        timeout=400,
    )
    assert run.returncode == 0, run.stdout[-6000:]


def _asked_until_kept(address: str) -> None:
    for _ in range(MOST_TRIES):
        try:
            urllib.request.urlopen(address + LONGEST_ANSWER, timeout=60).close()
        except urllib.error.HTTPError as error:
            assert error.code == 503, error.code
        else:
            return
    pytest.fail(f"{LONGEST_ANSWER} was not answered {MOST_TRIES} times")


def test_the_document_says_openapi_3_1(address: str) -> None:
    with urllib.request.urlopen(f"{address}/openapi.json") as reply:
        assert b'"openapi":"3.1' in reply.read().replace(b" ", b"")
