"""Templates with the reader's numbers and money in them."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from paylens.report.estimate import apart_in_words
from paylens.report.table_rows import Table, span
from paylens.serve.questions import BY_NAME
from paylens.serve.references import with_links
from paylens.serve.show_tables import counted
from paylens.serve.text import years
from paylens.serve.web.charts.colours import colour_of, source_in, source_told
from paylens.serve.web.locale import reader_of
from paylens.serve.web.pages.section_views import parts_of

JSON = "application/json"
HTML = "text/html"


@cache
def environment() -> Environment:
    """All templates, everything escaped."""
    made = Environment(
        loader=PackageLoader("paylens.serve.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"years": years, "span": span, "colour": colour_of}
    made.filters["words"] = lambda name: str(name).replace("_", " ")
    made.globals |= {"counted": counted, "question_paths": {f"/{name}" for name in BY_NAME}}
    made.globals["question_titles"] = {name: each.title for name, each in BY_NAME.items()}
    made.filters["apart"] = apart_in_words
    made.filters |= {"sentence_case": _sentence_case, "said": _said, "host": _host}
    made.filters |= {"parts": parts_of, "source": source_told, "source_in": source_in}
    made.filters["linked"] = with_links
    return made


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _host(address: str) -> str:
    """Whose address it is, short enough for a table's cell."""
    return urlsplit(address).netloc.removeprefix("www.")


def _said(table: Table) -> str:
    """A table's sentence under its title, which need not be said twice."""
    return _sentence_case(table.sentence.removeprefix(f"{table.title}: "))


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page for this reader."""
    reader = reader_of(request.headers.get("accept-language"))
    text = (
        environment().get_template(template).render(reader=reader, path=request.url.path, **context)
    )
    return HTMLResponse(text, status, {"Vary": "Accept, Accept-Language"})


def fragment(template: str, **context: Any) -> Markup:
    """A part of pages that is the same for every reader."""
    return Markup(environment().get_template(template).render(**context))


def wants_json(request: Request) -> bool:
    """Whether the asker would rather have JSON than a page (RFC 9110, 12.5.1)."""
    accepted = request.headers.get("accept", "*/*")
    return JSON in accepted and HTML not in accepted
