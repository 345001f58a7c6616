"""Every page as people see it: on a phone, a tablet and a wide screen, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from web.chromium import chromium
from web.pages import ERRORS, PAGES
from web.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Width and height in CSS pixels.
SCREENS = {"phone": (390, 844), "tablet": (768, 1024), "wide": (1440, 900)}
SCHEMES = ("light", "dark")
# The README's picture: the first view of the home page on a small laptop.
PICTURE = (1200, 940)


def take_screenshots(folder: Path, names: list[str]) -> Iterator[Path]:
    """Write PAGE-WIDTH-SCHEME.png of each named page, whole pages; gives what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = PAGES | {name: path for name, (path, _) in ERRORS.items()}
    with serving() as address, chromium() as browser:
        for name in names:
            for width, height in SCREENS.values():
                for scheme in SCHEMES:
                    written = folder / f"{name}-{width}-{scheme}.png"
                    _take(browser, address + paths[name], (width, height), scheme, written)
                    yield written


def take_picture(written: Path) -> None:
    """Write the README's picture."""
    with serving() as address, chromium() as browser:
        _take(browser, address + PAGES["home"], PICTURE, SCHEMES[0], written, whole=False)


def _take(
    browser: Browser,
    url: str,
    screen: tuple[int, int],
    scheme: str,
    written: Path,
    *,
    whole: bool = True,
) -> None:
    page = browser.new_page(
        viewport={"width": screen[0], "height": screen[1]},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page.goto(url, wait_until="load")
    page.screenshot(path=written, full_page=whole)
    page.close()
