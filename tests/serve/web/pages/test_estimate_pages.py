"""The home page and `/estimate`."""

import re
from html import unescape

import pytest

HTML = {"accept": "text/html"}


def headline(page: str) -> str:
    return unescape(re.search(r'class="headline">(.*?)</p>', page).group(1))


def test_home_answers_at_once(client, reference) -> None:
    page = client.get("/", headers=HTML)
    answer = reference.estimate(role="ML engineer", country="US")
    assert page.status_code == 200
    assert headline(page.text) == answer.sentence
    assert 'value="ML engineer"' in page.text and 'value="United States"' in page.text


@pytest.mark.parametrize(
    "facts",
    [
        {"role": "mle", "country": "usa", "experience": "6", "level": "senior"},
        {"role": "data scientist", "country": "Germany", "pay": "total", "currency": "eur"},
        {"role": "mle", "metro": "Bay Area", "real": "2024", "education": "PhD"},
        {"country": "US", "level": "L5", "company": "Google", "ppp": "true"},
        {"role": "ai engineer", "country": "Kenya", "remote": "remote"},
    ],
)
def test_an_address_is_the_models_own_answer(client, reference, facts) -> None:
    typed = {name: int(v) if name == "real" else v == "true" or v for name, v in facts.items()}
    answer = reference.estimate(**typed | ({"currency": "EUR"} if "currency" in facts else {}))
    page = client.get("/estimate", params=facts, headers=HTML)
    assert page.status_code == 200
    assert headline(page.text) == answer.sentence
    for source in answer.sources:
        assert f"> {source.source}</th>" in page.text
    for note in answer.notes:
        assert note in unescape(page.text)


def test_json_where_it_is_asked_for(client, reference) -> None:
    facts = {"role": "mle", "country": "US"}
    reply = client.get("/estimate", params=facts, headers={"accept": "application/json"})
    assert reply.json() == reference.estimate(**facts).to_dict()


def test_a_form_leads_to_an_address_without_blanks(client) -> None:
    form = {"role": "mle", "country": "US", "city": "", "pay": "base", "currency": ""}
    reply = client.post("/estimate", data=form, follow_redirects=False)
    assert reply.status_code == 303
    assert reply.headers["location"] == "/estimate?role=mle&country=US"


def test_own_pay_is_answered_in_place_and_in_no_address(client) -> None:
    form = {"role": "mle", "country": "US", "my_pay": "151,234"}
    reply = client.post("/estimate", data=form, headers=HTML, follow_redirects=False)
    assert reply.status_code == 200
    assert "$151,234 is above" in reply.text
    assert reply.headers["cache-control"] == "no-store"
    addresses = re.findall(r'(?:href|data-address|action)="([^"]*)"', reply.text)
    assert not [each for each in addresses if "151" in each or "my_pay" in each]


def test_own_pay_is_in_the_address_where_the_reader_asks(client) -> None:
    form = {"role": "mle", "country": "US", "my_pay": "150000", "pay_in_address": "true"}
    reply = client.post("/estimate", data=form, headers=HTML)
    assert reply.url.query == b"role=mle&country=US&my_pay=150000"
    assert "is above" in reply.text


@pytest.mark.parametrize(
    ("asked", "said", "nearest"),
    [
        ({"role": "data scintist"}, "unknown role", "/estimate?role=Data+scientist&amp;country=US"),
        ({"role": "mle", "education": "wizardry"}, "unknown education", "education="),
        (
            {"role": "mle", "experience": "many"},
            "experience is",
            "/estimate?role=mle&amp;country=US",
        ),
        ({"role": "mle", "year": "soon"}, "year is", "/estimate?role=mle&amp;country=US"),
        ({"role": "mle", "currency": "XXQ"}, "XXQ", "Start again"),
        ({"role": "mle", "my_pay": "-3"}, "pay is", "Start again"),
        ({"role": "m" * 500}, "up to 200 characters", "Start again"),
    ],
)
def test_what_cannot_be_understood(client, asked, said, nearest) -> None:
    page = client.get("/estimate", params={**asked, "country": "US"}, headers=HTML)
    assert page.status_code == 422
    assert said.lower() in unescape(page.text).lower()
    assert nearest in page.text


