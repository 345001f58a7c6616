"""Documents of every format, and what is refused."""

import io

import pytest

from paylens.errors import FileUnreadable
from paylens.report.claims.blocks import GRID, HEADING, SENTENCE
from paylens.report.claims.documents import LARGEST_BYTES, document
from paylens.report.claims.reading import read


def pdf(pages: int = 1) -> bytes:
    """A PDF of empty pages, as a scan without text recognition is to a reader of text."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def pdf_of(text: str) -> bytes:
    """A PDF of one page with one line of text, written by hand."""
    stream = f"BT /F1 12 Tf 10 100 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 200] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(body)
    body += b"xref\n0 6\n0000000000 65535 f \n"
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"trailer << /Root 1 0 R /Size 6 >>\nstartxref\n%d\n%%%%EOF" % start


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"  \n ", "is empty"),
        (b"x" * (LARGEST_BYTES + 1), "is larger than 5 MB"),
        (b"\x89PNG\r\n\x00\x00\x00", "neither text, HTML nor PDF"),
        (b"%PDF-1.7\nnothing of a PDF", "damaged PDF"),
        (pdf(3), "a scan"),
        (pdf()[:200], "damaged PDF"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(content: bytes, why: str) -> None:
    with pytest.raises(FileUnreadable, match=why):
        document(content, "it")


def test_text_of_a_pdf_is_read(vocabulary) -> None:
    read_from = document(pdf_of("ML engineers in the US earn $150,000 a year on average."))
    (claim,) = read(read_from, vocabulary).claims
    assert (claim.amounts, claim.about.facts["role"]) == ((150_000,), "ml_engineer")


def test_a_pdf_that_came_as_text_is_one_still() -> None:
    text = pdf_of("ML engineers earn $150,000 in the US.").decode("latin-1")
    assert document(text).format == "pdf"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    (block,) = document("Data engineers earn £65,000.".encode(encoding)).blocks
    assert block.text == "Data engineers earn £65,000."


def test_a_page_is_its_visible_words() -> None:
    page = """<html><head><title>no</title><script>alert('$1')</script></head><body>
    <nav>Salaries $9</nav><h1>Pay</h1><p>ML engineers <b>earn</b> $150,000.</p>
    <!-- $2 --><style>p{}</style><table><tr><th>Role</th><th>Pay</th></tr>
    <tr><td>Data analyst</td><td>$70,000</td></tr></table></body></html>"""
    blocks = document(page).blocks
    assert [block.kind for block in blocks] == [HEADING, SENTENCE, GRID]
    assert blocks[1].text == "ML engineers earn $150,000."
    assert blocks[2].cells == (("Role", "Pay"), ("Data analyst", "$70,000"))


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 20_000 + "ML engineers earn $150,000.",
        "<table>" * 2_000 + "<tr><td>$1",
        "<p>" + "<b " * 50_000,
        '<html><body onload="x()"><img src=x onerror=alert(1)><p>&#x202e; &lt;script&gt;</p>',
        "<p>" + "&amp" * 100_000,
    ],
    ids=["deep", "tables", "unclosed", "scripts", "entities"],
)
@pytest.mark.usefixtures("ends")
def test_hostile_pages_are_read(page: str, vocabulary) -> None:
    read(document(page), vocabulary)


@pytest.mark.parametrize(
    "text",
    [
        "Les ingénieurs en apprentissage automatique gagnent bien leur vie en France depuis "
        "plusieurs années déjà, et cette tendance semble vouloir durer encore longtemps dans le "
        "pays, selon plusieurs personnes interrogées.",
        "Machine learning is a field of study. It has many uses.",
    ],
    ids=["French", "no numbers"],
)
def test_a_text_without_claims_has_none(text: str, vocabulary) -> None:
    assert read(document(text), vocabulary).claims == ()


def test_another_language_is_told(vocabulary) -> None:
    text = "Gehälter steigen weiter und niemand weiß genau warum das so ist, sagen viele Leute " * 4
    (note,) = read(document(text), vocabulary).notes
    assert "does not look like English" in note


def test_what_is_no_claim_is_listed(vocabulary) -> None:
    text = "Salaries are a matter of taste. Bring $20 for lunch."
    assert [each.text for each in read(document(text), vocabulary).unread] == [
        "Salaries are a matter of taste.",
        "Bring $20 for lunch.",
    ]
