"""A command for every declared question, made only when it is the one that runs."""

from __future__ import annotations

import inspect
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from paylens.serve.commands.options import Csv, Json, MarketFolder, Md, option
from paylens.serve.commands.output import console, print_json
from paylens.serve.parameters import LONGEST_FILE, YEAR, Parameter
from paylens.serve.questions import QUESTIONS, Question

FORMS = ("json", "csv", "md")
SHARED = {
    "market": (MarketFolder, None),
    **dict(zip(FORMS, [(Json, False), (Csv, False), (Md, False)], strict=True)),
}


Example = Annotated[bool, typer.Option("--example", help="Print one to start from.")]


class QuestionCommand(TyperCommand):
    """A question's command: a name and a line of help, until it is run or its help is asked for."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.name, help=question.help, callback=None)
        self._question = question

    def make_context(self, *arguments: Any, **settings: Any) -> Any:
        """Its options are made now: a fifth of a millisecond each, for every command."""
        alone = typer.Typer(add_completion=False)
        alone.command(self.name, help=self.help)(_callback(self._question))
        made = typer.main.get_command(alone)
        self.params, self.callback = made.params, made.callback
        return super().make_context(*arguments, **settings)


class Commands(TyperGroup):
    """The commands that are written out, and those of the questions."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for question in QUESTIONS:
            self.add_command(QuestionCommand(question))


def _callback(question: Question) -> Any:
    """A function with the parameters that the question declares, for typer to read."""

    def asked(**told: Any) -> None:
        _run(question, told)

    each = [_parameter(one) for one in question.parameters]
    each += [_named(name, *shared) for name, shared in SHARED.items()]
    if question.files:
        each.append(_named("example", Example, False))
    asked.__signature__ = inspect.Signature(each)  # type: ignore[attr-defined]
    return asked


def _parameter(declared: Parameter) -> inspect.Parameter:
    if declared.position is not None:
        hint: Any = list[str] | None if declared.several else str | None
        told: Any = typer.Argument(help=declared.advice, metavar=declared.metavar)
        return _named(declared.name, Annotated[hint, told], declared.default)
    kinds: dict[str, Any] = {YEAR: int | None}
    if declared.flags or isinstance(declared.default, bool):
        hint = bool if isinstance(declared.default, bool) else bool | None
    else:
        hint = kinds.get(declared.kind, str | None)
    return _named(declared.name, Annotated[hint, option(declared)], declared.default)


def _named(name: str, hint: Any, default: Any) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=default, annotation=hint)


def _run(question: Question, told: dict[str, Any]) -> None:
    """Ask the market and show the answer in the form that was asked for."""
    if told.pop("example", False):
        for each in question.files:
            first = question.first[each.name]
            print(first if isinstance(first, str) else first[0], end="")
        return
    for each in question.files:
        if each.several:
            told[each.name] = [_text_of(path) for path in told[each.name] or []]
        elif told[each.name]:
            told["name"] = told.get("name") or _called(told[each.name])
            told[each.name] = _document(told[each.name])
    folder = told.pop("market")
    forms = [name for name in FORMS if told.pop(name)]
    if len(forms) > 1:
        raise typer.BadParameter(f"choose one of {' and '.join(f'--{name}' for name in forms)}")
    from paylens.report.answers import Market

    answer = question.ask(Market.at(folder), told)
    form = forms[0] if forms else ""
    if form == "json":
        print_json(answer)
    elif form:
        from paylens.serve.export_sections import as_csv, as_markdown
        from paylens.serve.references import as_commands

        # Commands in a CSV would need its quotation marks doubled.
        print(as_csv(answer) if form == "csv" else as_commands(as_markdown(answer)), end="")
    else:
        from paylens.serve.show_sections import show_sections

        show_sections(answer, console())


def _called(path: str) -> str:
    """What a document is called where nobody says: its file or address."""
    from pathlib import Path

    from paylens.serve.fetching import is_address

    return "the text" if path == "-" else path if is_address(path) else Path(path).name


def _document(path: str) -> bytes:
    """The bytes of a file, of a web address, or of what is piped in where the path is "-".

    Raises
    ------
    FileUnreadable
        No such file or address, or too large.
    """
    from paylens.serve.fetching import LARGEST_BYTES, fetched, is_address

    return fetched(path) if is_address(path) else _content_of(path, LARGEST_BYTES)


def _text_of(path: str) -> str:
    """The text of a file, or of what is piped in where the path is "-".

    Raises
    ------
    FileUnreadable
        No such file, too large, or no text.
    """
    from paylens.errors import FileUnreadable

    try:
        return _content_of(path, LONGEST_FILE).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileUnreadable(f"{path}: is no text in UTF-8.") from error


def _content_of(path: str, most_bytes: int) -> bytes:
    from pathlib import Path

    from paylens.errors import FileUnreadable

    try:
        if path == "-":
            content = sys.stdin.buffer.read(most_bytes + 1)
        else:
            with Path(path).open("rb") as file:
                content = file.read(most_bytes + 1)
    except OSError as error:
        raise FileUnreadable(f"{path}: cannot be read: {error.strerror}.") from error
    if len(content) > most_bytes:
        raise FileUnreadable(f"{path}: is larger than {most_bytes // 1024:,} kB.")
    return content
