"""Everything with the keys alone, always seeing where one is."""

import pytest

from web.pages import PAGES

MOST_STOPS = 400
LONGEST_RELOAD_MS = 500
# Where the focus is: what it is, and whether anything shows it.
FOCUSED = """() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    const box = element.getBoundingClientRect();
    return {
        what: element.outerHTML.slice(0, 120),
        tag: element.tagName,
        shown: ring || style.boxShadow !== 'none',
        seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    };
}"""


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_every_stop_is_seen_and_there_is_a_way_out(open_tab, path) -> None:
    tab = open_tab(path, reduced_motion="reduce")
    stops = []
    for _ in range(MOST_STOPS):
        tab.keyboard.press("Tab")
        stop = tab.evaluate(FOCUSED)
        if stop["tag"] == "BODY":
            break
        stops.append(stop)
    else:
        pytest.fail(f"still not through after {MOST_STOPS} stops")
    assert len(stops) > 3
    unseen = [stop["what"] for stop in stops if not (stop["shown"] and stop["seen"])]
    assert not unseen, "\n".join(unseen)


def test_the_first_stop_skips_to_the_answer(open_tab) -> None:
    tab = open_tab("/")
    tab.evaluate("window.notLoadedAgain = true")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/#*")
    tab.wait_for_timeout(LONGEST_RELOAD_MS)
    assert tab.evaluate("window.notLoadedAgain")
    target = tab.url.split("#")[1]
    assert tab.locator(f"main#{target}, main #{target}").count() == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["", "without-javascript"])
def test_a_question_is_asked_and_answered(open_tab, scripts) -> None:
    tab = open_tab("/", java_script_enabled=scripts)
    _tab_to(tab, "role")
    tab.keyboard.press("ControlOrMeta+a")
    tab.keyboard.type("data engineer")
    _tab_to(tab, "country")
    tab.keyboard.press("ControlOrMeta+a")
    tab.keyboard.type("Germany")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**country=Germany**")
    tab.locator("main").get_by_text("Data engineer, Germany").first.wait_for()


def _tab_to(tab, name: str) -> None:
    for _ in range(40):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.name") == name:
            return
    pytest.fail(f"no way to {name} by Tab")
