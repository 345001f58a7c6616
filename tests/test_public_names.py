import paylens


def test_every_public_name_is_there_and_sorted():
    assert sorted(paylens.__all__) == paylens.__all__
    assert set(paylens.__all__) == set(paylens._ROOMS)
    for name in paylens.__all__:
        assert getattr(paylens, name).__module__.startswith("paylens.")
