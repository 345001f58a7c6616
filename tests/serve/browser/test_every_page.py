"""What holds for every page: readable, whole, accessible, on a phone and on a wide screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from paylens.serve.questions import BY_NAME
from web.pages import ERRORS, PAGES

PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1440, "height": 900}
EVERYTHING = PAGES | {name: path for name, (path, _) in ERRORS.items()}
every_page = pytest.mark.parametrize("path", EVERYTHING.values(), ids=EVERYTHING)


# Questions' pages share one template: both screens and both schemes, not every pair of them.
SCREENS = {
    f"{name}-{screen}-{scheme}": (path, viewport, scheme)
    for name, path in EVERYTHING.items()
    for screen, viewport in (("phone", PHONE), ("wide", WIDE))
    for scheme in ("light", "dark")
    if name not in BY_NAME or (screen == "phone") == (scheme == "dark")
}


@pytest.mark.parametrize(("path", "viewport", "scheme"), SCREENS.values(), ids=SCREENS)
def test_axe_finds_no_violation(open_tab, path, viewport, scheme) -> None:
    tab = open_tab(path, viewport=viewport, color_scheme=scheme, bypass_csp=True)
    found = Axe().run(tab)
    assert not found.response["violations"], found.generate_report()


@every_page
def test_nothing_sticks_out_on_a_phone(open_tab, path) -> None:
    tab = open_tab(path, viewport=PHONE)
    width = tab.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"], f"{width} px wide"


@every_page
def test_enlarged_text_still_fits(open_tab, path) -> None:
    """Enlarged four times, 1280 px hold 320 (WCAG 1.4.10)."""
    tab = open_tab(path, viewport={"width": 320, "height": 640})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


@every_page
def test_a_page_has_one_heading_a_title_and_a_language(open_tab, path) -> None:
    tab = open_tab(path)
    assert tab.locator("h1").count() == 1
    assert tab.locator("main").count() == 1
    assert "paylens" in tab.title()
    assert tab.locator("html").get_attribute("lang")


def test_titles_tell_the_pages_apart(open_tab) -> None:
    titles = [open_tab(path).title() for path in PAGES.values()]
    assert len(set(titles)) == len(titles), titles


@pytest.mark.parametrize(("path", "status"), ERRORS.values(), ids=ERRORS)
def test_errors_are_pages_with_their_status(open_tab, path, status) -> None:
    tab = open_tab(path)
    assert tab.request.get(path, headers={"Accept": "text/html"}).status == status
    assert tab.locator("main a").first.is_visible()


@every_page
def test_everything_is_printed(open_tab, path) -> None:
    """On paper the text is dark on white, and the navigation is left out."""
    tab = open_tab(path, color_scheme="dark")
    tab.emulate_media(media="print", color_scheme="dark")
    background = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert not tab.get_by_role("navigation").first.is_visible()


def test_what_is_folded_is_printed(open_tab) -> None:
    tab = open_tab(PAGES["skills"])
    folded = tab.locator("details:not([open]) table").first
    assert not folded.is_visible()
    tab.emulate_media(media="print")
    assert folded.bounding_box()["height"] > 50


@pytest.fixture(scope="module")
def followed() -> set[str]:
    """Links that were followed already, from another page."""
    return set()


@every_page
def test_every_link_of_ours_leads_somewhere(open_tab, path, followed) -> None:
    tab = open_tab(path)
    links = tab.eval_on_selector_all("a[href]", "found => found.map(link => link.href)")
    ours = {link.split("#")[0] for link in links if link.startswith(tab.url.split("/", 3)[0])}
    for link in sorted({each for each in ours if "127.0.0.1" in each} - followed):
        followed.add(link)
        assert tab.request.get(link).status < 400 or link == tab.url, link
