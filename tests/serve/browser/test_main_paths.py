"""What people come for, on a phone and on a wide screen, with JavaScript and without."""

import csv
import io

import pytest

from paylens.serve.questions import QUESTIONS
from web.pages import ESTIMATE

PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1440, "height": 900}
SETTINGS = [
    pytest.param({"viewport": viewport, "java_script_enabled": scripts}, id=f"{name}{suffix}")
    for name, viewport in (("phone", PHONE), ("wide", WIDE))
    for scripts, suffix in ((True, ""), (False, "-without-javascript"))
]
everywhere = pytest.mark.parametrize("settings", SETTINGS)
SIGNATURES = {"csv": b"", "svg": b"<svg", "png": b"\x89PNG", "xlsx": b"PK\x03\x04"}


def headline(tab) -> str:
    """The answer's one sentence."""
    return tab.locator("main").get_by_text("the median is").first.inner_text()


@everywhere
def test_the_home_page_answers_at_once(open_tab, settings) -> None:
    tab = open_tab("/", **settings)
    assert "half have a base pay between $" in headline(tab)
    assert tab.locator("main svg[role=img]:visible").first.is_visible()


def test_back_leads_to_the_answer_before(open_tab) -> None:
    tab = open_tab("/", viewport=WIDE)
    before = headline(tab)
    tab.locator("[name=role]").fill("data engineer")
    tab.locator("form[action^='/estimate'] button[type=submit]").first.click()
    tab.wait_for_url("**/estimate?*role=data+engineer*")
    assert headline(tab) != before
    tab.go_back(wait_until="load")
    tab.get_by_text(before).first.wait_for()
    assert headline(tab) == before


def test_a_refusal_has_an_address_and_a_way_back(open_tab) -> None:
    tab = open_tab("/estimate?role=ML+engineer&country=US", viewport=WIDE)
    tab.get_by_text("What is counted, and how").click()
    tab.locator("[name=anchor]").check()
    tab.wait_for_url("**anchor=official**")
    assert tab.locator(".refusal").is_visible()
    tab.get_by_role("link", name="Ask without moving pay to the official level").click()
    tab.wait_for_url("**/estimate?role=ML+engineer&country=United+States")
    assert "half have a base pay" in headline(tab)


def test_the_button_stays_in_sight_when_all_is_open(open_tab) -> None:
    tab = open_tab("/", viewport=WIDE)
    for summary in ("More about the job", "What is counted, and how"):
        tab.get_by_text(summary).click()
    tab.mouse.move(WIDE["width"] - 200, 400)
    tab.mouse.wheel(0, 500)
    tab.wait_for_function("scrollY >= 500")
    button = tab.locator("form#question > button").bounding_box()
    assert button["y"] + button["height"] <= WIDE["height"]


@pytest.mark.parametrize("width", [1000, 1100])
@pytest.mark.parametrize("path", [ESTIMATE, "/tables/growth", "/tables/city"])
def test_no_table_is_cut_between_tablet_and_wide_screen(open_tab, width, path) -> None:
    tab = open_tab(path, viewport={"width": width, "height": 900})
    cut = "found => found.filter(each => each.scrollWidth > each.clientWidth + 1).length"
    assert tab.eval_on_selector_all(".scroll:not(details:not([open]) *)", cut) == 0


@everywhere
def test_facts_change_and_the_answer_follows(open_tab, settings) -> None:
    tab = open_tab("/", **settings)
    before = headline(tab)
    tab.locator("[name=role]").fill("data engineer")
    tab.locator("[name=country]").fill("Germany")
    tab.locator("form[action^='/estimate'] button[type=submit]").first.click()
    tab.wait_for_url("**/estimate?*role=data+engineer*")
    assert headline(tab) != before
    assert headline(tab).startswith("Data engineer, Germany")
    assert tab.locator("[name=country]").input_value() == "Germany"


@everywhere
def test_a_shared_address_gives_the_same_answer(open_tab, settings) -> None:
    assert headline(open_tab(ESTIMATE, **settings)) == headline(open_tab(ESTIMATE, **settings))


