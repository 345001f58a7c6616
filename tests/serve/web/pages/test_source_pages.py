"""Sources and method."""

from html import unescape

import pytest

from paylens.serve.web.locale import reader_of

HTML = {"accept": "text/html"}


def test_every_source_is_listed_with_terms_and_counts(client, reference) -> None:
    page = unescape(client.get("/sources", headers=HTML).text)
    for account in reference.sources():
        for told in ("publisher", "population", "licence"):
            assert account[told] in page
        assert f"{account['kept']:,}" in page


def test_a_source_in_full(client, reference) -> None:
    for account in reference.sources():
        page = unescape(client.get(f"/sources/{account['source']}", headers=HTML).text)
        assert account["clause"] in page and account["url"] in page
        for reason, count in account["dropped"].items():
            assert f"{count:,}: {reason}" in page


def test_the_models_card(client, reference) -> None:
    card = reference.model_card()
    page = unescape(client.get("/method", headers=HTML).text)
    for text in (card.sentence, card.market, *card.weaknesses, *card.not_for):
        assert text in page
    for line in card.metrics.lines:
        assert reader_of("en").percent(line.coverage_80, 1) in page


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/sources/levels_fy", 404, "/sources/levels_fyi"),
        ("/nothing/here", 404, "There is no such page"),
    ],
)
def test_what_is_not_there_is_a_page(client, path, status, said) -> None:
    page = client.get(path, headers=HTML)
    assert page.status_code == status
    assert said in page.text and "<h1>" in page.text
