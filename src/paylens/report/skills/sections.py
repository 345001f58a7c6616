"""What `skills` shows: by kind of skill, and the skills that the article names."""

from __future__ import annotations

from paylens.report.sections import (
    COUNT,
    DIFFERENCE,
    Section,
    SectionChart,
    SectionColumn,
    Value,
)
from paylens.report.skills.skills import NamedAnswer, SkillDifference, SkillPay
from paylens.report.skills.words import kind_label, kinds

# Of a kind that was not asked for by itself.
MOST_ROWS = 8
COLUMNS = (
    SectionColumn("skill", "Skill"),
    SectionColumn("pay", "Pay"),
    SectionColumn("source", "Source"),
    SectionColumn("among", "Among"),
    SectionColumn("difference", "Against without", DIFFERENCE),
    SectionColumn("with_it", "With it", COUNT),
    SectionColumn("without_it", "Without", COUNT),
    SectionColumn("adjusted", "Corrected p"),
    SectionColumn("stands", "Stands"),
    SectionColumn("reliability", "Reliability"),
)
CHART = SectionChart(value="difference", group="skill", series="series", reference=0.0)


def sections(found: SkillPay) -> tuple[Section, ...]:
    """The article's skills first where nothing was asked for, then each kind."""
    first = [_article(found)] if found.named else []
    by_kind = [_kind(found, kind) for kind in kinds()]
    return tuple(section for section in (*first, *by_kind) if section.rows)


def _kind(found: SkillPay, kind: str) -> Section:
    own = [one for one in found.found if one.kind == kind]
    whole = bool(found.asked) or found.kind is not None
    shown = own if whole else own[:MOST_ROWS]
    left = len(own) - len(shown)
    word = kind_label(kind)
    more = f"{left} more differences: ask for the kind {word.lower()!r} alone." if left else ""
    return Section(
        title=word,
        sentence="People, or adverts, with it against those without it who are otherwise alike; "
        "those that stand after the correction first.",
        columns=COLUMNS,
        rows=tuple(_row(one) for one in shown),
        chart=CHART,
        notes=(more,) if more else (),
    )


def _row(one: SkillDifference) -> dict[str, Value]:
    return {
        "skill": one.label,
        "pay": f"{one.difference.pay}, {one.basis}",
        "source": one.difference.source,
        "among": one.among,
        "series": f"{one.difference.source}, {one.difference.pay}",
        "difference": one.difference.difference,
        "with_it": one.with_it,
        "without_it": one.without_it,
        "adjusted": _chance(one.adjusted),
        "stands": "yes" if one.stands else "no",
        "reliability": one.difference.evidence.reliability,
    }


def _chance(chance: float) -> str:
    return "under 0.001" if chance < 0.001 else f"{chance:.3f}"


def _article(found: SkillPay) -> Section:
    return Section(
        title="The skills that the article names",
        sentence="Each of them, with data or with what is missing.",
        columns=(*COLUMNS, SectionColumn("note", "Note")),
        rows=tuple(row for each in found.named for row in _named_rows(each)),
        chart=CHART,
    )


def _named_rows(each: NamedAnswer) -> list[dict[str, Value]]:
    label, nearest = each.named.label, each.named.nearest
    if not each.found:
        note = "; nearest, ".join(part for part in (each.missing, nearest) if part)
        return [{"skill": label, "series": "", "note": note}]
    return [_row(one) | {"skill": label, "note": nearest} for one in each.found]
