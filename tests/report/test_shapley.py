"""Shapley values of games whose shares are known."""

import math

import numpy as np
import pytest

from paylens.report.shapley import EXACT_PLAYERS, shapley

WEIGHTS = {"a": 3.0, "b": -1.0, "c": 0.5, "d": 0.0}


def additive(coalitions):
    """Every player adds its weight, whoever is there."""
    return np.array([[5 + sum(WEIGHTS[p] for p in coalition)] for coalition in coalitions])


def gloves(coalitions):
    """One left glove `a` and two right ones `b`, `c`: a pair is worth 1."""
    return np.array([[float("a" in c and bool(c & {"b", "c"}))] for c in coalitions])


def random_game(players, games=2):
    """A value of its own for every coalition, the same whenever it is asked."""

    def game(coalitions):
        rows = []
        for coalition in coalitions:
            seed = sum(2 ** players.index(player) for player in coalition)
            rows.append(np.random.default_rng([seed, 7]).normal(size=games))
        return np.array(rows)

    return game


@pytest.mark.parametrize(
    ("players", "chains", "game", "expected"),
    [
        ("abcd", [], additive, [3.0, -1.0, 0.5, 0.0]),
        ("abcd", ["ab"], additive, [3.0, -1.0, 0.5, 0.0]),
        ("abc", [], gloves, [2 / 3, 1 / 6, 1 / 6]),
        ("cba", [], gloves, [1 / 6, 1 / 6, 2 / 3]),
        # b only after a: of a b c, a c b and c a b, b makes the pair in the first alone.
        ("abc", ["ab"], gloves, [1 / 3, 1 / 3, 1 / 3]),
        ("a", [], additive, [3.0]),
        ("", [], additive, []),
    ],
)
def test_shares_that_are_known(players, chains, game, expected):
    found = shapley(list(players), chains, game)
    assert found.values[:, 0] == pytest.approx(expected)
    assert not found.errors.any()


@pytest.mark.parametrize("count", [1, 4, EXACT_PLAYERS, EXACT_PLAYERS + 3])
@pytest.mark.parametrize("chains", [[], [["p0"]], [["p1", "p0", "p2"]]])
def test_shares_add_up_in_every_game(count, chains):
    players = [f"p{place}" for place in range(count)]
    known = [[player for player in chain if player in players] for chain in chains]
    found = shapley(players, known, random_game(players))
    assert found.values.sum(axis=0) == pytest.approx(found.whole - found.empty)
    assert found.errors.any() == (count > EXACT_PLAYERS)


def test_the_order_in_which_players_are_named_changes_nothing():
    players = [f"p{place}" for place in range(6)]
    game = random_game(players)
    forth = shapley(players, [["p1", "p4"]], game)
    back = shapley(players[::-1], [["p1", "p4"]], game)
    assert back.values[::-1] == pytest.approx(forth.values)


def test_a_player_of_a_chain_never_joins_before_those_ahead_of_it():
    asked = []

    def game(coalitions):
        asked.extend(coalitions)
        return np.zeros((len(coalitions), 1))

    shapley(["city", "role", "country"], [["country", "city"]], game)
    assert len(asked) == len(set(asked)) == 6
    assert not any("city" in coalition and "country" not in coalition for coalition in asked)


def test_sampled_shares_lie_within_their_error_of_the_exact_ones(monkeypatch):
    players = [f"p{place}" for place in range(EXACT_PLAYERS)]
    game = random_game(players)
    exact = shapley(players, [["p0", "p1"]], game)
    monkeypatch.setattr("paylens.report.shapley.EXACT_PLAYERS", 0)
    sampled = shapley(players, [["p0", "p1"]], game)
    again = shapley(players, [["p0", "p1"]], game)
    distance = np.abs(sampled.values - exact.values) / sampled.errors
    assert distance.max() < 4
    assert math.isclose(float(np.sqrt((distance**2).mean())), 1, abs_tol=0.5)
    assert (again.values == sampled.values).all()
