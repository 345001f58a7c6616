"""A table of an offer as it was written: known keys only, each with what it may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from paylens.errors import InvalidValue, UnknownValue
from paylens.harmonise.periods import per_year
from paylens.report.amounts import TypedPay, read_pay, typed_pay
from paylens.report.offer.fields import OfferTable

LONGEST_NAME = 60
HIGHEST = 1e12


class Told:
    """One table; `path` says where it stands ("Acme: equity")."""

    def __init__(
        self,
        path: str,
        values: Any,
        declared: OfferTable,
        currency: str = "",
        notes: list[str] | None = None,
    ) -> None:
        """A table of the declared keys; what was read as what is added to `notes`.

        Raises
        ------
        InvalidValue
            No table.
        UnknownValue
            A key that is not known; names the nearest.
        """
        if not isinstance(values, Mapping):
            raise InvalidValue(path, values, "a table of keys and values")
        for key in values:
            if key not in declared.keys:
                nearest = _nearest(str(key), declared.keys)
                raise UnknownValue(f"key in {path}", str(key)[:LONGEST_NAME], nearest)
        self.path = path
        self.currency = currency
        self.notes: list[str] = [] if notes is None else notes
        self._declared = declared
        self._values = dict(values)

    def __contains__(self, key: str) -> bool:
        return self._values.get(key) is not None

    def name(self, key: str) -> str:
        """Where a key stands."""
        return f"{self.path}.{key}" if self.path else key

    def take(self, key: str, default: Any = None) -> Any:
        """The value as it was written."""
        value = self._values.get(key)
        return default if value is None else value

    def choices(self, key: str) -> tuple[int, ...]:
        """The whole numbers that a key may be."""
        return tuple(map(int, self._declared.field(key).choices))

    def text(self, key: str, default: str) -> str:
        """A short text; one of the declared choices where there are any."""
        value = self.take(key, default)
        choices = self._declared.field(key).choices
        if not isinstance(value, str) or (choices and value not in choices):
            raise InvalidValue(self.name(key), value, ", ".join(choices) or "a text")
        if len(value) > LONGEST_NAME or not value.isprintable() or not value.strip():
            allowed = f"1 to {LONGEST_NAME} characters on one line"
            raise InvalidValue(self.name(key), value[:LONGEST_NAME], allowed)
        return value.strip()

    def number(
        self,
        key: str,
        low: float,
        high: float,
        allowed: str,
        default: float | None = None,
        *,
        above: bool = False,
    ) -> float:
        """A number from `low` to `high` (`above`: more than `low`).

        Raises
        ------
        InvalidValue
            No number, or one outside; where there is no default, none was told.
        """
        value = self.take(key, default)
        if value is None:
            raise InvalidValue(self.name(key), "not told", allowed)
        plain = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not plain or not low <= value <= high:
            raise InvalidValue(self.name(key), value, allowed)
        if above and value <= low:
            raise InvalidValue(self.name(key), value, allowed)
        return float(value)

    def share(self, key: str, default: float | None = None, advice: str = "") -> float:
        """A per cent from 0 to 100, as a share of one."""
        allowed = f"a number from 0 to 100, in per cent{advice}"
        return self.number(key, 0, 100, allowed, default) / 100

    def growth(self, key: str) -> float:
        """A change per year in per cent, as a share; 0 where it was not told."""
        allowed = "a number from -99 to 500, in per cent per year"
        return self.number(key, -99, 500, allowed, 0.0) / 100

    def whole(self, key: str, choices: Sequence[int], default: int) -> int:
        """A whole number, one of the choices."""
        value = self.take(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or value not in choices:
            listed = ", ".join(map(str, choices))
            if len(choices) > 8:
                listed = f"a whole number from {min(choices)} to {max(choices)}"
            raise InvalidValue(self.name(key), value, listed)
        return value

    def pay(self, key: str, period: str) -> TypedPay:
        """A pay in the offer's currency, as a number or in words, per `period` unless the words
        of a yearly one say another ("5,400 a month").

        Raises
        ------
        InvalidValue
            No amount, or one of another period or currency.
        """
        value = self._money_told(key, period)
        typed = typed_pay(self.name(key), value, self.currency, period)
        if typed.period != period and period != "year":
            raise InvalidValue(self.name(key), value, f"an amount per {period}")
        self._require_own_currency(key, typed)
        return typed

    def money(self, key: str, *, per: str | None = None, above: bool = False) -> float:
        """An amount that may be small, as a price is, as a number or in words; one `per` period
        may be told for another in words.

        Raises
        ------
        InvalidValue
            As `pay`.
        """
        value = self.take(key)
        more = "more than 0" if above else "from 0 on"
        allowed = f"an amount {more} in {self.currency}"
        if isinstance(value, str):
            typed = read_pay(value, self.currency)
            if typed is None or (typed.says_period and per is None):
                raise InvalidValue(self.name(key), value, allowed)
            self._require_own_currency(key, typed)
            value = typed.per_year / per_year()[per] if typed.says_period and per else typed.amount
            self._values[key] = value
        return self.number(key, 0, HIGHEST, allowed, above=above)

    def _money_told(self, key: str, period: str) -> int | float | str:
        value = self.take(key)
        if isinstance(value, bool) or not isinstance(value, (int, float, str)):
            raise InvalidValue(self.name(key), value, "an amount, such as 150000 or '150k'")
        if isinstance(value, int) and abs(value) > HIGHEST:
            raise InvalidValue(
                self.name(key), f"{len(str(value))} digits", f"an amount per {period}"
            )
        return value

    def _require_own_currency(self, key: str, typed: TypedPay) -> None:
        """Note how an amount was read, if it is in the offer's currency.

        Raises
        ------
        InvalidValue
            It is in another one.
        """
        if typed.currency not in (None, self.currency):
            allowed = (
                f"an amount in {self.currency}, the offer's currency. An offer has one currency: "
                "turn the amount into it, or change `currency`. Only [equity] may have its own"
            )
            raise InvalidValue(self.name(key), typed.words, allowed)
        if typed.says_period:
            self.notes.append(f"{key}: {typed.read_as(self.currency)}")

    def numbers(self, key: str, most: int, default: list[float] | None = None) -> list[float]:
        """A list of 1 to `most` numbers from 0 on."""
        values = self.take(key, default)
        allowed = f"a list of 1 to {most} numbers, none below 0"
        if not isinstance(values, list) or not 1 <= len(values) <= most:
            raise InvalidValue(self.name(key), values, allowed)
        for value in values:
            plain = isinstance(value, (int, float)) and not isinstance(value, bool)
            if not plain or not 0 <= value < HIGHEST:
                raise InvalidValue(self.name(key), values, allowed)
        return [float(value) for value in values]

    def table(self, key: str) -> Told | None:
        """A table below this one; None where it is not told."""
        value = self.take(key)
        return None if value is None else self._below(self.name(key), value, key)

    def tables(self, key: str) -> list[Told]:
        """A list of tables below this one."""
        values, most = self.take(key, []), self._declared.table(key).most
        if not isinstance(values, list) or len(values) > most:
            count = len(values) if isinstance(values, list) else values
            allowed = f"up to {most} tables, each [[{key}]]"
            raise InvalidValue(self.name(key), count, allowed)
        return [
            self._below(f"{self.name(key)} {place}", value, key)
            for place, value in enumerate(values, start=1)
        ]

    def _below(self, path: str, value: Any, key: str) -> Told:
        return Told(path, value, self._declared.table(key), self.currency, self.notes)


def _nearest(word: str, known: Sequence[str]) -> list[str]:
    from rapidfuzz import process

    return [match for match, _, _ in process.extract(word[:60], known, limit=3)]
