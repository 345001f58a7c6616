"""One colour per source."""

from paylens.serve.web.charts.colours import OTHER_SOURCE, SOURCE_COLOURS, colour_of


def test_every_shipped_source_has_its_own_colour(reference) -> None:
    names = [account["source"] for account in reference.sources()]
    assert {colour_of(name) for name in names} == set(SOURCE_COLOURS.values())
    assert len(set(SOURCE_COLOURS.values())) == len(names)


def test_a_market_of_ones_own_is_grey() -> None:
    assert colour_of("our_payroll") == OTHER_SOURCE
