"""Schemathesis over the whole OpenAPI document: a server that never breaks its own word."""

import subprocess
import sys
import urllib.request

EXAMPLES = 12


def test_schemathesis_finds_nothing(address: str) -> None:
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{address}/openapi.json"]
    options = [f"--max-examples={EXAMPLES}", "--generation-deterministic", "--no-color"]
    run = subprocess.run(
        [*command, *options], check=False, capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stdout[-6000:]


def test_the_document_says_openapi_3_1(address: str) -> None:
    with urllib.request.urlopen(f"{address}/openapi.json") as reply:
        assert b'"openapi":"3.1' in reply.read().replace(b" ", b"")
