"""Claims of a table: which columns are pay, which name whom, and what its heading adds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from paylens.harmonise.dimension import dimension
from paylens.report.amounts import SIGNS
from paylens.report.claims import phrases as say
from paylens.report.claims.amounts import Amount, amounts_in, period_in
from paylens.report.claims.blocks import Block
from paylens.report.claims.claim import AMOUNT, AT_LEAST, GROWTH, RANGE, About, Claim, Unread
from paylens.report.claims.sentences import pay_in, statistic_in, year_in
from paylens.report.claims.statements import facts_of
from paylens.report.claims.words import DIMENSIONS, UNKNOWN_ROLE, Vocabulary

# What a column's header says that its labels are: the first dimension that knows a label.
HEADERS = (
    (re.compile(r"experience|years|yoe|tenure", re.I), ("experience", "level")),
    (re.compile(r"company size|size|employees|headcount", re.I), ("employer_size",)),
    (re.compile(r"certif", re.I), ("certifications",)),
    (re.compile(r"education|degree|qualification", re.I), ("education",)),
    (re.compile(r"level|seniority|grade", re.I), ("level", "experience", "role")),
    (re.compile(r"country|countries|nation", re.I), ("country",)),
    (
        re.compile(r"city|cities|location|region|place|metro|hub", re.I),
        ("city", "country", "metro"),
    ),
    (re.compile(r"industry|sector|domain", re.I), ("industry",)),
    (re.compile(r"gender|sex\b", re.I), ("gender",)),
    (re.compile(r"skill|language|framework|tool|technolog", re.I), ("skills",)),
    (re.compile(r"company|employer|firm", re.I), ("employer", "employer_size")),
    (re.compile(r"role|title|position|job|occupation|profession", re.I), ("role",)),
    (re.compile(r"remote|workplace|arrangement", re.I), ("remote",)),
)
ANY = ("role", "level", "experience", "country", "city", "education", "industry", "employer_size",
       "gender", "remote", "employer", "metro", "skills")  # fmt: skip
# A level among years: sources without levels answer by the years.
ENTRY = {"experience": "under 1 year", "level": "entry"}
GROWS = re.compile(r"\bgrowth|\bincrease|\braise\b|\bgain\b", re.I)
LOW_END = re.compile(r"\b(?:min(?:imum)?|low(?:est|er)?|from)\b", re.I)
HIGH_END = re.compile(r"\b(?:max(?:imum)?|high(?:est)?|upper|to)\b", re.I)
YEARS = re.compile(r"^(?:under |over |less than |more than )?\d{1,2}(?:\s?(?:-|–|—|"
                   r"to)\s?\d{1,2})?\s?\+?"
                   r"(?:\s?(?:years?|yrs?|yoe|y)\b.*)?$", re.I)  # fmt: skip
ANY_PAY = re.compile(rf"{say.PAY.pattern}|\bmakes?\b", re.I)
LOWEST = 1_000


@dataclass(frozen=True)
class Context:
    """What stands around a grid: its heading, and the sentence right before it."""

    heading: str
    sentence: str = ""

    @property
    def text(self) -> str:
        """Both."""
        return f"{self.heading}. {self.sentence}"


def grid_claims(
    block: Block, context: Context, vocabulary: Vocabulary
) -> tuple[list[Claim], list[Unread]]:
    """The claims of a grid, row by row, and what of it could not be read."""
    header = tuple(_plain(cell) for cell in block.cells[0]) if block.header else ()
    rows = block.cells[1:] if block.header else block.cells
    width = len(block.cells[0])
    pay = [place for place in range(width) if _is_pay_column(rows, place, header)]
    labels = [place for place in range(width) if place not in pay]
    if not pay or not labels or _is_other(header, context):
        return [], []
    around = _around(context, vocabulary)
    about_pay = bool(ANY_PAY.search(f"{context.text} {' '.join(header)}"))
    claims: list[Claim] = []
    unread: list[Unread] = []
    touching = _touching(rows, labels)
    for number, row in enumerate(rows):
        facts, unknown = _row_facts(row, labels, header, vocabulary)
        facts |= _band(facts, touching)
        if unknown and not facts:
            unread.append(Unread(" | ".join(row), f"what {unknown!r} is, is not known"))
            continue
        for columns in _columns(pay, header, row):
            claim = _cell_claim(row, columns, header, context, vocabulary)
            if claim is None:
                unread.append(Unread(" | ".join(row), "no amount of pay in this row"))
            elif about_pay or (claim.about.currency and facts):
                claims.append(_placed(claim, {**around, **claim.about.facts, **facts}, number))
    return claims, unread


def _plain(text: str) -> str:
    return text.replace("_", " ").strip()


def _is_pay_column(rows: tuple[tuple[str, ...], ...], place: int, header: tuple[str, ...]) -> bool:
    cells = [row[place] for row in rows if row[place].strip()]
    found = [cell for cell in cells if _amount(cell) is not None]
    named = header[place] if header else ""
    if re.search(
        r"\b(?:jobs|openings|records|respondents|count|number|change|stars|n)\b", named, re.I
    ):
        return False
    return bool(cells) and len(found) * 2 > len(cells)


def _amount(cell: str) -> Amount | None:
    if YEARS.match(cell.strip()) and not re.search(r"[$€£₹]", cell):
        return None
    found = [each for each in amounts_in(cell) if not each.bare or each.low >= LOWEST]
    whole = [each for each in found if each.end - each.start >= len(cell.strip()) // 3]
    return whole[0] if whole else None


def _is_other(header: tuple[str, ...], context: Context) -> bool:
    """Whether the amounts are money, but nobody's pay."""
    named = f"{' '.join(header)} {context.heading}"
    return bool(say.NOT_PAY.search(named)) and not say.PAY.search(named)


