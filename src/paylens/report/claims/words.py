"""Which values of which dimensions a text names, and where."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from paylens.harmonise.dimension import dimension, without_accents

FILE = Path(__file__).with_name("words.toml")
DIMENSIONS = (
    "role", "country", "city", "metro", "level", "education", "industry", "employer_size",
    "gender", "remote", "skills", "employer",
)  # fmt: skip
OPEN = ("city", "metro", "employer")
UNKNOWN_ROLE = "unknown_role"
TOKEN = re.compile(r"[^\W_]+(?:[+#]+)?", re.UNICODE)
# What makes an industry, a skill or an employer of a word that is otherwise a plain one.
BEFORE = {
    "industry": re.compile(
        r"(?:\b(?:in|in the|across|such as|like|for|and|or|from|than|of|by)|,)\s*$", re.I
    ),
    "skills": re.compile(
        r"\b(?:know(?:s|ing)?|use|uses|using|proficient in|skilled in|skills in|certified in|"
        r"with|only|specialising in|specializing in)\s+(?:only\s+)?$",
        re.I,
    ),
    "employer": re.compile(r"(?:\b(?:at|by|from|joined|join|for|in)\s+|[,@]\s*|^\s*)$", re.I),
}
AFTER = {"industry": re.compile(r"^\s*(?:industr|sector|compan|firm|employer)", re.I)}
NO_INDUSTRY = re.compile(r"\s+(?:hub|talent|stack|skill|job|role|work|world)", re.I)
CAPITAL = ("city", "metro", "employer", "country")
KnownValues = Callable[[str], Iterable[str]]


@dataclass(frozen=True)
class Word:
    """One value that a text names, between two places of it."""

    dimension: str
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class _Token:
    key: str
    start: int
    end: int


# Labels of tables whose meaning is kept.


@cache
def rules() -> dict[str, Any]:
    """What `words.toml` declares."""
    return tomllib.loads(FILE.read_text("utf-8"))


@cache
def dimension_pattern(name: str) -> re.Pattern[str]:
    """What names a dimension itself."""
    return re.compile(rf"\b(?:{rules()['dimensions'][name]})\b", re.I)


def dimensions_named(text: str) -> list[str]:
    """The dimensions that a text names, in its order."""
    found = [
        (match.start(), name)
        for name in rules()["dimensions"]
        if (match := dimension_pattern(name).search(text))
    ]
    return [name for _, name in sorted(found)]


class Vocabulary:
    """The words of every dimension, with the values that one market holds of the open ones."""

    def __init__(self, known: KnownValues) -> None:
        self._known = known
        self._by_key: dict[str, dict[str, str]] = {}
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, str, str]]] = defaultdict(list)
        for name in DIMENSIONS:
            self._add_dimension(name)
        for words in rules()["occupations"]["words"]:
            self._add(words, UNKNOWN_ROLE, words.removeprefix("registered "))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def words(self, text: str) -> list[Word]:
        """Every value that the text names; the longest reading of each place, never overlapping."""
        tokens = tokens_of(text)
        found: list[Word] = []
        place = 0
        while place < len(tokens):
            taken = self._at(text, tokens, place)
            if taken is None:
                place += 1
                continue
            words, length = taken
            found += words
            place += length
        return found

    def values_of_cell(self, text: str, names: Sequence[str]) -> tuple[str, str] | None:
        """The dimension and value that a table's cell names by itself: the first that knows it."""
        for name in names:
            for words in _forms(text):
                value = self._meanings(name).get(dimension(name).key(words))
                if value is not None:
                    return name, value
        return None

    def _meanings(self, name: str) -> dict[str, str]:
        """Every word of a dimension, as its key, and the value that it means."""
        if name not in self._by_key:
            declared = dimension(name)
            known = self._known(name) if name in OPEN else ()
            own = {declared.key(value): value for value in known}
            self._by_key[name] = own | declared.aliases
        return self._by_key[name]

    def _add_dimension(self, name: str) -> None:
        declared = dimension(name)
        never = set(rules()["never"].get(name, ()))
        cased = {word.lower(): word for word in rules()["cased"].get(name, ())}
        for alias, value in declared.aliases.items():
            if alias in never or alias in cased or _too_short(name, alias):
                continue
            self._add(alias, name, value)
        if name in OPEN:
            for value in self._known(name):
                if value.lower() not in never:
                    self._add(value.split(",")[0] if name == "city" else value, name, value)
        for word in rules()["cased"].get(name, ()):
            alias = declared.key(word.rstrip("s") if name == "role" else word)
            if alias in declared.aliases:
                self._add(word, name, declared.aliases[alias], word)
        for phrase, value in rules()["phrases"].get(name, {}).items():
            if value:
                meant = declared.aliases.get(declared.key(value), value)
                self._add(phrase, name, meant)

    def _add(self, words: str, name: str, value: str, exact: str = "") -> None:
        keys = tuple(token.key for token in tokens_of(words))
        if keys:
            self._by_first[keys[0]].append((keys, name, value, exact))

    def _at(self, text: str, tokens: list[_Token], place: int) -> tuple[list[Word], int] | None:
        for keys, name, value, exact in self._by_first.get(tokens[place].key, ()):
            length = len(keys)
            own = tokens[place : place + length]
            if tuple(token.key for token in own) != keys:
                continue
            start, end = own[0].start, own[-1].end
            if exact and _plain(text[start:end]) != _plain(exact):
                continue
            if _in_place(text, name, start, end):
                return [Word(name, value, start, end)], length
        return None


def tokens_of(text: str) -> list[_Token]:
    """Words in lower case, without accents, possessive and plural s, each with its place."""
    found = []
    for match in TOKEN.finditer(text):
        word = match.group().lower()
        if word == "s" and match.start() and text[match.start() - 1] in "'’‘":
            continue
        found.append(_Token(_singular(without_accents(word)), match.start(), match.end()))
    return found


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "ps")) and len(word) > 3:
        return word[:-1]
    irregular = {"men": "man", "women": "woman"}
    return irregular.get(word, word)


def _plain(text: str) -> str:
    return text.replace(".", "").rstrip("s")


def _too_short(name: str, alias: str) -> bool:
    """Codes of countries and the like are other words in a sentence."""
    return len(alias) <= (3 if name == "country" else 2) and name not in ("role", "remote")


def _in_place(text: str, name: str, start: int, end: int) -> bool:
    if name in CAPITAL and not text[start].isupper():
        return False
    if name == "education" and text[start:end].lower() in ("master", "bachelor"):
        return bool(re.match(r"['’]s|s\b| degree", text[end:], re.I))
    if name == "gender" and text[start:end].lower() in ("man", "woman"):
        return False
    if name == "industry" and NO_INDUSTRY.match(text[end:]):
        return False
    before, after = BEFORE.get(name), AFTER.get(name)
    if before is None:
        return True
    if name == "employer" and re.match(r"\s+(?:pays|offers|gives)\b", text[end:]):
        return True
    if after is not None and after.search(text[end:]):
        return True
    return bool(before.search(text[:start]))


def _forms(text: str) -> list[str]:
    """A cell's words as they are, without what is in brackets, and without plural."""
    plain = re.sub(r"\s+", " ", text.strip().strip("*_`:–-")).strip()
    bare = re.sub(r"\s*\(.*?\)", "", plain).strip()
    forms = [plain, bare, re.sub(r"(?i)\s+(?:companies|industry|sector|degree|level)$", "", bare)]
    forms += [form[:-1] for form in forms if form.lower().endswith("s")]
    return list(dict.fromkeys(form for form in forms if form))
