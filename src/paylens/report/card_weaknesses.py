"""Where a model is weak, as its market and its measurements show."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from paylens.harmonise.dimension import dimension
from paylens.market.store import Store
from paylens.report.card_metrics import Metrics

if TYPE_CHECKING:
    from paylens.model.pay_model import PayModel

OLD_YEARS = 3
FEW_RECORDS = 5000
# Records of a country in cells, from which it is not called thin.
COUNTRY_RECORDS = 300
OTHER_ROLE_SHARE = 0.1


def weaknesses_of(store: Store, model: PayModel, metrics: Metrics, newest: int) -> tuple[str, ...]:
    """One sentence per weakness that can be read from the market and the model."""
    return (
        *_measurement(metrics),
        *_age(model, newest),
        *_size(model),
        *_countries(store),
        *_facts(model),
        *_titles(store),
    )


def _measurement(metrics: Metrics) -> list[str]:
    told = []
    if metrics.unmeasured:
        told.append(
            f"Not measured, as a source needs {metrics.fewest_records:,} records before some are "
            f"held out: {', '.join(metrics.unmeasured)}."
        )
    few = [f"{line.series} ({line.rows})" for line in metrics.lines if line.too_few]
    if few:
        told.append(f"Measured on too few rows to say much: {', '.join(dict.fromkeys(few))}.")
    told += [
        f"{line.series}, {line.told}: the 80 % range held {line.coverage_80:.1%} of "
        f"{line.rows:,}, which is {'too few' if line.off < 0 else 'more than it claims'}."
        for line in metrics.lines
        if line.wrong and not line.too_few
    ]
    return told


def _age(model: PayModel, newest: int) -> list[str]:
    ends = {name: model.years(name)[1] for name in model.series_names}
    old = [f"{name} in {last}" for name, last in ends.items() if newest - last >= OLD_YEARS]
    return [f"Records that end years before the newest, {newest}: {', '.join(old)}."] if old else []


def _size(model: PayModel) -> list[str]:
    sizes = {name: model.records(name) for name in model.series_names}
    few = [f"{name} ({count:,})" for name, count in sizes.items() if count < FEW_RECORDS]
    return [f"Series of under {FEW_RECORDS:,} records: {', '.join(few)}."] if few else []


def _countries(store: Store) -> list[str]:
    counts: Counter[str] = Counter()
    for cell in store.cells():
        counts[cell.country] += cell.distribution.records
    del counts[""]
    if not counts:
        return []
    country, most = counts.most_common(1)[0]
    many = sum(count >= COUNTRY_RECORDS for count in counts.values())
    label = dimension("country").value_label(country)
    return [
        f"{most / counts.total():.0%} of the records whose country can be shown are of {label}; "
        f"{many} of {len(counts)} countries have {COUNTRY_RECORDS} amounts of pay. A country "
        "without records gets a guess from all others, wide and labelled weak."
    ]


def _facts(model: PayModel) -> list[str]:
    """Facts that less than half of the series ask: their effect elsewhere is borrowed."""
    asked = {name: model.asked(name) for name in model.series_names}
    told = []
    for fact in model.fields.facts:
        by = [name for name, facts in asked.items() if fact in facts]
        if 0 < 2 * len(by) < len(asked):
            sources = dict.fromkeys(name.split("/")[0] for name in by)
            told.append(f"{model.fields.labels[fact]} ({', '.join(sources)})")
    if not told:
        return []
    return [
        "Asked in less than half of the series, and carried over to the others from where it is "
        f"asked: {'; '.join(told)}."
    ]


def _titles(store: Store) -> list[str]:
    shares = {each["source"]: each["other_role_share"] or 0.0 for each in store.accounts}
    high = [f"{name} {share:.0%}" for name, share in shares.items() if share > OTHER_ROLE_SHARE]
    return [f"Titles that fit no declared role: {', '.join(high)}."] if high else []
