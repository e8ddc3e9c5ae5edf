"""Keywords as they are typed, and what is made of them."""

from __future__ import annotations

import pytest

from kg.identity.topics.keywords import LONGEST, folded, keywords, normal


def terms(*stated: str) -> list[str]:
    return [term for term, _ in keywords(stated)]


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        (["tide gauges; sea level ;waves"], ["tide gauges", "sea level", "waves"]),
        (["tide gauges, sea level"], ["tide gauges", "sea level"]),
        (["Administration, Inhalation", "Adult"], ["Administration, Inhalation", "Adult"]),
        (["a, b, c, d", "e"], ["a", "b", "c", "d", "e"]),
        (["toluene (hot, cold), 1,2-dichloroethane, x"], ["toluene (hot, cold)", "1,2-dichloroethane", "x"]),
        (["Keywords: tides. ", "*athlete"], ["tides", "athlete"]),
        (["Mots-clés : marées ; ports"], ["marées", "ports"]),
        (["関連；潮汐、港"], ["関連", "潮汐、港"]),
        (["潮汐、港"], ["潮汐", "港"]),
        (["<i>E.&nbsp;coli</i>; U.S. policy"], ["E. coli", "U.S. policy"]),
        (["non\u2010linear\u2013waves"], ["non-linear-waves"]),
        (["1. tides; (2) ports"], ["tides", "ports"]),
        (["515", "", "—"], []),
        (["http://x.test/uat/887, Kerr metric, 887"], ["http://x.test/uat/887, Kerr metric, 887"]),
    ],
)
def test_lists_are_parted_and_terms_cleaned(stated: list[str], found: list[str]) -> None:
    assert terms(*stated) == found


def test_a_term_keeps_its_case_and_is_compared_without() -> None:
    assert normal("AIDS") == "AIDS"
    assert folded("AIDS") == folded("aids")


def test_what_is_too_long_is_a_sentence() -> None:
    assert normal("a" * LONGEST)
    assert not normal("a" * (LONGEST + 1))


def test_the_words_as_they_stood_are_kept() -> None:
    assert list(keywords(["*Sea  Level; tides."])) == [("Sea Level", "*Sea Level"), ("tides", "tides.")]