@everywhere
def test_my_pay_is_marked_and_stays_out_of_the_address(open_tab, settings) -> None:
    tab = open_tab(ESTIMATE, **settings)
    tab.locator("[name=my_pay]").fill("212345")
    tab.locator("form[action^='/estimate'] button[type=submit]").first.click()
    tab.locator("main").get_by_text("212,345").first.wait_for()
    assert "212345" not in tab.url
    assert "212345" not in "".join(
        tab.eval_on_selector_all("a[href]", "found => found.map(link => link.href)")
    )


@everywhere
def test_my_pay_is_in_the_address_for_who_asks(open_tab, settings) -> None:
    tab = open_tab(ESTIMATE, **settings)
    tab.locator("[name=my_pay]").fill("212345")
    tab.locator("[name=pay_in_address]").check()
    tab.locator("form[action^='/estimate'] button[type=submit]").first.click()
    tab.wait_for_url("**my_pay=212345**")
    tab.locator("main").get_by_text("212,345").first.wait_for()


@everywhere
def test_a_word_that_means_nothing_shows_the_nearest(open_tab, settings) -> None:
    tab = open_tab("/estimate?role=ML+engineer&country=Germny", **settings)
    assert tab.locator("[name=country]").input_value() == "Germny"
    tab.get_by_role("link", name="Germany").first.click()
    assert "ML engineer, Germany" in headline(tab)


@everywhere
def test_tables_lead_to_each_table(open_tab, settings) -> None:
    tab = open_tab("/tables", **settings)
    tab.locator("main a[href^='/tables/experience']").first.click()
    tab.wait_for_url("**/tables/experience*")
    assert tab.locator("main table").count() >= 1
    assert tab.locator("main svg[role=img]:visible").count() >= 1


@everywhere
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_is_found_and_answered(open_tab, settings, question) -> None:
    tab = open_tab("/answers", **settings)
    tab.locator(f"main a[href='/{question.name}']").first.click()
    tab.wait_for_url(f"**/{question.name}")
    assert tab.locator("main .headline").inner_text()
    assert tab.locator("main table").count() >= 1
    tab.locator("main form button[type=submit]").first.click()
    tab.wait_for_url(f"**/{question.name}*")
    assert tab.locator("main .headline").inner_text()


@pytest.mark.parametrize("kind", SIGNATURES)
def test_a_table_is_downloaded(open_tab, kind: str) -> None:
    tab = open_tab("/tables/experience", java_script_enabled=False)
    with tab.expect_download() as started:
        tab.locator(f"a[href*='.{kind}']").first.click()
    content = started.value.path().read_bytes()
    assert content.lstrip().startswith(SIGNATURES[kind])
    assert started.value.suggested_filename.endswith(f".{kind}")
    if kind == "csv":
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8"))))
        assert len(rows) > 4 and any(name.endswith("_records") for name in rows[0])


@everywhere
def test_sources_name_publishers_and_terms(open_tab, settings) -> None:
    tab = open_tab("/sources", **settings)
    for publisher in ("Stack Overflow", "Kaggle", "ai-jobs"):
        assert tab.locator("main").get_by_text(publisher, exact=False).count() > 0


@everywhere
def test_the_method_says_what_the_data_cannot_tell(open_tab, settings) -> None:
    tab = open_tab("/method", **settings)
    assert tab.locator("main svg[role=img]:visible").count() >= 1
    assert "cannot" in tab.locator("main").inner_text()


def test_with_javascript_the_answer_follows_without_a_new_page(open_tab) -> None:
    tab = open_tab("/")
    tab.evaluate("window.stillHere = true")
    before = headline(tab)
    tab.locator("[name=experience]").fill("12")
    tab.keyboard.press("Tab")
    tab.wait_for_url("**experience=12**")
    assert headline(tab) != before
    assert tab.evaluate("window.stillHere === true")
    followed = headline(tab)
    tab.reload()
    assert headline(tab) == followed


@pytest.mark.parametrize(
    ("language", "written"),
    [("en-US", "$"), ("de-DE", "\u00a0$"), ("fr-FR", "\u202f"), ("hi-IN", ","), ("ar-EG", "")],
)
def test_numbers_are_the_readers(open_tab, language: str, written: str) -> None:
    tab = open_tab(ESTIMATE, locale=language)
    assert written in tab.locator("main").inner_text()
