"""The fields of an offer, declared once: the keys of its TOML, and those of a form.

What each may be is held to by `reading`; the shapes here say how words become a value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from paylens.report.offer.schema import OPTIONS, PRIVATE, PUBLIC, SHARES
from paylens.report.profile import QUESTIONS

# Shapes of a value: words, a fact of a profile, a number, money, a list of numbers.
TEXT, FACT, NUMBER, MONEY, NUMBERS = "text", "fact", "number", "money", "numbers"
MOST_REFRESHERS, MOST_BENEFITS = 10, 20


@dataclass(frozen=True)
class OfferField:
    """One key: its label, the shape of its value, what it may be where that is a closed list, and
    an example. Choices of a number are whole ones. A form shows the `first` ones at once."""

    key: str
    label: str
    shape: str = NUMBER
    example: str = ""
    choices: tuple[str, ...] = ()
    first: bool = True


@dataclass(frozen=True)
class OfferTable:
    """A table of the offer; one that stands several times has `most` of them, and every offer has
    the `first` ones. `others` heads the fields that a form does not show at once."""

    key: str
    label: str
    fields: tuple[OfferField, ...]
    tables: tuple[OfferTable, ...] = ()
    most: int = 0
    first: bool = False
    others: str = "More about the job"
    keys: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        names = (*(each.key for each in self.fields), *(each.key for each in self.tables))
        object.__setattr__(self, "keys", names)

    def field(self, key: str) -> OfferField:
        """The field of a key."""
        return next(each for each in self.fields if each.key == key)

    def table(self, key: str) -> OfferTable:
        """The table below this one of a key."""
        return next(each for each in self.tables if each.key == key)


def _vesting() -> Sequence[OfferField]:
    return (
        OfferField("vesting_percent", "Vesting per year, in per cent", NUMBERS, "25, 25, 25, 25"),
        OfferField("vests_every_months", "Vests every … months", choices=("1", "3", "6", "12")),
        OfferField("cliff_months", "Cliff, in months", example="12"),
    )


REFRESHERS = OfferTable(
    "refreshers",
    "A later grant",
    (
        OfferField("year", "Given in year", example="2"),
        OfferField("shares", "Shares"),
        OfferField("value", "Or their value", MONEY),
        OfferField("odds_percent", "How likely, in per cent", example="100"),
        *_vesting(),
    ),
    most=MOST_REFRESHERS,
)
OFFER = OfferTable(
    "",
    "The offer",
    (
        OfferField("name", "Whose offer", TEXT, "Acme"),
        OfferField("currency", "Currency", TEXT, "USD"),
        OfferField("hours_per_week", "Hours a week, as you expect them", example="40"),
    ),
    (
        OfferTable(
            "profile",
            "Whose pay it is compared with",
            tuple(OfferField(question, "", FACT) for question in QUESTIONS),
            first=True,
        ),
        OfferTable(
            "base",
            "Base pay",
            (
                OfferField("per_year", "Per year", MONEY, "190,000"),
                OfferField("per_month", "Or per month", MONEY, first=False),
                OfferField("months", "Months that are paid", example="12", first=False),
                OfferField("per_hour", "Or per hour", MONEY, first=False),
                OfferField("weeks_per_year", "Weeks that are paid", example="52", first=False),
                OfferField(
                    "raise_percent_per_year", "Raise a year, in per cent", example="0", first=False
                ),
            ),
            first=True,
            others="By the month or hour, and raises",
        ),
        OfferTable(
            "bonus",
            "Bonus",
            (
                OfferField("target_percent", "Target, in per cent of base", example="15"),
                OfferField("target", "Or as an amount a year", MONEY),
                OfferField("odds_percent", "How likely it is paid, in per cent", example="100"),
                OfferField("payout_percent", "Part of it paid then, in per cent", example="100"),
            ),
        ),
        OfferTable(
            "equity",
            "Equity",
            (
                OfferField("kind", "Kind", TEXT, choices=(SHARES, OPTIONS)),
                OfferField("company", "Company", TEXT, choices=(PUBLIC, PRIVATE)),
                OfferField("shares", "Shares or options"),
                OfferField("value", "Or the value of the shares", MONEY),
                OfferField("price", "Price of a share today", MONEY),
                OfferField("currency", "Currency of the price", TEXT),
                OfferField("strike", "Options: strike price", MONEY),
                OfferField("discount_percent", "Private: your discount, in per cent"),
                OfferField(
                    "growth_percent_per_year", "Growth of the price, in per cent", example="0"
                ),
                *_vesting(),
            ),
            (REFRESHERS,),
        ),
        OfferTable(
            "sign_on",
            "Sign-on",
            (
                OfferField("amounts", "Paid in the first year, the second …", NUMBERS, "40000"),
                OfferField("clawback_months", "To be paid back within months", example="12"),
            ),
        ),
        OfferTable(
            "benefits",
            "A benefit",
            (
                OfferField("name", "What", TEXT, "Pension"),
                OfferField("per_year", "Worth to you, a year", MONEY),
            ),
            most=MOST_BENEFITS,
        ),
    ),
    first=True,
)
