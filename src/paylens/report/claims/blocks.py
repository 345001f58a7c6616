"""What a text is made of: headings, sentences and grids of cells, in its order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from paylens.report.claims import limits

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
EMPHASIS = re.compile(r"(\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|`+)")
RULE = re.compile(r"[\s|:+=-]+")
COLUMNS = re.compile(r"\t|\s{2,}")
# A comma that parts no thousands.
FIELDS = re.compile(r",(?!\d{3}(?!\d))")


@dataclass(frozen=True)
class Block:
    """A heading, a sentence or a grid. `cells` are a grid's rows, the first of them its header
    where `header`; `level` is a heading's depth, 0 where it is only a short line; `cut` says what
    of it was left unread."""

    kind: str
    text: str
    level: int = 0
    cells: tuple[tuple[str, ...], ...] = ()
    header: bool = False
    listed: bool = False
    cut: str = ""


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
    plain = re.sub(r"!?\[([^\[\]]{0,300})\]\([^()]{0,2000}\)", r"\1", plain)
    plain = re.sub(r"\s+", " ", plain)
    parts, start = [], 0
    for end in END.finditer(plain):
        parts.append(plain[start : end.end()].strip())
        start = end.end()
    parts.append(plain[start:].strip())
    return [_sentence(part, listed) for part in parts if part]


def heading(text: str, level: int) -> Block:
    """A heading without its marks."""
    kept, why = limits.cut(EMPHASIS.sub("", text.strip(" #")).strip(), limits.LONGEST_HEADING)
    return Block(HEADING, kept, level, cut=why)


def grid(rows: list[list[str]], *, header: bool) -> Block:
    """A grid of cells, each row as wide as the widest."""
    width = min(max(len(row) for row in rows), limits.MOST_COLUMNS)
    why = _cut_of_grid(rows)
    cells = tuple(
        tuple(_cell(cell) for cell in (*row[:width], *[""] * (width - len(row))))
        for row in rows[: limits.MOST_ROWS]
    )
    text = "\n".join(" | ".join(row) for row in cells)
    return Block(GRID, text, cells=cells, header=header, cut=why)


def _cell(text: str) -> str:
    return EMPHASIS.sub("", text).strip()[: limits.LONGEST_CELL]


def _cut_of_grid(rows: list[list[str]]) -> str:
    """What of a grid is too much to be read."""
    found = []
    if len(rows) > limits.MOST_ROWS:
        found.append(f"its first {limits.MOST_ROWS:,} of {len(rows):,} rows")
    columns = max(map(len, rows))
    if columns > limits.MOST_COLUMNS:
        found.append(f"its first {limits.MOST_COLUMNS} of {columns:,} columns")
    if any(len(cell) > limits.LONGEST_CELL for row in rows for cell in row):
        found.append(f"the first {limits.LONGEST_CELL} characters of a cell")
    return f"a table too large: only {', '.join(found)} were read" if found else ""


def _sentence(text: str, listed: bool) -> Block:
    kept, why = limits.cut(text, limits.LONGEST_SENTENCE)
    return Block(SENTENCE, kept, listed=listed, cut=why)


def _next_block(lines: list[str], place: int) -> tuple[list[Block], int]:
    line = lines[place]
    if not line.strip():
        return [], place + 1
    if len(line) > limits.LONGEST_LINE:
        return sentences_of(line), place + 1
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
    if MARK.match(line) or line.lstrip().startswith("#") or len(line) > limits.LONGEST_LINE:
        return True
    # A header, a rule and two rows tell a table.
    near = lines[place : place + 4]
    return any(kind(near, 0) for kind in kinds)


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
        untold = not rows or (len(rows) > 1 and max(map(len, rows[:2])) < 2)
        if untold and end - place > 2:
            return None
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return None
    return grid(rows, header=ruled or not _has_amount(rows[0])), end


def _separated(lines: list[str], place: int) -> tuple[Block, int] | None:
    """Rows of fields between tabs, wide blanks, commas or semicolons, all of one width."""
    for split in (COLUMNS, FIELDS, re.compile(r";")):
        width = len(split.split(lines[place].strip()))
        if width < 2:
            continue
        first = _alike(lines[place : place + limits.ROWS_LOOKED_AT], split, width)
        if len(first) < 2 or not all(_has_amount(row) for row in first[1:]):
            continue
        rows = _alike(lines[place:], split, width)
        return grid(rows, header=not _has_amount(rows[0])), place + len(rows)
    return None


def _alike(lines: list[str], split: re.Pattern[str], width: int) -> list[list[str]]:
    """The fields of the first lines that part into so many."""
    rows: list[list[str]] = []
    for line in lines:
        fields = split.split(line.strip())
        if len(fields) != width or not line.strip() or (split is not COLUMNS and ". " in line):
            break
        rows.append(fields)
    return rows


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
    plain = [EMPHASIS.sub("", line) for line in lines[place : place + 3]]
    plain += [""] * (3 - len(plain))
    read = [_label_and_pay(form, line) for line in plain]
    head = 0 if read[0] else 1
    if not read[head + 1]:
        return None
    end, rows, marked = head, [], True
    for line in lines[place + head : place + limits.MOST_ROWS]:
        match = _label_and_pay(form, EMPHASIS.sub("", line))
        if match is None:
            break
        rows.append([match["label"], match["pay"]])
        marked = marked and match["mark"].strip() != ""
        if not head and not marked:
            return None
        end += 1
    if len(rows) < 2 or (head and marked):
        return None
    if head and (MARK.match(plain[0]) or len(plain[0]) > 90 or plain[0].endswith((".", ":"))):
        return None
    if head:
        rows.insert(0, _two_headers(plain[0]))
    return grid(rows, header=bool(head)), place + end


def _label_and_pay(form: re.Pattern[str], line: str) -> re.Match[str] | None:
    """A label and its pay; a long line or wide blanks are neither."""
    if len(line) > limits.LONGEST_CELL or not line.strip():
        return None
    match = form.match(line)
    return match if match and _has_amount([match["pay"]]) else None


def _two_headers(line: str) -> list[str]:
    """The header of two columns, where blanks part words and columns alike."""
    match = re.search(
        r"\s(?=(?:average|median|mean|typical|annual|monthly|total|base|salary|pay|salaries|"
        r"compensation)\b)", line, re.I,
    )  # fmt: skip
    return [line[: match.start()], line[match.end() :]] if match else [line, ""]


def _has_amount(cells: list[str]) -> bool:
    return any(
        re.search(r"[$€£₹]\s?\d|\d[\d.,]{0,20}\s?(?:[kK]\b|LPA|lakh|€|£)|\d{3}", c) for c in cells
    )
