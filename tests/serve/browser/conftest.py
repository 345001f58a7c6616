"""A real server and a real browser, for all tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from web.chromium import MISSING, chromium, installed
from web.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OpenTab = Callable[..., "Page"]
LONGEST_WAIT_MS = 30_000


@pytest.fixture(scope="package")
def address() -> Iterator[str]:
    """Where `paylens serve` answers with the reference market."""
    with serving("--rate-limit", "0") as where:
        yield where


# Ends with this folder: while it runs, no other test of the process could use asyncio.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; tests that need it are skipped without."""
    if installed() is None:
        pytest.skip(MISSING)
    with chromium() as running:
        yield running


@pytest.fixture
def open_tab(browser: Browser, address: str) -> Iterator[OpenTab]:
    """Opens a path in a new tab. No tab may ask another host, or put an error in its console."""
    contexts, complaints = [], []

    def opened(path: str = "/", **options: object) -> Page:
        context = browser.new_context(**{"base_url": address, "locale": "en-US"} | options)
        context.set_default_timeout(LONGEST_WAIT_MS)
        contexts.append(context)
        tab = context.new_page()
        tab.on("request", lambda request: complaints.extend(_foreign(request.url, address)))
        tab.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        tab.on("console", lambda message: complaints.extend(_complaints(message)))
        tab.on("dialog", lambda dialog: (complaints.append("a dialog opened"), dialog.dismiss()))
        tab.goto(path)
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert not complaints, complaints


def _foreign(url: str, address: str) -> list[str]:
    ours = url.startswith((address + "/", "data:", "blob:"))
    return [] if ours else [f"a request to {url}"]


def _complaints(message: object) -> list[str]:
    """Errors in the console, but for the status of an error page itself, also where a form that
    was sent to its address shows it."""
    where, page = (url.split("?")[0] for url in (message.location["url"], message.page.url))
    own_status = message.text.startswith("Failed to load resource") and where == page
    return [message.text] if message.type == "error" and not own_status else []
