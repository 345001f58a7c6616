"""PDFs of a few kilobytes that unpack to very much end soon, in little memory."""

import time
import zlib

import pytest

from paylens.errors import DocumentUnreadable
from paylens.report.claims import pdf_pages
from paylens.report.claims.documents import document

FLATE, TWICE = b"/FlateDecode", b"[/FlateDecode /FlateDecode]"
LINE = b"BT /F1 9 Tf 1 0 0 1 20 700 Tm (ML engineers earn $150,000 a year in the US.) Tj ET\n"
HONEST = zlib.compress(LINE)


def pdf(*pages: tuple[bytes, bytes]) -> bytes:
    """A PDF of pages, each of a filter and its stream."""
    font = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    kids = b" ".join(b"%d 0 R" % (3 + 2 * place) for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % len(pages),
    ]
    for place, (how, stream) in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << %s >> >>" % (4 + 2 * place, font)
        )
        head = b"<< /Length %d /Filter %s >>" % (len(stream), how)
        objects.append(head + b"\nstream\n" + stream + b"\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF" % (count, table, count, len(out))
    )


def packed(unit: bytes, total: int) -> bytes:
    """As many units as make `total` bytes, packed twice."""
    packer, block = zlib.compressobj(9), unit * (1_000_000 // len(unit))
    out = b"".join(packer.compress(block) for _ in range(total // len(block)))
    return zlib.compress(out + packer.flush(), 9)


BLANKS, TEXT = packed(b" ", 100_000_000), packed(LINE, 20_000_000)
MANY_LINES = packed(LINE, 4_000_000)
RUNS = zlib.compress(b"\x81 " * 500_000 + b"\x80", 9)


@pytest.mark.parametrize(
    "bomb",
    [
        pdf((TWICE, BLANKS)),
        pdf((TWICE, TEXT)),
        pdf((TWICE, MANY_LINES)),
        pdf((b"[/FlateDecode /RunLengthDecode]", RUNS)),
        pdf(*[(TWICE, TEXT)] * 100),
    ],
    ids=["blanks", "text", "many lines", "runs", "pages"],
)
def test_a_bomb_is_refused_soon(bomb):
    assert len(bomb) < 100_000
    started = time.thread_time()
    with pytest.raises(DocumentUnreadable, match="unpacks to more than is read"):
        document(bomb, "bomb.pdf")
    assert time.thread_time() - started < 2 * pdf_pages.LONGEST_SECONDS


def test_what_is_honest_beside_a_bomb_is_read():
    found = document(pdf((FLATE, HONEST), (TWICE, TEXT), (FLATE, HONEST)))
    assert sum("$150,000" in block.text for block in found.blocks) == 2
    assert found.notes == ("pages that unpack to too much were left out: 2",)


def test_pages_that_take_too_long_together_end(monkeypatch):
    monkeypatch.setattr(pdf_pages, "LONGEST_SECONDS", 0.3)
    busy = (FLATE, zlib.compress(LINE * 2_000))
    found = document(pdf(*[(FLATE, HONEST), *[busy] * 60]))
    assert any("$150,000" in block.text for block in found.blocks)
    assert any("takes too long to unpack" in note for note in found.notes)
