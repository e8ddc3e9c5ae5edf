"""Keys of names and titles."""

from __future__ import annotations

import pytest

from kg.identity.folding import fold, name_key, title_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Çağlar Ünlü", "caglar unlu"),
        ("Mikołaj Rybiński", "mikolaj rybinski"),
        ("Jean-Baptiste Alayrac", "alayrac baptiste jean"),
        ("Yang, Fan", "fan yang"),
        ("Søren Æbelø", "aebelo soren"),
        ("李 明", "明 李"),
        ("Ирина Петрова", "ирина петрова"),
        ("", ""),
    ],
)
def test_name_key(name: str, key: str) -> None:
    assert name_key(name) == key


def test_title_key_ignores_case_accents_punctuation_and_tex() -> None:
    assert title_key("Über  die \\emph{Laternen}: Teil 2") == "uberdielaternenteil2"


def test_fold_is_idempotent() -> None:
    for text in ("Straße", "Łódź", "naïve", "İstanbul"):
        assert fold(fold(text)) == fold(text)