def test_a_refusal_by_an_option_offers_the_question_without_it(client) -> None:
    asked = {"role": "mle", "country": "US", "anchor": "official"}
    page = unescape(client.get("/estimate", params=asked, headers=HTML).text)
    (back,) = re.findall(r'<a href="([^"]*)">Ask without moving pay to the official level', page)
    assert back == "/estimate?role=mle&country=US"
    assert client.get(back, headers=HTML).status_code == 200
    assert 'data-address="/estimate?role=mle&country=US&anchor=official"' in page


def test_a_refused_form_keeps_what_was_written_and_marks_it(client) -> None:
    page = client.get("/estimate", params={"role": "wizard", "city": "Tulsa"}, headers=HTML)
    field = re.search(r'<input id="role"[^>]*>', page.text).group()
    assert 'value="wizard"' in field and 'aria-invalid="true"' in field
    assert 'value="Tulsa"' in page.text


def test_all_that_is_wrong_is_marked_and_named_with_its_nearest(client) -> None:
    asked = {"role": "ML enginer", "country": "Germny", "city": "Tulsa"}
    page = client.get("/estimate", params=asked, headers=HTML)
    assert page.status_code == 422
    marked = re.findall(r'<input id="(\w+)"[^>]*aria-invalid="true"', page.text)
    assert marked == ["role", "country"]
    links = re.findall(r'<a href="/estimate\?([^"]*)">Germany</a>', page.text)
    assert links == ["role=ML+enginer&amp;country=Germany&amp;city=Tulsa"]


@pytest.mark.parametrize(("told", "meant"), [("no", "onsite"), ("yes", "remote")])
def test_remote_work_is_a_yes_or_no_too(client, told, meant) -> None:
    asked = {"role": "mle", "country": "US"}
    pages = [
        client.get("/estimate", params=asked | {"remote": word}, headers=HTML)
        for word in (told, meant)
    ]
    assert [page.status_code for page in pages] == [200, 200]
    assert headline(pages[0].text) == headline(pages[1].text)


def test_what_no_record_states_is_said_at_once(client) -> None:
    asked = {"role": "mle", "country": "US", "education": "PhD"}
    page = unescape(client.get("/estimate", params=asked, headers=HTML).text)
    grade = re.search(r'<p class="grade.*?</p>', page, re.DOTALL).group()
    assert "none of which states education" in grade
    assert re.search(r"Education rests on \d+ records of [\w ]+levels_fyi", grade)


def test_nothing_asked_is_the_first_question(client) -> None:
    reply = client.get("/estimate", params={"utm": "x"}, headers=HTML, follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (303, "/")


def test_numbers_are_the_readers(client, reference) -> None:
    median = reference.estimate(role="ML engineer", country="US").figures["p50"].value
    german = client.get("/", headers=HTML | {"accept-language": "de-DE"})
    assert f"{median:,.0f}\xa0$".replace(",", ".") in german.text
    assert 'lang="en"' in german.text


HOSTILE = "\"><script>alert(1)</script>'{{7*7}}"


@pytest.mark.parametrize("name", ["role", "country", "city", "company", "year", "my_pay", "pay"])
def test_hostile_text_is_only_text(client, name) -> None:
    asked = {"role": "mle", "country": "US"} | {name: HOSTILE}
    page = client.get("/estimate", params=asked, headers=HTML)
    assert page.status_code == 422
    assert "<script>alert" not in page.text and "49" not in re.findall(r"'(\d+)", page.text)


def test_no_style_or_script_in_a_page(client) -> None:
    for path in ("/", "/tables", "/tables/education", "/sources", "/method", "/nope"):
        text = client.get(path, headers=HTML).text
        assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?! src=)", text), path


def test_without_records_the_heading_and_those_that_come_near_agree(client) -> None:
    facts = {"role": "mle", "country": "Germany", "level": "senior"}
    page = " ".join(unescape(client.get("/estimate", params=facts, headers=HTML).text).split())
    assert "o records of base pay of the role and country in the sources that answer" in page
    assert "of another kind of pay or of earlier years than the sources that answer count" in page


def test_an_interval_says_that_it_is_of_sampling_alone(client) -> None:
    page = client.get("/estimate?role=mle&country=US", headers=HTML).text
    assert "interval of sampling alone" in page
    worth = client.get("/worth", headers=HTML).text
    assert "95 % interval with all errors" in worth.replace("\u202f", " ").replace("\xa0", " ")
