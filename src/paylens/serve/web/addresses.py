"""A document told by its web address: fetched where whoever runs the server switched that on.

A server that fetches acts for strangers. It reaches only what `serve.fetching` lets it reach, tells
nobody whether a name that is not public exists, and gives up earlier than a command does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Any

from paylens.errors import DocumentUnreadable, FileUnreadable
from paylens.serve.fetching import NotPublic, fetched, is_address
from paylens.serve.questions import Question

LONGEST_SECONDS = 8.0
# So many are fetched at once, each by a thread that answers nobody else meanwhile.
MOST_AT_ONCE = 2
SWITCHED_OFF = "this server reads no web addresses. Paste the text, or save the page and upload it."


@dataclass(frozen=True)
class Addresses:
    """Reads documents that are told by their address, or refuses to."""

    switched_on: bool = False
    _free: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(MOST_AT_ONCE))

    @property
    def advice(self) -> str:
        """What a form says of addresses."""
        return " Or a web address alone." if self.switched_on else ""

    def read(self, question: Question, told: Mapping[str, Any]) -> dict[str, Any]:
        """What was told, with each document that is an address alone read from there.

        Raises
        ------
        DocumentUnreadable
            Addresses are not read here, or this one cannot be.
        """
        given = dict(told)
        for each in question.files:
            words = given.get(each.name)
            if each.several or not isinstance(words, str) or not _is_address_alone(words):
                continue
            address = words.strip()
            given[each.name] = self._fetched(address)
            given.setdefault("name", address)
        return given

    def _fetched(self, address: str) -> bytes:
        if not self.switched_on:
            raise DocumentUnreadable(f"{address}: {SWITCHED_OFF}")
        if not self._free.acquire(blocking=False):
            raise DocumentUnreadable(f"{address}: too many pages are being read; try again soon.")
        try:
            return fetched(address, longest_seconds=LONGEST_SECONDS)
        except NotPublic as error:
            raise DocumentUnreadable(
                f"{address}: is not on the public internet, or there is no such host."
            ) from error
        except FileUnreadable as error:
            raise DocumentUnreadable(str(error)) from error
        finally:
            self._free.release()


def _is_address_alone(words: str) -> bool:
    return is_address(words.strip()) and len(words.split()) == 1
