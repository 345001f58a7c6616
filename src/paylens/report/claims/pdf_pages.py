"""The text of a PDF's pages, within limits of size and time.

A file of a few kilobytes can unpack to gigabytes, or draw the same text without end. What a page
unpacks to and draws is limited by pypdf's own settings, all pages together by the time they take.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

MOST_PAGES = 100
# A printed page draws some thousand words and lines; a dense map some ten thousand.
MOST_DRAWN = 200_000
MOST_FORMS = 200
LARGEST_UNPACKED_BYTES = 8_000_000
LONGEST_SECONDS = 10.0


class TooMuch(Exception):
    """No page could be read within the limits."""


def pages_of(reader: Any) -> tuple[list[str], tuple[str, ...]]:
    """The text of each page that was read, and notes on those that were not.

    Seconds are of the processor, so that a busy machine reads as much as an idle one.

    Raises
    ------
    TooMuch
        None could be read.
    """
    from pypdf.errors import LimitReachedError

    until = time.thread_time() + LONGEST_SECONDS
    found: list[str] = []
    left_out: list[int] = []
    notes: list[str] = []
    count = len(reader.pages)
    with _limits():
        for number in range(1, min(count, MOST_PAGES) + 1):
            try:
                found.append(_text(reader.pages[number - 1], until))
            except LimitReachedError:
                left_out.append(number)
            except _TooLong:
                notes.append(
                    f"read only to page {number - 1} of {count}: the rest takes too long to unpack"
                )
                break
    if not found:
        raise TooMuch
    if left_out:
        told = ", ".join(map(str, left_out[:10])) + (" …" if len(left_out) > 10 else "")
        notes.append(f"pages that unpack to too much were left out: {told}")
    if count > MOST_PAGES:
        notes.append(f"only the first {MOST_PAGES} of {count} pages were read")
    return found, tuple(notes)


class _TooLong(BaseException):
    """All pages took too long; no `Exception`, as pypdf may catch those of what it calls."""


def _text(page: Any, until: float) -> str:
    def check(*_: object) -> None:
        if time.thread_time() > until:
            raise _TooLong

    check()
    return page.extract_text(visitor_operand_before=check) or ""


@contextmanager
def _limits() -> Iterator[None]:
    from pypdf import apply_configuration

    with apply_configuration(
        zlib_maximum_output_length=LARGEST_UNPACKED_BYTES,
        lzw_maximum_output_length=LARGEST_UNPACKED_BYTES,
        run_length_maximum_output_length=LARGEST_UNPACKED_BYTES,
        brotli_maximum_output_length=LARGEST_UNPACKED_BYTES,
        array_based_stream_maximum_output_length=LARGEST_UNPACKED_BYTES,
        stream_decoding_work_maximum_length=3 * LARGEST_UNPACKED_BYTES,
        stream_parsing_work_maximum_count=MOST_DRAWN,
        xform_maximum_invocations_per_extraction=MOST_FORMS,
    ):
        yield
