"""What stands under a table: every choice that its figures rest on, and its one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from paylens.collect.source import card
from paylens.harmonise.dimension import dimension
from paylens.market.floor import PUBLIC
from paylens.market.statistics import OPEN_TOP
from paylens.report.article import ArticleTable, article
from paylens.report.cohorts import OTHER_BANDS, Cohort
from paylens.report.table_rows import Row, TableCell
from paylens.report.verdict import RULE, VERDICTS

SMALL_CELLS = (
    f"one year's records of one role and value count from {PUBLIC.middle_records} on; "
    "fewer are in no figure"
)
CONVERTED = "pay in other currencies is converted at the rate of each record's own date"
UNADJUSTED = (
    "unadjusted: men and women in these records differ in role, level, experience and employer"
)
PROTECTED = "{label} is protected: reported on, never used to estimate a person's pay"
EXPERIENCE = "{source}'s experience is {words}"


def notes_of(
    found: list[Cohort],
    rows: Iterable[Row],
    *,
    printed: ArticleTable | None = None,
    left_out: int = 0,
) -> tuple[str, ...]:
    """Everything that a reader has to know of a table's figures."""
    listed = list(rows)
    cells = [(row, cell) for row in listed for cell in row.cells]
    notes = [*_article_notes(printed), *_nearest(listed), *_dimension_notes(found)]
    notes += _other_bases(found) + _other_bands(cells) + _stand_ins(printed, found)
    notes += _lowest_bracket(found, cells) + _open_top(cells) + _dominated(cells)
    if left_out:
        notes.append(f"{left_out} values are under the publishing floor in every source")
    return tuple(dict.fromkeys([*notes, SMALL_CELLS]))


def about_article() -> str:
    """Which article is meant, for those who have not read it."""
    return f"the article is “{article().title}”, {article().published}"


def article_title(printed: ArticleTable) -> str:
    """The table's number, where the article numbers it, and title."""
    return f"Table {printed.number}. {printed.title}" if printed.number else printed.title


def article_sentence(printed: ArticleTable, rows: Iterable[Row]) -> str:
    """How the article's figures fare, and what the records say instead."""
    listed = list(rows)
    counts = Counter(row.verdict for row in listed)
    told = ", ".join(_counted(each, counts[each]) for each in VERDICTS if counts[each])
    figures = f"{len(listed)} figures" if len(listed) > 1 else "one figure"
    return f"{article_title(printed)}: of the article's {figures}, {told}{_range(printed, listed)}."


def plain_sentence(title: str, rows: Iterable[Row], found: list[Cohort]) -> str:
    """From which value's median to which other's the pay of the first population runs."""
    for cohort in sorted(found, key=_most_records, reverse=True):
        medians = [
            (cell.statistics.figures["p50"].value or 0.0, row.label)
            for row in rows
            for cell in row.cells
            if cell.source == cohort.column.source
            and cell.block == found[0].population.label
            and not cell.statistics.suppressed
        ]
        if medians:
            column, who = cohort.column, found[0].population.label
            told = f"{title}: in {column.source} ({who}) the median {column.pay} pay "
            return f"{told}{_from_to(medians)}."
    return f"{title}: no figure of {found[0].population.label} reaches the publishing floor."


def _most_records(cohort: Cohort) -> int:
    return sum(cohort.records_by_value().values())


def _counted(verdict: str, count: int) -> str:
    """So many of a verdict in words: "2 agree", "3 are too low", "sources disagree on 1"."""
    one = count == 1
    told = {
        "agrees": f"{count} {'agrees' if one else 'agree'}",
        "too low": f"{count} {'is' if one else 'are'} too low",
        "too high": f"{count} {'is' if one else 'are'} too high",
        "sources disagree": f"sources disagree on {count}",
        "not enough data": f"{count} cannot be checked",
    }
    return told[verdict]


def _range(printed: ArticleTable, rows: list[Row]) -> str:
    """The figures of the source that decided most rows, from the lowest to the highest."""
    decided = [
        (comparison.held, row.label)
        for row in rows
        if row.judgement
        for comparison in row.judgement.comparisons
    ]
    if not decided:
        return ""
    chosen = Counter((held.source, held.block, held.pay) for held, _ in decided).most_common(1)
    source, block, pay = chosen[0][0]
    values = [
        (held.figure.value or 0.0, label)
        for held, label in decided
        if (held.source, held.block, held.pay) == (source, block, pay)
    ]
    what = "growth" if printed.start else f"{printed.statistic} {pay} pay"
    return f"; in {source} ({block}) the {what} {_from_to(values)}"


