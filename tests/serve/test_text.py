"""What is shown alike everywhere."""

from dataclasses import replace

from paylens import Market
from paylens.serve.text import evidence_line


def test_a_count_below_the_floor_is_said_to_be_so():
    evidence = Market.reference().estimate(role="ML engineer", country="US").evidence
    assert f"{evidence.records:,} records of" in evidence_line(evidence)
    few = evidence_line(replace(evidence, records=None))
    assert "fewer records than may be shown like this profile among" in few
    none = evidence_line(replace(evidence, records=0))
    assert "none of which states all of these facts" in none
