"""A document from its bytes: plain text, Markdown, HTML or PDF, told apart by what is in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from paylens.errors import DocumentUnreadable
from paylens.report.claims import limits
from paylens.report.claims.blocks import (
    Block,
    Document,
    blocks_of_text,
    grid,
    heading,
    sentences_of,
)
from paylens.report.claims.pdf_pages import TooMuch, pages_of

# What a text is called that nobody named.
NAMELESS = "the text"
LARGEST_BYTES = 5_000_000
MOST_CHARACTERS = 1_000_000
# A page of a book has over a thousand; fewer per page are a scan's marks.
FEWEST_CHARACTERS_PER_PAGE = 25
UNREAD = "script, style, noscript, template, svg, iframe, object, nav, form, head, button, select"
BLOCKS = {"p", "div", "section", "article", "main", "blockquote", "figcaption", "dd", "dt", "td",
          "header", "footer", "aside", "body", "center", "summary", "details", "pre"}  # fmt: skip
HEADINGS = {f"h{level}": level for level in range(1, 7)}
# What pypdf raises, beside its own errors, of files that are no whole PDF.
DAMAGED = (
    ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, AssertionError,
    OSError, OverflowError, NotImplementedError,
)  # fmt: skip


def document(content: bytes | str, name: str = "") -> Document:
    """The document in these bytes; `name` is what people call it, its ending is not trusted.

    Raises
    ------
    DocumentUnreadable
        Empty, too large, a scan, damaged, or neither text, HTML nor PDF.
    """
    called = name or NAMELESS
    raw = _bytes_of(content) if isinstance(content, str) else content
    if len(raw) > LARGEST_BYTES:
        raise DocumentUnreadable(f"{called}: is larger than {LARGEST_BYTES // 1_000_000} MB.")
    if raw[:1024].lstrip().startswith(b"%PDF-"):
        return _pdf(raw, called)
    text = _decoded(raw, called)
    if not text.strip():
        raise DocumentUnreadable(f"{called}: is empty: there is nothing to check.")
    if re.search(
        r"<(?:!doctype html|html|body|table|p|div|h[1-6]|ul)\b[^>]*>", text[:20_000], re.I
    ):
        kept, notes = _shallow(text)
        return Document(called, "html", tuple(_html(kept)), notes)
    kept, notes = _shortened(text)
    return Document(called, "text", tuple(blocks_of_text(kept)), notes)


def _bytes_of(text: str) -> bytes:
    """A text's bytes; of a PDF that came as text, each character is a byte."""
    if text.startswith("%PDF-"):
        return text.encode("latin-1", "replace")
    return text.encode("utf-8", "replace")


def _decoded(raw: bytes, called: str) -> str:
    if b"\x00" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DocumentUnreadable(f"{called}: is neither text, HTML nor PDF.")
    encodings = (
        ["utf-16"] if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    )
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DocumentUnreadable(f"{called}: is no text that can be decoded; save it as UTF-8.")


def _shortened(text: str) -> tuple[str, tuple[str, ...]]:
    notes: tuple[str, ...] = ()
    if len(text) > MOST_CHARACTERS:
        text = text[:MOST_CHARACTERS]
        notes = (f"only the first {MOST_CHARACTERS:,} characters were read",)
    lines = text.splitlines()
    if len(lines) > limits.MOST_LINES:
        text = "\n".join(lines[: limits.MOST_LINES])
        notes = (*notes, f"only the first {limits.MOST_LINES:,} of {len(lines):,} lines were read")
    return text, notes


def _shallow(text: str) -> tuple[str, tuple[str, ...]]:
    """A page's beginning, to where its elements lie too deep in one another."""
    notes: tuple[str, ...] = ()
    if len(text) > 2 * MOST_CHARACTERS:
        text = text[: 2 * MOST_CHARACTERS]
        notes = (f"only the first {2 * MOST_CHARACTERS:,} characters of the page were read",)
    place = limits.deepest(text)
    if place is None:
        return text, notes
    told = (
        f"read only to where it nests more than {limits.DEEPEST_ELEMENT} elements, or more than "
        f"{limits.DEEPEST_TABLE} tables and lists; the last {len(text) - place:,} characters of "
        "the page were not read"
    )
    return text[:place], (*notes, told)


