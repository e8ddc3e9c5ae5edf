"""What may be meant by words of which nothing is found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.release.search import SearchIndex
from kg.release.search.spelling import neighbours, respelled


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("caglar ünnlü", "caglar unlu"),  # a letter too many, and accents
        ("calgar unlu", "caglar unlu"),  # two letters have changed places
        ("lindqivst", "lindqvist"),
        ("lidnqvist ada", "lindqvist ada"),
        ("lindvist", "lindqvist"),  # a letter is missing
        ("schemer of rivres that sleep", None),  # one word is like none
        ("rivres that slepe in wintre", "rivers that sleep in winter"),  # three at once
        ("лука Щебраков", None),
        ("Щебраков", "щербаков"),
        ("zzzz", None),
        ("abc", None),  # too short to be like few others
        ("", None),
        ("one two three four five six sevn", None),  # too many to try
    ],
)
def test_what_is_meant(index: SearchIndex, typed: str, meant: str | None) -> None:
    assert index.search(typed).groups == ()
    assert index.meant(typed) == meant
    if meant:
        assert index.search(meant).groups


@given(st.text(max_size=60))
@settings(max_examples=100)
def test_any_text_is_answered(index: SearchIndex, text: str) -> None:
    meant = index.meant(text)
    assert meant is None or index.search(meant).groups


def test_neighbours_are_one_slip_away() -> None:
    found = neighbours("abcd")
    assert len(found) == len(set(found))
    assert {"bacd", "cbad", "abd", "abxcd", "abxd"} <= set(found)
    assert not {"abcd", "dcba", "ab"} & set(found)


def test_words_that_are_known_are_kept() -> None:
    known = {"rivers": 9, "river": 5, "sleep": 3, "sleet": 1}

    def count(word: str, unfinished: bool) -> int:
        return sum(n for one, n in known.items() if one == word or (unfinished and one.startswith(word)))

    assert list(respelled(["rivers", "slepe"], count)) == ["rivers sleep"]
    assert list(respelled(["rivres", "slee"], count)) == ["rivers slee"]
    # Where every word is known, one after the other is replaced.
    assert list(respelled(["rivers", "sleep"], count)) == ["river sleep", "rivers sleet"]
