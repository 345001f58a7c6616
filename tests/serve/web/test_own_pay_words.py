"""Where one's own pay lies, in words that the figures bear."""

import pytest

ML_ENGINEER = {"role": "ML engineer", "country": "US", "experience": "6"}


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (ML_ENGINEER | {"my_pay": "900000"}, "above more than <b>99%</b>"),
        (ML_ENGINEER | {"my_pay": "20000"}, "above fewer than <b>1%</b>"),
        (ML_ENGINEER | {"my_pay": "190000"}, "these sources, sampling alone"),
        (
            {"role": "ML engineer", "country": "Kenya", "my_pay": "60000"},
            "cannot be said from these records",
        ),
    ],
)
def test_where_one_s_own_pay_lies(client, asked, words):
    reply = client.post("/estimate", data=asked)
    assert reply.status_code == 200
    assert words in reply.text
    assert "above <b>100%</b>" not in reply.text
