"""A form with files in it, as RFC 7578 sends it, read with the standard library's mail parser."""

from __future__ import annotations

from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP

# Not text: kept byte by byte, each as the character of its number.
PDF = b"%PDF-"
MULTIPART = "multipart/form-data"


def is_multipart(content_type: str) -> bool:
    """Whether a body is a form with files."""
    return content_type.partition(";")[0].strip().lower() == MULTIPART


def pairs_of_parts(body: bytes, content_type: str) -> list[tuple[str, str]]:
    """Names and texts of a form's parts, files as text in UTF-8; none of what is no such form."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    found: Message = BytesParser(policy=HTTP).parsebytes(head + body)
    parts = found.get_payload()
    if not isinstance(parts, list):
        return []
    return [
        (name, _text(part))
        for part in parts
        if isinstance(part, Message)
        and isinstance(name := part.get_param("name", header="content-disposition"), str)
    ]


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    if content.startswith(PDF):
        return content.decode("latin-1")
    return content.decode("utf-8-sig", "replace")
