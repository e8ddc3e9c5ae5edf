"""Disjoint sets are what a naive way finds, and the first of each stands for it."""

from __future__ import annotations

import doctest

from hypothesis import given
from hypothesis import strategies as st

from kg import unions as module
from kg.unions import Unions

PAIRS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)))


def naive(pairs: list[tuple[int, int]]) -> dict[int, set[int]]:
    sets = {one: {one} for one in range(13)}
    for a, b in pairs:
        whole = sets[a] | sets[b]
        sets |= dict.fromkeys(whole, whole)
    return sets


@given(PAIRS)
def test_the_least_of_a_set_stands_for_it(pairs: list[tuple[int, int]]) -> None:
    unions = Unions[int]()
    for number, (a, b) in enumerate(pairs):
        assert unions.join(a, b) is (b not in naive(pairs[:number])[a])
    sets = naive(pairs)
    assert [unions.root(one) for one in range(13)] == [min(sets[one]) for one in range(13)]
    assert dict(unions.joined()) == {one: min(every) for one, every in sets.items() if one != min(every)}


@given(PAIRS)
def test_a_rank_says_which_stands_for_it(pairs: list[tuple[int, int]]) -> None:
    unions = Unions[int](lambda one: -one)
    for a, b in pairs:
        unions.join(a, b)
    sets = naive(pairs)
    assert [unions.root(one) for one in range(13)] == [max(sets[one]) for one in range(13)]


def test_the_example_is_true() -> None:
    assert doctest.testmod(module) == (0, 3)
