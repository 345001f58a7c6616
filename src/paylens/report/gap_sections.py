"""What `gap` shows: the three gaps, taken apart, as recorded, who answered, by role and place."""

from __future__ import annotations

from paylens.market.effects.found_decompositions import FoundDecomposition, LogPart
from paylens.market.effects.specification import specifications
from paylens.market.evidence import Figure
from paylens.report.gap import CUTS, SPECIFICATIONS, UNADJUSTED, Cut, PayGap
from paylens.report.gap_article import GAP_RULE
from paylens.report.like_for_like import PayDifference, label_of, share_of
from paylens.report.sections import (
    COUNT,
    DIFFERENCE,
    DOTS,
    LINES,
    MONEY,
    SHARE,
    YEAR,
    Section,
    SectionChart,
    SectionColumn,
    Value,
)

TOGETHER = "all together"
SOURCE, PAY = SectionColumn("source", "Source"), SectionColumn("pay", "Pay")
WOMEN, MEN = SectionColumn("women", "Women", COUNT), SectionColumn("men", "Men", COUNT)
RELIABILITY = SectionColumn("reliability", "Reliability")
TITLES = {"role": "By role", "country": "By country", "year": "By year"}


def sections(found: PayGap) -> tuple[Section, ...]:
    """All that have something to show."""
    by = [_cut(found, name) for name in CUTS]
    every = (
        _gaps(found),
        _apart(found),
        _by_control(found),
        _raw(found),
        _article(found),
        _answered(found),
        *by,
    )
    return tuple(section for section in every if section.rows)


def _gaps(found: PayGap) -> Section:
    return Section(
        title="What women are paid against men",
        sentence="As it is, and with each of two lists of facts held equal, within each source. "
        "Sources are put together only in one kind of pay; of two the interval reaches over both.",
        columns=(
            SectionColumn("held", "Held equal"),
            PAY,
            SOURCE,
            SectionColumn("difference", "Women against men", DIFFERENCE),
            WOMEN,
            MEN,
            RELIABILITY,
        ),
        rows=tuple(row for name, each in found.gaps for row in _gap_rows(name, each)),
        chart=SectionChart(value="difference", group="held", series="series", reference=0.0),
    )


def _gap_rows(name: str, each: PayDifference) -> list[dict[str, Value]]:
    shared: dict[str, Value] = {"held": specifications()[name].label, "pay": each.pay}
    rows = [
        shared
        | {
            "source": one.source,
            "series": f"{one.source}, {one.pay}",
            "difference": one.difference,
            "women": one.first_records,
            "men": one.second_records,
            "reliability": one.evidence.reliability,
        }
        for one in each.sources
    ]
    if each.between_sources is not None:
        together = {"source": TOGETHER, "series": f"{TOGETHER}, {each.pay}"}
        rows.append(shared | together | {"difference": each.combined})
    return rows


def _apart(found: PayGap) -> Section:
    return Section(
        title="Taken apart",
        sentence="Oaxaca-Blinder, at men's pay: how much of the gap goes with women's other facts, "
        "and how much is left. The two multiply to the gap.",
        columns=(
            SectionColumn("held", "Facts"),
            PAY,
            SOURCE,
            SectionColumn("gap", "Gap", DIFFERENCE),
            SectionColumn("explained", "Goes with the facts", DIFFERENCE),
            SectionColumn("unexplained", "Is left", DIFFERENCE),
        ),
        rows=tuple(
            {
                "held": specifications()[one.specification].label,
                "pay": one.pay,
                "source": one.source,
                "gap": _figure(one.gap),
                "explained": _figure(one.explained),
                "unexplained": _figure(one.unexplained),
                "series": f"{one.source}, {one.pay}",
            }
            for one in _adjusted(found)
        ),
        chart=SectionChart(value="unexplained", group="held", series="series", reference=0.0),
        notes=(
            "Records whose facts hardly any of the other gender has are left out, so that the gap "
            "can differ a little from the one above. What is left takes men's pay for each fact, "
            "where A and B above take the pay of both.",
        ),
    )


def _by_control(found: PayGap) -> Section:
    return Section(
        title="Which facts it goes with",
        sentence="What women's own mix of each fact would make of the gap if it were paid as men's "
        "is; plus is in women's favour.",
        columns=(
            SectionColumn("fact", "Fact"),
            SectionColumn("list", "List"),
            PAY,
            SOURCE,
            SectionColumn("part", "Part of the gap", DIFFERENCE),
        ),
        rows=tuple(
            {
                "fact": label_of(name).capitalize(),
                "list": specifications()[one.specification].label[0],
                "pay": one.pay,
                "source": one.source,
                "part": _figure(part),
            }
            for one in _adjusted(found)
            for name, part in one.by_control
        ),
    )


def _adjusted(found: PayGap) -> list[FoundDecomposition]:
    order = list(SPECIFICATIONS)
    told = [one for one in found.apart if one.gap and one.specification != UNADJUSTED]
    return sorted(told, key=lambda one: order.index(one.specification))


def _figure(part: LogPart | None) -> Figure | None:
    if part is None:
        return None
    return Figure(share_of(part.log_gap), share_of(part.low), share_of(part.high))


