"""How much of a text is read, so that a hostile one ends as soon as an honest one.

The forms that find words look at a sentence several times, some once for each word in it: what
they look at is cut to a length that no honest sentence has. What is cut is always listed.
"""

from __future__ import annotations

import re

LONGEST_SENTENCE = 1_500
LONGEST_HEADING = 300
LONGEST_CELL = 300
# A longer line is no row of a table.
LONGEST_LINE = 5_000
MOST_LINES = 20_000
MOST_ROWS = 200
MOST_COLUMNS = 50
# A table is told from its first rows.
ROWS_LOOKED_AT = 20
MOST_AMOUNTS = 20
MOST_CLAIMS_OF_A_SENTENCE = 60
MOST_CLAIMS = 500
MOST_UNREAD = 300
MOST_CONTRADICTIONS = 100
DEEPEST_ELEMENT = 300
DEEPEST_TABLE = 8
_TAG = re.compile(r"<(?P<end>/?)(?P<tag>[a-z][a-z0-9]{0,20})", re.I)
# Never closed, or closed by the next of its kind.
_UNCLOSED = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
     "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup",
     "option", "optgroup", "html", "head", "body")
)  # fmt: skip
_NESTING = frozenset(("table", "ul", "ol"))


def cut(text: str, longest: int) -> tuple[str, str]:
    """A text of at most `longest` characters, ended at a word, and why where it was cut."""
    if len(text) <= longest:
        return text, ""
    kept = text[:longest]
    kept = kept[: kept.rfind(" ")] if " " in kept[longest // 2 :] else kept
    return kept, f"longer than {longest:,} characters: only its beginning was read"


def deepest(text: str) -> int | None:
    """Where a page's elements, or its tables and lists, first lie too deep in one another."""
    depth, tables = 0, 0
    for match in _TAG.finditer(text):
        tag = match["tag"].lower()
        if tag in _UNCLOSED:
            continue
        step = -1 if match["end"] else 1
        depth = max(depth + step, 0)
        if tag in _NESTING:
            tables = max(tables + step, 0)
        if depth > DEEPEST_ELEMENT or tables > DEEPEST_TABLE:
            return match.start()
    return None