def _from_to(values: list[tuple[float, str]]) -> str:
    """The lowest and the highest of amounts with their labels."""
    low, high = min(values), max(values)
    if low == high:
        return f"is ${low[0]:,.0f} ({low[1]})"
    return f"runs from ${low[0]:,.0f} ({low[1]}) to ${high[0]:,.0f} ({high[1]})"


def _article_notes(printed: ArticleTable | None) -> list[str]:
    if printed is None:
        return []
    source = article()
    notes = [
        about_article(),
        f"the article's kind of pay: {source.pay}; its population: {source.population}",
        RULE,
    ]
    return [*notes, printed.note] if printed.note else notes


def _nearest(rows: list[Row]) -> list[str]:
    shown = [f"{row.label} ({row.nearest})" for row in rows if row.nearest]
    if not shown:
        return []
    return [f"no source has these; shown, and not judged by, is the nearest: {'; '.join(shown)}"]


def _dimension_notes(found: list[Cohort]) -> list[str]:
    notes = []
    for name in dict.fromkeys(cohort.column.dimension for cohort in found):
        declared = dimension(name)
        if name == "gender":
            notes.append(UNADJUSTED)
        if declared.protected:
            notes.append(PROTECTED.format(label=declared.label))
    if any(cohort.population.country != "US" for cohort in found):
        notes.append(CONVERTED)
    asked = {c.column.source for c in found if c.column.dimension == "experience"}
    said = {source: card(source).settings.get("experience") for source in sorted(asked)}
    return notes + [EXPERIENCE.format(source=source, words=w) for source, w in said.items() if w]


def _other_bases(found: list[Cohort]) -> list[str]:
    return [
        f"{cohort.column.source}, {cohort.population.label}: {cohort.column.basis} records only, "
        f"as most are; {' and '.join(cohort.column.other_bases)} records are left out"
        for cohort in found
        if cohort.column.other_bases
    ]


def _other_bands(cells: list[tuple[Row, TableCell]]) -> list[str]:
    values: dict[str, list[str]] = {}
    for _, cell in cells:
        if cell.statistics.figures["p50"].suppressed == OTHER_BANDS:
            values.setdefault(cell.source, []).append(cell.value)
    return [
        f"{source} asks in other bands: nothing of it for {', '.join(dict.fromkeys(bands))}"
        for source, bands in values.items()
    ]


def _stand_ins(printed: ArticleTable | None, found: list[Cohort]) -> list[str]:
    """Sources that answer by another dimension than the table's."""
    if printed is None:
        return []
    notes = []
    for cohort in found:
        name = cohort.column.dimension
        if name == printed.dimension or printed.dimension not in printed.rows[0].values:
            continue
        answered = [
            f"{row.label} ({dimension(name).value_label(row.values[name])})"
            for row in printed.rows
            if name in row.values
        ]
        notes.append(
            f"{cohort.column.source} has no {dimension(printed.dimension).label.lower()}: "
            f"it answers by {name}, and only for {', '.join(answered)}"
        )
    return notes


def _lowest_bracket(found: list[Cohort], cells: list[tuple[Row, TableCell]]) -> list[str]:
    counts: dict[str, list[str]] = {}
    for cohort in found:
        countries = None
        if cohort.column.dimension == "country":
            countries = {cell.value for _, cell in cells}
        count = cohort.below_legal_minimum(countries)
        if count:
            number = f"{count:,}" if count >= PUBLIC.middle_records else "a few"
            told = counts.setdefault(cohort.column.source, [])
            told.append(f"{cohort.population.label}: {number}")
    return [
        f"{source}: answers of $0-999 a year are left out ({', '.join(told)}) where full-time pay "
        "that low would break the legal minimum, unless asked to keep them (lowest bracket)"
        for source, told in counts.items()
    ]


def _open_top(cells: list[tuple[Row, TableCell]]) -> list[str]:
    rows: dict[str, list[str]] = {}
    for row, cell in cells:
        if cell.statistics.figures["mean"].suppressed == OPEN_TOP:
            rows.setdefault(f"{cell.source}, {cell.block}", []).append(row.label)
    return [
        f"{source}: no mean for {', '.join(labels)}, as {OPEN_TOP}; the median is not put in "
        "its place"
        for source, labels in rows.items()
    ]


def _dominated(cells: list[tuple[Row, TableCell]]) -> list[str]:
    return [
        f"{cell.source}, {cell.block}, {row.label}: {note}"
        for row, cell in cells
        for note in cell.statistics.evidence.notes
        if cell.dimension != "employer"
    ]
