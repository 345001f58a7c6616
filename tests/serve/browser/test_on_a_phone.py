"""What a phone's first view shows, and that words have room there."""

import pytest

from paylens.serve.questions import BY_NAME
from web.pages import PAGES

PHONE = {"width": 390, "height": 844}
# The narrowest column, px, in which a long text is no column of broken words.
NARROWEST, LONG = 130, 60
NARROW = """([narrowest, long]) => [...document.querySelectorAll('main :is(td, th)')]
  .filter(cell => cell.offsetWidth > 0 && cell.offsetWidth < narrowest)
  .map(cell => cell.innerText).filter(text => text.length > long)"""


@pytest.mark.parametrize("name", ["home", "estimate", "guess", "table", *BY_NAME])
def test_the_answers_sentence_stands_in_the_first_view(open_tab, name: str) -> None:
    sentence = open_tab(PAGES[name], viewport=PHONE).locator("main .headline").bounding_box()
    assert sentence["y"] + sentence["height"] < PHONE["height"]


@pytest.mark.parametrize("name", PAGES)
def test_long_words_have_room(open_tab, name: str) -> None:
    tab = open_tab(PAGES[name], viewport=PHONE)
    tab.eval_on_selector_all("details", "found => found.forEach(each => { each.open = true })")
    assert tab.evaluate(NARROW, [NARROWEST, LONG]) == []


def test_one_wrong_word_of_several_is_marked(open_tab) -> None:
    tab = open_tab("/compare?values=ML+engineer&values=Mars", viewport=PHONE)
    assert tab.locator("[aria-invalid=true]").evaluate_all("all => all.map(one => one.value)") == [
        "Mars"
    ]


def test_a_button_that_waits_says_so(open_tab) -> None:
    tab = open_tab(PAGES["trend"], viewport=PHONE)
    tab.evaluate("document.forms[0].addEventListener('submit', event => event.preventDefault())")
    tab.get_by_role("button", name="Show the answer").click()
    tab.get_by_role("button", name="Looking it up …").wait_for()


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1440, "height": 900}])
@pytest.mark.parametrize(("pay", "place"), [("150k", "p.headline"), ("plenty", "[role=alert]")])
def test_the_button_leads_to_what_is_said(open_tab, viewport, pay: str, place: str) -> None:
    tab = open_tab(PAGES["estimate"], viewport=viewport)
    tab.locator("[name=my_pay]").fill(pay)
    tab.get_by_role("button", name="Show the answer").click()
    reached = tab.locator(f"{place}:focus")
    reached.wait_for()
    assert 0 <= reached.bounding_box()["y"] < viewport["height"] / 4


def test_an_answer_that_follows_a_change_leaves_the_reader_there(open_tab) -> None:
    tab = open_tab("/", viewport=PHONE)
    tab.locator("[name=experience]").fill("12")
    tab.locator("[name=level]").focus()
    tab.wait_for_url("**experience=12**")
    assert tab.evaluate("document.activeElement.name") == "level"


def test_a_refusal_leads_to_its_field_without_javascript(open_tab) -> None:
    tab = open_tab("/offer", viewport=PHONE, java_script_enabled=False)
    tab.locator("[id='offers-1.base.per_year']").fill("190,000")
    tab.get_by_role("button", name="Show the answer").click()
    tab.get_by_role("link", name="To the field to change").click()
    assert tab.locator("[id='offers-1.profile.role']:focus").count() == 1


def test_no_verdict_of_an_offer_is_cut(open_tab) -> None:
    table = open_tab("/offer", viewport=PHONE).get_by_role("region", name="Verdicts, as a table")
    assert table.evaluate("one => one.scrollWidth <= one.clientWidth + 1")
