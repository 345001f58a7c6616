"""What a text is made of: headings, sentences and grids of cells, in its order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

HEADING, SENTENCE, GRID, ROW = "heading", "sentence", "grid", "row"
# Titles in which a full stop ends no sentence.
SHORT = "".join(
    rf"(?<!\b{word})"
    for word in (
        "vs", r"e\.g", r"i\.e", "approx", r"p\.a", "Ph", "St", "Inc", r"U\.S", r"U\.K", "Rs", "No",
        "Dr", "sr", "jr",
    )
)  # fmt: skip
END = re.compile(rf"{SHORT}[.!?]['\"”’)*_]*\s+(?=[^\s\da-z]|\d+\s)")
MARK = re.compile(r"^\s*(?:[-*•–▪◦]|\(?\d{1,2}[.)])\s+")
LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)")
LONGEST_SENTENCE, LONGEST_CELL = 2_000, 200
EMPHASIS = re.compile(r"(\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|`+)")
RULE = re.compile(r"[\s|:+=-]+")
COLUMNS = re.compile(r"\t|\s{2,}")
# A comma that parts no thousands.
FIELDS = re.compile(r",(?!\d{3}(?!\d))")


@dataclass(frozen=True)
class Block:
    """A heading, a sentence or a grid. `cells` are a grid's rows, the first of them its header
    where `header`; `level` is a heading's depth, 0 where it is only a short line."""

    kind: str
    text: str
    level: int = 0
    cells: tuple[tuple[str, ...], ...] = ()
    header: bool = False
    listed: bool = False


