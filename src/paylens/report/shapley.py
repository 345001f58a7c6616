"""Shapley values of a game over a few players, some of whom may only join after others.

Shapley 1953, A value for n-person games, Contributions to the Theory of Games II, 307-317; for
predictions Štrumbelj and Kononenko 2014, Knowl. Inf. Syst. 41, 647-665, and Lundberg and Lee 2017,
NeurIPS 30. Orders that let a city in before its country are left out: Frye, Rowat and Feige 2020,
Asymmetric Shapley values, NeurIPS 33. A player's value is its mean contribution over all orders
that are left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from paylens.market.grid import Array

EXACT_PLAYERS = 8
SAMPLED_ORDERS = 60
SEED = 1

Coalition: TypeAlias = frozenset[str]
# Coalitions → their values in each of m games at once; shape (coalitions, m).
Game = Callable[[Sequence[Coalition]], Array]


@dataclass(frozen=True)
class Shares:
    """Each player's share of `whole` less `empty` (m,) and, where orders were sampled, its
    standard error; shape (players, m)."""

    values: Array
    errors: Array
    empty: Array
    whole: Array


def shapley(players: Sequence[str], chains: Sequence[Sequence[str]], game: Game) -> Shares:
    """Shapley values of `players`; of each chain, a player joins only after those before it.

    The chains share no player. Up to EXACT_PLAYERS all coalitions are asked, in one call of `game`;
    of more players SAMPLED_ORDERS orders, always the same ones.
    """
    exact = len(players) <= EXACT_PLAYERS
    return (_exact if exact else _sampled)(players, chains, game)


def _exact(players: Sequence[str], chains: Sequence[Sequence[str]], game: Game) -> Shares:
    before = _before(players, chains)
    joined = _ways({frozenset(): 1}, players, lambda coalition, p: before[p] <= coalition)
    coalitions = list(joined)
    values = dict(zip(coalitions, game(coalitions), strict=True))
    whole = frozenset(players)
    left = {whole: 1}
    for coalition in reversed(coalitions):
        ways = sum(left.get(coalition | {p}, 0) for p in whole - coalition)
        left.setdefault(coalition, ways)
    shares = np.zeros((len(players), len(values[whole])))
    for place, player in enumerate(players):
        for coalition in coalitions:
            larger = coalition | {player}
            if player not in coalition and larger in values:
                weight = joined[coalition] * left[larger] / joined[whole]
                shares[place] += weight * (values[larger] - values[coalition])
    return Shares(shares, np.zeros_like(shares), values[frozenset()], values[whole])


def _before(players: Sequence[str], chains: Sequence[Sequence[str]]) -> dict[str, Coalition]:
    """The players that each one has to wait for."""
    before: dict[str, Coalition] = dict.fromkeys(players, frozenset())
    for chain in chains:
        for place, player in enumerate(chain):
            before[player] = frozenset(chain[:place])
    return before


def _ways(
    start: dict[Coalition, int], players: Sequence[str], may_join: Callable[[Coalition, str], bool]
) -> dict[Coalition, int]:
    """In how many orders each coalition can come about, smaller coalitions first."""
    ways, newest = dict(start), start
    for _ in players:
        grown: dict[Coalition, int] = {}
        for coalition, count in newest.items():
            for player in players:
                if player not in coalition and may_join(coalition, player):
                    larger = coalition | {player}
                    grown[larger] = grown.get(larger, 0) + count
        ways |= grown
        newest = grown
    return ways


def _sampled(players: Sequence[str], chains: Sequence[Sequence[str]], game: Game) -> Shares:
    rng = np.random.default_rng(SEED)
    orders = [_drawn(players, chains, rng) for _ in range(SAMPLED_ORDERS)]
    paths = [[frozenset(o[:n]) for n in range(len(o) + 1)] for o in orders]
    coalitions = list(dict.fromkeys(coalition for path in paths for coalition in path))
    values = dict(zip(coalitions, game(coalitions), strict=True))
    gains = np.stack(
        [
            np.diff(np.stack([values[coalition] for coalition in path]), axis=0)[
                [order.index(player) for player in players]
            ]
            for order, path in zip(orders, paths, strict=True)
        ]
    )
    errors = gains.std(axis=0, ddof=1) / np.sqrt(len(orders))
    return Shares(gains.mean(axis=0), errors, values[frozenset()], values[frozenset(players)])


def _drawn(
    players: Sequence[str], chains: Sequence[Sequence[str]], rng: np.random.Generator
) -> list[str]:
    """A random order in which every chain's players stand in the chain's order."""
    order = [players[place] for place in rng.permutation(len(players))]
    for chain in chains:
        places = sorted(order.index(player) for player in chain)
        for place, player in zip(places, chain, strict=True):
            order[place] = player
    return order
