"""Sources side by side, on the screen and as the page `docs/sources.md`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from paylens.report.comparison import Comparison, RoleComparison, SourceFacts, SourceMedian
from paylens.report.disagreement import APART, Disagreement
from paylens.serve.text import money, table, years

if TYPE_CHECKING:
    from rich.console import Console

COMMAND = "paylens sources --compare --md"
ABOUT_ONE_RECORD = ("years", "chance")
Apart = tuple[str, str, str]


def show_comparison(found: Comparison, console: Console) -> None:
    """A table per kind of pay with a line per source, then who is apart and the likely reasons."""
    console.print(f"[bold]{found.sentence}[/bold]\n[dim]{found.rule}.[/dim]", highlight=False)
    for pay in _kinds(found):
        grid = table("role and country", "source", "median (95 %)", "records", "years", "moved")
        for row in found.rows:
            told = f"{row.role_label}, {row.country_label}"
            for median in (each for each in row.medians if each.pay == pay):
                grid.add_row(told, median.source, *_screen_texts(median))
                told = ""
            if row.official and pay == "base" and not told:
                grid.add_row("", "[dim]official[/dim]", f"[dim]{_official(row)}[/dim]", "", "", "")
        console.print(f"\n[cyan]{pay} pay, USD per year[/cyan]")
        console.print(grid)
    console.print(f"\n[bold]More than {APART:.0%} apart[/bold]")
    for line in _apart_lines(found):
        console.print(line.replace("**", ""), highlight=False)


def as_markdown(found: Comparison) -> str:
    """The page: its sources, a table per country and kind of pay, who is apart and likely why."""
    return "\n".join([*_head(found), *_body(found), *_apart_section(found)]) + "\n"


def _screen_texts(median: SourceMedian) -> list[str]:
    middle = median.median
    moved = f"{money(median.moved_usd_per_year)} in {median.moved_to}" if median.moved_to else ""
    return [
        f"{money(middle.value)} [dim]{money(middle.low)}–{money(middle.high)}[/dim]",
        f"{median.evidence.records:,}",
        _years(median),
        moved,
    ]


def _head(found: Comparison) -> list[str]:
    return [
        "# What each source says",
        "",
        found.sentence,
        "",
        f"Written by `make sources` (`{COMMAND}`) from the market of version `{found.market}`; "
        "do not edit by hand.",
        "",
        f"How to read it: {found.rule}. A cell gives the median in USD per year, the records and "
        "their years, with `newest` where the last of the years has under 30 records of its own. "
        "`→` is the same median with all records moved to the year named, by the growth of the "
        "official median wage of the nearest occupation (US only). Kinds of pay are never compared "
        "with one another.",
        "",
        "## The sources",
        "",
        *_pipes(["source", "publisher", "basis", "years used", "what its pay counts"], 5),
        *(_source_line(facts) for facts in _all_sources(found)),
        "",
        *(f"- **{facts.source}** leans to {facts.leans}." for facts in found.sources),
        *([f"- **{found.official.source}**: {found.official.leans}."] if found.official else []),
        "",
    ]


def _all_sources(found: Comparison) -> list[SourceFacts]:
    return [*found.sources, *([found.official] if found.official else [])]


def _source_line(facts: SourceFacts) -> str:
    counts = "; ".join(f"{pay}: {text}" for pay, text in facts.counts.items())
    basis = ", ".join(facts.basis)
    return _line([facts.source, facts.publisher, basis, years(facts.years), counts])


def _body(found: Comparison) -> Iterator[str]:
    """A section per country; the first, which has most records, by role, the others together."""
    first = found.rows[0].country if found.rows else None
    home = [row for row in found.rows if row.country == first]
    others = [row for row in found.rows if row.country != first]
    for rows, title, place in ((home, home[0].country_label if home else "", False),
                               (others, "Other countries", True)):  # fmt: skip
        if rows:
            yield from [f"## {title}", ""]
            for pay in _kinds(found):
                yield from _table(rows, pay, with_country=place)


def _table(rows: list[RoleComparison], pay: str, *, with_country: bool) -> Iterator[str]:
    own = [row for row in rows if any(median.pay == pay for median in row.medians)]
    sources = sorted({m.source for row in own for m in row.medians if m.pay == pay})
    if not own:
        return
    with_official = pay == "base" and any(row.official for row in own)
    heads = [*(["country"] if with_country else []), "role", *sources]
    heads += ["official wage"] if with_official else []
    yield from [f"### {pay.capitalize()} pay", "", *_pipes(heads, 1 + with_country)]
    for row in own:
        cells = {median.source: _cell(median) for median in row.medians if median.pay == pay}
        texts = [*([row.country_label] if with_country else []), row.role_label]
        texts += [cells.get(source, "–") for source in sources]
        yield _line([*texts, *([_official(row)] if with_official else [])])
    yield ""


def _cell(median: SourceMedian) -> str:
    told = f"{money(median.median.value)} ({median.evidence.records:,}; {_years(median)})"
    if median.moved_to is None:
        return told
    return f"{told} → {money(median.moved_usd_per_year)} in {median.moved_to}"


def _years(median: SourceMedian) -> str:
    spans = years(median.evidence.years)
    newest = median.newest_year
    if newest == max(median.evidence.years):
        return spans
    return f"{spans}, newest {newest}" if newest else f"{spans}, no year with 30"


def _official(row: RoleComparison) -> str:
    wages = row.official
    if wages is None:
        return "–"
    kind = "" if wages.same_occupation else "nearest: "
    return f"{money(wages.p50)} ({kind}{wages.title}, {wages.soc}, {wages.year})"


def _apart_section(found: Comparison) -> list[str]:
    lines = list(_apart_lines(found))
    told = lines or ["No two sources of one kind of pay are that far apart."]
    return [f"## More than {APART:.0%} apart, and likely why", "", *told]


def _apart_lines(found: Comparison) -> Iterator[str]:
    """A paragraph per two sources and kind of pay: where they are apart, and likely why."""
    grouped: dict[Apart, list[tuple[RoleComparison, Disagreement]]] = defaultdict(list)
    for row in found.rows:
        for each in row.disagreements:
            grouped[each.pay, each.lower, each.higher].append((row, each))
    for (pay, lower, higher), cases in sorted(grouped.items(), key=lambda item: -len(item[1])):
        where = "; ".join(_case(row, each) for row, each in cases)
        shared = _shared(found.rows, pay, lower, higher)
        yield (
            f"- **{pay} pay: {higher} above {lower}** in {len(cases)} of the {shared} roles and "
            f"countries that both cover: {where}. {_likely(cases[0][1])}"
        )


def _shared(rows: Iterable[RoleComparison], *pair: str) -> int:
    pay, *sources = pair
    return sum(set(sources) <= {m.source for m in row.medians if m.pay == pay} for row in rows)


def _case(row: RoleComparison, each: Disagreement) -> str:
    own = {reason.about: reason.text for reason in each.likely}
    more = [f"years {own['years']}"] if "years" in own else []
    if each.excess_moved is not None:
        more.append(f"{each.excess_moved:+.0%} in the pay of one year")
    more += [own["chance"]] if "chance" in own else []
    inside = "; ".join([f"{each.excess:+.0%}", *more]).replace("; ", ", ")
    return f"{row.role_label}, {row.country_label} ({inside})"


def _likely(each: Disagreement) -> str:
    told = [reason.text for reason in each.likely if reason.about not in ABOUT_ONE_RECORD]
    if any(reason.about in ABOUT_ONE_RECORD for reason in each.likely):
        told.append("where named above, the years and the few records")
    return f"Likely: {'; '.join(told) or 'nothing that the sources declare tells them apart'}."


def _kinds(found: Comparison) -> list[str]:
    return sorted({median.pay for row in found.rows for median in row.medians})


def _pipes(heads: list[str], left: int) -> list[str]:
    return [_line(heads), _line(["---"] * left + ["---:"] * (len(heads) - left))]


def _line(texts: list[str]) -> str:
    return f"| {' | '.join(text.replace('|', '/') for text in texts)} |"