@dataclass(frozen=True)
class Document:
    """A text to be checked: where it came from, its format, its blocks, what was left unread."""

    name: str
    format: str
    blocks: tuple[Block, ...] = field(repr=False)
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Its first heading."""
        return next((block.text for block in self.blocks if block.kind == HEADING), "")

    @property
    def characters(self) -> int:
        """How much text there is."""
        return sum(len(block.text) for block in self.blocks)


def blocks_of_text(text: str) -> list[Block]:
    """Blocks of plain text or Markdown; tables with bars, tabs, commas or columns are grids."""
    lines = [line.rstrip() for line in text.splitlines()]
    found: list[Block] = []
    place = 0
    while place < len(lines):
        block, place = _next_block(lines, place)
        found += block
    return found


def sentences_of(text: str, *, listed: bool = False) -> list[Block]:
    """The sentences of a paragraph, without marks of lists and emphasis."""
    plain = EMPHASIS.sub("", MARK.sub("", text)).strip()
    plain = LINK.sub(r"\1", plain)
    plain = re.sub(r"\s+", " ", plain)
    parts, start = [], 0
    for end in END.finditer(plain):
        parts.append(plain[start : end.end()].strip())
        start = end.end()
    parts.append(plain[start:].strip())
    pieces = [piece for part in parts for piece in wrap_long(part)]
    return [Block(SENTENCE, piece, listed=listed) for piece in pieces if piece]


def wrap_long(text: str) -> list[str]:
    """What is longer than any sentence in pieces: to read it as one would take too long."""
    if len(text) <= LONGEST_SENTENCE:
        return [text]
    return [text[at : at + LONGEST_SENTENCE] for at in range(0, len(text), LONGEST_SENTENCE)]


def heading(text: str, level: int) -> Block:
    """A heading without its marks."""
    plain = EMPHASIS.sub("", text.strip(" #")).strip()
    return Block(HEADING, plain[:LONGEST_SENTENCE], level)


def grid(rows: list[list[str]], *, header: bool) -> Block:
    """A grid of cells, each row as wide as the widest."""
    width = max(len(row) for row in rows)
    cells = tuple(
        tuple(
            EMPHASIS.sub("", cell[:LONGEST_CELL]).strip()
            for cell in (*row, *[""] * (width - len(row)))
        )
        for row in rows
    )
    return Block(GRID, "\n".join(" | ".join(row) for row in cells), cells=cells, header=header)


def _next_block(lines: list[str], place: int) -> tuple[list[Block], int]:
    line = lines[place]
    if not line.strip():
        return [], place + 1
    if re.match(r"\s{0,3}#{1,6}\s", line):
        marks = line.lstrip()
        return [heading(line, len(marks) - len(marks.lstrip("#")))], place + 1
    for kind in (_bars, _separated, _columns):
        found = kind(lines, place)
        if found is not None:
            return [found[0]], found[1]
    if re.fullmatch(r"\s*\*\*[^*]+\*\*:?\s*", line) or _is_title(lines, place):
        return [heading(line, 0)], place + 1
    if MARK.match(line):
        return sentences_of(line, listed=True), place + 1
    return _paragraph(lines, place)


def _paragraph(lines: list[str], place: int) -> tuple[list[Block], int]:
    end = place + 1
    while end < len(lines) and lines[end].strip() and not _starts(lines, end):
        end += 1
    return sentences_of(" ".join(lines[place:end])), end


def _starts(lines: list[str], place: int) -> bool:
    line = lines[place]
    kinds = (_bars, _separated, _columns)
    starts = bool(MARK.match(line)) or line.lstrip().startswith("#")
    return starts or any(kind(lines, place) for kind in kinds)


def _is_title(lines: list[str], place: int) -> bool:
    """A short line by itself that ends like no sentence."""
    line = lines[place].strip()
    alone = place + 1 >= len(lines) or not lines[place + 1].strip()
    return alone and len(line) <= 90 and not re.search(r"[.!,;]['\"”)*]*$", line) and not re.search(
        r"[$€£₹]\s?\d|\d\s?(?:k|LPA|€)\b|\b(?:earn|make|get|pay|average|is|are)s?\b[^?]*\d", line
    ) and not MARK.match(lines[place])  # fmt: skip


def _bars(lines: list[str], place: int) -> tuple[Block, int] | None:
    """Rows between bars, with or without a rule below the header."""
    end, rows, ruled = place, [], False
    while end < len(lines) and lines[end].count("|") >= 1 and lines[end].strip():
        if RULE.fullmatch(lines[end]):
            ruled = ruled or end == place + 1
        else:
            bare = re.sub(r"^\s*\||\|\s*$", "", lines[end])
            rows.append(bare.split("|"))
        end += 1
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return None
    return grid(rows, header=ruled or not _has_amount(rows[0])), end


def _separated(lines: list[str], place: int) -> tuple[Block, int] | None:
    """Rows of fields between tabs, wide blanks, commas or semicolons, all of one width."""
    for split in (COLUMNS, FIELDS, re.compile(r";")):
        width = len(split.split(lines[place].strip()))
        if width < 2:
            continue
        end = place
        while end < len(lines) and len(split.split(lines[end].strip())) == width:
            if not lines[end].strip() or (split is not COLUMNS and ". " in lines[end]):
                break
            end += 1
        rows = [split.split(line.strip()) for line in lines[place:end]]
        if len(rows) >= 2 and all(_has_amount(row) for row in rows[1:]):
            return grid(rows, header=not _has_amount(rows[0])), end
    return None


def _columns(lines: list[str], place: int) -> tuple[Block, int] | None:
    """A line of words, then lines of a label and one amount: a table that lost its columns.

    Also lines "label: amount" or "label - amount", as items of a list, without a header.
    """
    form = re.compile(
        r"^\s*(?:[-*•–]\s+)?(?P<label>[^$€£₹:.]{1,48}?)\s*(?P<mark>[:–—=]|\s-|\s)\s*"
        r"(?P<pay>(?:[A-Z]{3}\s)?[$€£₹]?\s?\d[\d.,]*\s?(?:[kKmM]|lakh|LPA)?"
        r"(?:\s?[-–—]\s?[$€£₹]?\s?\d[\d.,]*\s?(?:[kKmM]|lakh|LPA)?)?\s?[€£]?"
        r"(?:\s?(?:/|per |a )\s?\w+)?)\s*$"
    )
    plain = [EMPHASIS.sub("", line) for line in lines[place : place + 200]]
    head = 0 if form.match(plain[0]) and _has_amount([form.match(plain[0])["pay"]]) else 1  # type: ignore[index]
    end, rows, marked = head, [], True
    while end < len(plain) and (match := form.match(plain[end])) and _has_amount([match["pay"]]):
        rows.append([match["label"], match["pay"]])
        marked = marked and match["mark"].strip() != ""
        end += 1
    if len(rows) < 2 or (head and marked) or (not head and not marked):
        return None
    if head and (MARK.match(plain[0]) or len(plain[0]) > 90 or plain[0].endswith((".", ":"))):
        return None
    if head:
        rows.insert(0, _two_headers(plain[0]))
    return grid(rows, header=bool(head)), place + end


def _two_headers(line: str) -> list[str]:
    """The header of two columns, where blanks part words and columns alike."""
    match = re.search(
        r"\s(?=(?:average|median|mean|typical|annual|monthly|total|base|salary|pay|salaries|"
        r"compensation)\b)", line, re.I,
    )  # fmt: skip
    return [line[: match.start()], line[match.end() :]] if match else [line, ""]


def _has_amount(cells: list[str]) -> bool:
    return any(
        re.search(r"[$€£₹]\s?\d|\d[\d.,]*\s?(?:[kK]\b|LPA|lakh|€|£)|\d{3}", c) for c in cells
    )