def _html(text: str) -> Iterable[Block]:
    """Blocks of a page's visible text. Nothing is run, loaded or kept but words."""
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(text)
    for node in page.css(UNREAD):
        node.decompose()
    found: list[Block] = []
    loose: list[str] = []
    tables = 0
    for node in page.root.traverse(include_text=True) if page.root else ():
        tag = node.tag
        if _within_read(node):
            continue
        if tag == "-text":
            loose.append(node.text(deep=False) or "")
            continue
        if tag in BLOCKS or tag in HEADINGS or tag in ("table", "ul", "ol", "li", "br"):
            found += sentences_of(" ".join(loose))
            loose = []
        if tag in HEADINGS:
            found.append(heading(node.text(separator=" "), HEADINGS[tag]))
        elif tag == "table":
            tables += 1
            found += _html_table(node)
        elif tag in ("ul", "ol"):
            found += _html_list(node)
    found += sentences_of(" ".join(loose))
    return [block for block in found if block.text]


def _within_read(node: object) -> bool:
    """Whether text lies in a table, list or heading that is read as a whole."""
    depth, parent = 0, getattr(node, "parent", None)
    while parent is not None and depth < 40:
        if parent.tag in ("table", "ul", "ol") or parent.tag in HEADINGS:
            return True
        depth, parent = depth + 1, parent.parent
    return False


def _html_table(node: object) -> list[Block]:
    rows: list[list[str]] = []
    header = False
    found: list[Block] = []
    for caption in node.css("caption"):  # type: ignore[attr-defined]
        found.append(heading(_words(caption), 0))
    for row in node.css("tr"):  # type: ignore[attr-defined]
        cells = [cell for cell in row.css("td, th")]
        if not cells:
            continue
        if not rows:
            header = all(cell.tag == "th" for cell in cells) or row.parent.tag == "thead"
        rows.append([_words(cell) for cell in cells])
    if not rows:
        return found
    if max(map(len, rows)) < 2:
        return found + [one for row in rows for one in sentences_of(row[0])]
    return [*found, grid(rows, header=header or not re.search(r"\d{2}", " ".join(rows[0])))]


def _html_list(node: object) -> list[Block]:
    items = [_words(item) for item in node.css("li")]  # type: ignore[attr-defined]
    blocks = blocks_of_text("\n".join(f"- {item}" for item in items if item))
    return blocks


def _words(node: object) -> str:
    text: str = node.text(separator=" ")  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", text).strip()


def _pdf(raw: bytes, called: str) -> Document:
    """The text of a PDF's pages; scripts, attachments and links in it are never opened."""
    import io
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    damaged = (PyPdfError, *DAMAGED)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(raw), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentUnreadable(
                f"{called}: is a PDF locked by a password. Save it without one."
            )
        pages, of_pages = pages_of(reader)
    except DocumentUnreadable:
        raise
    except TooMuch as error:
        raise DocumentUnreadable(
            f"{called}: is a PDF that unpacks to more than is read. Save its text, or paste it."
        ) from error
    except damaged as error:
        raise DocumentUnreadable(f"{called}: is a damaged PDF and cannot be read.") from error
    text = "\n\n".join(pages)
    if len(text.strip()) < FEWEST_CHARACTERS_PER_PAGE * max(len(pages), 1):
        raise DocumentUnreadable(
            f"{called}: is a PDF of pictures (a scan): it holds no text. Run it through text "
            "recognition first, or paste the text."
        )
    kept, notes = _shortened(text)
    return Document(called, "pdf", tuple(blocks_of_text(kept)), (*notes, *of_pages))
