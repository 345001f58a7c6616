"""Every sentence of the article on pay leads to a command that runs and answers."""

import shlex

import pytest
import typer

from paylens import Market
from paylens.errors import InvalidValue
from paylens.report.article import article
from paylens.report.ask.items import items
from paylens.report.ask.trace import distinct, sentences, short_answer
from paylens.report.references import parsed
from paylens.serve.commands import app
from paylens.serve.references import address_of, as_commands


@pytest.fixture(scope="module")
def reference() -> Market:
    return Market.reference()


def accepted(command: str) -> None:
    """Fails where the command line would not take these words."""
    name, *words = shlex.split(command.strip("`"))[1:]
    group = typer.main.get_command(app)
    own = group.get_command(None, name)
    assert own is not None, name
    own.make_context(name, [word for word in words if word != "--help"])


@pytest.mark.parametrize("asked", distinct())
def test_its_command_is_taken_and_answers(reference: Market, asked: str) -> None:
    accepted(as_commands(f"`{asked}`"))
    answer = short_answer(reference, asked)
    assert len(answer) > 30 and answer.rstrip().endswith(".")


@pytest.mark.parametrize("asked", sorted({one for item in items() for one in item.more}))
def test_what_tells_more_is_a_command_and_a_page(asked: str) -> None:
    accepted(as_commands(f"`{asked}`"))
    assert address_of(parsed(asked))


def test_every_printed_figure_is_traced() -> None:
    """Each row of the article's tables is a figure of a sentence here, table by table."""
    traced = [sorted(each.figures) for each in sentences() if each.at == "table"]
    for table in article().tables:
        assert sorted(row.amount for row in table.rows) in traced, table.title
    assert len(traced) == len(article().tables)


def test_places_are_named_once_and_every_item_is_reached() -> None:
    places = [(each.part, each.at) for each in sentences()]
    assert len(set(places)) == len(places)
    reached = {each.asked for each in sentences()}
    assert {item.asked for item in items()} <= reached


def test_subjects_are_short_words_of_our_own() -> None:
    assert all(len(each.about) < 80 and "$" not in each.about for each in sentences())


def test_the_trace_shows_every_sentence(reference: Market) -> None:
    found = reference.ask(trace=True)
    assert sum(len(section.rows) for section in found.sections) == len(sentences())
    assert f"All {len(sentences())} sentences" in found.sentence


def test_a_trace_is_of_all(reference: Market) -> None:
    with pytest.raises(InvalidValue, match="nothing beside the trace"):
        reference.ask(about=["7"], trace=True)
