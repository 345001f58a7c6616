"""Sources side by side as Markdown: the page `docs/sources.md`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from paylens.report.comparison import Comparison, RoleComparison, SourceFacts, SourceMedian
from paylens.report.disagreement import APART, Disagreement
from paylens.serve.text import money, years

COMMAND = "paylens sources --compare --md"
OF_ONE_PLACE = ("years", "chance")
Case = tuple[RoleComparison, Disagreement]


def as_markdown(found: Comparison) -> str:
    """The page: the sources, a table per kind of pay, and who is apart and likely why."""
    return "\n".join([*_head(found), *_sources(found), *_body(found), *_apart(found)])


def kinds(found: Comparison) -> list[str]:
    """The kinds of pay that are compared."""
    return sorted({median.pay for row in found.rows for median in row.medians})


def cases(found: Comparison) -> dict[tuple[str, str, str], list[Case]]:
    """Per kind of pay, lower and higher source: where they disagree; the most frequent first."""
    grouped: dict[tuple[str, str, str], list[Case]] = defaultdict(list)
    for row in found.rows:
        for each in row.disagreements:
            grouped[each.pay, each.lower, each.higher].append((row, each))
    return dict(sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0])))


def shared(found: Comparison, pay: str, lower: str, higher: str) -> int:
    """In how many roles and countries both sources give that kind of pay."""
    held = [{m.source for m in row.medians if m.pay == pay} for row in found.rows]
    return sum({lower, higher} <= sources for sources in held)


def reasons(each: Disagreement) -> list[str]:
    """What tells the two sources apart wherever they meet; years and chance differ by place."""
    return [reason.text for reason in each.likely if reason.about not in OF_ONE_PLACE]


def _head(found: Comparison) -> list[str]:
    return [
        "# What each source says",
        "",
        found.sentence,
        "",
        f"Written by `make sources` (`{COMMAND}`) from the market of version `{found.market}`; "
        "do not edit by hand.",
        "",
        f"{found.rule[0].upper()}{found.rule[1:]}. A cell gives the median in USD per year, the "
        "records and their years, and where the last of these has under 30 records of its own, the "
        "newest year that has 30. Kinds of pay are never compared with one another.",
        "",
        "`→` is the same median with all records moved to the year named, by the growth of the "
        "official median wage of the nearest occupation; US only. Records from before the first "
        "official year of an occupation are moved from that year on, so that old ones stay low. A "
        "median that holds records from after the last official year is not moved: nothing says by "
        "how much.",
        "",
    ]


def _sources(found: Comparison) -> list[str]:
    every = [*found.sources, *([found.official] if found.official else [])]
    return [
        "## The sources",
        "",
        *_heads(["source", "publisher", "basis", "years used", "what it counts"], 5),
        *(_source_line(facts) for facts in every),
        "",
        *(f"- **{facts.source}** leans to {facts.leans}" for facts in found.sources),
        *([f"- **{found.official.source}**: {found.official.leans}"] if found.official else []),
        "",
    ]


def _source_line(facts: SourceFacts) -> str:
    counts = "; ".join(f"{pay}: {text}" for pay, text in facts.counts.items())
    basis = ", ".join(facts.basis)
    return _line([facts.source, facts.publisher, basis, years(facts.years), counts])


def _body(found: Comparison) -> Iterator[str]:
    """The country with most records has tables of its own; the others share theirs."""
    first = found.rows[0].country if found.rows else None
    home = [row for row in found.rows if row.country == first]
    others = [row for row in found.rows if row.country != first]
    if home:
        yield from _tables(found, home, home[0].country_label)
    if others:
        yield from _tables(found, others, "Other countries")


def _tables(found: Comparison, rows: list[RoleComparison], title: str) -> Iterator[str]:
    yield from [f"## {title}", ""]
    for pay in kinds(found):
        own = [row for row in rows if any(median.pay == pay for median in row.medians)]
        if own:
            yield from [f"### {pay.capitalize()} pay", "", *_table(own, pay), ""]


def _table(rows: list[RoleComparison], pay: str) -> Iterator[str]:
    sources = sorted({m.source for row in rows for m in row.medians if m.pay == pay})
    several = len({row.country for row in rows}) > 1
    with_official = pay == "base" and any(row.official for row in rows)
    heads = ["country"] * several + ["role", *sources] + ["official wage"] * with_official
    yield from _heads(heads, 1 + several)
    for row in rows:
        cells = {median.source: _cell(median) for median in row.medians if median.pay == pay}
        texts = [row.country_label] * several + [row.role_label]
        texts += [cells.get(source, "–") for source in sources]
        yield _line(texts + [_official(row)] * with_official)


def _cell(median: SourceMedian) -> str:
    told = f"{money(median.median.value)} ({median.evidence.records:,}; {_years(median)})"
    if median.moved_to is None:
        return told
    return f"{told} → {money(median.moved_usd_per_year)} in {median.moved_to}"


def _years(median: SourceMedian) -> str:
    spans, newest = years(median.evidence.years), median.newest_year
    if newest == max(median.evidence.years):
        return spans
    return f"{spans}, newest {newest}" if newest else f"{spans}, none with 30"


def _official(row: RoleComparison) -> str:
    wages = row.official
    if wages is None:
        return "–"
    kind = "" if wages.same_occupation else "nearest: "
    return f"{money(wages.p50)} ({kind}{wages.title}, {wages.soc}, {wages.year})"


def _apart(found: Comparison) -> Iterator[str]:
    yield from [f"## More than {APART:.0%} apart, and likely why", ""]
    grouped = cases(found)
    if not grouped:
        yield from ["No two sources of one kind of pay are.", ""]
    for (pay, lower, higher), own in grouped.items():
        both = shared(found, pay, lower, higher)
        yield from [
            f"### {pay.capitalize()} pay: {higher} above {lower}",
            "",
            f"In {len(own)} of the {both} roles and countries that both cover. Likely reasons:",
            "",
            *(f"- {text}" for text in reasons(own[0][1])),
            "- and where the table names them, years far apart, or chance",
            "",
            *_heads(["country", "role", "higher by", "in one year's pay", "years", "chance"], 2),
            *(_case_line(row, each) for row, each in own),
            "",
        ]


def _case_line(row: RoleComparison, each: Disagreement) -> str:
    own = {reason.about: reason.text for reason in each.likely}
    moved = "" if each.excess_moved is None else f"{each.excess_moved:+.0%}"
    texts = [row.country_label, row.role_label, f"{each.excess:+.0%}", moved]
    return _line([*texts, own.get("years", ""), own.get("chance", "")])


def _heads(heads: list[str], left: int) -> list[str]:
    return [_line(heads), _line(["---"] * left + ["---:"] * (len(heads) - left))]


def _line(texts: list[str]) -> str:
    return f"| {' | '.join(text.replace('|', '/') for text in texts)} |"
