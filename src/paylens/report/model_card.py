"""The model's card: what it rests on, how well it was measured, where it is weak, its misuses.

After Mitchell et al. 2019, Model Cards for Model Reporting, FAT* '19, 220-229. All that the market
and the model hold is read from there; only what they cannot know, what an answer must not be used
for, is written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from paylens.harmonise.dimension import dimension, dimension_names
from paylens.market.store import Store
from paylens.report.answer import Answer
from paylens.report.card_metrics import Metrics, metrics_of
from paylens.report.card_weaknesses import weaknesses_of

if TYPE_CHECKING:
    from paylens.model.pay_model import PayModel

# The model's parts in the order of docs/model.md; what each does stands in its own file.
PARTS = ("location", "encoding", "worth", "masking", "scale", "shape", "level_link", "carrying")
NOT_FOR = (
    "Deciding one person's pay, hiring or dismissal by machine alone: a range says what others "
    "are paid, not what this person is worth. In the EU people have a right, with exceptions, not "
    "to be subject to such a decision made solely by a machine (GDPR, Article 22).",
    "Saying whether pay is fair between genders or other groups: the protected facts are no "
    "inputs, yet other inputs stand in for them in part (docs/model.md, Proxies for gender).",
    "Forecasts: past its last year a source is moved by official wages where there are any, and "
    "otherwise left where it was.",
    "Bonus or equity alone: base and total pay are modelled, parts are not, and percentiles of "
    "parts do not add up.",
    "Work outside its data, named under Data and under Where it is weak.",
)


@dataclass(frozen=True)
class ModelSeries:
    """A source and a kind of pay that the model answers for; `records` are those fitted on,
    `facts` the labels of what the source asks."""

    series: str
    publisher: str
    basis: tuple[str, ...]
    records: int
    first_year: int
    last_year: int
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """Whose records were read, in which years, and on what terms."""

    source: str
    publisher: str
    population: str
    records: int
    years: tuple[int, ...]
    basis: tuple[str, ...]
    licence: str
    redistribute: str
    clause: str
    url: str


@dataclass(frozen=True)
class ModelCard(Answer):
    """The model of one market, described from what the market holds.

    `market` is the version of the market, a hash of all in it; `newest_year` that of its newest
    record. `facts` are the labels of the facts read, `protected` of those that are never read,
    `unread` of other declared ones. `method` maps a part of the model to what it does.
    """

    sentence: str
    market: str
    newest_year: int
    rebuilt_by: str
    sources: tuple[Terms, ...]
    official: tuple[Terms, ...]
    series: tuple[ModelSeries, ...]
    facts: tuple[str, ...]
    protected: tuple[str, ...]
    unread: tuple[str, ...]
    method: dict[str, str]
    metrics: Metrics
    weaknesses: tuple[str, ...]
    not_for: tuple[str, ...] = NOT_FOR

    def _lines(self) -> list[dict[str, Any]]:
        return [vars(line) for line in self.metrics.lines]


def model_card(store: Store, model: PayModel) -> ModelCard:
    """The card of a market's model."""
    terms = [_terms(account) for account in store.accounts]
    people = tuple(each for each in terms if each.basis != ("official",))
    series = tuple(_series(store, model, name) for name in model.series_names)
    metrics = metrics_of(model)
    newest = max(year for each in people for year in each.years)
    return ModelCard(
        sentence=_sentence(people, series, metrics),
        market=str(store.manifest["version"]),
        newest_year=newest,
        rebuilt_by=str(store.manifest.get("command", "")),
        sources=people,
        official=tuple(each for each in terms if each.basis == ("official",)),
        series=series,
        facts=tuple(model.fields.labels[fact] for fact in model.fields.facts),
        protected=_declared(protected=True),
        unread=_unread(model),
        method={part.replace("_", " "): _does(part) for part in PARTS},
        metrics=metrics,
        weaknesses=weaknesses_of(store, model, metrics, newest),
    )


def _series(store: Store, model: PayModel, name: str) -> ModelSeries:
    account = store.account(name.split("/")[0])
    first, last = model.years(name)
    labels = model.fields.labels
    return ModelSeries(
        series=name,
        publisher=account["publisher"],
        basis=tuple(account["basis"]),
        records=model.records(name),
        first_year=first,
        last_year=last,
        facts=tuple(sorted(labels[fact] for fact in model.asked(name))),
    )


def _terms(account: dict[str, Any]) -> Terms:
    named = set(Terms.__dataclass_fields__) - {"records", "years", "basis"}
    return Terms(
        **{name: account[name] for name in named},
        records=account["kept"],
        years=tuple(account["years"]),
        basis=tuple(account["basis"]),
    )


def _declared(*, protected: bool) -> tuple[str, ...]:
    declared = [dimension(name) for name in dimension_names()]
    return tuple(each.label.lower() for each in declared if each.protected is protected)


def _unread(model: PayModel) -> tuple[str, ...]:
    """Declared dimensions that are not protected and that this model does not read all the same."""
    read = {model.fields.labels[fact] for fact in model.fields.facts}
    return tuple(label for label in _declared(protected=False) if label not in read)


def _does(part: str) -> str:
    """What a part of the model does, as its own file says."""
    return (import_module(f"paylens.model.{part}").__doc__ or "").strip()


def _sentence(people: tuple[Terms, ...], series: tuple[ModelSeries, ...], metrics: Metrics) -> str:
    records = sum(each.records for each in people)
    years = [year for each in people for year in each.years]
    measured = metrics.pooled_coverage_80
    held = (
        "its ranges were not measured, as no source has enough records to hold some out"
        if measured is None
        else f"its 80 % ranges held {measured:.1%} of {metrics.rows:,} held-out amounts of pay"
    )
    return (
        f"A model of {len(series)} series of pay, from {records:,} records of {len(people)} "
        f"sources of {min(years)} to {max(years)}; {held}."
    )