def _around(context: Context, vocabulary: Vocabulary) -> dict[str, str]:
    found = facts_of(vocabulary.words(context.sentence)) | facts_of(
        vocabulary.words(context.heading)
    )
    return {name: value for name, value in found.items() if name != "skills"}


def _row_facts(
    row: tuple[str, ...], labels: list[int], header: tuple[str, ...], vocabulary: Vocabulary
) -> tuple[dict[str, str], str]:
    """The facts that a row's labels name, and a label that names none."""
    facts: dict[str, str] = {}
    unknown = ""
    for place in labels:
        label = row[place].strip()
        if not label:
            continue
        found = label_facts(label, header[place] if header else "", vocabulary)
        facts |= found
        unknown = unknown or ("" if found else label)
    return facts, unknown


def label_facts(label: str, header: str, vocabulary: Vocabulary) -> dict[str, str]:
    """What one label means under its header; an unknown value of a known dimension as it is."""
    names = next((names for form, names in HEADERS if form.search(header)), ())
    for name in names or ANY:
        if name == "experience":
            if YEARS.match(label) and (names or re.search(r"y(?:ea)?r|yoe", label, re.I)):
                return {"experience": label}
            continue
        asked = "skills" if name == "certifications" else name
        found = vocabulary.values_of_cell(label, (asked,))
        if found == ("level", "entry") and names[:1] == ("experience",):
            return ENTRY
        if found is not None:
            return {name: found[1]}
    words = facts_of(vocabulary.words(label))
    if names[:1] == ("experience",) and words.get("level") == "entry":
        return ENTRY
    if not names or set(names) & set(words):
        return words
    if names[0] in ("experience",):
        return words
    return {UNKNOWN_ROLE if names[0] == "role" else names[0]: label}


def _touching(rows: tuple[tuple[str, ...], ...], labels: list[int]) -> bool:
    """Whether bands of years share their ends, as 1-3 and 3-5: then an end lies in the next one."""
    spans = [
        re.findall(r"\d+", row[place])
        for row in rows
        for place in labels
        if YEARS.match(row[place])
    ]
    starts = {span[0] for span in spans if span}
    return any(len(span) == 2 and span[1] in starts for span in spans)


def _band(facts: dict[str, str], touching: bool) -> dict[str, str]:
    """A band of years that ends below its upper end, in the dimension's own words."""
    span = re.fullmatch(r"(\d+)\s?(?:-|–|—|to)\s?(\d+).*", facts.get("experience", ""))
    if not span or not touching:
        return {}
    ends = float(span[1]), float(span[2])
    declared = dimension("experience").intervals
    band = next((value for value, found in declared.items() if found == ends), None)
    return {"experience": band} if band else {}


def _columns(
    pay: list[int], header: tuple[str, ...], row: tuple[str, ...]
) -> list[tuple[int, ...]]:
    """The columns of each claim: a lowest and a highest are the ends of one range."""
    filled = [place for place in pay if row[place].strip()]
    if header and len(filled) >= 2:
        low = [place for place in filled if LOW_END.search(header[place])]
        high = [place for place in filled if HIGH_END.search(header[place])]
        if len(low) == len(high) == 1 and low != high:
            return [(low[0], high[0]), *[(each,) for each in filled if each not in (*low, *high)]]
    return [(place,) for place in filled]


def _cell_claim(
    row: tuple[str, ...],
    columns: tuple[int, ...],
    header: tuple[str, ...],
    context: Context,
    vocabulary: Vocabulary,
) -> Claim | None:
    amounts = [_amount(row[place]) for place in columns]
    first = amounts[0]
    if first is None or any(each is None for each in amounts):
        return None
    named = " ".join(header[place] for place in columns) if header else ""
    printed = tuple(value for each in amounts if each for value in each.amounts)
    label = ", ".join(cell for place, cell in enumerate(row) if place not in columns
                      and _amount(cell) is None and cell)  # fmt: skip
    cell = " to ".join(row[place] for place in columns)
    place = f"{context.heading}: " if context.heading else ""
    text = f"{place}{label}, {cell}" + (f" ({named})" if named else "")
    about = About(
        facts=facts_of([w for w in vocabulary.words(named) if w.dimension in DIMENSIONS]),
        statistic=None if len(printed) == 2 and not say.MEAN.search(named)
        else statistic_in(named) or statistic_in(context.heading) or statistic_in(context.sentence),
        pay=pay_in(named) or pay_in(cell) or pay_in(context.heading),
        currency=first.currency or _currency(named) or _currency(context.heading),
        period=first.period or period_in(named) or period_in(context.text),
        year=year_in(named) or year_in(context.heading),
    )  # fmt: skip
    grows = GROWS.search(named) or (not say.PAY.search(named) and GROWS.search(context.heading))
    kind = GROWTH if grows else RANGE if len(printed) == 2 else AMOUNT
    if kind == AMOUNT and row[columns[-1]].strip().endswith("+"):
        kind = AT_LEAST
    return Claim(text, kind, about, printed)


def _currency(text: str) -> str | None:
    for word in re.findall(r"[A-Za-z]{3}\b|[$€£₹]", text):
        if word.lower() in SIGNS and (
            word.isupper() or word.lower() in ("usd", "eur", "gbp") or not word.isalpha()
        ):
            return SIGNS[word.lower()]
    return None


def _placed(claim: Claim, facts: dict[str, str], row: int) -> Claim:
    from dataclasses import replace

    if UNKNOWN_ROLE in facts and "role" in facts:
        facts = {name: value for name, value in facts.items() if name != "role"}
    return replace(claim, about=replace(claim.about, facts=facts), row=row)
