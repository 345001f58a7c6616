"""Gender, race, age and free text stay out of the model, in a world where gender drives pay."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from paylens.harmonise import dimension as declarations
from paylens.harmonise.dimension import dimension, dimension_names
from paylens.model.fields import FEWEST_RECORDS, MORE_NUMBERS, MORE_WORDS, declared_fields
from paylens.model.pay_model import PayModel

COUNT = 600
MEN_EARN = 0.5
SERIES = "levels_fyi/base"
PEOPLE_S_OWN = {"gender", "race", "ethnicity", "age", "sex", "other_details", "comment"}


@pytest.fixture(scope="module")
def unequal(simulate: Callable[..., pl.DataFrame]) -> pl.DataFrame:
    """Records in which men are paid exp(0.5) times what women are, all else alike."""
    records = simulate("levels_fyi", COUNT, 3)
    raise_ = pl.when(pl.col("gender") == "male").then(np.exp(MEN_EARN)).otherwise(1.0)
    amounts = [name for name in records.columns if name.endswith("_usd_per_year")]
    return records.with_columns(pl.col(amounts) * raise_)


def fitted(records: pl.DataFrame) -> PayModel:
    return PayModel().fit(records).calibrate(records)


def written(model: PayModel, folder: Path) -> dict[str, bytes]:
    model.write(folder)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def plain(unequal: pl.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return written(fitted(unequal), tmp_path_factory.mktemp("plain"))


def gap(values: np.ndarray, records: pl.DataFrame) -> float:
    men = (records["gender"] == "male").to_numpy()
    return float(values[men].mean() - values[~men].mean())


def medians(model: PayModel, records: pl.DataFrame) -> np.ndarray:
    names = ("role", "country", "city", "level", "industry", "experience_years_low", "gender")
    facts = {name: records[name].to_numpy().astype(object) for name in names}
    return model.estimate(facts, SERIES, 2021, records.height)[:, 3]


def changed(records: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    rng = np.random.default_rng(1)
    yield "permuted", records.with_columns(gender=pl.Series(rng.permutation(records["gender"])))
    yield "left out", records.with_columns(gender=pl.lit(None, pl.String))
    yield "all one", records.with_columns(gender=pl.lit("female"))
    men = (pl.col("gender") == "male").cast(pl.Int32)
    yield (
        "beside age, race and free text that say the same",
        records.with_columns(
            age=25 + 20 * men,
            race=pl.concat_str(pl.lit("group "), men),
            other_details=pl.concat_str(pl.lit("I am "), "gender"),
        ),
    )


@pytest.mark.parametrize("which", range(4))
def test_the_model_is_the_same_to_the_byte_whatever_protected_facts_say(
    which: int, unequal: pl.DataFrame, plain: dict[str, bytes], tmp_path: Path
) -> None:
    name, records = list(changed(unequal))[which]
    assert written(fitted(records), tmp_path) == plain, name


def test_estimates_know_no_gender_although_pay_does(unequal: pl.DataFrame) -> None:
    pay = np.log(unequal["base_low_usd_per_year"].to_numpy())
    assert gap(pay, unequal) == pytest.approx(MEN_EARN, abs=0.1)
    estimated = medians(fitted(unequal), unequal)
    assert abs(gap(estimated, unequal)) < 0.1
    blind = unequal.with_columns(gender=pl.lit(None, pl.String))
    assert np.array_equal(estimated, medians(fitted(unequal), blind))


def test_the_same_words_in_a_fact_that_is_read_do_change_it(
    unequal: pl.DataFrame, plain: dict[str, bytes], tmp_path: Path
) -> None:
    told = unequal.with_columns(industry=pl.col("gender"))
    model = fitted(told)
    assert written(model, tmp_path) != plain
    assert gap(medians(model, told), told) > 0.8 * MEN_EARN


def test_no_fact_that_is_read_is_protected_or_a_person_s_own() -> None:
    protected = {dimension(n).field for n in dimension_names() if dimension(n).protected}
    read = {*declared_fields().facts, *MORE_WORDS, *MORE_NUMBERS}
    assert "gender" in protected
    assert not read & (protected | PEOPLE_S_OWN)


@pytest.mark.parametrize("name", ["industry", "employer_size", "education", "experience"])
def test_declaring_a_dimension_protected_takes_it_out(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = dimension(name).field
    assert field in declared_fields().facts
    known = declarations.dimension

    def protecting(asked: str) -> declarations.Dimension:
        return replace(known(asked), protected=True) if asked == name else known(asked)

    monkeypatch.setattr(declarations, "dimension", protecting)
    fields = declared_fields()
    assert field not in fields.facts and field not in fields.labels


FREE = "woman aged 34 and underpaid, says"


@pytest.mark.parametrize("fact", ["title", "employer", "city", "industry", "residence_country"])
@pytest.mark.parametrize("kept", [False, True])
def test_words_of_fewer_than_ten_records_are_not_stored(
    fact: str, kept: bool, unequal: pl.DataFrame, tmp_path: Path
) -> None:
    holders = FEWEST_RECORDS if kept else FEWEST_RECORDS - 1
    at_home = unequal["country"].rank("ordinal", descending=True)
    words = pl.when(at_home <= holders).then(pl.lit(FREE)).otherwise(pl.lit("many"))
    files = written(fitted(unequal.with_columns(words.alias(fact))), tmp_path)
    assert any(FREE.encode() in content for content in files.values()) is kept
    assert any(b"many" in content for content in files.values())


def test_the_shipped_model_reads_nothing_protected() -> None:
    from paylens import Market

    model = Market.reference().model
    protected = {dimension(n).field for n in dimension_names() if dimension(n).protected}
    assert not (protected | PEOPLE_S_OWN) & set(model.fields.facts)
    assert all(model.known(field) == [] for field in protected)
