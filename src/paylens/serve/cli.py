"""The command line: runs a command and says in one line what went wrong.

Exit codes: 0 answered, 1 cannot answer or bad data, 2 bad usage.
"""

from __future__ import annotations

import os
import sys

from paylens.errors import NotEnoughData, PaylensError, QuestionError
from paylens.serve.commands import app

INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    try:
        code = _run([word for word in given if word != "--debug"])
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except (PaylensError, OSError, KeyboardInterrupt) as error:
        if debug:
            raise
        code = _fail(error)
    sys.exit(code)


def _run(words: list[str]) -> int:
    try:
        app(words)
    except SystemExit as done:
        if done.code == INTERRUPTED:
            raise KeyboardInterrupt from done
        return int(done.code or 0)
    return 0


def _fail(error: BaseException) -> int:
    """Say in one line what went wrong; the exit code that tells whose fault it was."""
    message, code = str(error), 1
    if isinstance(error, KeyboardInterrupt):
        message, code = "interrupted; what was there before is unchanged", INTERRUPTED
    elif isinstance(error, QuestionError) and not isinstance(error, NotEnoughData):
        code = 2
    elif isinstance(error, OSError):
        message = f"{error.filename or 'the output'}: {error.strerror or error}."
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    from paylens.serve.references import as_commands

    print(f"paylens: {as_commands(message)}", file=sys.stderr)
    return code
