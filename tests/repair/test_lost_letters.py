from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.repair.lost_letters import may_be

LETTERS = st.sampled_from("abé -.")
PLACES = st.one_of(
    LETTERS.map(re.escape),
    st.sampled_from(["[ab]", "[é\\-]", ".{1,2}", r"\w{1,2}", r"\w", ".", "a?", "(?:a ?|[éb] )"]),
    st.sampled_from(["(?:b ?|ab )"]),
)


@given(st.lists(PLACES, max_size=7).map("".join), st.text(LETTERS, max_size=9))
def test_it_says_what_a_regular_expression_says(pattern: str, text: str) -> None:
    assert may_be(text, pattern) == (re.fullmatch(pattern, text) is not None)


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+", "a*", "a+", "(a)", "(?:a", "a|b", "[a", "[^a]", "[]", "a{3}", "a{1,2", "\\", "\\d", "^a$",
     "(?:(?:a|b)|c)", "(?i)a", "a{1,2}{1,2}"],
)  # fmt: skip
def test_whatever_says_more_fits_nothing(pattern: str) -> None:
    assert not may_be("a", pattern)
    assert not may_be("aaa", pattern)


def test_many_lost_letters_are_looked_for_once() -> None:
    assert not may_be("x" * 101, ".{1,2}" * 50)
    assert may_be("x" * 100, ".{1,2}" * 50)
    assert not may_be("x" * 2_000, ".{1,2}" * 1_500), "nobody is called so"
