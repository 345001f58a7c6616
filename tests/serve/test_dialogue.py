"""`paylens` alone in a terminal: questions, one more try for what is not understood, an answer."""

import os
import subprocess
import sys
import time

import pytest

pty = pytest.importorskip("pty", reason="needs a Unix terminal")

ANSWERS = ["astronaut\n", "ml eng\n", "usa\n", "6\n", "150k\n"]


def test_the_dialogue_asks_again_and_answers():
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "paylens"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"TERM": "dumb", "COLUMNS": "100"},
        close_fds=True,
    )
    os.close(theirs)
    shown = ""
    for answer in ANSWERS:
        shown += _read_until_question(ours)
        os.write(ours, answer.encode())
    shown += _read_to_the_end(ours)
    assert process.wait(timeout=60) == 0, shown
    assert "unknown role 'astronaut'" in shown
    assert "ML engineer, United States" in shown
    assert "Your $150,000 is above" in shown


def _read_until_question(terminal):
    text, until = "", time.monotonic() + 60
    while "?" not in text.rsplit("\n", 1)[-1] or not text.endswith(": "):
        assert time.monotonic() < until, text
        text += os.read(terminal, 4096).decode()
    return text


def _read_to_the_end(terminal):
    text = ""
    while True:
        try:
            part = os.read(terminal, 4096).decode()
        except OSError:
            return text
        if not part:
            return text
        text += part
