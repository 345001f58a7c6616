"""Forms with files: read as browsers send them, and never a way to break the server."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paylens.errors import InvalidValue
from paylens.serve.questions import BY_NAME, EXAMPLE_OFFER
from paylens.serve.web.pages.question_form import told_in
from paylens.serve.web.pages.uploads import is_multipart, pairs_of_parts

HTML = {"Accept": "text/html"}
KIND = "multipart/form-data; boundary=xx"


def test_files_and_fields_are_read_alike(client):
    other = EXAMPLE_OFFER.replace('"Acme"', '"Émile"')
    files = [
        ("offers", ("", b"", "application/octet-stream")),
        ("offers", ("b.toml", other.encode("utf-8-sig"), "application/toml")),
    ]
    told = {"offers": EXAMPLE_OFFER.replace("\n", "\r\n"), "currency": "EUR"}
    shown = client.post("/offer", data=told, files=files, headers=HTML)
    assert shown.status_code == 200
    assert "Émile" in shown.text and "Acme" in shown.text and "€" in shown.text


@pytest.mark.parametrize(
    ("body", "pairs"),
    [
        (b'--xx\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--xx--', [("a", "b")]),
        (b'--xx\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--xx--', [("a", "�")]),
        (b"--xx\r\nContent-Disposition: form-data\r\n\r\nb\r\n--xx--", []),
        (b"--xx--", []),
        (b"", []),
        (b"no form", []),
    ],
)
def test_parts_by_hand(body, pairs):
    assert pairs_of_parts(body, KIND) == pairs


@pytest.mark.parametrize(
    ("kind", "is_one"),
    [(KIND, True), ("Multipart/Form-Data", True), ("text/html", False), ("", False)],
)
def test_the_kind_of_a_body(kind, is_one):
    assert is_multipart(kind) == is_one


@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_bytes_are_read_as_something(body, boundary):
    assert isinstance(pairs_of_parts(body, f"multipart/form-data; boundary={boundary}"), list)
    assert isinstance(pairs_of_parts(b"--xx\r\n" + body + b"\r\n--xx--", KIND), list)


def test_a_file_that_is_no_offer_is_refused(client):
    files = [("offers", ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image/png"))]
    shown = client.post("/offer", files=files, headers=HTML)
    assert shown.status_code == 422
    assert "is no TOML" in shown.text


def test_a_text_beside_a_file_is_refused_and_neither_lost() -> None:
    check = BY_NAME["check"]
    name = check.files[0].name
    with pytest.raises(InvalidValue, match="clear the text or the file"):
        told_in(check, [(name, "Pay is $1."), (name, "Pay is $2.")], in_address=False)
    assert told_in(check, [(name, "Pay is $1."), (name, " ")], in_address=False).values
