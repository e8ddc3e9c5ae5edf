"""TeX's accents and letters in names, as people and programs write them."""

from __future__ import annotations

import pytest

from kg.repair.tex import accents, may_hold_letters


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (r"Bal\'azs", "Balázs"),
        (r"{\O}bro", "Øbro"),
        (r"Juri\a'c", "Jurić"),
        (r"L{\a'e}pine", "Lépine"),
        (r"{\a'{\i}}", "í"),
        (r"\aa ngstrom", "ångstrom"),
        (r"K\ühn", "Kühn"),
        (r"K{\ü}hn", "Kühn"),
        (r"\a{x}", None),
        (r"\Kühn", None),
    ],
)
def test_accents(typed: str, name: str | None) -> None:
    assert accents(typed) == name


@pytest.mark.parametrize("typed", [r"Juri\a'c", r"K\ühn", r"Bal\'azs"])
def test_letters_are_seen(typed: str) -> None:
    assert may_hold_letters(typed)
