"""What is shown alike everywhere."""

from dataclasses import replace

from paylens import Market
from paylens.serve.text import evidence_line


def test_a_count_below_the_floor_is_said_to_be_so():
    evidence = Market.reference().estimate(role="ML engineer", country="US").evidence
    assert f"{evidence.records:,} records of" in evidence_line(evidence)
    few = evidence_line(replace(evidence, records=0))
    assert "fewer records than may be shown of" in few and "0 records" not in few
