"""Tables as pages and as files."""

import csv
import io
import re
from html import unescape
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from paylens.report.article import article
from paylens.serve.export_tables import as_csv

KEYS = [table.key for table in article().tables]
HTML = {"accept": "text/html"}
SVG = "{http://www.w3.org/2000/svg}"


def test_all_of_the_articles_tables_are_listed(client) -> None:
    page = client.get("/tables", headers=HTML).text
    assert re.findall(r'<h2><a href="/tables/(\w+)">', page) == KEYS


def test_every_other_fact_that_a_source_knows_has_a_table(client) -> None:
    page = client.get("/tables", headers=HTML).text
    others = re.findall(r'<li><a href="/tables/(\w+)">', page)
    assert {"level", "remote", "skills", "specialisation"} <= set(others)
    for name in others:
        assert client.get(f"/tables/{name}", headers=HTML).status_code == 200, name


@pytest.mark.parametrize("key", KEYS)
def test_a_table_states_populations_figures_and_verdicts(client, reference, key) -> None:
    table = next(each for each in reference.tables([key]) if each.key == key)
    page = unescape(client.get(f"/tables/{key}", headers=HTML).text)
    for block in table.blocks:
        assert block.population in page
    for row in table.rows:
        assert f"${row.article.amount:,.0f}" in page
        assert row.judgement.reason in page
        for cell in row.cells:
            p50 = cell.statistics.figures["p50"].value
            assert p50 is None or f"${p50:,.0f}" in page


@pytest.mark.parametrize("key", ["education", "growth", "country"])
def test_csv_is_the_commands_own(client, reference, key) -> None:
    table = next(each for each in reference.tables([key]) if each.key == key)
    reply = client.get(f"/tables/{key}.csv")
    assert reply.headers["content-disposition"] == f'attachment; filename="paylens-{key}.csv"'
    assert reply.text == as_csv([table])


@pytest.mark.parametrize("key", KEYS)
def test_svg_is_whole_without_a_page(client, key) -> None:
    reply = client.get(f"/tables/{key}.svg")
    if reply.status_code == 422:
        assert "nothing of it may be shown" in reply.text
        return
    drawn = ElementTree.fromstring(reply.text)
    style = drawn.find(f"{SVG}style").text
    assert "var(" not in style and "@media" not in style
    assert "levels_fyi" in reply.text or "kaggle_survey" in reply.text


def test_png_is_drawn_from_it(client) -> None:
    png = client.get("/tables/education.png").content
    assert png.startswith(b"\x89PNG") and len(png) > 10_000


def test_workbook_holds_the_csvs_lines(client) -> None:
    written = ZipFile(io.BytesIO(client.get("/tables/education.xlsx").content))
    lines = list(csv.reader(io.StringIO(client.get("/tables/education.csv").text)))
    sheet = written.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == len(lines)
    numbers = [text for line in lines[1:] for text in line if re.fullmatch(r"-?\d+", text)]
    for text in numbers:
        assert f"<v>{text}</v>" in sheet
    assert "<f>" not in sheet


def test_filters_answer_for_others(client, reference) -> None:
    asked = {"role": "data scientist", "country": "India"}
    table = reference.table("education", **asked)
    page = unescape(client.get("/tables/education", params=asked, headers=HTML).text)
    assert table.blocks[0].population in page
    assert "Data scientist, India" in page
    assert "education.csv?role=data+scientist&country=India" in page


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/tables/educatoin", 404, "/tables/education"),
        ("/tables/education.pdf", 404, "csv, svg, png, xlsx"),
        ("/tables/education?role=wizard", 422, "unknown role"),
        ("/tables/%3Cscript%3E", 404, "unknown table"),
        ("/tables/education.svg?population=nobody", 404, "Nearest: ML engineer"),
        ("/tables/education.png?population=nobody", 404, "unknown population"),
    ],
)
def test_what_is_not_there(client, path, status, said) -> None:
    page = client.get(path, headers=HTML)
    assert page.status_code == status
    assert said.lower() in unescape(page.text).lower()
    assert 'class="button" href="/tables"' in page.text
    assert "<script>" not in page.text


def test_the_next_table_is_of_the_same_people(client) -> None:
    query = "role=data+scientist&country=India"
    page = unescape(client.get(f"/tables/education?{query}", headers=HTML).text)
    steps = page.split('aria-label="Other tables"')[1]
    assert len(re.findall(rf'/tables/\w+\?{re.escape(query)}"', steps)) == 2


def test_growth_is_of_years(client) -> None:
    page = unescape(client.get("/tables/growth", headers=HTML).text)
    assert "(1 year) to " in page and ">15 years<" in page


def test_json_where_asked_for_is_the_table(client, reference) -> None:
    table = next(each for each in reference.tables(["city"]) if each.key == "city")
    assert client.get("/tables/city", headers={"accept": "application/json"}).json() == (
        table.to_dict()
    )


def test_each_population_has_its_own_chart_file(client, reference) -> None:
    table = next(each for each in reference.tables(["education"]) if each.key == "education")
    drawn = {
        block.label: client.get("/tables/education.svg", params={"population": block.label}).text
        for block in table.blocks
    }
    assert all(f": {label}</text>" in svg for label, svg in drawn.items())
    assert len(set(drawn.values())) == len(table.blocks) == 2


def test_medians_are_drawn_where_no_mean_may_be_shown(client, reference) -> None:
    table = next(each for each in reference.tables(["industry"]) if each.key == "industry")
    page = unescape(client.get("/tables/industry", headers=HTML).text)
    first, second = page.split('<section class="block"')[1:3]
    assert table.statistic == "mean"
    assert "Dot: the median of one source" in first and "none may be shown here" in first
    assert 'class="article"' not in first
    assert "Dot: the mean of one source" in second and 'class="article"' in second
