"""What every source's card must say, and in which words."""

import pytest

from paylens.collect.source import REDISTRIBUTION, card, source_names
from paylens.harmonise.dimension import dimension, dimension_names
from paylens.harmonise.record import PAY_KINDS

LISTED = {
    found.field: set(found.values) for found in map(dimension, dimension_names()) if found.values
}


@pytest.mark.parametrize("source", source_names())
def test_terms_and_kinds_of_pay_are_declared_ones(source: str) -> None:
    declared = card(source)
    assert declared.redistribute in REDISTRIBUTION
    assert set(declared.pay_kinds) <= set(PAY_KINDS)
    assert declared.main_pay_kind in declared.pay_kinds
    assert set(declared.counts) == set(declared.pay_kinds)
    assert declared.leans or declared.official


@pytest.mark.parametrize("source", source_names())
def test_words_stand_for_declared_values(source: str) -> None:
    for field in set(card(source).words) & set(LISTED):
        given = card(source).words[field].values()
        named = {v for value in given for v in (value if isinstance(value, list) else [value])}
        assert named <= LISTED[field], field
