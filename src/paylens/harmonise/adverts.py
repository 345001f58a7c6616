"""Job adverts: one report is one employer's title at one pay, however often it is advertised.

The same advert is found on several boards, posted again after weeks, and posted once per city.
Its pay was decided once. It is one report, and its place is kept as far as its copies agree.
"""

from __future__ import annotations

import polars as pl

from paylens.collect.source import Card
from paylens.harmonise.interpretation import MERGED_COPY
from paylens.harmonise.skills import skill_names


def merged(adverts: pl.DataFrame, same: list[str], agreed: list[str]) -> pl.DataFrame:
    """Give every row that is not dropped its report, and name the copies.

    Rows alike in the columns `same` are one report; its first row stands for it. A value in
    `agreed` is kept where all copies that give one give the same. Needs `row` and `reason`; adds
    `record_id`, null where the row is dropped, and the reason of copies.
    """
    kept = pl.col("reason").is_null()
    found = adverts.with_columns(first_row=pl.col("row").min().over(kept, *same))
    copy = pl.when(kept & (pl.col("row") != pl.col("first_row"))).then(pl.lit(MERGED_COPY))
    return found.with_columns(
        *(_if_one(name) for name in agreed),
        record_id=pl.when(kept).then(pl.col("first_row").cast(pl.String)),
        reason=pl.coalesce("reason", copy),
    ).drop("first_row")


def _if_one(name: str) -> pl.Expr:
    low, high = (end.over("first_row") for end in (pl.col(name).min(), pl.col(name).max()))
    return pl.when(low == high).then(low).alias(name)


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
