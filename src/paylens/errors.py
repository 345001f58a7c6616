"""Everything paylens can refuse, split by who can mend it.

PaylensError
├── QuestionError            the asker: a word, a number or a combination
│   ├── UnknownValue         a word that is none of a dimension's values
│   ├── InvalidValue         a number or text that cannot be what it claims to be
│   └── NotEnoughData        understood, but no source can bear an answer
├── SourceError              a publisher's file
│   ├── FileUnreadable       missing, empty, not readable, not that kind of file
│   │   └── DocumentUnreadable   the asker's own: a text to be checked
│   ├── LayoutChanged        readable, but not in the layout its card describes
│   └── UnknownCurrency      an amount in a currency without any rate
├── MarketError              a market folder: missing, half there, of another version
├── ModelError               a step called out of order, or a model that cannot be read
└── OutputError              the answer could not be written

A message says what, where, what is allowed and what to do next.
"""

from __future__ import annotations


class PaylensError(Exception):
    """Base of all errors that paylens raises on purpose."""


class QuestionError(PaylensError):
    """The question cannot be answered as it was asked."""


class UnknownValue(QuestionError):
    """A word that is none of a dimension's values; `nearest` holds the closest known ones.

    `hint` says what else to do; `also` are further words of the same question.
    """

    def __init__(
        self,
        dimension: str,
        word: str,
        nearest: list[str],
        hint: str = "",
        also: tuple[UnknownValue, ...] = (),
    ) -> None:
        self.also = also
        self.dimension = dimension
        self.word = word
        self.nearest = nearest
        self.hint = hint
        known = f" Nearest: {', '.join(nearest)}." if nearest else ""
        more = "".join(f" Also {each}" for each in also)
        super().__init__(f"unknown {dimension} {word!r}.{known}{' ' + hint if hint else ''}{more}")


class InvalidValue(QuestionError):
    """A value outside what its field allows."""

    def __init__(self, field: str, value: object, allowed: str) -> None:
        self.field = field
        self.value = value
        self.allowed = allowed
        super().__init__(f"{field} is {value!r}; allowed: {allowed}.")


class NotEnoughData(QuestionError):
    """No source holds enough records for an answer."""


class SourceError(PaylensError):
    """A publisher's file could not become records."""


class FileUnreadable(SourceError):
    """A file that is missing, empty or not of the kind it should be."""


class DocumentUnreadable(FileUnreadable, QuestionError):
    """A document that somebody asked about, and that cannot be read."""


class LayoutChanged(SourceError):
    """A file whose columns are not those that the source's card describes."""

    def __init__(
        self, path: object, missing: list[str], found: list[str], advice: str = ""
    ) -> None:
        self.path = path
        self.missing = missing
        self.found = found
        names = [" ".join(name.split())[:60] for name in found[:12]]
        shown = ", ".join(names) + (", …" if len(found) > 12 else "")
        super().__init__(
            f"{path}: columns missing: {', '.join(missing)}; found: {shown or 'none'}."
            f"{' ' + advice if advice else ''}"
        )


class UnknownCurrency(SourceError, QuestionError):
    """An amount in a currency for which no publisher has a rate."""


class MarketError(PaylensError):
    """A market folder that is missing, incomplete or of another version."""


class ModelError(PaylensError):
    """A model used out of order, or one that cannot be read."""


class OutputError(PaylensError):
    """An answer that could not be written where it was asked for."""
