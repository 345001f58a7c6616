"""Hostile text in every field: it comes back as text, or is refused; it never runs."""

import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPMessage

import pytest

from paylens.report.estimator import OPTIONS
from paylens.report.profile import QUESTIONS as FACTS
from paylens.serve.questions import QUESTIONS, Question

FIELDS = [*FACTS, *OPTIONS, "my_pay", "pay_in_address", "nobody_asks_this"]
MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script>"
# How hostile text must not be in a page; as JSON it is text to everyone.
AS_MARKUP = ("<img src=x", "<script>alert", '" autofocus onfocus="', "' onmouseover='")
# Letters, not digits: an answer's own figures hold any few digits sooner or later.
TEMPLATE_RAN = "hostile"
HOSTILE = {
    "markup": MARKUP,
    "attribute": '" autofocus onfocus="alert(3)" x="',
    "single quotes": "' onmouseover='alert(4)",
    "template": "{{ 'hos' ~ 'tile' }}{% raw %}${'hos' + 'tile'}",
    "sql": "x'; DROP TABLE cells; --",
    "path": "../../../../etc/passwd",
    "null byte": "a\0b",
    "lone surrogate": "\udcff\udcfe",
    "line breaks": "x\r\nSet-Cookie: stolen=1",
    "right to left": "\u202egnihtyreve",
    "very long": "a" * 5000,
    "address": "http://127.0.0.1:1/",
    "not a number": "nan",
    "too many digits": "9" * 400,
}


def _asked(url: str, form: bytes | None = None) -> tuple[int, str, HTTPMessage]:
    request = urllib.request.Request(url, data=form, headers={"Accept": "text/html"})
    try:
        with urllib.request.urlopen(request, timeout=30) as reply:
            return reply.status, reply.read().decode("utf-8"), reply.headers
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode("utf-8"), refused.headers


def _query(**fields: str) -> str:
    return urllib.parse.urlencode(fields, errors="surrogateescape")


def _expect_harmless(status: int, text: str, headers: HTTPMessage) -> None:
    assert status < 500
    if headers.get_content_type() == "text/html":
        assert not [written for written in AS_MARKUP if written in text]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert TEMPLATE_RAN not in text
    assert "root:x" not in text
    assert "Set-Cookie" not in headers
    assert "unsafe" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("path", ["/estimate", "/api/v1/estimate", "/api/v1/explain"])
def test_in_an_address(address: str, path: str, text: str) -> None:
    for field in FIELDS:
        _expect_harmless(*_asked(f"{address}{path}?{_query(**{field: text})}"))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_in_a_question(address: str, question: Question, text: str) -> None:
    for field in [*(each.name for each in question.parameters), "section"]:
        told = _query(**{field: text})
        for path in (f"/{question.name}", f"/{question.name}.svg", f"/api/v1/{question.name}"):
            _expect_harmless(*_asked(f"{address}{path}?{told}"))
        if question.private:
            _expect_harmless(*_asked(f"{address}/{question.name}", told.encode()))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_in_the_form(address: str, text: str) -> None:
    for field in FIELDS:
        form = _query(**({"role": "mle", "my_pay": "100000"} | {field: text})).encode()
        _expect_harmless(*_asked(f"{address}/estimate", form))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("path", ["/tables/{}", "/tables/{}.csv", "/sources/{}", "/{}"])
def test_in_a_path(address: str, path: str, text: str) -> None:
    quoted = urllib.parse.quote(text, safe="", errors="surrogateescape")
    _expect_harmless(*_asked(address + path.format(quoted)))


@pytest.mark.parametrize("name", ["Accept", "Accept-Language", "Origin", "X-Forwarded-For"])
@pytest.mark.parametrize("text", [MARKUP, "a" * 5000, ";;;,,=q=", "en-US;q=nan", "../../x"])
def test_in_a_header(address: str, name: str, text: str) -> None:
    request = urllib.request.Request(f"{address}/estimate?role=mle", headers={name: text})
    try:
        with urllib.request.urlopen(request, timeout=30) as reply:
            _expect_harmless(reply.status, reply.read().decode("utf-8"), reply.headers)
    except urllib.error.HTTPError as refused:
        _expect_harmless(refused.code, refused.read().decode("utf-8"), refused.headers)


@pytest.mark.parametrize("field", FIELDS)
def test_in_a_browser(open_tab, field: str) -> None:
    """The tab's own checks fail when a dialog opens or the console holds an error."""
    for text in (MARKUP, HOSTILE["attribute"], HOSTILE["single quotes"]):
        tab = open_tab(f"/estimate?{_query(**({'role': 'mle'} | {field: text}))}")
        tab.mouse.move(100, 100)
        assert tab.locator("main img, main script").count() == 0
