"""The repository keeps its own rules: import direction, size, nothing bound to one machine."""

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter import cli as import_linter

ROOT = Path(__file__).resolve().parents[1]
SOURCE_FILES = sorted((ROOT / "src").rglob("*.py"))
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 80

# Written in pieces so that this file does not contain what it looks for.
MACHINE_PATH = r"(?<![\w.])/(?:root|home|work|Users)" + "/"
REGISTRY_ADDRESS = "|".join(["index" + "-url", "files.python" + "hosted", r"pypi\.org" + "/simple"])
MACHINE_SPECIFIC = re.compile(f"{MACHINE_PATH}|{REGISTRY_ADDRESS}")


def tracked_files() -> list[Path]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [path for path in paths if path.is_file()]


def text_of(path: Path) -> str:
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


def functions_of(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_imports_point_one_way(capsys: pytest.CaptureFixture[str]) -> None:
    status = import_linter.lint_imports(
        config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True
    )
    assert status == import_linter.EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_every_package_is_visible_to_the_import_check() -> None:
    folders = {path.parent for path in SOURCE_FILES if path.is_relative_to(ROOT / "src/paylens")}
    unseen = [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()]
    assert not unseen, f"no __init__.py in {[str(path.relative_to(ROOT)) for path in unseen]}"


def test_nothing_names_a_machine_or_a_registry() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in tracked_files()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if MACHINE_SPECIFIC.search(line)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line",
    ["cd /ro" + "ot/x", '"/ho' + 'me/me"', "--index" + "-url x", "https://pypi.org" + "/simple/"],
)
def test_machine_specific_lines_are_recognised(line: str) -> None:
    assert MACHINE_SPECIFIC.search(line)


@pytest.mark.parametrize("line", ["../shared/data", "https://x.example/ho" + "me/x", "/tmp/x"])
def test_ordinary_lines_are_let_through(line: str) -> None:
    assert not MACHINE_SPECIFIC.search(line)


def test_source_files_stay_short() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in SOURCE_FILES
    }
    assert lengths, "no source file was found"
    too_long = {name: count for name, count in lengths.items() if count > MAX_FILE_LINES}
    assert not too_long, f"over {MAX_FILE_LINES} lines: {too_long}"


def test_functions_stay_short() -> None:
    too_long = [
        f"{path.relative_to(ROOT)} {name}: {count} lines"
        for path in SOURCE_FILES
        for name, count in functions_of(path)
        if count > MAX_FUNCTION_LINES
    ]
    assert not too_long, f"over {MAX_FUNCTION_LINES} lines:\n" + "\n".join(too_long)
