"""The questions that answers' texts name, as commands for a terminal and as links for a page."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from markupsafe import Markup, escape

from paylens.report.references import Reference, written
from paylens.serve.questions import BY_NAME

SWITCHED_ON = "true"
# What is no declared question: its page, none where it is a command alone.
OTHERS = {
    "estimate": "/estimate",
    "explain": "/estimate",
    "levels": None,
    "model": "/method",
    "sources": "/sources",
    "tables": "/tables",
}
TITLES = {
    "estimate": "What does this job pay?",
    "explain": "What does this job pay?",
    "model": "How it is estimated",
    "sources": "Where the records are from",
    "tables": "Tables of pay",
}


def as_commands(text: str) -> str:
    """A text whose references are commands: `paylens gap --country US`."""
    return written(text, _command)


def with_links(text: str) -> Markup:
    """A text for a page, its references links to other pages; all else is escaped."""
    links: list[Markup] = []

    def held(reference: Reference, words: str) -> str | None:
        address = address_of(reference)
        if address is None:
            return None
        links.append(Markup('<a href="{}">{}</a>').format(address, title_of(reference, words)))
        return f"\x00{len(links) - 1}\x00"

    parts = written(text.replace("\x00", ""), held).split("\x00")
    return Markup("").join(
        links[int(part)] if place % 2 else escape(part) for place, part in enumerate(parts)
    )


def address_of(reference: Reference) -> str | None:
    """The page that answers a reference; None where no page does, or its words are none of it."""
    told = dict(reference.told)
    question = BY_NAME.get(reference.name)
    if question is None:
        path = OTHERS.get(reference.name)
        if reference.name == "tables" and told:
            path = f"/tables/{quote(told.pop('names')[0])}"
    else:
        path = f"/{question.name}"
        if told.keys() & set(question.private):
            told = {}
    if path is None:
        return None
    return f"{path}?{urlencode(told, doseq=True)}" if told else path


def title_of(reference: Reference, words: str) -> str:
    """What a link says: the question's title, and what it is told."""
    question = BY_NAME.get(reference.name)
    title = question.title if question else TITLES[reference.name]
    told = words.removeprefix(reference.name).strip()
    return f"{title} ({told.replace('=', ' ')})" if told else title


def _command(reference: Reference, words: str) -> str | None:
    if reference.name not in BY_NAME and reference.name not in OTHERS:
        return None
    parts = [_part(name, said) for name, said in reference.words]
    return f"`{' '.join(['paylens', reference.name, *parts])}`"


def _part(name: str | None, said: str) -> str:
    """A word, an option with its value, or a switch."""
    if name is None:
        return _quoted(said)
    option = f"--{name.replace('_', '-')}"
    return option if said == SWITCHED_ON else f"{option} {_quoted(said)}"


def _quoted(said: str) -> str:
    return f'"{said}"' if " " in said else said
