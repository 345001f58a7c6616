"""Every sentence of the article on pay leads to a command that runs and answers."""

import shlex

import pytest
import typer

from paylens import Market
from paylens.errors import InvalidValue
from paylens.report.article import article
from paylens.report.ask.items import items
from paylens.report.ask.trace import distinct, parsed, sentences, short_answer
from paylens.serve.commands import app


@pytest.fixture(scope="module")
def reference() -> Market:
    return Market.reference()


def accepted(command: str) -> None:
    """Fails where the command line would not take these words."""
    name, *words = shlex.split(command)[1:]
    group = typer.main.get_command(app)
    own = group.get_command(None, name)
    assert own is not None, name
    own.make_context(name, [word for word in words if word != "--help"])


@pytest.mark.parametrize("asked", distinct())
def test_its_command_is_taken_and_answers(reference: Market, asked: str) -> None:
    accepted(f"paylens {asked}")
    answer = short_answer(reference, asked)
    assert len(answer) > 30 and answer.rstrip().endswith(".")


@pytest.mark.parametrize("command", sorted({one for item in items() for one in item.commands}))
def test_what_tells_more_is_a_command(command: str) -> None:
    accepted(command)


def test_every_printed_figure_is_traced() -> None:
    """Each row of the article's tables is a figure of a sentence here, table by table."""
    traced = [sorted(each.figures) for each in sentences() if each.at == "table"]
    for table in article().tables:
        assert sorted(row.amount for row in table.rows) in traced, table.title
    assert len(traced) == len(article().tables)


def test_places_are_named_once_and_every_item_is_reached() -> None:
    places = [(each.part, each.at) for each in sentences()]
    assert len(set(places)) == len(places)
    reached = {each.command for each in sentences()}
    assert {item.command for item in items()} <= reached


def test_subjects_are_short_words_of_our_own() -> None:
    assert all(len(each.about) < 80 and "$" not in each.about for each in sentences())


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("ask misconception 3", ("ask", {"about": ["misconception", "3"]})),
        (
            'compare "ML engineer" nurse --country US',
            ("compare", {"values": ["ML engineer", "nurse"], "country": "US"}),
        ),
        ("employers Google", ("employers", {"company": "Google"})),
        ("growth --company-size 50", ("growth", {"company_size": "50"})),
    ],
)
def test_words_of_a_command_are_told_as_its_parameters(asked: str, told: object) -> None:
    assert parsed(asked) == told


def test_the_trace_shows_every_sentence(reference: Market) -> None:
    found = reference.ask(trace=True)
    assert sum(len(section.rows) for section in found.sections) == len(sentences())
    assert f"All {len(sentences())} sentences" in found.sentence


def test_a_trace_is_of_all(reference: Market) -> None:
    with pytest.raises(InvalidValue, match="nothing beside --trace"):
        reference.ask(about=["7"], trace=True)
