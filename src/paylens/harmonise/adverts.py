"""Job adverts: one report is one employer's title at one pay, however often it is advertised.

The same advert is found on several boards, posted again after weeks, and posted once per city.
Its pay was decided once. It is one report: its place is kept as far as its copies agree, it names
what any of them names, and it is as old as the first of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from paylens.collect.source import Card
from paylens.harmonise.interpretation import MERGED_COPY
from paylens.harmonise.skills import skill_names


@dataclass(frozen=True)
class Copies:
    """Which columns make adverts copies of one, and how their other columns become the report's.

    Rows alike in all of `same` are copies; a blank is like nothing, so adverts of unknown employers
    are never copies. A value in `agreed` is kept where all copies that give one give the same. Of
    the lists in `united` the report has every element; of `earliest` it has the lowest.
    """

    same: tuple[str, ...]
    agreed: tuple[str, ...] = ()
    united: tuple[str, ...] = ()
    earliest: tuple[str, ...] = ()


def merged(adverts: pl.DataFrame, copies: Copies) -> pl.DataFrame:
    """Give every row that is not dropped its report, and name the copies.

    The first row of a report stands for it, in all but `record_id` whatever the order of the rows.
    Needs `row` and `reason`; adds `record_id`, null where the row is dropped, and the reason of
    copies.
    """
    kept = pl.col("reason").is_null()
    alike = kept & pl.all_horizontal(pl.col(name).is_not_null() for name in copies.same)
    first_row = pl.col("row").min().over(alike, *copies.same)
    found = adverts.with_columns(first_row=pl.when(alike).then(first_row).otherwise("row"))
    copy = pl.when(kept & (pl.col("row") != pl.col("first_row"))).then(pl.lit(MERGED_COPY))
    together = found.group_by("first_row").agg(
        *(_if_one(name) for name in copies.agreed),
        *(_union(name) for name in copies.united),
        *(pl.col(name).min() for name in copies.earliest),
    )
    of_report = [*copies.agreed, *copies.united, *copies.earliest]
    return (
        found.drop(of_report)
        .join(together, on="first_row", maintain_order="left")
        .with_columns(
            record_id=pl.when(kept).then(pl.col("first_row").cast(pl.String)),
            reason=pl.coalesce("reason", copy),
        )
        .drop("first_row")
    )


def _if_one(name: str) -> pl.Expr:
    low, high = pl.col(name).min(), pl.col(name).max()
    return pl.when(low == high).then(low).alias(name)


def _union(name: str) -> pl.Expr:
    return pl.col(name).explode().drop_nulls().unique().sort()


def skills_named(named: pl.Series, card: Card) -> list[pl.Series]:
    """Columns `skills` and `skills_asked` from lists of a publisher's words for skills.

    A publisher looks for every one of its words in every advert, so an advert could have named all
    skills that occur in the file. Words that the card calls misread are not read at all.
    """
    misread = set(card.settings.get("misread_skills", []))
    words = set(named.explode().drop_nulls().unique().to_list()) - misread
    known = skill_names(sorted(words), card)
    pairs = [(word, skill) for word, found in known.items() for skill in found]
    meanings = pl.DataFrame(pairs, {"word": pl.String, "skills": pl.String}, orient="row")
    adverts = pl.DataFrame({"advert": pl.int_range(len(named), eager=True), "word": named})
    found = (
        adverts.explode("word")
        .join(meanings, on="word")
        .group_by("advert")
        .agg(pl.col("skills").unique().sort())
    )
    skills = adverts.join(found, on="advert", how="left", maintain_order="left")["skills"]
    asked = pl.Series("skills_asked", [meanings["skills"].unique().sort()], pl.List(pl.String))
    return [skills.fill_null([]), asked.new_from_index(0, len(named))]
