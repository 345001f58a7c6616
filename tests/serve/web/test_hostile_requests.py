"""What nobody sends in earnest: refused as a problem that says why, never a broken server."""

import pytest

ESTIMATE = "/api/v1/estimate"


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        (b"", 422, "body"),
        (b"\xff\xfe", 422, "body"),
        (b"[", 422, "body"),
        (b"[" * 100_000, 400, None),
        (b"{}", 422, "body"),
        (b"[]", 422, "body"),
        (b"[1]", 422, "0"),
        (rb'[{"role": "\ud800"}]', 422, "0.role"),
        (b'[{"role": "ML engineer", "my_pay": NaN}]', 422, "0.my_pay"),
        (b'[{"role": "ML engineer", "experience": Infinity}]', 422, "0.experience"),
        (b'[{"role": "ML engineer", "year": 1e400}]', 422, "0.year"),
        (b'[{"role": ["ML engineer"]}]', 422, "0.role"),
        (b'[{"role": "ML engineer", "ppp": 0}]', 422, "0.ppp"),
        (b'[{"role": "ML engineer", "year": "2024"}]', 422, "0.year"),
        (b'[{"role": "ML engineer", "my_pay": "%s"}]' % (b"9" * 201), 422, "0.my_pay"),
        (b'[{"\\ud800": 1}]', 422, "0"),
    ],
)
def test_bodies(client, body, status, field):
    reply = client.post(ESTIMATE, content=body, headers={"content-type": "application/json"})
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
    told = reply.json()
    assert (told["status"], told.get("field")) == (status, field)


@pytest.mark.parametrize(
    "query",
    [
        "role=%ff%fe",
        "role=%00",
        "role=ML+engineer&experience=1e400",
        "role=ML+engineer&experience=" + "9" * 200,
        "role=ML+engineer&year=" + "9" * 5000,
        "role=ML+engineer&my_pay=nan",
        "role=ML+engineer&my_pay=" + "9" * 200,
        "role=ML+engineer&currency=%F0%9F%92%A9",
        "company=%27+or+1%3D1--",
        "city=%3Cscript%3Ealert(1)%3C/script%3E",
    ],
)
def test_addresses(client, query):
    reply = client.get(f"{ESTIMATE}?{query}")
    assert reply.status_code == 422
    assert reply.headers["content-type"] == "application/problem+json"
    assert len(reply.content) < 3000


def test_numbers_and_truth_values_are_what_their_words_are(client):
    as_words = {"role": "ML engineer", "country": "US", "experience": "6", "remote": "remote"}
    as_values = as_words | {"experience": 6, "remote": True}
    own = [{"my_pay": "150000"}, {"my_pay": 150000}, {"my_pay": 150000.0}]
    asked = [as_words, as_values, *(as_words | each for each in own)]
    words, values, *with_pay = client.post(ESTIMATE, json=asked).json()
    assert words["figures"] == values["figures"]
    assert with_pay[0]["my_pay"] is not None
    assert with_pay[0] == with_pay[1] == with_pay[2]


@pytest.mark.parametrize(
    ("accept", "query", "kind"),
    [
        ("text/csv", "", "text/csv"),
        ("text/csv", "?format=json", "application/json"),
        ("text/csv, application/json", "", "application/json"),
        ("*/*", "", "application/json"),
        ("*/*", "?format=csv", "text/csv"),
    ],
)
def test_a_table_comes_as_asked(client, accept, query, kind):
    reply = client.get(f"/api/v1/tables/gender{query}", headers={"accept": accept})
    assert reply.headers["content-type"].startswith(kind)
    assert "Accept" in reply.headers["vary"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"remote": "perhaps"}, "remote"),
        ({"company_size": "many"}, "company_size"),
        ({"role": "ML engineer", "as_reported_in": "zz"}, "as_reported_in"),
        ({"employment": "zz"}, "employment"),
    ],
)
def test_a_problem_names_the_parameter(client, asked, field):
    told = client.get(ESTIMATE, params=asked).json()
    assert told["field"] == field
    assert told["title"] != "Unprocessable Entity"
