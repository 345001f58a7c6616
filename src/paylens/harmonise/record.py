"""The pay record: one report of one person's or one posting's pay.

Every field is declared once, here, with its unit, meaning and limits. The dataclass refuses
nonsense at birth; `record_schema` and `table_rules` give the same fields and limits to tables.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from paylens.errors import InvalidValue

if TYPE_CHECKING:
    import polars

BASES = ("survey", "posting", "visa_filing", "official", "employer", "contribution")
PAY_KINDS = ("base", "bonus", "equity", "total")
FORMS = ("exact", "bracket", "range")
PERIODS = ("year", "month", "week", "day", "hour")


def _fact(
    meaning: str,
    unit: str = "",
    *,
    allowed: tuple[str, ...] = (),
    minimum: float | None = None,
    maximum: float | None = None,
    default: Any = None,
) -> Any:
    metadata = {
        "meaning": meaning,
        "unit": unit,
        "allowed": allowed,
        "minimum": minimum,
        "maximum": maximum,
    }
    return field(default=default, metadata=metadata)


def _amount(kind: str, end: str) -> Any:
    return _fact(f"{end} end of {kind} pay, in `currency` per `period`", "currency", minimum=0.0)


def _usd(kind: str, end: str) -> Any:
    return _fact(
        f"{end} end of {kind} pay at the rate of the record's date", "USD per year", minimum=0.0
    )


def _form(kind: str) -> Any:
    return _fact(f"form of {kind} pay: one amount, a bracket round it, or a range", allowed=FORMS)


@dataclass(frozen=True, kw_only=True, slots=True)
class PayRecord:
    """One report of pay, harmonised.

    For an `exact` form low and high are equal. For a `bracket` the one true amount lies in
    [low, high); an open top has high None. For a `range` both ends are facts.

    Raises
    ------
    InvalidValue
        A field outside its declared limits, or a record without any pay.
    """

    source: str = _fact("key of the source's card", default="")
    record_id: str = _fact("the report's key within its source", default="")
    basis: str = _fact("how the report came about", allowed=BASES, default="survey")
    observed_on: datetime.date = _fact(
        "day the pay was reported; mid-year where only the year is known",
        default=datetime.date(1970, 1, 1),
    )
    title: str | None = _fact("job title in the publisher's words")
    role: str | None = _fact("role, a value of the dimension `role`")
    role_score: float | None = _fact(
        "how surely the title was read as the role; 1 by a rule or by the publisher's own word",
        minimum=0,
        maximum=1,
    )
    specialisation: tuple[str, ...] | None = _fact("fields within the role; None where never asked")
    level: str | None = _fact("level on the common ladder")
    employer_level: str | None = _fact("level in the employer's own words")
    employment_type: str | None = _fact("full time, part time, contract or freelance")
    country: str | None = _fact("country of work, ISO 3166-1 alpha-2")
    residence_country: str | None = _fact("country of residence, ISO 3166-1 alpha-2")
    region: str | None = _fact("state or region within the country")
    metro: str | None = _fact("metropolitan area")
    city: str | None = _fact("city of work")
    remote: str | None = _fact("onsite, hybrid or remote")
    experience_years_low: float | None = _fact("work experience", "years", minimum=0, maximum=75)
    experience_years_high: float | None = _fact("work experience", "years", minimum=0)
    experience_in_field_years_low: float | None = _fact(
        "experience in the field", "years", minimum=0, maximum=75
    )
    experience_in_field_years_high: float | None = _fact(
        "experience in the field", "years", minimum=0
    )
    experience_at_employer_years: float | None = _fact(
        "time at the employer", "years", minimum=0, maximum=75
    )
    education: str | None = _fact("highest degree")
    gender: str | None = _fact("gender as reported; protected")
    industry: str | None = _fact("employer's industry")
    employer: str | None = _fact("employer's name, spellings joined")
    employer_size_low: float | None = _fact("employer's size", "employees", minimum=0)
    employer_size_high: float | None = _fact("employer's size", "employees", minimum=0)
    skills: tuple[str, ...] | None = _fact("skills used; None where never asked")
    skills_asked: tuple[str, ...] | None = _fact(
        "skills that the report could have named: used or not used, all others not asked"
    )
    benefits: tuple[str, ...] | None = _fact("benefits offered; None where never asked")
    certifications: tuple[str, ...] | None = _fact("certifications held; None where never asked")
    currency: str = _fact("currency of the amounts, ISO 4217", default="USD")
    period: str = _fact("period of the amounts", allowed=PERIODS, default="year")
    base_form: str | None = _form("base")
    base_low: float | None = _amount("base", "lower")
    base_high: float | None = _amount("base", "upper")
    bonus_form: str | None = _form("bonus")
    bonus_low: float | None = _amount("bonus", "lower")
    bonus_high: float | None = _amount("bonus", "upper")
    equity_form: str | None = _form("equity")
    equity_low: float | None = _amount("equity", "lower")
    equity_high: float | None = _amount("equity", "upper")
    total_form: str | None = _form("total")
    total_low: float | None = _amount("total", "lower")
    total_high: float | None = _amount("total", "upper")
    usd_per_unit: float | None = _fact("exchange rate of the record's date", "USD per unit")
    rate_publisher: str | None = _fact("who published the exchange rate")
    rate_date: str | None = _fact("day, month, year or span of days of the exchange rate, ISO 8601")
    base_low_usd_per_year: float | None = _usd("base", "lower")
    base_high_usd_per_year: float | None = _usd("base", "upper")
    bonus_low_usd_per_year: float | None = _usd("bonus", "lower")
    bonus_high_usd_per_year: float | None = _usd("bonus", "upper")
    equity_low_usd_per_year: float | None = _usd("equity", "lower")
    equity_high_usd_per_year: float | None = _usd("equity", "upper")
    total_low_usd_per_year: float | None = _usd("total", "lower")
    total_high_usd_per_year: float | None = _usd("total", "upper")

    def __post_init__(self) -> None:
        for declared in fields(self):
            _check(declared.name, getattr(self, declared.name), declared.metadata)
        for kind in PAY_KINDS:
            _check_ends(kind, getattr(self, f"{kind}_low"), getattr(self, f"{kind}_high"))
        if all(getattr(self, f"{kind}_form") is None for kind in PAY_KINDS):
            raise InvalidValue("pay", None, "at least one of base, bonus, equity, total")


def _check(name: str, value: Any, limits: Any) -> None:
    if value is None:
        return
    if value != value:
        raise InvalidValue(name, value, "a number")
    if limits["allowed"] and value not in limits["allowed"]:
        raise InvalidValue(name, value, ", ".join(limits["allowed"]))
    if limits["minimum"] is not None and value < limits["minimum"]:
        raise InvalidValue(name, value, f"at least {limits['minimum']:g} {limits['unit']}".strip())
    if limits["maximum"] is not None and value > limits["maximum"]:
        raise InvalidValue(name, value, f"at most {limits['maximum']:g} {limits['unit']}".strip())


def _check_ends(kind: str, low: float | None, high: float | None) -> None:
    if low is not None and high is not None and high < low:
        raise InvalidValue(f"{kind}_high", high, f"at least its low, {low:g}")


def table_of(records: polars.DataFrame | Iterable[PayRecord]) -> polars.DataFrame:
    """Records as a table; a table stays as it is.

    Raises
    ------
    InvalidValue
        Something that is no PayRecord, or a table without one of the record's fields.
    """
    import polars as pl

    if isinstance(records, pl.DataFrame):
        missing = [name for name in record_schema() if name not in records.columns]
        if missing:
            raise InvalidValue(
                "records", f"a table without {missing[0]}", "all fields of PayRecord"
            )
        return records
    listed = list(records)
    for record in listed:
        if not isinstance(record, PayRecord):
            raise InvalidValue("records", type(record).__name__, "PayRecord objects or a table")
    return pl.DataFrame([asdict(record) for record in listed], schema=record_schema())


def record_schema() -> dict[str, polars.DataType]:
    """The record as a table: column name → Polars type, in the order of the fields."""
    import polars as pl

    types: dict[str, pl.DataType] = {
        "str": pl.String(),
        "float": pl.Float64(),
        "tuple[str, ...]": pl.List(pl.String()),
        "datetime.date": pl.Date(),
    }
    return {f.name: types[str(f.type).removesuffix(" | None")] for f in fields(PayRecord)}


def table_rules() -> dict[str, polars.Expr]:
    """The record's limits for a table: reason → expression that is true where a row breaks it."""
    import polars as pl

    rules: dict[str, pl.Expr] = {}
    for declared in fields(PayRecord):
        limits, column = declared.metadata, pl.col(declared.name)
        broken = []
        if limits["allowed"]:
            broken.append(~column.is_in(limits["allowed"]))
        if limits["minimum"] is not None:
            broken.append(column < limits["minimum"])
        if limits["maximum"] is not None:
            broken.append(column > limits["maximum"])
        if broken:
            rules[f"{declared.name} out of bounds"] = pl.any_horizontal(broken).fill_null(False)
    return rules