def _raw(found: PayGap) -> Section:
    return Section(
        title="As recorded",
        sentence="Medians and means of the records as they are, in each source's latest three "
        "years unless one was asked for.",
        columns=(
            PAY,
            SOURCE,
            SectionColumn("women_median", "Women's median", MONEY),
            SectionColumn("men_median", "Men's median", MONEY),
            SectionColumn("median_gap", "Of medians", DIFFERENCE),
            SectionColumn("mean_gap", "Of means", DIFFERENCE),
            WOMEN,
            MEN,
        ),
        rows=tuple(
            {
                "pay": one.pay,
                "source": one.source,
                "women_median": one.women,
                "men_median": one.men,
                "median_gap": one.median_gap,
                "mean_gap": one.mean_gap,
                "women": one.women_records,
                "men": one.men_records,
            }
            for one in found.raw
        ),
        notes=tuple(
            f"{one.source}: no mean: {one.mean_gap.suppressed}."
            for one in found.raw
            if one.mean_gap.suppressed
        ),
    )


def _article(found: PayGap) -> Section:
    judged = found.article
    if judged is None:
        return Section("The article's table 5", "", (), ())
    printed = "; ".join(f"{label} ${amount:,.0f}: {said}" for label, amount, said in judged.amounts)
    return Section(
        title="The article's table 5",
        sentence=f"It prints {_percent(judged.gap)} for ML engineers, with no source: "
        f"{judged.verdict}. Its amounts by themselves: {printed}.",
        columns=(
            SOURCE,
            PAY,
            SectionColumn("of", "Gap of"),
            SectionColumn("gap", "Women against men", DIFFERENCE),
            SectionColumn("article", "Article", DIFFERENCE),
            SectionColumn("finding", "The article's gap is"),
        ),
        rows=tuple(
            {
                "source": source,
                "pay": pay,
                "of": of,
                "gap": figure,
                "article": judged.gap,
                "finding": finding,
            }
            for source, pay, of, figure, finding in judged.found
        ),
        notes=(f"{GAP_RULE}.",),
    )


def _percent(share: float) -> str:
    return f"{'−' if share < 0 else '+'}{abs(share):.1%}".replace("%", " %")


def _answered(found: PayGap) -> Section:
    return Section(
        title="Who told a gender",
        sentence="Records with that pay, in the years that the gaps are of. Who told none is in no "
        "gap: were they paid otherwise than those who told, the gaps would be others.",
        columns=(
            PAY,
            SOURCE,
            WOMEN,
            MEN,
            SectionColumn("other", "Other", COUNT),
            SectionColumn("not_told", "Not told", COUNT),
            SectionColumn("share", "Not told", SHARE),
            SectionColumn("first_year", "From", YEAR),
            SectionColumn("last_year", "To", YEAR),
        ),
        rows=tuple(
            {
                "pay": one.pay,
                "source": one.source,
                "women": one.women,
                "men": one.men,
                "other": one.other_gender,
                "not_told": one.not_told,
                "share": _share(one),
                "first_year": one.first_year,
                "last_year": one.last_year,
            }
            for one in found.apart
            if one.specification == UNADJUSTED
        ),
        notes=("A dash: fewer than may be shown. Other: non-binary or self-described.",),
    )


def _share(one: FoundDecomposition) -> float | None:
    if one.not_told is None or one.women is None or one.men is None:
        return None
    return one.not_told / (one.women + one.men + (one.other_gender or 0) + one.not_told)


def _cut(found: PayGap, by: str) -> Section:
    own = [cut for cut in found.cuts if cut.by == by]
    listed = sorted({_key(cut) for cut in own})
    rows = [row for key in listed if (row := _cut_row(key, own)) is not None]
    line = by == "year"
    chart = SectionChart(
        value="gap_a" if not line else "unadjusted",
        group="label",
        series="series",
        kind=LINES if line else DOTS,
        over="label" if line else None,
        reference=0.0,
    )
    return Section(
        title=TITLES[by],
        sentence="Each by itself, as it is and by A. Where women and men are truly paid alike, one "
        "interval in twenty leaves that out by chance.",
        columns=(
            SectionColumn(
                "label", TITLES[by].removeprefix("By ").capitalize(), YEAR if line else "text"
            ),
            PAY,
            SOURCE,
            SectionColumn("unadjusted", "As it is", DIFFERENCE),
            SectionColumn("gap_a", "By A", DIFFERENCE),
            WOMEN,
            MEN,
            RELIABILITY,
        ),
        rows=tuple(rows),
        chart=chart,
    )


def _key(cut: Cut) -> tuple[str, str, str]:
    return cut.label, cut.difference.pay, cut.difference.source


def _cut_row(key: tuple[str, str, str], own: list[Cut]) -> dict[str, Value] | None:
    by_name = {cut.specification: cut.difference for cut in own if _key(cut) == key}
    first = by_name.get(UNADJUSTED)
    if first is None:
        return None
    label, pay, source = key
    return {
        "label": int(label) if label.isdigit() else label,
        "pay": pay,
        "source": source,
        "series": f"{source}, {pay}",
        "unadjusted": first.difference,
        "gap_a": by_name["gap_a"].difference if "gap_a" in by_name else None,
        "women": first.first_records,
        "men": first.second_records,
        "reliability": first.evidence.reliability,
    }
