"""A disk that fills up while something is written: said in one line, nothing half there."""

import subprocess
import sys

import pytest

from publishers import write_all

resource = pytest.importorskip("resource", reason="needs Unix limits on the size of a file")


def limited(limit_bytes, *words):
    code = (
        "import resource, signal, sys;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit_bytes}, {limit_bytes}));"
        "from paylens.serve.cli import main; main(sys.argv[1:])"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, words)], capture_output=True, text=True, check=False
    )


def test_a_build_on_a_full_disk(tmp_path):
    write_all(tmp_path / "files", size=300)
    shown = limited(2_000, "build", "--from", tmp_path / "files", "--out", tmp_path / "market")
    assert shown.returncode == 1, shown.stderr
    assert "Traceback" not in shown.stderr
    assert "market" in shown.stderr.splitlines()[-1]
    assert list((tmp_path / "market").iterdir()) == []


def test_a_batch_on_a_full_disk(tmp_path):
    profiles = tmp_path / "profiles.csv"
    profiles.write_text("role,country\n" + "ML engineer,US\n" * 2000)
    shown = limited(4_000, "estimate", "--batch", profiles, "--out", tmp_path / "out.csv")
    assert shown.returncode == 1, shown.stderr
    assert "Traceback" not in shown.stderr
    assert "out.csv" in shown.stderr
    assert not (tmp_path / "out.csv").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["profiles.csv"]
