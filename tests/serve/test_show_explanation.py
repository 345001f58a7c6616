"""An explanation on the screen and as JSON."""

import io
import json
from dataclasses import replace

import pytest
from rich.console import Console

from paylens import Market
from paylens.report.outside import NO_RECORD, TOO_FEW, Apart
from paylens.report.resembling import Resembling
from paylens.serve.cli import main
from paylens.serve.show_explanation import bar, show_explanation, signed

FACTS = {"role": "ML engineer", "country": "US", "level": "senior"}


@pytest.fixture(scope="module")
def explained():
    return Market.reference().explain(**FACTS)


def shown(answer) -> str:
    written = io.StringIO()
    show_explanation(answer, Console(file=written, width=120))
    return written.getvalue()


def test_the_steps_lead_from_the_market_s_median_to_the_estimate(explained):
    lines = shown(explained).splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("market's median"))
    assert f"${explained.market_median:,.0f}" in lines[start]
    for effect, line in zip(explained.effects, lines[start + 1 :], strict=False):
        assert effect.words in line
        assert signed(effect.amount, "USD") in line
    end = lines[start + 1 + len(explained.effects)]
    assert end.startswith("this estimate") and f"${explained.median:,.0f}" in end


def test_records_alike_and_facts_apart_are_told(explained):
    apart = (Apart(("city", "employer"), "Lisbon and Google", NO_RECORD),)
    known = replace(explained, never_together=apart, resembling=Resembling(1234, {"a": 1234}, "r"))
    told = shown(known)
    assert "Never seen together: Lisbon and Google (no record holds both)." in told
    assert "Records that resemble this profile: 1,234 (a 1,234); r." in told
    unknown = (Apart(("city", "employer"), "Lisbon and Google", TOO_FEW),)
    told = shown(replace(explained, never_together=unknown))
    assert "Not known together: Lisbon and Google (fewer records" in told
    few = replace(explained, resembling=Resembling(0, {}, "r"))
    assert "fewer than can be counted; r." in shown(few)
    assert "not known" in shown(replace(explained, resembling=Resembling(None, {}, "r")))


@pytest.mark.parametrize(
    ("start", "end", "drawn"),
    [(0, 3, "███"), (3, 1, " ░░"), (2, 2, "  │"), (1, 3, " ██"), (0, 0, "│")],
)
def test_a_step_of_the_waterfall(start, end, drawn):
    assert bar(start, end) == drawn


@pytest.mark.parametrize(
    ("amount", "currency", "told"),
    [(1234.6, "USD", "+$1,235"), (-1234.6, "EUR", "-EUR 1,235"), (-0.2, "USD", "+$0")],
)
def test_amounts_have_their_sign(amount, currency, told):
    assert signed(amount, currency) == told


def test_json_is_complete(explained, capsys):
    words = [word for name, value in FACTS.items() for word in (f"--{name}", value)]
    with pytest.raises(SystemExit) as done:
        main(["explain", *words, "--json"])
    assert done.value.code == 0
    told = json.loads(capsys.readouterr().out)
    assert told == json.loads(json.dumps(explained.to_dict()))
    assert told["market_median"] + sum(e["amount"] for e in told["effects"]) == pytest.approx(
        told["median"]
    )
