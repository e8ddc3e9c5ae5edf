"""The words of texts."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from kg.release.search.words import _word, index_words, search_words, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Çağlar Ünlü", ["caglar", "unlu"]),
        ("J.R. Smith-Jones", ["j", "r", "smith", "jones"]),
        ("On \\emph{Tides} of $x_1$", ["on", "tides", "of", "x", "1"]),
        ("Straße", ["strasse"]),
        ("ﬁne Ⅳ", ["fine", "iv"]),
        ("Иван", ["иван"]),
        ("王小明", ["王小", "小明"]),
        ("王", ["王"]),
        ("深い river 学習", ["深い", "river", "学習"]),
        ("हिन्दी", ["हिनदी"]),
        ("", []),
        (" -- ", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "further"),
    [
        ("Müller", "mueller"),
        ("Søren Ångström", "soeren"),
        ("Jean-Luc", "jeanluc"),
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("Щербаков", "shcherbakov"),
        ("王小明", "明"),
    ],
)
def test_other_ways_to_write_a_word(text: str, further: str) -> None:
    assert further in index_words(text)
    assert further not in words(text)


def test_each_word_of_a_search_has_its_forms() -> None:
    assert search_words("Müller c") == [["muller", "mueller"], ["c"]]
    assert search_words("Иванов") == [["иванов", "ivanov"]]
    assert search_words("机器学习") == [["机器"], ["器学"], ["学习"]]


def test_a_mark_of_any_script_is_part_of_its_word() -> None:
    marks = [chr(c) for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)).startswith("M")]
    text = "".join(f"a{mark}b " for mark in marks)
    assert _word().findall(text) == text.split()
